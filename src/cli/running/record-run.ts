import { readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { lessonDigests } from "../../build/recording/lesson-digests.ts";
import { type Recording, recordingPath, writeRecordings } from "../../build/recording/recording-file.ts";
import type { Output } from "../../protocol/output.ts";
import { writeOutput } from "../export/output-path.ts";
import type { RunPart } from "./judge-report.ts";
import type { LessonRun } from "./run-lesson.ts";

/** Characters of the largest outputs of a cell that are recorded: every page of the lesson contains them. */
const LARGEST = 1_000_000;

/**
 * Writes what the cells of a lesson have shown beside its file, except those of exercises, which would give something
 * away, and those that failed.
 * @returns what to print, in lines.
 */
export async function recordRun({ lesson, parts }: LessonRun): Promise<readonly string[]> {
  const digests = await lessonDigests(lesson, lesson.file);
  const recordings = new Map<string, Recording>();
  const lines: string[] = [];
  for (const run of parts) {
    const digest = digests.get(run.part.id);
    if (digest === undefined || !isRecordable(run)) continue;
    if (sizeOf(run.report.outputs) > LARGEST || run.report.dropped > 0) {
      lines.push(`The outputs of \`${run.part.id}\` are too large to be recorded.`);
      continue;
    }
    const { synthetic, perClass } = run.report;
    const outputs = run.report.outputs.filter(isLasting);
    if (outputs.length === 0) continue;
    recordings.set(run.part.id, { digest, outputs: { outputs, synthetic, perClass } });
  }
  const path = recordingPath(resolve(lesson.file));
  const file = recordingPath(lesson.file);
  if (recordings.size === 0) {
    await rm(path, { force: true });
    return lines;
  }
  const text = writeRecordings(recordings);
  const isSame = (await readFile(path, "utf8").catch(() => null)) === text;
  if (!isSame) await writeOutput(path, Buffer.from(text));
  return [...lines, `${file}: outputs of ${recordings.size} cells${isSame ? ", unchanged" : ""}.`];
}

function isRecordable({ part, report }: RunPart): boolean {
  return part.type === "cell" && report.outcome === "done" && report.outputs.length > 0;
}

/** Controls and downloads need the runtime that made them. */
function isLasting({ type }: Output): boolean {
  return type !== "control" && type !== "download";
}

function sizeOf(outputs: readonly Output[]): number {
  return JSON.stringify(outputs).length;
}
