import { clearFloats } from "../../kernels/memory.ts";
import { roundUpToVector } from "../../kernels/views.ts";
import type { Weight } from "../architecture.ts";
import type { Parameter, StageContext } from "./stage.ts";

/** The weights [inputs, outputs] and bias of a layer in the layout of the kernels, and their gradients. */
export interface Weights {
  /** The outputs, rounded up to a multiple of four: the length of the rows. */
  readonly width: number;
  readonly parameters: readonly Parameter[];
  /** Whether the weights themselves are trained, not only the bias. */
  readonly isTrained: boolean;
  /** Address of the gradient of the weights [inputs, outputs], if they are trained. */
  readonly gradient: number;
  /** Address of the current weights [inputs, width]. */
  read(): number;
  /** Address of the current bias [width]. */
  readBias(): number;
  /** Address of a gradient [inputs, width], at zero, for kernels to add to. */
  openGradient(): number;
  /** Copies the gradient of the weights into the shape of the variable. */
  closeGradient(): void;
  /** Computes the gradient of the bias, if it is trained, from that of the outputs [positions, outputs]. */
  computeBiasGradient(outputGradient: number, positions: number): void;
}

interface LayerWeights {
  readonly kernel: Weight;
  readonly bias: Weight | null;
  readonly inputs: number;
  readonly outputs: number;
}

export function weightsOf({ engine, memory }: StageContext, layer: LayerWeights): Weights {
  const { kernel, bias, inputs, outputs } = layer;
  const { kernels } = engine;
  const width = roundUpToVector(outputs);
  const needsCopy = width !== outputs;
  const packed = needsCopy ? memory.allocate(inputs * width) : 0;
  const packedBias = memory.allocateZeros(width);
  const sums = kernel.isTrained ? memory.allocate(inputs * width) : 0;
  const gradient = kernel.isTrained && needsCopy ? memory.allocate(inputs * outputs) : sums;
  const biasGradient = memory.allocate(width);
  return {
    width,
    parameters: [...parameterOf(kernel, gradient), ...parameterOf(bias, biasGradient)],
    isTrained: kernel.isTrained,
    gradient,
    read() {
      const address = engine.address(kernel.variable);
      if (!needsCopy) return address;
      kernels.widen({ from: address, to: packed, rows: inputs, columns: outputs, width });
      return packed;
    },
    readBias() {
      if (bias !== null) {
        const from = engine.address(bias.variable);
        kernels.widen({ from, to: packedBias, rows: 1, columns: outputs, width });
      }
      return packedBias;
    },
    openGradient: () => clearFloats(engine, sums, inputs * width),
    closeGradient() {
      if (needsCopy) kernels.narrow({ from: sums, to: gradient, rows: inputs, columns: outputs, width });
    },
    computeBiasGradient(outputGradient, positions) {
      if (bias?.isTrained !== true) return;
      kernels.addBiasGradient(outputGradient, positions, outputs, clearFloats(engine, biasGradient, width));
    },
  };
}

/** The parameter of these weights, if they are trained. */
export function parameterOf(weight: Weight | null, gradient: number): Parameter[] {
  return weight?.isTrained === true ? [{ variable: weight.variable, gradient }] : [];
}
