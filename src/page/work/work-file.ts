import * as v from "valibot";
import { ControlValues } from "../../protocol/control.ts";
import { CellId } from "../../protocol/ids.ts";
import { QuizAnswer } from "../../protocol/quiz-answer.ts";
import { recordOf } from "../../protocol/record-of.ts";
import { ModelArtifacts } from "../../protocol/saved-model.ts";
import { words } from "../../words/words.ts";
import { MOST_OWN_CELLS, OwnKind, Side } from "../notebook/own-cells.ts";

const FORMAT = "lectern-work";
/** Version 2 has the cells that the reader has added. A file without any is written as version 1, for older pages. */
const VERSION = 2;

/** Larger files are refused before they are read. */
export const MAXIMUM_FILE_BYTES = 100_000_000;

/** Of names and titles. */
export const MAXIMUM_NAME_LENGTH = 200;
/** Of a cell, whether or not its code still shows them. */
const MOST_CONTROLS = 1000;
/** Of a cell. */
export const MAXIMUM_CODE_LENGTH = 200_000;

const shortName = v.pipe(v.string(), v.maxLength(MAXIMUM_NAME_LENGTH));
const code = v.pipe(v.string(), v.maxLength(MAXIMUM_CODE_LENGTH));

/** A cell that the reader has changed. */
const ChangedCell = v.object({
  id: CellId,
  source: code,
  /** The author's text that the reader started from. */
  author: code,
});

/** A cell or note that the reader has added. */
const AddedCell = v.object({ id: CellId, kind: OwnKind, anchor: CellId, side: Side, source: code });

const CellSettings = v.pipe(ControlValues, v.maxEntries(MOST_CONTROLS));

const QuizAnswers = v.pipe(recordOf(shortName, QuizAnswer), v.maxEntries(1000));

const SavedModel = v.object({
  /** The variable that held the model. */
  variable: shortName,
  artifacts: ModelArtifacts,
});
export type SavedModel = v.InferOutput<typeof SavedModel>;

/** All of a reader's work on a lesson. */
export const WorkFile = v.object({
  format: v.literal(FORMAT),
  version: v.picklist([1, VERSION]),
  lesson: v.object({
    slug: shortName,
    title: shortName,
    /** SHA-256 of the author's cells, by which a file of another version of the lesson is known. */
    digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  /** When the file was made, as ISO 8601. */
  saved: v.pipe(v.string(), v.isoTimestamp()),
  /** The reader's name, if it was given. */
  author: v.nullable(shortName),
  cells: v.pipe(
    v.array(ChangedCell),
    v.maxLength(1000),
    v.check((cells) => new Set(cells.map(({ id }) => id)).size === cells.length, "a cell is there twice"),
  ),
  own: v.optional(
    v.pipe(
      v.array(AddedCell),
      v.maxLength(MOST_OWN_CELLS),
      v.check((cells) => new Set(cells.map(({ id }) => id)).size === cells.length, "a cell is there twice"),
    ),
    [],
  ),
  /** What the reader has set on controls, by the cells that show them. Older pages ignore it, so it needs no version. */
  controls: v.optional(v.pipe(recordOf(CellId, CellSettings), v.maxEntries(1000)), {}),
  /** What the reader has answered to quizzes, by their ids. Older pages ignore it, too. */
  quizzes: v.optional(QuizAnswers, {}),
  /** The ids of the exercises that the reader has solved. */
  solved: v.pipe(v.array(shortName), v.maxLength(1000)),
  models: v.pipe(v.array(SavedModel), v.maxLength(10)),
});
export type WorkFile = v.InferOutput<typeof WorkFile>;

/** The contents of a file, or why it cannot be used, with what to do about it. */
export type ReadWork =
  | { readonly type: "work"; readonly work: WorkFile }
  | { readonly type: "refused"; readonly message: string };

const Header = v.object({ format: v.literal(FORMAT), version: v.number() });

export function writeWork(work: Omit<WorkFile, "format" | "version">): string {
  const { own, controls, quizzes, ...rest } = work;
  const file = {
    format: FORMAT,
    version: own.length === 0 ? 1 : VERSION,
    ...rest,
    ...(own.length === 0 ? {} : { own }),
    ...(Object.keys(controls).length === 0 ? {} : { controls }),
    ...(Object.keys(quizzes).length === 0 ? {} : { quizzes }),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Reads the text of a file that may come from anyone. @param slug the lesson it should belong to. */
export function readWork(text: string, slug: string): ReadWork {
  const json = parseJson(text);
  if (json === undefined) {
    return refuse(text.slice(0, 200).includes(FORMAT) ? words.work.damaged : words.work.notAWorkFile);
  }
  const header = v.safeParse(Header, json);
  if (!header.success) return refuse(words.work.notAWorkFile);
  const { version } = header.output;
  if (version > VERSION) {
    return refuse(words.work.newer(version, VERSION));
  }
  const parsed = v.safeParse(WorkFile, json);
  if (!parsed.success) return refuse(describeIssue(parsed.issues[0]));
  return checkLesson(parsed.output, slug);
}

function checkLesson(work: WorkFile, slug: string): ReadWork {
  if (work.lesson.slug === slug) return { type: "work", work };
  return refuse(words.work.otherLesson(work.lesson.title));
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return words.work.damagedAt(path === null ? null : path.slice(0, 100));
}

/** Undefined for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(message: string): ReadWork {
  return { type: "refused", message };
}
