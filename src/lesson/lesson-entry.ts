import { collectAnchors } from "./blocks/anchors.ts";
import { parseFrontMatter } from "./blocks/front-matter.ts";
import { collectTargets } from "./blocks/reference-targets.ts";
import { withoutSolutions } from "./html/without-solutions.ts";
import type { LessonEntry } from "./lesson.ts";
import { describe, type LessonDefaults, withDefaults } from "./lesson-front.ts";
import { lexMarkdown } from "./markdown/lex.ts";
import { tokenOffsets } from "./markdown/offsets.ts";
import type { OtherLesson } from "./other-lesson.ts";
import { createProblemLog } from "./problem-log.ts";
import { numberParts } from "./references/number-parts.ts";
import { sourceText } from "./source-text.ts";

/** The entry of a lesson in lists, for which only its front matter is read. */
export function lessonEntry(file: string, source: string, language?: string): LessonEntry {
  const text = sourceText(file, source);
  const front = withDefaults(parseFrontMatter(text.text), language === undefined ? {} : { language });
  const { slug, title, lecture, lang, draft } = describe(text, front);
  return { slug, title, lecture, lang, draft };
}

/** What links and references from other lessons have to know of a lesson: of its text, what is published. */
export function otherLesson(file: string, source: string, defaults: LessonDefaults = {}): OtherLesson {
  const text = sourceText(file, source);
  const front = withDefaults(parseFrontMatter(text.text), defaults);
  const { title, draft } = describe(text, front);
  try {
    const shown = front.solutions === "withheld" ? withoutSolutions(text.text, front.end).text : text.text;
    const { tokens } = lexMarkdown(shown.slice(front.end));
    const numbers = numberParts(tokens, front.numberSections);
    const anchors = collectAnchors(
      tokens,
      numbers,
      tokenOffsets(tokens, shown, front.end),
      createProblemLog(text),
    );
    return { title, draft, resolve: anchors.resolve, targets: collectTargets(tokens, numbers, anchors) };
  } catch {
    // The lesson's own problems say that it cannot be read.
    return { title, draft, resolve: () => null, targets: { find: () => null, names: [] } };
  }
}
