import { assertNever } from "../../protocol/assert-never.ts";
import type { Engine } from "../kernels/engine.ts";
import { copyBytes, floatsAt } from "../kernels/memory.ts";
import { FLOAT_BYTES } from "../kernels/views.ts";
import type { Activation, ActivationPlan } from "./architecture.ts";
import { softmax, softmaxGradient } from "./softmax.ts";
import type { Stage, StageContext } from "./stage.ts";

/** An activation. It works in place on the outputs of `previous`, unless that stage still needs them. */
export function activationStage(
  { engine, memory, capacity }: StageContext,
  plan: ActivationPlan,
  previous: Stage | undefined,
): Stage {
  const inPlace = previous !== undefined;
  const output = previous?.output ?? memory.allocate(capacity * plan.size);
  const gradient = previous?.gradient ?? memory.allocate(capacity * plan.size);
  return {
    output,
    gradient,
    parameters: [],
    forward(input, batch) {
      const count = batch * plan.size;
      if (!inPlace) copyBytes(engine, input, output, count * FLOAT_BYTES);
      activate(engine, plan.activation, output, count, plan.last);
    },
    backward(_input, inputGradient, batch) {
      const count = batch * plan.size;
      activationGradient(engine, plan.activation, output, gradient, count, plan.last);
      if (!inPlace && inputGradient !== 0) copyBytes(engine, gradient, inputGradient, count * FLOAT_BYTES);
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
    case "softmax":
      softmaxGradient(floatsAt(engine, y, count), floatsAt(engine, dy, count), count / last, last);
      return;
    default:
      assertNever(activation);
  }
}
