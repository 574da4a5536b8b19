import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type CheckpointStore, Checkpoints } from "../../../../src/page/training/checkpoints.ts";
import { LiveTrainings } from "../../../../src/page/training/live-trainings.ts";
import { RunHistory } from "../../../../src/page/training/run-history.ts";
import type { SavedCheckpoint } from "../../../../src/page/training/saved-checkpoint.ts";
import type { Checkpoint } from "../../../../src/protocol/checkpoint.ts";
import type { CellId } from "../../../../src/protocol/ids.ts";
import type { Training } from "../../../../src/protocol/output.ts";
import { english } from "../../../../src/words/english/english.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";
import { training } from "./training.ts";

const CELLS = [
  // It imports what the last one calls, as lessons do at their beginning: it does not run again after the training.
  define("build", {
    source: "const model = 1",
    names: { declares: ["explore", "model"], imports: ["explore"], uses: [] },
  }),
  define("train", { source: "fit(model)", names: { declares: [], uses: ["fit", "model"] } }),
  define("look", { source: "explore(model)", names: { declares: [], uses: ["explore", "model"] } }),
];

const checkpoint: Checkpoint = {
  epochs: 2,
  fit: 0,
  optimizer: { className: "Adam", learningRate: 0.01 },
  weightSpecs: [{ name: "w", shape: [3], dtype: "float32" }],
  stateSpecs: null,
  data: Buffer.from(new Uint8Array(12)).toString("base64"),
};

/** What the runtime reports while it holds the end of an epoch. */
const running = (losses: readonly number[], epochs = 3): Training => ({
  ...training(losses),
  epochs,
  control: { paused: false, learningRate: 0.01 },
  saved: { epochs: losses.length, bytes: 12 },
});

class MemoryStore implements CheckpointStore {
  readonly saved = new Map<CellId, unknown>();
  isFull = false;
  load = async (): Promise<ReadonlyMap<string, unknown>> => this.saved;
  save = async (cell: CellId, saved: SavedCheckpoint | null): Promise<void> => {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    if (saved === null) this.saved.delete(cell);
    else this.saved.set(cell, saved);
  };
}

type Opened = ReturnType<typeof openNotebook>;

function open(store = new MemoryStore(), arrange = (_: Opened): Promise<unknown> => Promise.resolve()) {
  const opened = openNotebook(CELLS);
  const arranged = arrange(opened);
  const { notebook, host } = opened;
  const notices: string[] = [];
  const live = new LiveTrainings(notebook, host);
  const checkpoints = new Checkpoints({
    notebook,
    host,
    live,
    store,
    isLocked: () => false,
    notify: (text) => notices.push(text),
    arranged,
  });
  const history = new RunHistory({
    notebook,
    live,
    store: { load: async () => new Map(), save: async () => undefined },
    isLocked: () => false,
    arranged,
  });
  const offer = () => checkpoints.offerOf(opened.cell("train")).value;
  return { ...opened, store, checkpoints, history, offer, notices };
}

/** Trains for two epochs, and answers as the runtime does. */
async function train(
  { host, notebook }: ReturnType<typeof open>,
  text = JSON.stringify(checkpoint),
): Promise<void> {
  notebook.run(cellId("train"));
  await settle();
  host.finish("done");
  await settle();
  host.show(running([0.9, 0.5]));
  await settle();
  if (host.sent.some(({ type }) => type === "read-checkpoint"))
    host.emit({ type: "checkpoint-part", training: "training-1", part: 0, parts: 1, text });
  await settle();
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

test("a training is saved after an epoch, and offered once its runtime is gone", async () => {
  const page = open();
  await train(page);
  expect(page.store.saved.get(cellId("train"))).toMatchObject({
    code: [{ cell: "build" }, { cell: "train" }],
    checkpoint: { epochs: 2 },
    progress: { rows: [{ metrics: { loss: 0.9 } }, { metrics: { loss: 0.5 } }] },
  });
  expect(page.offer()).toBeNull();
  page.host.end({ type: "crashed", message: "gone" });
  expect(page.offer()).toMatchObject({ epochs: 2, total: 3, changed: [], isOwnChanged: false });
});

test("the next epochs are saved within a second, also if the clock is set back meanwhile", async () => {
  const page = open();
  await train(page);
  vi.setSystemTime(1_000_000 - 86_400_000);
  const waiting = vi.spyOn(globalThis, "setTimeout");
  page.host.show(running([0.9, 0.5, 0.4], 4));
  await settle();
  const waits = waiting.mock.calls.map(([, ms = 0]) => ms);
  waiting.mockRestore();
  expect(Math.max(...waits)).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
});

test("after a reload it is offered with its curves, and continues: then the cells that look into the network run", async () => {
  const before = open();
  await train(before);
  const page = open(before.store);
  await settle();
  expect(page.offer()).toMatchObject({ epochs: 2 });
  expect(page.text("train")).toBe("<training>");
  const going = page.checkpoints.continueIn(cellId("train"));
  await settle();
  await going;
  const sent = page.host.sent.map(({ type }) => type);
  expect(sent.indexOf("continue-training")).toBeGreaterThanOrEqual(0);
  expect(sent.indexOf("continue-training")).toBeLessThan(sent.indexOf("run"));
  expect(page.host.sent.find(({ type }) => type === "continue-training")).toMatchObject({
    cell: "train",
    from: { checkpoint: { epochs: 2 }, progress: { rows: [{}, {}] } },
  });
  for (let runs = 0; runs < 3; runs += 1) {
    page.host.finish("done");
    await settle();
  }
  expect(page.statuses()).toBe("done done done");
  expect(page.offer()).toBeNull();
  expect(page.host.sent.filter(({ type }) => type === "continue-training").at(-1)).toMatchObject({
    from: null,
  });
});

test("after a reload it is also offered in the reader's own cell, which comes back a little later", async () => {
  const before = open();
  await train(before);
  const [saved] = before.store.saved.values();
  const store = new MemoryStore();
  store.saved.set(cellId("mine-1"), saved);
  const page = open(store, async ({ notebook }) => {
    await settle();
    notebook.arrange([{ id: cellId("mine-1"), kind: "code", anchor: cellId("train"), side: "below" }]);
  });
  await settle();
  await settle();
  expect(page.checkpoints.offerOf(page.cell("mine-1")).value).toMatchObject({ epochs: 2 });
  expect(page.text("mine-1")).toBe("<training>");
});

test("a training does not continue with other code, and says which cell was changed", async () => {
  const before = open();
  await train(before);
  const page = open(before.store);
  await settle();
  page.notebook.edit(cellId("build"), "const model = 2");
  expect(page.offer()).toMatchObject({ changed: ["build"] });
  page.notebook.edit(cellId("build"), "const model = 1");
  page.notebook.edit(cellId("train"), "fit(model, 10)");
  expect(page.offer()).toMatchObject({ changed: [], isOwnChanged: true });
});

test("what the runtime forges, and what the storage has that does not fit, is not offered", async () => {
  for (const text of [
    "{",
    JSON.stringify({ ...checkpoint, data: "AAAA" }),
    JSON.stringify({ ...checkpoint, epochs: 9 }),
  ]) {
    const page = open();
    await train(page, text);
    expect(page.store.saved.size).toBe(0);
  }
  const store = new MemoryStore();
  store.saved.set(cellId("train"), {
    at: 1,
    code: [],
    progress: training([1]),
    checkpoint: { ...checkpoint, data: "x" },
  });
  const page = open(store);
  await settle();
  expect(page.offer()).toBeNull();
});

test("a full storage is reported once, and the training still continues after a lost runtime", async () => {
  const store = new MemoryStore();
  store.isFull = true;
  const page = open(store);
  await train(page);
  expect(page.notices).toHaveLength(1);
  expect(page.notices[0]).toContain("full or denied");
  page.host.end({ type: "crashed", message: "gone" });
  expect(page.offer()).toMatchObject({ epochs: 2 });
});

test("a discarded training, and one whose cell was cleared, is gone", async () => {
  const page = open();
  await train(page);
  page.host.end({ type: "crashed", message: "gone" });
  page.checkpoints.discard(cellId("train"));
  expect(page.offer()).toBeNull();
  expect(page.store.saved.size).toBe(0);
});

test("earlier runs stay, called by what was different in the code", async () => {
  const page = open();
  const run = async (losses: readonly number[], learningRates: [number, number][] = []): Promise<void> => {
    page.notebook.run(cellId("train"));
    await settle();
    while (page.host.running !== null) {
      if (page.host.running.cell === cellId("train"))
        page.host.show({ ...training(losses, `training-${Date.now()}`), learningRates });
      page.host.finish("done");
      await settle();
    }
    vi.setSystemTime(Date.now() + 5000);
  };
  await run([0.9]);
  page.notebook.edit(cellId("build"), "const model = 2");
  await run([0.5]);
  // Changed by hand.
  await run(
    [0.45],
    [
      [1, 0.001],
      [2, 0.0005],
    ],
  );
  await run([0.4]);
  const last = page.cell("train").outputs.value.entries.at(-1)?.output as Training;
  const earlier = page.history.earlierThan(cellId("train"), last);
  expect(earlier.map(({ label }) => label)).toEqual([
    "the same code, learning rate changed to 0.0005",
    "the same code",
    "const model = 1",
  ]);
  speak(german);
  const [changed] = page.history.earlierThan(cellId("train"), last);
  speak(english);
  expect(changed?.label).toContain("Lernrate auf 0,0005 geändert");
  expect(earlier.map(({ output }) => output.rows[0]?.metrics["loss"])).toEqual([0.45, 0.5, 0.9]);
  page.history.forget(cellId("train"));
  expect(page.history.earlierThan(cellId("train"), last)).toEqual([]);
});

test("a training that continues is the run that was cut off, and not another one", async () => {
  const page = open();
  const run = async (output: Training): Promise<void> => {
    page.notebook.run(cellId("train"));
    await settle();
    while (page.host.running !== null) {
      if (page.host.running.cell === cellId("train")) page.host.show(output);
      page.host.finish("done");
      await settle();
    }
    vi.setSystemTime(Date.now() + 5000);
  };
  const losses = () =>
    page.history
      .earlierThan(cellId("train"), page.cell("train").outputs.value.entries.at(-1)?.output as Training)
      .map(({ output }) => output.rows.map(({ metrics }) => metrics["loss"]));
  await run(training([0.9, 0.8], "first"));
  await run(training([0.7, 0.6], "cut-off"));
  page.notebook.run(cellId("train"));
  await settle();
  const continued = { ...training([0.7, 0.6, 0.5], "continued"), continuedFrom: 2 };
  page.host.show({ ...continued, control: { paused: false, learningRate: 0.01 } });
  page.tick();
  expect(losses()).toEqual([[0.9, 0.8]]);
  page.host.show(continued);
  page.host.finish("done");
  await settle();
  expect(losses()).toEqual([[0.9, 0.8]]);
  vi.setSystemTime(Date.now() + 5000);
  // Restored: nothing was left to train.
  await run({ ...training([0.7, 0.6, 0.5], "restored"), continuedFrom: 3 });
  expect(losses()).toEqual([[0.9, 0.8]]);
  await run(training([0.4, 0.3], "last"));
  expect(losses()).toEqual([
    [0.7, 0.6, 0.5],
    [0.9, 0.8],
  ]);
});
