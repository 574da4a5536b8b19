import * as v from "valibot";
import { expect, it } from "vitest";
import { sendDataset } from "../../../../src/page/sandbox/send-dataset.ts";
import type { Command } from "../../../../src/protocol/command.ts";
import { DatasetName } from "../../../../src/protocol/ids.ts";
import { DatasetStore, type ReceivedDataset } from "../../../../src/runtime/datasets/dataset-store.ts";

const name = v.parse(DatasetName, "small");

it("a dataset crosses the wall in small parts, one per task, and arrives whole", async () => {
  const files = [9_000_001, 0, 5].map(
    (length) => Uint8Array.from({ length }, (_, index) => index % 251).buffer,
  );
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
    if (command.type === "dataset-part") {
      expect(command.part.byteLength).toBeLessThanOrEqual(2_000_000);
      store.addPart(command.name, command.file, command.part);
    } else if (command.type === "dataset") store.deliver(command.name, command);
  }
  expect(tasks).toBe(sent.length - 1);
  const arrived = await arriving;
  expect(arrived.synthetic).toBe(true);
  expect(arrived.files.map((file) => file.byteLength)).toEqual([9_000_001, 0, 5]);
  const bytes = (all: readonly ArrayBuffer[]) => all.map((file) => Buffer.from(file).toString("base64"));
  expect(bytes(arrived.files)).toEqual(bytes(files));
});
