import * as v from "valibot";
import { isStatement, kindOfId } from "../../lesson/kinds.ts";
import { isCode } from "../../lesson/markdown/fence.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import { CellId } from "../../protocol/ids.ts";
import { ALL_NOTEBOOK_WORDS } from "../export/notebook-words.ts";
import { isShownQuiz, readShownQuiz } from "../export/quiz-piece.ts";
import { fenced } from "../export/text-of-blocks.ts";
import type { CellMetadata, LessonMetadata } from "../lectern-metadata.ts";
import { cellPictures } from "./cell-pictures.ts";
import { type ForeignContext, foreignCell, twinCell, withOutputs } from "./foreign-cell.ts";
import { fromDeno } from "./from-deno.ts";
import { attributes, type ImportedText } from "./imported-text.ts";
import {
  disclosed,
  exerciseTitle,
  footnotes,
  lessonMarkdown,
  unquoted,
  withoutLabel,
} from "./lesson-markdown.ts";
import { notebookMarkdown } from "./notebook-markdown.ts";
import type { ReadCell } from "./read-notebook.ts";

export interface LessonContext extends Omit<ForeignContext, "levels"> {
  readonly metadata: LessonMetadata;
}

const CELL_CLASSES = ["starter", "hidden-code", "manual"];

/** A cell of an exported lesson, which may have been edited since; also one that was added. */
export function lessonCell(cell: ReadCell, context: LessonContext): ImportedText {
  const { lectern } = cell;
  if (lectern?.type === "library") return { text: "", notes: [] };
  if (lectern?.type === "cell")
    return wrapped(lectern, withOutputs(runnable(cell, lectern, context), cell, context.outputs));
  if (lectern?.type === "check") {
    const code = fromDeno(cell.source, lectern.typescript);
    return wrapped(lectern, { text: fenced(code, "ts {.check}"), notes: [] });
  }
  if (cell.type !== "markdown") return foreignCell(cell, { ...context, levels: AS_WRITTEN });
  const pictures = cellPictures(cell, context.pictures);
  const write = (markdown: string) =>
    notebookMarkdown(lessonMarkdown(markdown, context.metadata.numberSections ?? false), {
      picture: pictures.find,
      levels: null,
    });
  const text = proseText(cell.source, lectern, write);
  return wrapped(text.metadata, { text: text.markdown, notes: [...pictures.notes(), ...quizNotes(cell)] });
}

/** What was edited in the text of the cell counts, as long as it can be read. */
function quizNotes({ source, lectern }: ReadCell): readonly string[] {
  if (lectern?.type !== "quiz" || quizAnswers(source, lectern.answers) !== null) return [];
  return [
    "The answers of a quiz, whose list has a different form in the notebook: the lesson has them as they were exported. Edit them in the lesson.",
  ];
}

/** The answers of a quiz, exactly as they were exported unless their text was edited; null if that cannot be read. */
function quizAnswers(source: string, exported: string): string | null {
  return isShownQuiz(source, exported) ? exported : readShownQuiz(source, exported);
}

const AS_WRITTEN = {
  title: null,
  shifted: false,
  next: ({ depth }: { depth: number }) => Math.max(2, depth),
};

interface ProseText {
  readonly markdown: string;
  readonly metadata: CellMetadata | null;
}

function proseText(
  source: string,
  metadata: CellMetadata | null,
  write: (markdown: string) => string,
): ProseText {
  switch (metadata?.type) {
    case "callout":
      return { markdown: write(calloutText(source, metadata)), metadata };
    case "exercise": {
      const exercise = exerciseTitle(source);
      if (exercise === null) return { markdown: write(source), metadata };
      const open = (metadata.open ?? []).map((line) => withTitle(line, exercise.title));
      return { markdown: write(exercise.task), metadata: { ...metadata, open } };
    }
    case "quiz":
      return { markdown: write(quizAnswers(source, metadata.answers) ?? metadata.answers), metadata };
    case "hint":
    case "solution":
      return { markdown: `::: {.${metadata.type}}\n${write(disclosed(source))}\n:::`, metadata };
    case "footnotes":
      return { markdown: write(footnotes(source)), metadata };
    default:
      return { markdown: write(source), metadata };
  }
}

function calloutText(source: string, metadata: CellMetadata): string {
  const text = unquoted(source, calloutTitles(metadata));
  const line = metadata.open?.at(-1) ?? "";
  const id = /#([\w-]+)/.exec(line)?.[1] ?? "";
  return isStatement(kindOfId(id)) || /\.proof\b/.test(line) ? withoutLabel(text) : text;
}

/** The title that an export gives it, in all languages. */
function calloutTitles({ open }: CellMetadata): readonly string[] {
  const classes = (open?.at(-1) ?? "").match(/(?<=\.)[\w-]+/g) ?? [];
  return ALL_NOTEBOOK_WORDS.flatMap(({ callouts }) => classes.flatMap((name) => callouts.get(name) ?? []));
}

/** The line of an exercise with the title that it has in the notebook. */
function withTitle(line: string, title: string): string {
  const written = title.replace(/["\\]/g, "\\$&");
  return line.replace(/ title="(?:\\.|[^"\\])*"/, () => ` title="${written}"`);
}

/** The lines of the divs around a cell. */
function wrapped(metadata: CellMetadata | null, { text, notes }: ImportedText): ImportedText {
  const lines = [
    ...(metadata?.open ?? []),
    text,
    ...Array.from({ length: metadata?.close ?? 0 }, () => ":::"),
  ];
  return { text: lines.filter((line) => line !== "").join("\n"), notes };
}

type CellOfLesson = Extract<CellMetadata, { type: "cell" }>;

function runnable(cell: ReadCell, lectern: CellOfLesson, { metadata }: LessonContext): ImportedText {
  const { typescript, python, checks = [] } = lectern;
  const id = v.is(CellId, lectern.id) ? lectern.id : `cell-${cell.number}`;
  const classes = lectern.classes.filter((name) => CELL_CLASSES.includes(name));
  const isTypeScript = metadata.language === "typescript" || cell.type === "markdown";
  const shown = cell.type === "markdown" ? listingOf(cell.source) : cell.source;
  const source = isTypeScript ? fromDeno(shown, typescript) : (typescript ?? "");
  const twin = isTypeScript ? python : shown;
  const code =
    twin === undefined
      ? fenced(source, `ts ${attributes(id, classes)}`)
      : twinCell(id, classes, source, twin);
  return { text: [code, ...checks.map((check) => fenced(check, "ts {.check}"))].join("\n\n"), notes: [] };
}

/** The code of the first listing in a text. */
function listingOf(markdown: string): string {
  return lexMarkdown(markdown).tokens.find(isCode)?.text ?? markdown;
}
