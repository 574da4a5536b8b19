import type * as tf from "@tensorflow/tfjs";
import { FLOAT_BYTES, roundUpToVector } from "../kernels/engine.ts";
import type { Parameter, Site } from "./stage.ts";

/** A matrix of weights [inputs, outputs] and a bias, as `assembly/convolution.ts` reads them, and their gradients. */
export interface Weights {
  /** Length of a row of weights, a multiple of four. */
  readonly width: number;
  readonly parameters: readonly Parameter[];
  /** Where the weights lie in rows of `width`; made anew if they had to be copied. */
  read(): number;
  readBias(): number;
  /** Where gradients are to be added up, in rows of `width`, at zero. */
  openGradient(): number;
  openBiasGradient(): number;
  /** Puts the added up gradients into the shape of the variables. */
  closeGradient(): void;
}

export function weightsFor(
  site: Site,
  kernel: tf.Variable,
  bias: tf.Variable | null,
  inputs: number,
  outputs: number,
): Weights {
  const { engine } = site;
  const width = roundUpToVector(outputs);
  const exact = width === outputs;
  const wide = exact ? 0 : site.room(inputs * width);
  const wideBias = site.zeros(width);
  const sums = site.room(inputs * width);
  const gradient = exact ? sums : site.room(inputs * outputs);
  const biasGradient = site.room(width);
  const clear = (address: number, floats: number): number => {
    new Uint8Array(engine.bytes(), address, floats * FLOAT_BYTES).fill(0);
    return address;
  };
  return {
    width,
    parameters: [
      { variable: kernel, gradient },
      ...(bias === null ? [] : [{ variable: bias, gradient: biasGradient }]),
    ],
    read() {
      const address = engine.address(kernel);
      if (exact) return address;
      engine.kernels.widen(address, wide, inputs, outputs, width);
      return wide;
    },
    readBias() {
      if (bias !== null) engine.kernels.widen(engine.address(bias), wideBias, 1, outputs, width);
      return wideBias;
    },
    openGradient: () => clear(sums, inputs * width),
    openBiasGradient: () => clear(biasGradient, width),
    closeGradient() {
      if (!exact) engine.kernels.narrow(sums, gradient, inputs, outputs, width);
    },
  };
}
