import type { Command } from "../../protocol/command.ts";
import { freeBuffer } from "../../protocol/free-buffer.ts";

type DatasetCommand = Extract<Command, { type: "dataset" }>;
type FileCommand = Extract<Command, { type: "file" }>;
type Post = (command: Command, transfer: ArrayBuffer[]) => void;
type Schedule = (task: () => void) => void;

/** Bytes per part. The runtime lives in another process, so that the browser copies what is transferred to it. */
const PART_BYTES = 2_000_000;

/**
 * Sends a dataset in parts, each in a task of its own: as one message, 55 MB would block the page for a quarter of a
 * second. The command's files are empty afterwards.
 */
export async function sendDataset(command: DatasetCommand, post: Post, schedule: Schedule): Promise<void> {
  const { name } = command;
  for (const [file, bytes] of command.files.entries()) {
    for (const part of partsOf(bytes)) {
      post({ type: "dataset-part", name, file, part }, [part]);
      await nextTask(schedule);
    }
    freeBuffer(bytes);
  }
  post({ ...command, files: [] }, []);
}

/** Sends a file of the lesson in the same way; its last part ends it. */
export async function sendFile(command: FileCommand, post: Post, schedule: Schedule): Promise<void> {
  const { request } = command;
  let last = new ArrayBuffer(0);
  for (const part of partsOf(command.bytes)) {
    if (last.byteLength > 0) {
      post({ type: "file-part", request, part: last }, [last]);
      await nextTask(schedule);
    }
    last = part;
  }
  post({ ...command, bytes: last }, [last]);
}

/** At least one. Each is a copy, made only when it is sent. */
function* partsOf(bytes: ArrayBuffer): Generator<ArrayBuffer> {
  let start = 0;
  do {
    yield bytes.slice(start, start + PART_BYTES);
    start += PART_BYTES;
  } while (start < bytes.byteLength);
}

function nextTask(schedule: Schedule): Promise<void> {
  return new Promise((resolve) => schedule(resolve));
}
