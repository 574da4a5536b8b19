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

const BATCH = 32;
const STEPS_PER_EPOCH = 938;

/**
 * Measures a step of the lecture's training in Node, one thread: PyTorch where `python3` has it, TensorFlow.js as it
 * comes, with the project's kernels, and compiled. Interleaved, so that what else the machine does meets all alike.
 *
 * @param args `--rounds n` (5), `--steps n` a round (200)
 */
export async function benchTraining(args: readonly string[]): Promise<number> {
  const rounds = option(args, "--rounds", 5);
  const steps = option(args, "--steps", 200);
  const contenders = await contendersHere(steps);
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contenders) {
      const ms = await run(steps);
      // The first round warms up.
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  print(times);
  return 0;
}

function option(args: readonly string[], name: string, fallback: number): number {
  const value = Number(args[args.indexOf(name) + 1]);
  return args.includes(name) && Number.isInteger(value) && value > 0 ? value : fallback;
}

async function contendersHere(steps: number): Promise<Contender[]> {
  const binaries = await Promise.all([compileKernels("simd"), compileKernels("relaxed")]);
  const [simd = "", relaxed = ""] = binaries.map((bytes) => Buffer.from(bytes).toString("base64"));
  const packageFile = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  const wasm = await readFile(join(dirname(packageFile), "dist/tfjs-backend-wasm-simd.wasm"));
  await startBackend("wasm", new Uint8Array(wasm).buffer, { simd, relaxed });
  const samples = BATCH * steps;
  const x = tf.randomNormal([samples, 28, 28, 1]);
  const y = tf.randomUniform([samples], 0, 10).floor();
  const model = lectureModel();
  const fit = (compiled: boolean) => async (): Promise<number> => {
    const begun = performance.now();
    await model.fit(x, y, { batchSize: BATCH, verbose: 0, compiled });
    return (performance.now() - begun) / steps;
  };
  return [
    ...pytorch(),
    { name: "fit, WASM, the project's kernels", run: fit(false) },
    { name: "fit, WASM, compiled step", run: fit(true) },
  ];
}

function lectureModel(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        filters: 4,
        kernelSize: 7,
        activation: "relu",
        padding: "same",
        inputShape: [28, 28, 1],
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 8, activation: "relu" }),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const PYTORCH = `
import sys, time, torch
torch.set_num_threads(1)
torch.manual_seed(0)
nn, steps = torch.nn, int(sys.argv[1])
model = nn.Sequential(nn.Conv2d(1, 4, 7, padding=3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                      nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10))
optimizer = torch.optim.NAdam(model.parameters(), lr=1e-3)
loss = nn.CrossEntropyLoss()
x, y = torch.randn(${BATCH} * steps, 1, 28, 28), torch.randint(0, 10, (${BATCH} * steps,))
def epoch():
    for batch in torch.randperm(len(x)).split(${BATCH}):
        optimizer.zero_grad()
        loss(model(x[batch]), y[batch]).backward()
        optimizer.step()
epoch()
begun = time.perf_counter()
epoch()
print((time.perf_counter() - begun) * 1000 / steps)
`;

/** PyTorch, if one of the Pythons of this machine has it. */
function pytorch(): Contender[] {
  const python = ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return [];
  const run = async (steps: number): Promise<number> =>
    Number(spawnSync(python, ["-c", PYTORCH, String(steps)], { encoding: "utf8" }).stdout);
  return [{ name: "PyTorch, eager, one thread", run }];
}

function print(times: ReadonlyMap<string, readonly number[]>): void {
  const medians = [...times].map(([name, list]) => ({ name, ms: median(list) }));
  const reference = medians.find(({ name }) => name.startsWith("PyTorch"))?.ms;
  console.log(
    `A step of the lecture's training (batch ${BATCH}), median of ${[...times.values()][0]?.length ?? 0} rounds:\n`,
  );
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
