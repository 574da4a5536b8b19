import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Checkpoint, type CheckpointParts } from "../../../../src/protocol/checkpoint.ts";
import type { TrainingAction } from "../../../../src/protocol/command.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { CellId, type RunId } from "../../../../src/protocol/ids.ts";
import type { Training } from "../../../../src/protocol/output.ts";
import { type OpenSession, openSession } from "../session/open-session.ts";

let open: OpenSession;

beforeAll(async () => {
  open = await openSession();
  await open.run(
    "data",
    'import * as tf from "@tensorflow/tfjs";\nconst x = tf.randomNormal([64, 3], 0, 1, "float32", 1);\nconst y = x.sum(1, true);',
  );
});

afterAll(() => open.close());

const build = (name: string, optimizer: string, more = "") => `
const ${name} = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3], kernelInitializer: "zeros" })] });
${name}.compile({ optimizer: ${optimizer}, loss: "meanSquaredError" });${more}`;

function trainingsOf(run: RunId): Training[] {
  return open.events.flatMap((event) =>
    event.type === "output" && event.run === run && event.output.type === "training" ? [event.output] : [],
  );
}

/** Waits for a report of the run's training. */
async function untilTraining(run: RunId, test: (training: Training) => boolean): Promise<Training> {
  const isIt = (event: RuntimeEvent): event is Extract<RuntimeEvent, { type: "output" }> =>
    event.type === "output" && event.run === run && event.output.type === "training" && test(event.output);
  const { output } = await open.until(isIt);
  if (output.type !== "training") throw new Error("no training");
  return output;
}

const act = (training: string, action: TrainingAction) =>
  open.session.handle({ type: "control-training", training, action });
const stepsOf = ({ rows }: Training): number => rows.reduce((sum, { step }) => sum + step, 0);

/** The cell's checkpoint, as the page reads it. */
async function readCheckpoint(training: string): Promise<CheckpointParts> {
  open.session.handle({ type: "read-checkpoint", training, part: 0 });
  const event = await open.until(
    (candidate): candidate is Extract<RuntimeEvent, { type: "checkpoint-part" | "checkpoint-failed" }> =>
      (candidate.type === "checkpoint-part" || candidate.type === "checkpoint-failed") &&
      candidate.training === training,
  );
  if (event.type === "checkpoint-failed") throw new Error(event.message);
  const { data, ...rest } = v.parse(Checkpoint, JSON.parse(event.text));
  return { ...rest, data: new Uint8Array(Buffer.from(data, "base64")).buffer };
}

for (const compiled of [true, false]) {
  test(`a fit pauses, trains batch by batch, changes its learning rate and goes on (compiled: ${compiled})`, async () => {
    await open.run("build", build("paced", "tf.train.sgd(0.01)"));
    const run = open.send(
      "pace",
      `await paced.fit(x, y, { epochs: 10000, batchSize: 8, compiled: ${compiled} }); paced.optimizer.learningRate`,
    );
    const { key, control } = await untilTraining(run, (training) => training.control !== undefined);
    expect(control).toEqual({ paused: false, learningRate: 0.01 });
    act(key, { type: "pause" });
    await untilTraining(run, (training) => training.control?.paused === true);
    // Once more where the batch has ended.
    const settle = async (): Promise<Training> => {
      const before = trainingsOf(run).length;
      act(key, { type: "learning-rate", value: 0.01 });
      await untilTraining(run, () => trainingsOf(run).length > before);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return trainingsOf(run).at(-1) as Training;
    };
    const paused = await settle();
    expect(stepsOf(await settle())).toBe(stepsOf(paused));
    act(key, { type: "step" });
    await untilTraining(run, (training) => stepsOf(training) === stepsOf(paused) + 1);
    expect(stepsOf(await settle())).toBe(stepsOf(paused) + 1);
    act(key, { type: "learning-rate", value: 0.5 });
    const changed = await untilTraining(run, (training) => training.control?.learningRate === 0.5);
    expect(changed.learningRates?.map(([, rate]) => rate)).toEqual([0.01, 0.5]);
    act(key, { type: "resume" });
    await untilTraining(run, (training) => stepsOf(training) > stepsOf(paused) + 5);
    act(key, { type: "pause" });
    await untilTraining(run, (t) => t.control?.paused === true && stepsOf(t) > stepsOf(paused) + 5);
    open.stop(run);
    expect((await open.ended(run)).type).toBe("stopped");
    expect(trainingsOf(run).at(-1)).toMatchObject({ stopped: true });
    expect(trainingsOf(run).at(-1)).not.toHaveProperty("control");
    const learned = await open.run("rate", "paced.optimizer.learningRate");
    expect(learned.type).toBe("done");
  });
}

test("a learning rate of 0 that is set while it runs changes no weight any more", async () => {
  await open.run("build-frozen", build("frozen", "tf.train.adam(0.01)"));
  const run = open.send("freeze", "await frozen.fit(x, y, { epochs: 100000, batchSize: 8 });");
  const { key } = await untilTraining(run, (training) => training.control !== undefined);
  act(key, { type: "pause" });
  await untilTraining(run, (training) => training.control?.paused === true);
  act(key, { type: "learning-rate", value: 0 });
  act(key, { type: "step" });
  await open.until((event): event is RuntimeEvent => event.type === "output" && trainingsOf(run).length > 3);
  const { loss: first } = (await untilSteps(run, key)).rows.at(-1)?.metrics ?? {};
  expect(first).toBeTypeOf("number");
  open.stop(run);
  await open.ended(run);
});

async function untilSteps(run: RunId, key: string): Promise<Training> {
  const steps = stepsOf(trainingsOf(run).at(-1) as Training);
  act(key, { type: "step" });
  return untilTraining(run, (training) => stepsOf(training) > steps);
}

const OPTIMIZERS = [
  "tf.train.sgd(0.01)",
  "tf.train.momentum(0.01, 0.9)",
  "tf.train.rmsprop(0.01)",
  "tf.train.adam(0.01)",
  "nadam(0.01)",
];

for (const [index, optimizer] of OPTIMIZERS.entries()) {
  test(`a training continues from a checkpoint with the weights and the state of ${optimizer}`, async () => {
    await open.run("library", 'import { nadam } from "lectern";');
    const [whole, cut, rest] = [`whole${index}`, `cut${index}`, `rest${index}`];
    const fit = (name: string, epochs: number) =>
      `const h_${name} = await ${name}.fit(x, y, { epochs: ${epochs}, batchSize: 8, shuffle: false });`;
    await open.run("a", build(whole, optimizer) + fit(whole, 4));
    const half = open.send("b", build(cut, optimizer) + fit(cut, 2));
    await open.ended(half);
    const progress = trainingsOf(half).at(-1) as Training;
    expect(progress.saved?.epochs).toBe(2);
    const checkpoint = await readCheckpoint(progress.key);
    const cell = v.parse(CellId, "c");
    open.session.handle({ type: "continue-training", cell, from: { checkpoint, progress } });
    const continued = open.send("c", build(rest, optimizer) + fit(rest, 4));
    expect((await open.ended(continued)).type).toBe("done");
    const last = trainingsOf(continued).at(-1) as Training;
    expect(last).toMatchObject({ continuedFrom: 2, epochs: 4 });
    expect(last.rows).toHaveLength(4);
    expect(last.rows.slice(0, 2)).toEqual(progress.rows);
    const check = open.send(
      "d",
      `const far = (one, other) => one.getWeights().reduce((most, weight, index) => Math.max(most, weight.sub(other.getWeights()[index]).abs().max().dataSync()[0]), 0);
       console.log(JSON.stringify([far(${rest}, ${whole}), far(${cut}, ${whole}), h_${rest}.epoch, h_${rest}.history.loss.length]));`,
    );
    await open.ended(check);
    const [same, earlier, epochs, losses] = JSON.parse(open.text(check).split("\n")[0] ?? "");
    expect(same).toBeLessThan(1e-5);
    // The control: two more epochs make a difference.
    expect(earlier).toBeGreaterThan(1e-3);
    expect([epochs, losses]).toEqual([[0, 1, 2, 3], 4]);
  });
}

test("a training whose epochs are over is restored, without training", async () => {
  const source = `${build("done", "tf.train.adam(0.1)")}\nconst h = await done.fit(x, y, { epochs: 2 }); console.log(h.history.loss.length, done.evaluate(x, y).dataSync()[0].toFixed(4));`;
  const first = open.send("e", source);
  await open.ended(first);
  const progress = trainingsOf(first).at(-1) as Training;
  const checkpoint = await readCheckpoint(progress.key);
  open.session.handle({
    type: "continue-training",
    cell: v.parse(CellId, "e"),
    from: { checkpoint, progress },
  });
  const again = open.send("e", source);
  await open.ended(again);
  expect(open.text(again).split("\n").at(-1)).toBe(open.text(first).split("\n").at(-1));
  expect(trainingsOf(again)).toHaveLength(1);
  // Only the next run continues.
  const third = open.send("e", source);
  await open.ended(third);
  expect(trainingsOf(third).at(-1)).not.toHaveProperty("continuedFrom");
});

test("a model that is built in another way refuses the checkpoint, and says so", async () => {
  const run = open.send("f", `${build("small", '"adam"')}\nawait small.fit(x, y);`);
  await open.ended(run);
  const progress = trainingsOf(run).at(-1) as Training;
  const checkpoint = await readCheckpoint(progress.key);
  const cell = v.parse(CellId, "f");
  const offer = () =>
    open.session.handle({ type: "continue-training", cell, from: { checkpoint, progress } });
  offer();
  const wider = await open.run(
    "f",
    'const wide = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }); wide.compile({ optimizer: "adam", loss: "meanSquaredError" }); await wide.fit(x, x.slice([0, 0], [64, 2]));',
  );
  expect(wider).toMatchObject({
    type: "failed",
    error: { message: expect.stringContaining("built differently") },
  });
  offer();
  const other = await open.run("f", `${build("sgd", '"sgd"')}\nawait sgd.fit(x, y);`);
  expect(other).toMatchObject({
    type: "failed",
    error: { message: expect.stringContaining("another optimizer than Adam") },
  });
});

test("a page that asks for a training that is gone gets an answer", async () => {
  await expect(readCheckpoint("training-999")).rejects.toThrow("not held");
});
