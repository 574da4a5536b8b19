import { assertNever } from "../../../protocol/assert-never.ts";
import type { Engine } from "../../kernels/engine.ts";
import { copyBytes, floatsAt } from "../../kernels/memory.ts";
import { FLOAT_BYTES } from "../../kernels/views.ts";
import type { Activation, ActivationPlan } from "../architecture.ts";
import { softmax, softmaxGradient } from "./softmax.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** An activation. It works in place on its input, unless the operation before it, or another one, needs the values. */
export function activationStage(
  context: StageContext,
  { activation, size, last }: ActivationPlan,
  input: Values,
  inPlace: boolean,
): Stage {
  const { engine } = context;
  const output = inPlace ? input : context.allocateOutput(size);
  return {
    output,
    parameters: [],
    forward(batch) {
      const count = batch * size;
      if (!inPlace) copyBytes(engine, input.address, output.address, count * FLOAT_BYTES);
      activate(engine, activation, output.address, count, last);
    },
    backward(batch) {
      const count = batch * size;
      activationGradient(engine, activation, output.address, output.gradient, count, last);
      if (!inPlace && input.gradient !== 0)
        copyBytes(engine, output.gradient, input.gradient, count * FLOAT_BYTES);
    },
  };
}

function activate(engine: Engine, activation: Activation, y: number, count: number, last: number): void {
  const { kernels } = engine;
  switch (activation.type) {
    case "linear":
      return;
    case "relu":
    case "sigmoid":
    case "tanh":
      kernels[activation.type](y, count);
      return;
    case "leakyRelu":
      kernels.leakyRelu(y, count, activation.slope);
      return;
    case "elu":
      kernels.elu(y, count, activation.alpha);
      return;
    case "boundedRelu":
      kernels.clip(y, y, count, 0, activation.maximum);
      return;
    case "softmax":
      softmax(floatsAt(engine, y, count), count / last, last);
      return;
    default:
      assertNever(activation);
  }
}

function activationGradient(
  engine: Engine,
  activation: Activation,
  y: number,
  dy: number,
  count: number,
  last: number,
): void {
  const { kernels } = engine;
  switch (activation.type) {
    case "linear":
      return;
    case "relu":
      kernels.reluGradient(y, dy, count);
      return;
    case "sigmoid":
      kernels.sigmoidGradient(y, dy, count);
      return;
    case "tanh":
      kernels.tanhGradient(y, dy, count);
      return;
    case "leakyRelu":
      kernels.leakyReluGradient(y, dy, count, activation.slope);
      return;
    case "elu":
      kernels.eluGradient(y, dy, count, activation.alpha);
      return;
    case "boundedRelu":
      kernels.boundedReluGradient(y, dy, count, activation.maximum);
      return;
    case "softmax":
      softmaxGradient(floatsAt(engine, y, count), floatsAt(engine, dy, count), count / last, last);
      return;
    default:
      assertNever(activation);
  }
}
