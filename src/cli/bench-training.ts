import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { compileKernels } from "../build/kernels.ts";
import type {} from "../runtime/compiled/install.ts";
import { startBackend } from "../runtime/training/backends.ts";
import { nadam } from "../runtime/training/nadam.ts";

/** A way of training, and one epoch of it. */
interface Contender {
  readonly name: string;
  /** Trains `steps` steps, and gives the milliseconds of one. */
  run(steps: number): Promise<number>;
}

/** What is trained: the lecture's network, or a larger one of its kind. */
interface Size {
  readonly filters: number;
  /** Height and width of the images. */
  readonly side: number;
  readonly batch: number;
}

const LECTURE: Size = { filters: 4, side: 28, batch: 32 };
const STEPS_PER_EPOCH = 938;

/** How the cost of a step grows with each size alone. */
const GROWTH: readonly Size[] = [
  ...[4, 8, 16, 32].map((filters) => ({ ...LECTURE, filters })),
  ...[56, 112].map((side) => ({ ...LECTURE, side })),
  ...[1, 8, 128, 512].map((batch) => ({ ...LECTURE, batch })),
];

/**
 * Measures a step of the lecture's training in Node, one thread: PyTorch where `python3` has it, TensorFlow.js as it
 * comes, with the project's kernels, and compiled. Interleaved, so that what else the machine does meets all alike.
 *
 * @param args `--rounds n` (5), `--steps n` a round (200), `--growth` for larger networks, images and batches
 */
export async function benchTraining(args: readonly string[]): Promise<number> {
  const rounds = option(args, "--rounds", 5);
  const steps = option(args, "--steps", 200);
  await startWasm();
  if (args.includes("--growth")) return benchGrowth(rounds);
  printTable(await measure(LECTURE, rounds, steps));
  return 0;
}

async function benchGrowth(rounds: number): Promise<number> {
  console.log("| filters | side | batch | PyTorch, ms per step | compiled, ms per step | against PyTorch |");
  console.log("| ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const size of GROWTH) {
    // About as much work for each, so that none takes long.
    const work = (size.filters / 4) * (size.side / 28) ** 2 * (size.batch / 32);
    const steps = Math.max(6, Math.round(200 / Math.max(work, 0.25)));
    const medians = await measure(size, rounds, steps, ["PyTorch", "compiled"]);
    const [torch, compiled] = medians.map(({ ms }) => ms);
    const ratio = torch === undefined || compiled === undefined ? "" : (torch / compiled).toFixed(1);
    const cells = [size.filters, size.side, size.batch, torch?.toFixed(2), compiled?.toFixed(2), ratio];
    console.log(`| ${cells.join(" | ")} |`);
  }
  return 0;
}

interface Median {
  readonly name: string;
  readonly ms: number;
}

/** The contenders (those of which one of the words is part of the name), one after the other, again and again. */
async function measure(size: Size, rounds: number, steps: number, words = [""]): Promise<Median[]> {
  const all = contendersFor(size, steps);
  const contenders = all.filter(({ name }) => words.some((word) => name.includes(word)));
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contenders) {
      const ms = await run(steps);
      // The first round warms up.
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return [...times].map(([name, list]) => ({ name, ms: median(list) }));
}

function option(args: readonly string[], name: string, fallback: number): number {
  const value = Number(args[args.indexOf(name) + 1]);
  return args.includes(name) && Number.isInteger(value) && value > 0 ? value : fallback;
}

async function startWasm(): Promise<void> {
  const binaries = await Promise.all([compileKernels("simd"), compileKernels("relaxed")]);
  const [simd = "", relaxed = ""] = binaries.map((bytes) => Buffer.from(bytes).toString("base64"));
  const packageFile = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  const wasm = await readFile(join(dirname(packageFile), "dist/tfjs-backend-wasm-simd.wasm"));
  await startBackend("wasm", new Uint8Array(wasm).buffer, { simd, relaxed });
}

function contendersFor(size: Size, steps: number): Contender[] {
  const fit = (compiled: boolean) => async (): Promise<number> => {
    const { side, batch } = size;
    const model = modelOf(size);
    const x = tf.randomNormal([batch * steps, side, side, 1]);
    const y = tf.randomUniform([batch * steps], 0, 10).floor();
    await model.fit(x.slice([0], [batch * 2]), y.slice([0], [batch * 2]), {
      batchSize: batch,
      verbose: 0,
      compiled,
    });
    const begun = performance.now();
    await model.fit(x, y, { batchSize: batch, verbose: 0, compiled });
    const ms = (performance.now() - begun) / steps;
    model.optimizer.dispose();
    model.dispose();
    tf.dispose([x, y]);
    return ms;
  };
  return [
    ...pytorch(size),
    { name: "fit, WASM, the project's kernels", run: fit(false) },
    { name: "fit, WASM, compiled step", run: fit(true) },
  ];
}

function modelOf({ filters, side }: Size): tf.Sequential {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.conv2d({
        filters,
        kernelSize: 7,
        activation: "relu",
        padding: "same",
        inputShape: [side, side, 1],
      }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 8, activation: "relu" }),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const PYTORCH = `
import sys, time, torch
torch.set_num_threads(1)
torch.manual_seed(0)
nn = torch.nn
steps, filters, side, size = map(int, sys.argv[1:])
model = nn.Sequential(nn.Conv2d(1, filters, 7, padding=3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                      nn.Linear(filters * (side // 2) ** 2, 8), nn.ReLU(), nn.Linear(8, 10))
optimizer = torch.optim.NAdam(model.parameters(), lr=1e-3)
loss = nn.CrossEntropyLoss()
x, y = torch.randn(size * steps, 1, side, side), torch.randint(0, 10, (size * steps,))
def epoch():
    for batch in torch.randperm(len(x)).split(size):
        optimizer.zero_grad()
        loss(model(x[batch]), y[batch]).backward()
        optimizer.step()
epoch()
begun = time.perf_counter()
epoch()
print((time.perf_counter() - begun) * 1000 / steps)
`;

/** PyTorch, if one of the Pythons of this machine has it. */
function pytorch({ filters, side, batch }: Size): Contender[] {
  const python = ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return [];
  const run = async (steps: number): Promise<number> =>
    Number(
      spawnSync(python, ["-c", PYTORCH, ...[steps, filters, side, batch].map(String)], { encoding: "utf8" })
        .stdout,
    );
  return [{ name: "PyTorch, eager, one thread", run }];
}

function printTable(medians: readonly Median[]): void {
  const reference = medians.find(({ name }) => name.startsWith("PyTorch"))?.ms;
  console.log(`A step of the lecture's training (batch ${LECTURE.batch}), medians:\n`);
  console.log(`| ${"".padEnd(36)} | ms per step | s per epoch | against PyTorch |`);
  console.log(`| ${"-".repeat(36)} | ----------: | ----------: | --------------: |`);
  for (const { name, ms } of medians) {
    const ratio = reference === undefined ? "" : (reference / ms).toFixed(1);
    const epoch = ((ms * STEPS_PER_EPOCH) / 1000).toFixed(2);
    console.log(
      `| ${name.padEnd(36)} | ${ms.toFixed(3).padStart(11)} | ${epoch.padStart(11)} | ${ratio.padStart(15)} |`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
