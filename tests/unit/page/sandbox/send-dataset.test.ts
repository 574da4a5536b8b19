import * as v from "valibot";
import { expect, it } from "vitest";
import { sendDataset, sendFile } from "../../../../src/page/sandbox/send-dataset.ts";
import type { Command } from "../../../../src/protocol/command.ts";
import { DatasetName } from "../../../../src/protocol/ids.ts";
import { DatasetStore, type ReceivedDataset } from "../../../../src/runtime/datasets/dataset-store.ts";
import { FileStore } from "../../../../src/runtime/files/file-store.ts";

const name = v.parse(DatasetName, "small");

it("a dataset crosses the wall in small parts, one per task, and arrives whole", async () => {
  const files = [9_000_001, 0, 5].map(
    (length) => Uint8Array.from({ length }, (_, index) => index % 251).buffer,
  );
  const original = encoded(files);
  const sent: Command[] = [];
  let tasks = 0;
  const schedule = (task: () => void) => {
    tasks += 1;
    queueMicrotask(task);
  };
  await sendDataset(
    { type: "dataset", name, files, synthetic: true },
    (command) => sent.push(command),
    schedule,
  );

  const store = new DatasetStore(() => undefined);
  const arriving: Promise<ReceivedDataset> = store.obtain(name);
  for (const command of sent) {
    if (command.type === "dataset-part") expect(command.part.byteLength).toBeLessThanOrEqual(2_000_000);
    if (command.type === "dataset-part" || command.type === "dataset") store.receive(command);
  }
  expect(tasks).toBe(sent.length - 1);
  const arrived = await arriving;
  expect(arrived.synthetic).toBe(true);
  expect(arrived.files.map((file) => file.byteLength)).toEqual([9_000_001, 0, 5]);
  expect(encoded(arrived.files)).toEqual(original);
  // Otherwise the page would keep the whole dataset until its next garbage collection.
  expect(files.map((file) => file.byteLength)).toEqual([0, 0, 0]);
});

function encoded(files: readonly ArrayBuffer[]): readonly string[] {
  return files.map((file) => Buffer.from(file).toString("base64"));
}

it.each([0, 1, 2_000_000, 5_000_001])("a file of %i bytes crosses it likewise", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index % 251);
  let request = 0;
  const store = new FileStore(
    (number) => {
      request = number;
    },
    () => undefined,
  );
  const arriving = store.read("a.bin");
  const sent: Command[] = [];
  await sendFile(
    { type: "file", request, bytes: bytes.buffer, name: "own.bin" },
    (command) => sent.push(command),
    (task) => queueMicrotask(task),
  );
  expect(sent).toHaveLength(Math.max(1, Math.ceil(length / 2_000_000)));
  for (const command of sent) {
    // What is left of an earlier request does not mix with it.
    store.receive({ type: "file-part", request: request - 1, part: new ArrayBuffer(3) });
    store.receive({ type: "file", request: request - 1, bytes: new ArrayBuffer(3) });
    if (command.type === "file-part" || command.type === "file") store.receive(command);
  }
  const arrived = await arriving;
  expect(arrived.name).toBe("own.bin");
  expect(Buffer.compare(arrived.bytes, bytes)).toBe(0);
});
