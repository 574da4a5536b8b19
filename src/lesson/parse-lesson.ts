import type { Token } from "marked";
import * as v from "valibot";
import { DatasetName } from "../protocol/ids.ts";
import { plainPath } from "../protocol/lesson-file.ts";
import { isHelper } from "../protocol/lesson-modules.ts";
import type { Bibliography } from "./bibliography/bibliography.ts";
import { collectAnchors } from "./blocks/anchors.ts";
import type { BlockContext } from "./blocks/block-context.ts";
import { buildBlocks, problemBlocks } from "./blocks/blocks.ts";
import { collectAssets, collectHeadings } from "./blocks/collect.ts";
import { type FrontMatter, parseFrontMatter } from "./blocks/front-matter.ts";
import { createNumbering } from "./blocks/lesson-numbering.ts";
import { collectTargets } from "./blocks/reference-targets.ts";
import { closingReferences } from "./blocks/references-block.ts";
import { checkEquations, resolveReferences } from "./blocks/resolve-references.ts";
import { targetsInLessons } from "./blocks/targets-in-lessons.ts";
import { collectTwins } from "./blocks/twins.ts";
import type { CitationStyle } from "./citation-style.ts";
import { collectMacros } from "./html/macro-scopes.ts";
import { createRenderer } from "./html/render.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import type { Beside, KnownThings } from "./known-things.ts";
import type { Block, Lesson } from "./lesson.ts";
import { describe, type LessonDefaults, type LessonFront, readMacros, withDefaults } from "./lesson-front.ts";
import { importedModules, lintCode } from "./lint/lint-code.ts";
import { lintDatasets } from "./lint/lint-datasets.ts";
import { type DeclaredFiles, readFiles } from "./lint/lint-declared-files.ts";
import { lintFigures } from "./lint/lint-figures.ts";
import { lintProse } from "./lint/lint-prose.ts";
import { lintTypes } from "./lint/lint-types.ts";
import { lintPackages } from "./lint/own-modules.ts";
import { footnotesIn } from "./markdown/footnotes.ts";
import { lexMarkdown } from "./markdown/lex.ts";
import { tokenOffsets } from "./markdown/offsets.ts";
import { createPassageWriter } from "./passages/passage-writer.ts";
import { createProblemLog, type ProblemLog } from "./problem-log.ts";
import { readWithheld } from "./read-withheld.ts";
import { referenceWords } from "./reference-words.ts";
import { numberParts } from "./references/number-parts.ts";
import { type Fault, type SourceText, sourceText } from "./source-text.ts";
import "katex/contrib/mhchem";

/** Longer files would keep the page waiting. */
const LONGEST = 500_000;

export interface ParseOptions extends LessonDefaults {
  /**
   * Made by `createSanitizer` from DOMPurify in a window (jsdom's in Node). Null if only the problems are wanted: then the
   * lesson has no HTML, which takes most of the time.
   */
  readonly sanitize: Sanitize | null;
  /** What the lesson can refer to. Without it, the lesson's references are not checked. */
  readonly known?: KnownThings | undefined;
  /** Keeps solutions that are withheld, to check them: such a lesson must not be published. */
  readonly keepWithheld?: boolean;
  /** The TeX macros of the course, by their names with backslash. */
  readonly macros?: Readonly<Record<string, string>>;
  /** How they are cited. */
  readonly citations?: CitationStyle;
  /** What lessons can cite; null or missing if there is no bibliography. */
  readonly bibliography?: Bibliography | null;
  /** False if the file has bytes that are not UTF-8, for which `source` has U+FFFD. */
  readonly isUtf8?: boolean;
}

/**
 * Parses a lesson. Never throws: the author's mistakes are among its problems.
 * @param file the file's name as problems show it; its last part without `.md` is the slug.
 * @param source the file's text.
 */
export function parseLesson(file: string, source: string, options: ParseOptions): Lesson {
  const text = sourceText(file, source);
  const log = createProblemLog(text);
  const written = parseFrontMatter(text.text);
  const macros = readMacros(written, log, options.macros);
  const front: LessonFront = { ...withDefaults(written, options), macros };
  if (options.isUtf8 === false) reportEncoding(text, log);
  try {
    return front.solutions === "withheld"
      ? readWithheld(text, front, log, {
          known: options.known,
          keepWithheld: options.keepWithheld === true,
          read: (source, ownLog, known) => readLesson(source, front, ownLog, { ...options, known }),
        })
      : readLesson(text, front, log, options);
  } catch (error) {
    const reason = error instanceof RangeError ? "It is nested too deeply." : String(error);
    log.report(
      front.end,
      `The lesson cannot be read. ${reason}`,
      "Remove your last change, and simplify it.",
    );
    return withoutContent(text, front, log);
  }
}

function reportEncoding({ text }: SourceText, log: ProblemLog): void {
  log.report(
    Math.max(0, text.indexOf("\uFFFD")),
    "The file is not UTF-8: this character cannot be read, and the page shows \uFFFD for it.",
    "Save the file as UTF-8 in your editor.",
  );
}

function readLesson(source: SourceText, front: LessonFront, log: ProblemLog, options: ParseOptions): Lesson {
  if (source.text.length > LONGEST) {
    log.report(0, `The lesson has more than ${LONGEST} characters.`, "Split it into several.");
    return withoutContent(source, front, log);
  }
  const { tokens, tooDeep } = lexMarkdown(source.text.slice(front.end));
  reportTooDeep(tooDeep, source, log);
  const offsets = tokenOffsets(tokens, source.text, front.end);
  const others = new Set<string>();
  const beside = options.known === undefined ? null : besideOf(front, options.known.beside, others);
  const declared = readFiles(front.files, beside);
  log.add(declared.faults);
  const context = blockContext(tokens, front, { source, offsets, log }, beside, options);
  lint(tokens, context, { front, files: declared.files, beside, known: options.known });
  const imported =
    beside === null ? [] : importedModules(tokens, { source, offsets, beside, anchors: context.anchors });
  const modules = beside === null ? [] : bundledModules(imported, front, beside);
  const lesson = assemble(front, tokens, { ...declared, modules }, context);
  return { ...lesson, others: [...others] };
}

/** The modules that are there; the others are reported. */
function bundledModules(
  imported: Lesson["modules"],
  { packages }: Pick<FrontMatter, "packages">,
  beside: Beside,
): Lesson["modules"] {
  return imported.filter(({ specifier }) =>
    isHelper(specifier)
      ? beside.helperState(specifier) === "module"
      : packages.some(({ name }) => name === specifier) && beside.packageState(specifier) === "module",
  );
}

/**
 * A draft may lead to other drafts.
 * @param others gets the files of the other lessons that are asked for.
 */
function besideOf({ draft }: LessonFront, beside: Beside, others: Set<string>): Beside {
  return {
    ...beside,
    lesson(path) {
      others.add(path);
      const lesson = beside.lesson(path);
      return lesson && draft ? { ...lesson, draft: false } : lesson;
    },
  };
}

/** Collects ids and numbers, and resolves the references in the text. */
function blockContext(
  tokens: readonly Token[],
  front: LessonFront,
  { source, offsets, log }: Pick<BlockContext, "source" | "offsets" | "log">,
  beside: Beside | null,
  { sanitize, bibliography = null, citations: style = "author-year" }: ParseOptions,
): BlockContext {
  const words = referenceWords(front.lang);
  const numbers = numberParts(tokens, front.numberSections);
  const anchors = collectAnchors(tokens, numbers, offsets, log);
  const targets = targetsInLessons(collectTargets(tokens, numbers, anchors), beside);
  const works = resolveReferences(tokens, {
    targets,
    bibliography,
    style,
    words,
    lang: front.lang,
    offsets,
    log,
  });
  checkEquations(numbers.equations, { targets, offsets, log });
  const numbering = createNumbering(numbers, anchors, targets, words);
  const macros = collectMacros(tokens, { definitions: front.macros });
  const renderer = createRenderer({ offsets, log, sanitize, anchors, numbering, words, macros, beside });
  const twins = collectTwins(tokens, anchors, offsets, log);
  const passages = createPassageWriter(tokens, anchors, numbering);
  const { solutions } = front;
  return { source, offsets, log, anchors, twins, renderer, passages, solutions, numbering, words, works };
}

interface Linted {
  readonly front: LessonFront;
  readonly files: DeclaredFiles["files"];
  readonly beside: Beside | null;
  readonly known: KnownThings | undefined;
}

function lint(
  tokens: readonly Token[],
  { source, offsets, anchors, log }: BlockContext,
  { front, files, beside, known }: Linted,
): void {
  const context = { source, offsets, anchors, beside };
  log.add(lintProse(tokens, context));
  if (!known) return;
  log.add(lintDatasets(front, known));
  log.add(lintFigures(tokens, known, context));
  log.add(lintPackages(front.packages, known.beside));
  const readable = [...files.map(({ path }) => path), ...front.files.map(({ name }) => plainPath(name))];
  const own = {
    files: [...new Set(readable)],
    packages: front.packages,
    datasets: front.datasets.map(({ name }) => name),
  };
  const faults = lintCode(tokens, known, own, context);
  log.add(faults);
  if (known.checkTypes) log.add(without(faults, lintTypes(tokens, known.checkTypes, context)));
}

/** What is wrong with a name is said once. */
function without(reported: readonly Fault[], faults: readonly Fault[]): readonly Fault[] {
  const offsets = new Set(reported.map(({ offset }) => offset));
  return faults.filter(({ offset }) => !offsets.has(offset));
}

/** Only the first: the others are mostly inside it. */
function reportTooDeep([text]: readonly string[], source: SourceText, log: ProblemLog): void {
  if (text === undefined) return;
  const offset = source.text.indexOf(text.slice(0, 100));
  log.report(Math.max(0, offset), "Emphasis or links are nested too deeply.", "Use fewer levels.");
}

function assemble(
  front: LessonFront,
  tokens: readonly Token[],
  { files, modules }: DeclaredFiles & Pick<Lesson, "modules">,
  context: BlockContext,
): Omit<Lesson, "others"> {
  const headings = collectHeadings(tokens, context);
  // A missing title is at offset 0, even without front matter.
  const before = problemBlocks(context, Math.max(1, front.end));
  const references = closingReferences(tokens, context);
  const closing = [...(references ? [references.block] : []), ...footnotesBlock(tokens, context)];
  const blocks = [...buildBlocks(tokens, "lesson", context), ...closing];
  return {
    ...describe(context.source, front),
    datasets: datasetNames(front),
    headings: references ? [...headings, references.heading] : headings,
    blocks: [...before, ...blocks, ...problemBlocks(context, Number.POSITIVE_INFINITY)],
    assets: collectAssets(tokens),
    files,
    modules,
    modulesCode: null,
    moduleTypes: null,
    problems: context.log.all(),
  };
}

function footnotesBlock(tokens: readonly Token[], { source, renderer, passages }: BlockContext): Block[] {
  const footnotes = footnotesIn(tokens);
  if (footnotes.length === 0) return [];
  return [
    {
      type: "prose",
      line: source.line(source.text.length),
      html: renderer.footnotes(footnotes),
      passages: [passages.footnotes(footnotes)],
      footnotes: true,
    },
  ];
}

/** `lintDatasets` reports names that cannot be those of datasets, since it knows all datasets. */
function datasetNames({ datasets }: Pick<FrontMatter, "datasets">): DatasetName[] {
  return datasets.flatMap(({ name }) => (v.is(DatasetName, name) ? [v.parse(DatasetName, name)] : []));
}

function withoutContent(source: SourceText, front: LessonFront, log: ProblemLog): Lesson {
  const problems = log.all();
  return {
    ...describe(source, front),
    datasets: [],
    headings: [],
    blocks: problems.map((problem) => ({ type: "problem", line: problem.line, problem })),
    assets: [],
    others: [],
    files: [],
    modules: [],
    modulesCode: null,
    moduleTypes: null,
    problems,
  };
}
