import type { Block, Cell, Exercise, Passage } from "../../../lesson/lesson.ts";
import { assertNever } from "../../../protocol/assert-never.ts";

/** About how high a block is: `fixed` in CSS pixels, and text whose height depends on the width of the page. */
export interface ReservedHeight {
  readonly fixed: number;
  readonly characters: number;
}

/** In CSS pixels, as in the style sheets. */
const CELL = { line: 22, around: 28, tabs: 34, footer: 41, summary: 44 };
const EXERCISE = { frame: 126, disclosure: 48, answer: 44 };
const HEADINGS: Readonly<Record<number, number>> = { 2: 111, 3: 77, 4: 53, 5: 53, 6: 53 };
const DISPLAY = { around: 50, row: 38 };
const PARAGRAPH = { margin: 16, restOfLine: 15 };
const ROW = 28;
const ITEM = 8;
const PICTURE = 300;

const NOTHING: ReservedHeight = { fixed: 0, characters: 0 };

/** The properties from which `prose.css` reserves the height of a block that is far from the window. */
export function reserve({ fixed, characters }: ReservedHeight): Readonly<Record<string, string>> {
  return { "--reserved": `${Math.round(fixed)}px`, "--characters": `${characters}` };
}

/** A cell before it has run. */
export function heightOfCell({ source, hiddenCode }: Cell, hasTwin: boolean): ReservedHeight {
  const { summary, footer, tabs, around } = CELL;
  if (hiddenCode) return { fixed: summary + footer, characters: 0 };
  return { fixed: (hasTwin ? tabs : 0) + around + CELL.line * countLines(source) + footer, characters: 0 };
}

/** An exercise whose hints and solution are closed. */
export function heightOfExercise({ task, starter, quiz, hints, solution }: Exercise): ReservedHeight {
  const closed = hints.length + (solution === null ? 0 : 1);
  return sum([
    { fixed: EXERCISE.frame + EXERCISE.disclosure * closed, characters: 0 },
    ...task.map(heightOfBlock),
    starter === null ? NOTHING : heightOfCell(starter.cell, starter.twin !== null),
    { fixed: EXERCISE.answer * (quiz?.answers.length ?? 0), characters: 0 },
  ]);
}

/** A block of prose, measured by its Markdown for notebooks; its formulas count as half of their TeX. */
export function heightOfProse(passages: readonly Passage[]): ReservedHeight {
  return sum(
    passages.flatMap(({ markdown }) =>
      withoutClosed(markdown)
        .split(/\n{2,}/)
        .map(heightOfParagraph),
    ),
  );
}

/** What is closed has only its summary, and so has what is closed in it. */
function withoutClosed(markdown: string): string {
  // The innermost first: they contain no other.
  const rest = markdown.replaceAll(
    /<details\b[^>]*>(?:(?!<details\b).)*?<\/details>/gs,
    (details) => /<summary\b[^>]*>(.*?)<\/summary>/s.exec(details)?.[1] ?? "",
  );
  return rest === markdown ? rest : withoutClosed(rest);
}

function heightOfBlock(block: Block): ReservedHeight {
  switch (block.type) {
    case "prose":
      return heightOfProse(block.passages);
    case "listing":
      return { fixed: CELL.around + CELL.line * countLines(block.source), characters: 0 };
    case "cell":
      return heightOfCell(block.cell, block.twin !== null);
    case "exercise":
      return heightOfExercise(block.exercise);
    case "div":
      return sum(block.blocks.map(heightOfBlock));
    case "figure":
    case "notes":
    case "problem":
      return NOTHING;
    default:
      return assertNever(block);
  }
}

function heightOfParagraph(text: string): ReservedHeight {
  const heading = /^#{2,6} /.exec(text);
  if (heading !== null) return { fixed: HEADINGS[heading[0].length - 1] ?? 0, characters: 0 };
  if (/^(?:\$\$|\\begin\{)/.test(text))
    return { fixed: DISPLAY.around + DISPLAY.row * text.split("\\\\").length, characters: 0 };
  if (text.startsWith("![")) return { fixed: PICTURE, characters: 0 };
  const characters = text.replaceAll(/\$([^$]+)\$|\]\([^)]*\)|<\/?[a-z][^>]*>/gi, shorten).length;
  if (text.startsWith("|"))
    return { fixed: PARAGRAPH.margin + ROW * countLines(text), characters: characters / 2 };
  const items = text.match(/^ *(?:[-*+]|\d+[.)]) /gm)?.length ?? 0;
  if (/^(?:[-*+]|\d+[.)]) /.test(text))
    return { fixed: PARAGRAPH.margin + (ITEM + PARAGRAPH.restOfLine) * items, characters };
  return { fixed: PARAGRAPH.margin + PARAGRAPH.restOfLine, characters };
}

/** Addresses and tags are not seen. */
function shorten(_match: string, formula: string | undefined): string {
  return formula === undefined ? "" : formula.slice(formula.length / 2);
}

function countLines(text: string): number {
  return text.split("\n").length;
}

function sum(heights: readonly ReservedHeight[]): ReservedHeight {
  return heights.reduce(
    (total, { fixed, characters }) => ({
      fixed: total.fixed + fixed,
      characters: total.characters + characters,
    }),
    NOTHING,
  );
}
