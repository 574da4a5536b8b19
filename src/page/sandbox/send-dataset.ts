import type { Command } from "../../protocol/command.ts";

type DatasetCommand = Extract<Command, { type: "dataset" }>;

/** Bytes per part. The runtime lives in another process, so that the browser copies what is transferred to it. */
const PART_BYTES = 2_000_000;

/**
 * Sends a dataset in parts, each in a task of its own: as one message, 55 MB would block the page for a quarter of a
 * second.
 */
export async function sendDataset(
  command: DatasetCommand,
  post: (command: Command, transfer: ArrayBuffer[]) => void,
  schedule: (task: () => void) => void,
): Promise<void> {
  const { name } = command;
  for (const [file, bytes] of command.files.entries()) {
    let start = 0;
    do {
      const part = bytes.slice(start, start + PART_BYTES);
      post({ type: "dataset-part", name, file, part }, [part]);
      start += PART_BYTES;
      await new Promise<void>((resolve) => schedule(resolve));
    } while (start < bytes.byteLength);
  }
  post({ ...command, files: [] }, []);
}
