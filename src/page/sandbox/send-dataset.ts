import type { Command } from "../../protocol/command.ts";

type DatasetCommand = Extract<Command, { type: "dataset" }>;
type FileCommand = Extract<Command, { type: "file" }>;
type Post = (command: Command, transfer: ArrayBuffer[]) => void;
type Schedule = (task: () => void) => void;

/** Bytes per part. The runtime lives in another process, so that the browser copies what is transferred to it. */
const PART_BYTES = 2_000_000;

/**
 * Sends a dataset in parts, each in a task of its own: as one message, 55 MB would block the page for a quarter of a
 * second.
 */
export async function sendDataset(command: DatasetCommand, post: Post, schedule: Schedule): Promise<void> {
  const { name } = command;
  for (const [file, bytes] of command.files.entries()) {
    for (const part of partsOf(bytes)) {
      post({ type: "dataset-part", name, file, part }, [part]);
      await nextTask(schedule);
    }
  }
  post({ ...command, files: [] }, []);
}

/** Sends a file of the lesson in the same way; its last part ends it. */
export async function sendFile(command: FileCommand, post: Post, schedule: Schedule): Promise<void> {
  const { request, bytes } = command;
  const parts = partsOf(bytes);
  const last = parts.pop() ?? bytes;
  for (const part of parts) {
    post({ type: "file-part", request, part }, [part]);
    await nextTask(schedule);
  }
  post({ ...command, bytes: last }, [last]);
}

/** At least one. */
function partsOf(bytes: ArrayBuffer): ArrayBuffer[] {
  const count = Math.max(1, Math.ceil(bytes.byteLength / PART_BYTES));
  return Array.from({ length: count }, (_, index) =>
    bytes.slice(index * PART_BYTES, (index + 1) * PART_BYTES),
  );
}

function nextTask(schedule: Schedule): Promise<void> {
  return new Promise((resolve) => schedule(resolve));
}
