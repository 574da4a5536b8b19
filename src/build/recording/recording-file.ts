import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
import { Document, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { errorMessage } from "../../protocol/error-message.ts";
import { CellId } from "../../protocol/ids.ts";
import type { Problem } from "../../protocol/problem.ts";
import { recordOf } from "../../protocol/record-of.ts";
import { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import { displayPath } from "../files/display-path.ts";
import { hasCode } from "../files/has-code.ts";
import { leadsOutOf } from "../files/lesson-asset.ts";
import { commandLine } from "../files/package-root.ts";
import { restoreOutput, storeOutput } from "./store-output.ts";

/** The outputs of a cell, and the code that made them. */
export interface Recording {
  readonly digest: string;
  readonly outputs: RecordedOutputs;
}

/** The recordings of a lesson by cell, and what is wrong in their file. */
export interface ReadRecordings {
  readonly recordings: ReadonlyMap<CellId, Recording>;
  readonly problems: readonly Problem[];
}

/** The format of the file, outputs included: change it when earlier recordings can no longer be read. */
const VERSION = 1;
const NONE: ReadRecordings = { recordings: new Map(), problems: [] };

/** Characters of the largest file that is written and read: pages contain the outputs. */
export const LARGEST_RECORDING = 10_000_000;

const File = v.object({ version: v.literal(VERSION), cells: recordOf(v.string(), v.unknown()) });
/** A file of another version of Lectern. */
const OtherFile = v.object({ version: v.number() });
const Entry = v.object({
  digest: v.string(),
  outputs: v.array(v.unknown()),
  synthetic: v.optional(v.boolean()),
  perClass: v.optional(v.nullable(v.number())),
});

/** The file beside a lesson's that has its recorded outputs. */
export function recordingPath(lessonFile: string): string {
  return lessonFile.replace(/\.md$/, ".outputs.yaml");
}

/** The file of the lesson that a file of recorded outputs belongs to; null for other files. */
export function recordedLesson(file: string): string | null {
  return /\.outputs\.yaml$/.test(file) ? file.replace(/\.outputs\.yaml$/, ".md") : null;
}

/** Reads the recorded outputs of a lesson. A cell whose outputs cannot be read has none, and a problem says so. */
export async function readRecordings(lessonFile: string): Promise<ReadRecordings> {
  const path = recordingPath(lessonFile);
  const text = await readFile(path, "utf8").catch((error: unknown) =>
    hasCode(error, "ENOENT") ? null : error,
  );
  if (text === null) return NONE;
  const file = displayPath(path);
  if (leadsOutOf(path, [dirname(path)]))
    return unreadable(file, "It is a link to a file outside the folder.");
  if (typeof text !== "string") return unreadable(file, `It cannot be read: ${errorMessage(text)}`);
  if (text.length > LARGEST_RECORDING)
    return unreadable(file, `It has more than ${LARGEST_RECORDING / 1e6} MB.`);
  return parseRecordings(file, text);
}

/** @param file as problems show it. */
export function parseRecordings(file: string, text: string): ReadRecordings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return unreadable(file, `It is not YAML: ${error.message}`, line, col);
  }
  const content = plain(document);
  const parsed = v.safeParse(File, content);
  if (!parsed.success) return unreadable(file, whyUnread(content), lineOf(text, "version"));
  const recordings = new Map<CellId, Recording>();
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(parsed.output.cells)) {
    const recording = parseEntry(value);
    if (v.is(CellId, name) && recording !== null) recordings.set(v.parse(CellId, name), recording);
    else
      problems.push(
        problemOf(file, `The recorded outputs of \`${name}\` cannot be read.`, lineOf(text, name)),
      );
  }
  return { recordings, problems };
}

/** Why the content of a file is not a list of recordings. */
function whyUnread(content: unknown): string {
  const other = v.safeParse(OtherFile, content);
  const version = other.success ? other.output.version : VERSION;
  if (version === VERSION) return "It is not a list of recorded outputs.";
  const age = version < VERSION ? "An older" : "A newer";
  return `${age} version of Lectern recorded them, in another format (${version}, and this is ${VERSION}).`;
}

/** The document as plain data; null if it refers to itself more often than any recording does. */
function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
}

function parseEntry(value: unknown): Recording | null {
  const entry = v.safeParse(Entry, value);
  if (!entry.success) return null;
  const { digest, outputs, ...quality } = entry.output;
  try {
    const parsed = v.safeParse(RecordedOutputs, { ...quality, outputs: outputs.map(restoreOutput) });
    return parsed.success ? { digest, outputs: parsed.output } : null;
  } catch {
    return null;
  }
}

/** The text of a file with these recordings, the same for the same outputs: a line for each line that a cell printed. */
export function writeRecordings(recordings: ReadonlyMap<string, Recording>): string {
  const cells = Object.fromEntries(
    [...recordings].map(([id, { digest, outputs }]) => [
      id,
      {
        digest,
        ...(outputs.synthetic ? { synthetic: true } : {}),
        ...(outputs.perClass === null ? {} : { perClass: outputs.perClass }),
        outputs: outputs.outputs.map(storeOutput),
      },
    ]),
  );
  const document = new Document({ version: VERSION, cells }, { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by \`${commandLine("run --record")}\`: what the cells showed, and a digest of what that comes from.`;
  visit(document, {
    Seq(_key, node) {
      // Numbers share a line, and outputs have a line each.
      if (node.items.every(isScalar)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** At most how many characters a recording adds to a file. */
export function storedSize(id: string, recording: Recording): number {
  return writeRecordings(new Map([[id, recording]])).length;
}

function unreadable(file: string, reason: string, line = 1, column = 1): ReadRecordings {
  const message = `The recorded outputs are not shown. ${reason.replace(/(?<![.?!])$/, ".")}`;
  return { recordings: new Map(), problems: [{ ...problemOf(file, message, line), column }] };
}

function problemOf(file: string, message: string, line: number): Problem {
  return { file, line, column: 1, message, remedy: RECORD_AGAIN };
}

export const RECORD_AGAIN = `Record them again: \`${commandLine("run --record")}\`, or delete them.`;

function lineOf(text: string, name: string): number {
  const index = text.split("\n").findIndex((line) => line.trimStart().startsWith(`${name}:`));
  return index < 0 ? 1 : index + 1;
}
