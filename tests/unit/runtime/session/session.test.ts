import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { DatasetName, type RunId } from "../../../../src/protocol/ids.ts";
import { currentActivity } from "../../../../src/runtime/platform/activity.ts";
import { type OpenSession, openSession } from "./open-session.ts";

type Work = Extract<RuntimeEvent, { type: "work" }>;
type LateFailure = Extract<RuntimeEvent, { type: "late-failure" }>;

let page: OpenSession;

beforeAll(async () => {
  page = await openSession();
  await page.run(
    "model",
    `import * as tf from "@tensorflow/tfjs";
     const [x, y] = [tf.ones([64, 2]), tf.zeros([64, 1])];
     function makeModel() {
       const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
       model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
       return model;
     }`,
  );
});
afterAll(() => page.close());

const lateFailure = (run: RunId): Promise<LateFailure> =>
  page.until((event): event is LateFailure => event.type === "late-failure" && event.run === run);
const work = (run: RunId, timers: number): Promise<Work> =>
  page.until((event): event is Work => event.type === "work" && event.run === run && event.timers === timers);
const print = (run: RunId, text: string): Promise<RuntimeEvent> =>
  page.until((event): event is RuntimeEvent => event.type === "output" && page.text(run).includes(text));
/** The number of events until the run's end, for the order of things. */
const position = (test: (event: RuntimeEvent) => boolean): number => page.events.findIndex(test);

describe("a tensor that is added with +", () => {
  test.each([
    ["tf.tensor1d([1, 2]) + 1", "The result"],
    ["1.5 + tf.scalar(2)", "The result"],
    ["const total = tf.ones([2]) + tf.zeros([2]);\n0", "total"],
    ["let sum = 0;\nfor (const each of [tf.scalar(1), tf.scalar(2)]) sum = sum + each;", "sum"],
  ])("%s is a text, and the cell says so", async (source, what) => {
    const run = page.send("a", source);
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(page.text(run)).toContain(
      `${what} is a text: \`+\` joins tensors as texts. Write \`a.add(b)\` to add them.`,
    );
  });

  test.each([
    '"loss: " + tf.scalar(1)',
    '"" + tf.scalar(1)',
    "[tf.scalar(1)].join()",
    "String(tf.scalar(1)) + 1",
    '"\\n" + tf.scalar(1)',
    'tf.scalar(1) + " " + tf.scalar(2)',
  ])("%s is a text that was wanted", async (source) => {
    const run = page.send("a", source);
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(page.text(run)).not.toContain("joins tensors");
  });
});

describe("a fit without await", () => {
  test("is part of the run, which ends after it, and its value is its history", async () => {
    const run = page.send("a", "makeModel().fit(x, y, { epochs: 3 })");
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(page.text(run)).toMatch(/Epoch 3\/3 - /);
    const shown = page.events.find(
      (event) => event.type === "output" && event.run === run && event.output.type === "inspect",
    );
    expect(shown).toMatchObject({
      output: { value: { entries: expect.arrayContaining([["epoch", expect.anything()]]) } },
    });
  });

  test("is part of the run also where nothing waits for it, and the missing await is named", async () => {
    const run = page.send("a", "const history = makeModel().fit(x, y, { epochs: 3 });");
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(page.text(run)).toMatch(
      /Epoch 3\/3 - [\s\S]*history is a promise, not its result\. Did you forget await/,
    );
    expect(await page.run("b", "history.history.loss.map((loss) => loss)")).toMatchObject({
      type: "failed",
      error: { message: expect.stringContaining("did you forget await in the cell a?") },
    });
  });

  test("fails the run by its error", async () => {
    expect(await page.run("a", "makeModel().fit(tf.ones([4, 7]), y);\n1;")).toMatchObject({
      type: "failed",
      error: { message: expect.stringMatching(/shape/) },
    });
  });

  test("ends when the cell's own code fails: the reader waits for the error", async () => {
    const end = await page.run(
      "a",
      "const history = makeModel().fit(x, y, { epochs: 1e9 });\nhistory.history.loss;",
    );
    expect(end).toMatchObject({ type: "failed", error: { line: 2 } });
  });

  test("can be stopped, with all that the run would still train", async () => {
    const run = page.send(
      "a",
      "for (;;) { const { epoch } = await makeModel().fit(x, y, { epochs: 1e9 }); console.log('trained ' + epoch.length); }",
    );
    await print(run, "Epoch 2/");
    page.stop(run);
    expect(await page.ended(run)).toMatchObject({ type: "stopped" });
    expect(page.text(run).match(/trained/g)).toHaveLength(1);
  });
});

describe("an error that no code handles", () => {
  test.each([
    ["a rejected promise", "Promise.reject(new RangeError('no'));\n1", null],
    ["an async function", "async function f() {\n  throw new RangeError('no');\n}\nf();\n1", 2],
    ["a timer", "setTimeout(() => {\n  throw new RangeError('no');\n});\nawait new Promise(() => {});", 2],
  ])("in %s fails the run", async (_where, source, line) => {
    expect(await page.run("a", source)).toMatchObject({
      type: "failed",
      error: { name: "RangeError", message: "no", ...(line === null ? {} : { line }) },
    });
  });

  test("that comes later is reported with its run, once", async () => {
    const run = page.send(
      "a",
      `let isOver = false;
      setTimeout(function wait() {
        if (!isOver) return setTimeout(wait, 1);
        for (const message of ["late", "again"])
          setTimeout(() => { throw new Error(message); });
      });`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(await page.run("b", "isOver = true")).toMatchObject({ type: "done" });
    expect(await lateFailure(run)).toMatchObject({ error: { message: "late", line: 5 } });
    await print(run, "Not caught: Error: again");
    expect(page.events.filter((event) => event.type === "late-failure" && event.run === run)).toHaveLength(1);
  });

  test("is attributed by its stack, where its task is not known", async () => {
    await page.run("gate", "let open; const gate = new Promise((resolve) => { open = resolve; });");
    const run = page.send("a", "async function f() { await gate; throw new Error('of a'); }\nf();\n1");
    await page.ended(run);
    expect(await page.run("b", "open(); 1")).toMatchObject({ type: "done" });
    expect(await lateFailure(run)).toMatchObject({ error: { message: "of a" } });
  });

  test("does not fail a run that handles it", async () => {
    expect(await page.run("a", "await Promise.reject(new Error('no')).catch(() => 1)")).toMatchObject({
      type: "done",
    });
  });
});

describe("outputs that come faster than the page draws them", () => {
  const shown = (run: RunId) =>
    page.events.flatMap((event) => (event.type === "output" && event.run === run ? [event.output] : []));

  test("are all shown, and the value after them", async () => {
    const run = page.send(
      "a",
      "import { show } from 'lectern'; for (let i = 0; i < 200; i++) { show(i); console.log(i); }\n'the value'",
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    const outputs = shown(run);
    expect(outputs).toHaveLength(401);
    expect(JSON.stringify(outputs.at(-1))).toContain("the value");
    expect(position((event) => event.type === "done" && event.run === run)).toBeGreaterThan(
      page.events.findLastIndex((event) => event.type === "output" && event.run === run),
    );
  });

  test("still fail the run if a timer of it throws meanwhile", async () => {
    const run = page.send(
      "a",
      "import { show } from \"lectern\"; for (let i = 0; i < 400; i++) show(i);\nsetTimeout(() => { throw new Error('meanwhile'); }, 1);\n1",
    );
    const failure = await page.until(
      (event): event is RuntimeEvent =>
        (event.type === "failed" || event.type === "late-failure") && event.run === run,
    );
    expect(failure).toMatchObject({ error: { message: "meanwhile" } });
    await page.ended(run);
  });
});

describe("what a run leaves behind", () => {
  test("is reported before its end, and prints under its own number", async () => {
    const run = page.send(
      "a",
      "let count = 0; const timer = setInterval(() => console.log('tick ' + ++count), 1);",
    );
    await page.ended(run);
    expect(position((event) => event.type === "work" && event.run === run)).toBeLessThan(
      position((event) => event.type === "done" && event.run === run),
    );
    const other = page.send(
      "b",
      "const early = Promise.resolve(); await new Promise((resolve) => setTimeout(resolve, 30)); console.log('b')",
    );
    await page.ended(other);
    expect(page.text(other)).toMatch(/^b\nearly is a promise/);
    expect(page.text(run)).not.toContain("early");
    await print(run, "tick 2");
    await page.run("c", "clearInterval(timer)");
    expect(await work(run, 0)).toMatchObject({ trainings: 0 });
  });

  test("ends when the cell runs again, and by Stop", async () => {
    const source = "setInterval(() => console.log('tick'), 1);";
    const first = page.send("a", source);
    await page.ended(first);
    await print(first, "tick");
    const second = page.send("a", source);
    await page.ended(second);
    const ticks = page.text(first);
    await print(second, "tick");
    expect(page.text(first)).toBe(ticks);
    page.stop(second);
    expect(await work(second, 0)).toMatchObject({ timers: 0 });
  });
});

test("a loss that is not a number after the end of its run is reported, once", async () => {
  vi.stubGlobal("lose", () => currentActivity().doubt());
  const run = page.send("a", "setTimeout(() => { lose(); lose(); }, 20); setTimeout(() => 0, 60);");
  expect(await page.ended(run)).not.toHaveProperty("doubtful");
  const isDoubtful = (event: RuntimeEvent): event is Work =>
    event.type === "work" && event.run === run && event.doubtful === true;
  expect(await page.until(isDoubtful)).toMatchObject({ timers: 1 });
  await work(run, 0);
  vi.unstubAllGlobals();
});

describe("what follows an await in the background belongs to its run:", () => {
  const background = (what: string) =>
    `import { loadDataset } from "lectern"; import * as tf from "@tensorflow/tfjs";
    void (async () => { try { await ${what}; } catch {} console.log("of a"); })();`;

  async function expectLate(what: string, settle: () => void): Promise<void> {
    const run = page.send("a", background(what));
    await page.ended(run);
    const other = page.send("b", "await new Promise((resolve) => setTimeout(resolve, 30)); console.log('b')");
    settle();
    await page.ended(other);
    await print(run, "of a");
    expect(page.text(other)).toBe("b");
  }

  test("a dataset from the page", async () => {
    const fail = {
      type: "dataset-failed",
      name: v.parse(DatasetName, "fashion-mnist"),
      message: "no",
    } as const;
    await expectLate("loadDataset('fashion-mnist')", () => page.session.handle(fail));
  });

  test("the values of a GPU", async () => {
    let arrive: (values: Float32Array) => void = () => undefined;
    const values = new Promise<Float32Array>((resolve) => {
      arrive = resolve;
    });
    const read = vi.spyOn(tf.backend(), "read").mockReturnValue(values);
    await expectLate("tf.zeros([3]).data()", () => arrive(new Float32Array(3)));
    read.mockRestore();
  });
});

describe("Stop", () => {
  test("ends a loop over frames that nothing waits for", async () => {
    const run = page.send(
      "a",
      "import * as tf from '@tensorflow/tfjs';\nglobalThis.counted = 0;\nfor (;;) { await tf.nextFrame(); counted += 1; if (counted === 3) console.log('three'); }",
    );
    await print(run, "three");
    page.stop(run);
    expect(await page.ended(run)).toMatchObject({ type: "stopped" });
    const counted: unknown = Reflect.get(globalThis, "counted");
    await page.run("b", "await new Promise((resolve) => setTimeout(resolve, 5))");
    expect(globalThis).toMatchObject({ counted });
  });

  test.each([
    ["a wait", "await new Promise(() => {});"],
    ["a loop over timers", "for (;;) await new Promise((resolve) => setTimeout(resolve, 1));"],
    ["a promise as the final value", "new Promise(() => {})"],
  ])("ends %s, and the runtime goes on", async (_what, source) => {
    const run = page.send("a", `console.log('begun');\n${source}`);
    await print(run, "begun");
    page.stop(run);
    expect(await page.ended(run)).toMatchObject({ type: "stopped" });
    expect(await page.run("b", "1 + 1")).toMatchObject({ type: "done" });
  });
});
