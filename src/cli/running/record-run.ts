import { readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import * as v from "valibot";
import {
  LARGEST_RECORDING,
  type Recording,
  readRecordings,
  recordingPath,
  storedSize,
  writeRecordings,
} from "../../build/recording/recording-file.ts";
import type { CellId } from "../../protocol/ids.ts";
import { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import { count } from "../count.ts";
import { writeOutput } from "../export/output-path.ts";
import type { RunPart } from "./judge-report.ts";
import type { LessonRun } from "./run-lesson.ts";

/** Characters of the largest outputs of a cell that are recorded: every page of the lesson contains them. */
const LARGEST_OF_CELL = 1_000_000;

/** What becomes of a cell's entry in the file, and why if the author should know it. */
interface Entry {
  readonly recording: Recording | null;
  readonly note: string | null;
}

const NO_ENTRY: Entry = { recording: null, note: null };

/**
 * Writes what the cells of a lesson have shown beside its file, except those of exercises, which would give something
 * away. What was recorded earlier of the same code stays where the run gave nothing, or only something worse.
 * @param digests of the cells as they ran: see `lessonDigests`.
 * @returns what to print, in lines.
 */
export async function recordRun(
  { lesson, parts }: LessonRun,
  digests: ReadonlyMap<CellId, string>,
): Promise<readonly string[]> {
  const path = recordingPath(resolve(lesson.file));
  const file = recordingPath(lesson.file);
  const { recordings: earlier } = await readRecordings(lesson.file);
  const cells = parts.filter(({ part }) => part.type === "cell");
  const entries = cells.map((run) => {
    const { id } = run.part;
    const { recording, note } = entryOf(run, digests.get(id), earlier.get(id));
    return { id, recording, note };
  });
  const { recordings, left } = withinSize(entries);
  const lines = [
    ...entries.flatMap(({ note }) => note ?? []),
    ...left.map((id) => `The outputs of \`${id}\` are not recorded: the file would be too large.`),
  ];
  const dropped = describeDropped([...earlier.keys()].filter((id) => !recordings.has(id)));
  if (recordings.size > 0) return [...lines, ...dropped, await write(path, file, recordings)];
  if (cells.some(({ report }) => report.outcome !== "done"))
    return [...lines, `No outputs could be recorded: ${file} is as before.`];
  await rm(path, { force: true });
  return [...lines, ...dropped];
}

function entryOf(run: RunPart, digest: string | undefined, earlier: Recording | undefined): Entry {
  const { id } = run.part;
  const { outcome, dropped } = run.report;
  if (digest === undefined) return NO_ENTRY;
  const kept = earlier?.digest === digest ? earlier : null;
  if (outcome !== "done") {
    if (kept === null) return NO_ENTRY;
    return { recording: kept, note: `The cell \`${id}\` did not end well: its earlier outputs are kept.` };
  }
  const { synthetic, perClass } = run.report;
  const outputs = v.parse(RecordedOutputs, { outputs: run.report.outputs, synthetic, perClass });
  if (outputs.outputs.length === 0) return NO_ENTRY;
  if (JSON.stringify(outputs).length > LARGEST_OF_CELL || dropped > 0)
    return { recording: null, note: `The outputs of \`${id}\` are too large to be recorded.` };
  return recordedEntry(id, { digest, outputs }, kept);
}

/** Outputs of real data are better than those of data that replaces it. */
function recordedEntry(id: CellId, recording: Recording, kept: Recording | null): Entry {
  if (!recording.outputs.synthetic) return { recording, note: null };
  return kept !== null && !kept.outputs.synthetic
    ? {
        recording: kept,
        note: `The cell \`${id}\` had only synthetic data: its earlier outputs of the real data are kept.`,
      }
    : { recording, note: `The recorded outputs of \`${id}\` come from synthetic data.` };
}

/** The first recordings that a file has room for, and the cells of those that it has none for. */
function withinSize(entries: readonly { readonly id: CellId; readonly recording: Recording | null }[]) {
  const recordings = new Map<CellId, Recording>();
  const left: CellId[] = [];
  let size = 0;
  for (const { id, recording } of entries) {
    if (recording === null) continue;
    const more = storedSize(id, recording);
    if (size + more > LARGEST_RECORDING) {
      left.push(id);
      continue;
    }
    size += more;
    recordings.set(id, recording);
  }
  return { recordings, left };
}

/** The entries of the file that are not in it any more. */
function describeDropped(ids: readonly CellId[]): readonly string[] {
  if (ids.length === 0) return [];
  return [`Dropped: the earlier outputs of ${ids.map((id) => `\`${id}\``).join(", ")}.`];
}

async function write(
  path: string,
  file: string,
  recordings: ReadonlyMap<CellId, Recording>,
): Promise<string> {
  const text = writeRecordings(recordings);
  const isSame = (await readFile(path, "utf8").catch(() => null)) === text;
  if (!isSame) await writeOutput(path, Buffer.from(text));
  return `${file}: outputs of ${count(recordings.size, "cell")}${isSame ? ", unchanged" : ""}.`;
}
