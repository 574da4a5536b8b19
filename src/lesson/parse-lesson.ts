import type { Token } from "marked";
import * as v from "valibot";
import { DatasetName } from "../protocol/ids.ts";
import { plainPath } from "../protocol/lesson-file.ts";
import { isHelper } from "../protocol/lesson-modules.ts";
import type { Problem } from "../protocol/problem.ts";
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
import { collectMacros, usableMacros } from "./html/macro-scopes.ts";
import { createRenderer } from "./html/render.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import { withoutSolutions } from "./html/without-solutions.ts";
import type { Beside, KnownThings } from "./known-things.ts";
import { DEFAULT_LANGUAGE } from "./language-tag.ts";
import type { Block, Lesson, LessonDescription, LessonEntry } from "./lesson.ts";
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
import type { OtherLesson } from "./other-lesson.ts";
import { createPassageWriter } from "./passages/passage-writer.ts";
import { createProblemLog, inOrder, type ProblemLog } from "./problem-log.ts";
import { referenceWords } from "./reference-words.ts";
import { numberParts } from "./references/number-parts.ts";
import type { SolutionAccess } from "./solution-access.ts";
import { type Fault, type SourceText, sourceText } from "./source-text.ts";
import "katex/contrib/mhchem";

/** Longer files would keep the page waiting. */
const LONGEST = 500_000;

export interface ParseOptions {
  /**
   * Made by `createSanitizer` from DOMPurify in a window (jsdom's in Node). Null if only the problems are wanted: then the
   * lesson has no HTML, which takes most of the time.
   */
  readonly sanitize: Sanitize | null;
  /** What the lesson can refer to. Without it, the lesson's references are not checked. */
  readonly known?: KnownThings;
  /** The language of lessons that name none, as a BCP 47 tag. */
  readonly language?: string;
  /** Who sees the solutions of lessons that do not say it. */
  readonly solutions?: SolutionAccess;
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
      ? readWithheld(text, front, log, options)
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

/** The front matter with what the course adds to it. */
type LessonFront = Omit<FrontMatter, "macros"> & Pick<Lesson, "lang" | "solutions" | "macros">;

function withDefaults(
  written: FrontMatter,
  { language = DEFAULT_LANGUAGE, solutions = "open" }: Pick<ParseOptions, "language" | "solutions">,
): LessonFront {
  const { lang, solutions: access } = written;
  return { ...written, lang: lang ?? language, solutions: access ?? solutions, macros: {} };
}

/** Reports what is wrong in the front matter, and adds its macros to those of the course. */
function readMacros(
  written: FrontMatter,
  log: ProblemLog,
  ofCourse: Lesson["macros"] = {},
): Lesson["macros"] {
  const { macros, faults } = usableMacros(written.macros, ofCourse);
  log.add([...written.faults, ...faults]);
  return { ...ofCourse, ...macros };
}

/**
 * Reads the lesson twice: whole, and again as if its solutions had never been written, so that nothing of them is left:
 * no picture, heading or footnote either. Its problems are those of both.
 */
function readWithheld(
  { file, text }: SourceText,
  front: LessonFront,
  log: ProblemLog,
  options: ParseOptions,
): Lesson {
  const { text: left, strays, elements } = withoutSolutions(text, front.end);
  log.add([...strays.map(strayFault), ...elements.map(elementFault)]);
  const whole = readLesson(sourceText(file, text), front, log, options);
  const source = sourceText(file, left);
  const second = withheldLog(source, whole.problems);
  second.add(front.faults);
  const { known, ...others } = options;
  const shown = readLesson(source, front, second, { ...others, ...untyped(known) });
  const problems = [...whole.problems, ...addedProblems(whole.problems, shown.problems)].toSorted(inOrder);
  return { ...(options.keepWithheld === true ? whole : shown), others: whole.others, problems };
}

function strayFault(offset: number): Fault {
  return {
    offset,
    message: "A solution or quiz that is not a div: it is inside HTML, code or a paragraph.",
    remedy:
      "Put an empty line before its `:::`, and indent it by less than four spaces. Until then, all around it is withheld.",
  };
}

function elementFault(offset: number): Fault {
  return {
    offset,
    message: "A solution in raw HTML: it is withheld, as if it were a div.",
    remedy: "Write it as `::: {.solution}` in an exercise, or give the element another class.",
  };
}

/** Problems that come up only without the solutions have a different remedy. */
function withheldLog(source: SourceText, ofWhole: readonly Problem[]): ProblemLog {
  const log = createProblemLog(source);
  const known = new Set(ofWhole.map(problemKey));
  const add: ProblemLog["add"] = (faults) => {
    const isKnown = ({ offset, message }: Fault): boolean =>
      known.has(problemKey({ ...source.position(offset), message }));
    log.add(faults.map((fault) => (isKnown(fault) ? fault : { ...fault, remedy: IN_SOLUTION })));
  };
  return { ...log, report: (offset, message, remedy) => add([{ offset, message, remedy }]), add };
}

const IN_SOLUTION =
  "What is missing is in a solution that is withheld. Move it out of the solution, or do without it here.";

function addedProblems(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  const known = new Set(first.map(problemKey));
  return second.filter((problem) => !known.has(problemKey(problem)));
}

function problemKey({ line, column, message }: Pick<Problem, "line" | "column" | "message">): string {
  return `${line}:${column} ${message}`;
}

/** Types were checked already. */
function untyped(known: KnownThings | undefined): Pick<ParseOptions, "known"> {
  if (known === undefined) return {};
  const { checkTypes: _, ...rest } = known;
  return { known: rest };
}

/** The entry of a lesson in lists, for which only its front matter is read. */
export function lessonEntry(file: string, source: string, language?: string): LessonEntry {
  const text = sourceText(file, source);
  const front = withDefaults(parseFrontMatter(text.text), language === undefined ? {} : { language });
  const { slug, title, lecture, lang, draft } = describe(text, front);
  return { slug, title, lecture, lang, draft };
}

/** What links and references from other lessons have to know of a lesson: of its text, what is published. */
export function otherLesson(
  file: string,
  source: string,
  defaults: Pick<ParseOptions, "solutions"> = {},
): OtherLesson {
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

function describe(
  { file }: SourceText,
  { title, lecture, summary, lang, colab, draft, solutions, numberSections, macros }: LessonFront,
): LessonDescription {
  const slug = (file.split(/[/\\]/).at(-1) ?? "").replace(/\.md$/, "") || "lesson";
  const written = { lecture, summary, lang, colab, draft, solutions, numberSections, macros };
  return { file, slug, title: title ?? slug, ...written };
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
