import type * as tf from "@tensorflow/tfjs";
import { clearFloats } from "../kernels/memory.ts";
import { roundUpToVector } from "../kernels/views.ts";
import type { Parameter, StageContext } from "./stage.ts";

/** The weights [inputs, outputs] and bias of a layer in the layout of the kernels, and their gradients. */
export interface Weights {
  /** The outputs, rounded up to a multiple of four: the length of the rows. */
  readonly width: number;
  readonly parameters: readonly Parameter[];
  /** Address of the gradient of the weights [inputs, outputs]. */
  readonly gradient: number;
  /** Address of the current weights [inputs, width]. */
  read(): number;
  /** Address of the current bias [width]. */
  readBias(): number;
  /** Address of a gradient [inputs, width], at zero, for kernels to add to. */
  openGradient(): number;
  openBiasGradient(): number;
  /** Copies the gradient of the weights into the shape of the variable. */
  closeGradient(): void;
}

interface LayerVariables {
  readonly kernel: tf.Variable;
  readonly bias: tf.Variable | null;
  readonly inputs: number;
  readonly outputs: number;
}

export function weightsOf({ engine, memory }: StageContext, variables: LayerVariables): Weights {
  const { kernel, bias, inputs, outputs } = variables;
  const { kernels } = engine;
  const width = roundUpToVector(outputs);
  const needsCopy = width !== outputs;
  const packed = needsCopy ? memory.allocate(inputs * width) : 0;
  const packedBias = memory.allocateZeros(width);
  const sums = memory.allocate(inputs * width);
  const gradient = needsCopy ? memory.allocate(inputs * outputs) : sums;
  const biasGradient = memory.allocate(width);
  return {
    width,
    parameters: [
      { variable: kernel, gradient },
      ...(bias === null ? [] : [{ variable: bias, gradient: biasGradient }]),
    ],
    gradient,
    read() {
      const address = engine.address(kernel);
      if (!needsCopy) return address;
      kernels.widen({ from: address, to: packed, rows: inputs, columns: outputs, width });
      return packed;
    },
    readBias() {
      if (bias !== null)
        kernels.widen({ from: engine.address(bias), to: packedBias, rows: 1, columns: outputs, width });
      return packedBias;
    },
    openGradient: () => clearFloats(engine, sums, inputs * width),
    openBiasGradient: () => clearFloats(engine, biasGradient, width),
    closeGradient() {
      if (needsCopy) kernels.narrow({ from: sums, to: gradient, rows: inputs, columns: outputs, width });
    },
  };
}
