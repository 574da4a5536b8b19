import type { FrontMatter } from "./blocks/front-matter.ts";
import { usableMacros } from "./html/macro-scopes.ts";
import { DEFAULT_LANGUAGE } from "./language-tag.ts";
import type { Lesson, LessonDescription } from "./lesson.ts";
import type { ProblemLog } from "./problem-log.ts";
import type { SolutionAccess } from "./solution-access.ts";
import type { SourceText } from "./source-text.ts";

/** The front matter with what the course adds to it. */
export type LessonFront = Omit<FrontMatter, "macros"> & Pick<Lesson, "lang" | "solutions" | "macros">;

/** What holds for lessons that do not say it themselves. */
export interface LessonDefaults {
  /** The language of lessons that name none, as a BCP 47 tag. */
  readonly language?: string;
  /** Who sees the solutions of lessons that do not say it. */
  readonly solutions?: SolutionAccess;
}

export function withDefaults(
  written: FrontMatter,
  { language = DEFAULT_LANGUAGE, solutions = "open" }: LessonDefaults,
): LessonFront {
  const { lang, solutions: access } = written;
  return { ...written, lang: lang ?? language, solutions: access ?? solutions, macros: {} };
}

/** Reports what is wrong in the front matter, and adds its macros to those of the course. */
export function readMacros(
  written: FrontMatter,
  log: ProblemLog,
  ofCourse: Lesson["macros"] = {},
): Lesson["macros"] {
  const { macros, faults } = usableMacros(written.macros, ofCourse);
  log.add([...written.faults, ...faults]);
  return { ...ofCourse, ...macros };
}

/** What the front matter says of the lesson. */
export function describe(
  { file }: SourceText,
  { title, lecture, summary, lang, colab, draft, solutions, numberSections, macros }: LessonFront,
): LessonDescription {
  const slug = (file.split(/[/\\]/).at(-1) ?? "").replace(/\.md$/, "") || "lesson";
  const written = { lecture, summary, lang, colab, draft, solutions, numberSections, macros };
  return { file, slug, title: title ?? slug, ...written };
}
