import type { Token } from "marked";
import * as v from "valibot";
import { DatasetName } from "../protocol/ids.ts";
import { collectAnchors } from "./blocks/anchors.ts";
import { buildBlocks, problemBlocks } from "./blocks/blocks.ts";
import { type FrontMatter, parseFrontMatter } from "./blocks/front-matter.ts";
import type { LessonContext } from "./context.ts";
import { createSlots } from "./html/placeholders.ts";
import { createRenderer } from "./html/render.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import type { Block, Lesson } from "./lesson.ts";
import { type ProblemLog, problemLog } from "./lint/problem-log.ts";
import { footnotesIn } from "./markdown/footnotes.ts";
import { lexMarkdown } from "./markdown/lex.ts";
import { locate } from "./markdown/offsets.ts";
import { type SourceText, sourceText } from "./source-text.ts";

/** Longer files are not lessons, and would keep the page waiting. */
const LONGEST = 500_000;

/**
 * Reads a lesson. Never throws: what its author got wrong is among its problems.
 * @param file the file's name as problems shall have it; its last part without `.md` is the slug.
 * @param source the file's text.
 * @param sanitize made by `createSanitizer` from DOMPurify in a window (jsdom's in Node).
 */
export function parseLesson(file: string, source: string, sanitize: Sanitize): Lesson {
  const text = sourceText(file, source);
  const log = problemLog(text);
  const front = parseFrontMatter(text);
  log.add(front.problems);
  try {
    return readLesson(text, front, log, sanitize);
  } catch (error) {
    const reason = error instanceof RangeError ? "It is nested too deeply." : String(error);
    log.report(
      front.end,
      `The lesson cannot be read. ${reason}`,
      "Take out what was written last, and simplify it.",
    );
    return withoutContent(text, front, log);
  }
}

function readLesson(source: SourceText, front: FrontMatter, log: ProblemLog, sanitize: Sanitize): Lesson {
  if (source.text.length > LONGEST) {
    log.report(0, `The lesson has more than ${LONGEST} characters.`, "Split it into several.");
    return withoutContent(source, front, log);
  }
  const { tokens, tooDeep } = lexMarkdown(source.text.slice(front.end));
  const places = locate(tokens, source.text, front.end);
  for (const text of tooDeep.slice(0, 1)) reportTooDeep(text, source, log);
  const context: LessonContext = {
    source,
    places,
    log,
    sanitize,
    anchors: collectAnchors(tokens, places, log),
    slots: createSlots(),
    references: [],
    headings: [],
    mathSpent: { characters: 0 },
  };
  return assemble(front, tokens, context);
}

function reportTooDeep(text: string, source: SourceText, log: ProblemLog): void {
  const offset = source.text.indexOf(text.slice(0, 100));
  log.report(Math.max(0, offset), "Emphasis or links are nested too deeply.", "Use fewer levels.");
}

function assemble(front: FrontMatter, tokens: readonly Token[], context: LessonContext): Lesson {
  const renderer = createRenderer(context);
  const before = problemBlocks(context);
  const blocks = buildBlocks(tokens, "lesson", context, renderer);
  const footnotes = footnotesIn(tokens);
  const line = context.source.line(context.source.text.length);
  const notes: Block[] =
    footnotes.length > 0 ? [{ type: "prose", line, html: renderer.footnotes(footnotes) }] : [];
  const assets = context.references.filter(({ type }) => type === "asset").map(({ name }) => name);
  return {
    ...describe(context.source, front),
    datasets: datasets(front, context),
    headings: context.headings,
    blocks: [...before, ...blocks, ...notes, ...problemBlocks(context)],
    assets: [...new Set(assets)],
    references: context.references,
    problems: context.log.all(),
  };
}

/** A dataset's name that cannot be one is reported by `check`, which knows those that there are. */
function datasets(front: FrontMatter, context: LessonContext): DatasetName[] {
  return front.datasets.flatMap(({ name, offset }) => {
    const { line, column } = context.source.problem(offset, "", "");
    context.references.push({ type: "dataset", name, line, column });
    return v.is(DatasetName, name) ? [v.parse(DatasetName, name)] : [];
  });
}

function describe(
  source: SourceText,
  front: FrontMatter,
): Pick<Lesson, "file" | "slug" | "title" | "lecture" | "summary"> {
  const slug = (source.file.split(/[/\\]/).at(-1) ?? "").replace(/\.md$/, "") || "lesson";
  return {
    file: source.file,
    slug,
    title: front.title ?? slug,
    lecture: front.lecture,
    summary: front.summary,
  };
}

function withoutContent(source: SourceText, front: FrontMatter, log: ProblemLog): Lesson {
  const problems = log.all();
  return {
    ...describe(source, front),
    datasets: [],
    headings: [],
    blocks: problems.map((problem) => ({ type: "problem", line: problem.line, problem })),
    assets: [],
    references: [],
    problems,
  };
}
