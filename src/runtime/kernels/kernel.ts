import type * as tf from "@tensorflow/tfjs";
import type { Engine } from "./engine.ts";

export type KernelCall = Parameters<tf.KernelFunc>[0];

/** A kernel of this project. Returns undefined for a case that it leaves to the stock kernel. */
export type Kernel = (engine: Engine, call: KernelCall) => tf.TensorInfo | undefined;

/** @throws Error when the kernel was called without this input */
export function inputOf({ inputs }: KernelCall, name: string): tf.TensorInfo {
  const info = inputs[name];
  if (info === undefined) throw new Error(`A kernel was called without its input "${name}".`);
  return info;
}

/** The attributes, which TensorFlow.js leaves untyped. */
export function attributesOf<Attributes>({ attrs }: KernelCall): Attributes {
  return attrs as unknown as Attributes;
}

/** @throws Error when the tensor is not of rank 4 */
export function shape4Of({ shape }: tf.TensorInfo): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (shape.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error(`Expected a tensor of rank 4, but got the shape [${shape}].`);
  return [a, b, c, d];
}

/** Whether dy has the shape of the output, which it lacks if the gradient rounds the output's size differently. */
export function isGradientOf(dy: tf.TensorInfo, outShape: readonly number[]): boolean {
  return outShape.every((length, axis) => length === dy.shape[axis]);
}

/** A number, or a pair of numbers, for the two axes of an image. */
export function pairOf(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === "number" ? [value, value] : value;
}
