import type { Block, CellBlock, Exercise, FigureUse, Lesson, Passage } from "../../lesson/lesson.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CellMetadata } from "../lectern-metadata.ts";
import { forDeno } from "./deno-code.ts";
import { divLine, exerciseLine, figureLine } from "./div-line.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { labelledPieces } from "./labelled-pieces.ts";
import {
  codePiece,
  insideDiv,
  joinProse,
  markdownPiece,
  type NotebookPiece,
  textPassage,
} from "./notebook-piece.ts";
import type { NotebookWords } from "./notebook-words.ts";
import { quizPiece } from "./quiz-piece.ts";
import { fenced, quoted, textOfBlocks } from "./text-of-blocks.ts";

/** The language of a notebook's code: the twins' Python, or the cells' TypeScript. */
export type NotebookLanguage = "python" | "typescript";

export interface PieceOptions {
  readonly language: NotebookLanguage;
  /** The code of `deno/library.ts`, which notebooks for Deno begin with. */
  readonly denoLibrary: string;
  readonly words: NotebookWords;
  /** Whether there is a picture of a figure. */
  readonly isPictured: (figure: FigureUse) => boolean;
}

/** The cells of a lesson's notebook, without ids. */
export function lessonPieces(lesson: Lesson, options: PieceOptions): NotebookPiece[] {
  const pieces = joinProse(piecesOf(lesson.blocks, options));
  const library = options.language === "typescript" ? [libraryPiece(options.denoLibrary)] : [];
  return [
    titlePiece(lesson, hasUnrunnable(pieces), options.words),
    ...macroPieces(lesson),
    ...library,
    ...pieces,
  ];
}

function titlePiece(
  { title, lecture, summary }: Lesson,
  isMixed: boolean,
  words: NotebookWords,
): NotebookPiece {
  const kicker = lecture === null ? "" : `${words.lecture(escapeMarkdown(lecture))} `;
  const parts = [`# ${escapeMarkdown(title)}`, `${kicker}${escapeMarkdown(summary)}`.trim()];
  if (isMixed) parts.push(words.typescript);
  const text = parts.filter((part) => part !== "").join("\n\n");
  return markdownPiece({ type: "title" }, textPassage(text), { name: "title" });
}

/** Notebooks have macros from the first formula that defines them. */
function macroPieces({ macros }: Lesson): NotebookPiece[] {
  const lines = Object.entries(macros).map(([name, tex]) => {
    const count = new Set(tex.match(/#[1-9]/g)).size;
    return `\\newcommand{${name}}${count === 0 ? "" : `[${count}]`}{${tex}}`;
  });
  if (lines.length === 0) return [];
  return [markdownPiece({ type: "library" }, textPassage(`$${lines.join("\n")}$`), { name: "macros" })];
}

/** In Deno, cells find what they import from `lectern` in this cell. */
function libraryPiece(library: string): NotebookPiece {
  return codePiece({ type: "library" }, forDeno(library.trimEnd()), "lectern", true);
}

/** Whether some cells of the lesson are only shown. */
function hasUnrunnable(pieces: readonly NotebookPiece[]): boolean {
  return pieces.some(({ type, metadata }) => type === "markdown" && metadata.type === "cell");
}

function piecesOf(blocks: readonly Block[], options: PieceOptions): NotebookPiece[] {
  return blocks.flatMap((block) => blockPieces(block, options));
}

function blockPieces(block: Block, options: PieceOptions): NotebookPiece[] {
  switch (block.type) {
    case "prose": {
      const type = block.footnotes ? "footnotes" : "prose";
      return block.passages.map((passage) => markdownPiece({ type }, passage));
    }
    case "listing":
      return [markdownPiece({ type: "prose" }, textPassage(fenced(block.source, block.language)))];
    case "cell":
      return cellPieces(block, options);
    case "figure":
      return [figurePiece(block.figure, options)];
    case "exercise":
      return insideDiv(exerciseLine(block.exercise), exercisePieces(block.exercise, options));
    case "div":
      return divPieces(block, options);
    // Only for the speaker.
    case "notes":
    case "problem":
      return [];
    default:
      return assertNever(block);
  }
}

function cellPieces(block: CellBlock, options: PieceOptions): NotebookPiece[] {
  const [first, ...rest] = codePieces(block, options);
  if (first === undefined) return [];
  // A twin shows something else, such as Keras' own numbers.
  const isRecorded = block.recorded !== undefined && options.language === "typescript";
  return [isRecorded ? { ...first, recorded: block.recorded } : first, ...rest];
}

function codePieces({ cell, twin }: CellBlock, { language }: PieceOptions): NotebookPiece[] {
  const { id, source, hiddenCode, manual, exercise } = cell;
  const isOn: readonly (readonly [string, boolean])[] = [
    ["starter", exercise !== null],
    ["hidden-code", hiddenCode],
    ["manual", manual],
  ];
  const classes = isOn.flatMap(([name, on]) => (on ? [name] : []));
  const checks = exercise?.checks ?? [];
  const common = { type: "cell", id: String(id), classes } as const;
  if (language === "typescript") {
    const shown = forDeno(source);
    const hidden = {
      ...(shown === source ? {} : { typescript: source }),
      ...(twin === null ? {} : { python: twin.source }),
    };
    return [codePiece({ ...common, ...hidden }, shown, id, hiddenCode), ...checks.map(checkPiece)];
  }
  const withChecks = checks.length === 0 ? common : { ...common, checks };
  return twin === null
    ? [markdownPiece(withChecks, textPassage(fenced(source, "typescript")), { name: id })]
    : [codePiece({ ...withChecks, typescript: source }, twin.source, id, hiddenCode)];
}

function checkPiece(source: string): NotebookPiece {
  const shown = forDeno(source);
  const hidden = shown === source ? {} : { typescript: source };
  return codePiece({ type: "check", ...hidden }, shown, "check", true);
}

function figurePiece(figure: FigureUse, options: PieceOptions): NotebookPiece {
  const piece = markdownPiece({ type: "figure" }, figurePassage(figure, options), {
    figures: [figure],
    name: figure.id,
  });
  return { ...piece, metadata: { type: "figure", open: [figureLine(figure)], close: 1 } };
}

/** The picture of a figure with its caption. */
function figurePassage(figure: FigureUse, { isPictured, words }: PieceOptions): Passage {
  const { id, label, caption } = figure;
  const picture = isPictured(figure) ? `![${label}](attachment:${figurePicture(figure)})\n\n` : "";
  const onPage = isPictured(figure) ? "" : `\n\n${words.figureOnPage}`;
  const markdown = `<a name="${id}"></a>\n\n${picture}**${label}.** ${caption.markdown}${onPage}`;
  return { ...caption, markdown, heading: null };
}

/** The name of a figure's picture in a notebook. */
export function figurePicture({ id }: FigureUse): string {
  return `${id}.png`;
}

function exercisePieces(exercise: Exercise, options: PieceOptions): NotebookPiece[] {
  const { id, number, title, task, starter, quiz, hints, solution } = exercise;
  const { words } = options;
  const heading = `### ${words.exercise} ${number}: ${escapeMarkdown(title)} <a name="${id}"></a>`;
  const opening = markdownPiece({ type: "exercise" }, textPassage(heading), { name: id });
  return joinProse([
    opening,
    ...piecesOf(task, options),
    ...(starter === null ? [] : cellPieces(starter, options)),
    ...(quiz === null ? [] : [quizPiece(quiz, `${id}-answers`, words)]),
    ...hints.map((blocks, index) => {
      const name = hints.length === 1 ? `${id}-hint` : `${id}-hint-${index + 1}`;
      return disclosure({ type: "hint" }, words.hint(index, hints.length), name, blocks, options);
    }),
    ...(solution === null
      ? []
      : [disclosure({ type: "solution" }, words.solution, `${id}-solution`, solution, options)]),
  ]);
}

/** Text behind a disclosure. */
function disclosure(
  metadata: CellMetadata,
  title: string,
  name: string,
  blocks: readonly Block[],
  options: PieceOptions,
): NotebookPiece {
  const text = textOfBlocks(blocks, (figure) => figurePassage(figure, options));
  const markdown = `<details>\n<summary>${title}</summary>\n\n${text.markdown}\n\n</details>`;
  return markdownPiece(metadata, { ...text, markdown }, { figures: text.figures, name });
}

type Div = Extract<Block, { type: "div" }>;

/** A note as a quote; none of what is for the speaker; any other div, and one with cells or figures in it, as the cells in it. */
function divPieces(div: Div, options: PieceOptions): NotebookPiece[] {
  const title = div.classes
    .map((name) => options.words.callouts.get(name))
    .find((found) => found !== undefined);
  if (div.classes.includes("notes")) return [];
  if (div.label !== null) {
    const pieces = isText(div.blocks) ? null : joinProse(piecesOf(div.blocks, options));
    const text = textOfBlocks(div.blocks, (figure) => figurePassage(figure, options));
    return insideDiv(divLine(div), labelledPieces(div, div.label, text, pieces));
  }
  if (title === undefined || !isText(div.blocks)) {
    return insideDiv(divLine(div), joinProse(piecesOf(div.blocks, options)));
  }
  const text = textOfBlocks(div.blocks, (figure) => figurePassage(figure, options));
  const markdown = quoted(title === "" ? text.markdown : `**${title}**\n\n${text.markdown}`);
  return insideDiv(divLine(div), [markdownPiece({ type: "callout" }, { ...text, markdown })]);
}

function isText(blocks: readonly Block[]): boolean {
  return blocks.every((block) => {
    if (block.type === "div") return isText(block.blocks);
    return block.type === "prose" || block.type === "listing" || block.type === "problem";
  });
}
