import type { Site } from "../benchmark.ts";
import { type Visit, visit } from "../visit.ts";
import type { Contender } from "./contender.ts";
import type { Layer, Training } from "./networks.ts";

/** One of Lectern's engines. */
export interface Engine {
  readonly name: string;
  readonly backend: "wasm" | "cpu" | "webgl" | "webgpu";
  /** False for TensorFlow.js's own training step with the project's kernels. */
  readonly compiled: boolean;
  /** Switches for the browser. */
  readonly flags: readonly string[];
}

/** Opens the built site in a browser. What is measured is `model.fit` in a cell of the lecture, as a reader runs it. */
export async function openLectern(
  { launch, lecture }: Site,
  { name, backend, compiled, flags }: Engine,
): Promise<Contender> {
  const browser = await launch(flags);
  const opened = await visit(browser, `${lecture}?backend=${backend}`);
  await emptyOtherCells(opened);
  await opened.run("setup");
  return {
    name,
    async train(training, steps) {
      await opened.write("train", trainingSource(training, steps, compiled));
      const [, ms] = /ms per step: ([\d.]+)/.exec(await opened.run("train")) ?? [];
      return Number(ms);
    },
    close: () => browser.close(),
  };
}

/** Cells that the training needs. A software renderer would take minutes for the others. */
const NEEDED: readonly string[] = ["version", "setup"];

async function emptyOtherCells({ page, write }: Visit): Promise<void> {
  const cells = page.locator("[data-cell]:not(.exercise [data-cell])");
  const ids = await cells.evaluateAll((elements) =>
    elements.map((element) => element.getAttribute("data-cell")),
  );
  for (const id of ids.slice(0, ids.indexOf("train")))
    if (id !== null && !NEEDED.includes(id)) await write(id, "0");
}

/** Trains the network on random images, after two steps of warm-up. */
function trainingSource({ side, batch, layers }: Training, steps: number, compiled: boolean): string {
  return `const input = tf.input({ shape: [${side}, ${side}, 1] });
const network = tf.model({ inputs: input, outputs: ${applySource(layers, "input")} });
network.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
const images = tf.randomNormal([${batch * steps}, ${side}, ${side}, 1]);
const labels = tf.randomUniform([${batch * steps}], 0, 10).floor();
const few = ${Math.min(2, steps) * batch};
await network.fit(images.slice(0, few), labels.slice(0, few), { batchSize: ${batch}, verbose: 0, compiled: ${compiled} });
const begun = performance.now();
const { history: losses } = await network.fit(images, labels, { batchSize: ${batch}, compiled: ${compiled} });
if (!Number.isFinite(losses.loss[0])) throw new Error("The loss is " + losses.loss[0]);
console.log("ms per step: " + (performance.now() - begun) / ${steps});
network.optimizer.dispose();
network.dispose();
tf.dispose([images, labels]);`;
}

/** The expression that applies the layers, one after the other. */
function applySource(layers: readonly Layer[], values: string): string {
  return layers.reduce((from, layer) => {
    if (layer.type !== "residual") return `${layerSource(layer)}.apply(${from})`;
    const sum = `tf.layers.add().apply([values, ${applySource(layer.layers, "values")}])`;
    return `((values) => ${sum})(${from})`;
  }, values);
}

function layerSource(layer: Exclude<Layer, { readonly type: "residual" }>): string {
  switch (layer.type) {
    case "convolution": {
      const { filters, kernelSize, padding, activation } = layer;
      return `tf.layers.conv2d(${JSON.stringify({ filters, kernelSize, padding, activation })})`;
    }
    case "depthwise":
      return `tf.layers.depthwiseConv2d({ kernelSize: ${layer.kernelSize}, padding: "same" })`;
    case "normalization":
      return "tf.layers.batchNormalization()";
    case "activation":
      return `tf.layers.activation({ activation: "${layer.activation}" })`;
    case "globalAverage":
      return "tf.layers.globalAveragePooling2d({})";
    case "pooling":
      return `tf.layers.${layer.method}Pooling2d({ poolSize: 2 })`;
    case "flatten":
      return "tf.layers.flatten()";
    case "dense": {
      const { units, activation } = layer;
      return `tf.layers.dense(${JSON.stringify({ units, activation })})`;
    }
  }
}
