import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import * as tf from "@tensorflow/tfjs";
import { nadam } from "../../../src/runtime/optimizers/nadam.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const referenceFolder = process.env["LECTERN_REFERENCE"] ?? `${root}../shared/reference`;
const dataFolder = process.env["FASHION_MNIST_DIR"] ?? `${root}../shared/fashion-mnist`;

/** Whether the float64 traces and the dataset are there; without them the tests against them are skipped. */
export const hasReference =
  existsSync(`${referenceFolder}/nadam-trace.json`) && existsSync(`${dataFolder}/train-images-idx3-ubyte.gz`);

interface Encoded {
  readonly shape: number[];
  readonly float32LittleEndianBase64: string;
}
type Named<T> = Readonly<Record<string, T>>;
export interface NadamTrace {
  readonly initialWeights: Named<Encoded>;
  readonly lossBeforeEachStep: readonly number[];
  readonly gradientsAtStep1: Named<Encoded>;
  readonly finalWeights: Named<Encoded>;
}
export interface ThreeEpochs {
  readonly initialWeights: Named<Encoded>;
  readonly epochs: readonly { loss: number; acc: number; val_loss: number; val_acc: number }[];
  readonly test: { loss: number; acc: number };
}

export const readNadamTrace = (): NadamTrace => readJson("nadam-trace.json");
export const readThreeEpochs = (): ThreeEpochs => readJson("three-epochs.json");

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(`${referenceFolder}/${name}`, "utf8"));
}

export function decode({ float32LittleEndianBase64 }: Encoded): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(float32LittleEndianBase64, "base64")).buffer);
}

/** The weights in the order of the layers, as `model.setWeights` wants them. */
export function toTensors(weights: Named<Encoded>): tf.Tensor[] {
  return Object.values(weights).map((weight) => tf.tensor(decode(weight), weight.shape));
}

function read(name: string, header: number): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(`${dataFolder}/${name}.gz`))).subarray(header);
}

export interface Split {
  /** n × 28 × 28, standardised. */
  readonly images: Float32Array;
  readonly labels: Float32Array;
  readonly length: number;
}

/** The lecture's three splits, read when they are used, standardised per pixel with the mean and deviation of the first. */
export function readFashionMnist(): Readonly<Record<"train" | "validation" | "test", () => Split>> {
  const pixels = read("train-images-idx3-ubyte", 16);
  const labels = read("train-labels-idx1-ubyte", 8);
  const half = 30000;
  const moments = pixelMoments(pixels.subarray(0, half * 784));
  return {
    train: () => split(pixels.subarray(0, half * 784), labels.subarray(0, half), moments),
    validation: () => split(pixels.subarray(half * 784), labels.subarray(half), moments),
    test: () => split(read("t10k-images-idx3-ubyte", 16), read("t10k-labels-idx1-ubyte", 8), moments),
  };
}

interface Moments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

function pixelMoments(pixels: Uint8Array): Moments {
  const n = pixels.length / 784;
  const sum = new Float64Array(784);
  const squares = new Float64Array(784);
  for (let index = 0; index < pixels.length; index++) {
    const [position, pixel] = [index % 784, pixels[index] ?? 0];
    sum[position] = (sum[position] ?? 0) + pixel;
    squares[position] = (squares[position] ?? 0) + pixel * pixel;
  }
  const mean = sum.map((value) => value / n);
  return {
    mean,
    deviation: squares.map((value, position) => Math.sqrt(value / n - (mean[position] ?? 0) ** 2) + 1e-7),
  };
}

function split(pixels: Uint8Array, labels: Uint8Array, { mean, deviation }: Moments): Split {
  const images = new Float32Array(pixels.length);
  for (let index = 0; index < pixels.length; index++) {
    const position = index % 784;
    images[index] = ((pixels[index] ?? 0) - (mean[position] ?? 0)) / (deviation[position] ?? 1);
  }
  return { images, labels: Float32Array.from(labels), length: labels.length };
}

export function splitToTensors({ images, labels, length }: Split): { x: tf.Tensor4D; y: tf.Tensor1D } {
  return { x: tf.tensor4d(images, [length, 28, 28, 1]), y: tf.tensor1d(labels) };
}

/** The lecture's model, compiled with Nadam. */
export function lectureModel(): tf.Sequential {
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
