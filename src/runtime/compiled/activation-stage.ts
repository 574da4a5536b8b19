import { assertNever } from "../../protocol/assert-never.ts";
import type { Engine } from "../kernels/engine.ts";
import type { Activation, ActivationPlan } from "./architecture.ts";
import { softmax, softmaxGradient } from "./softmax.ts";
import type { Site, Stage } from "./stage.ts";

/**
 * An activation. Where `before` is a stage that does not need its own outputs any more, it works in place there;
 * another activation does need them.
 */
export function activationStage(site: Site, plan: ActivationPlan, before: Stage | undefined): Stage {
  const { engine, capacity } = site;
  const inPlace = before !== undefined;
  const output = before?.output ?? site.room(capacity * plan.size);
  const gradient = before?.gradient ?? site.room(capacity * plan.size);
  return {
    output,
    gradient,
    parameters: [],
    forward(input, batch) {
      const count = batch * plan.size;
      if (!inPlace) engine.kernels.widen(input, output, 1, count, count);
      activate(engine, plan.activation, output, count, plan.last);
    },
    backward(_input, inputGradient, batch) {
      const count = batch * plan.size;
      activationGradient(engine, plan.activation, output, gradient, count, plan.last);
      if (!inPlace && inputGradient !== 0) engine.kernels.widen(gradient, inputGradient, 1, count, count);
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
      softmax(new Float32Array(engine.bytes(), y, count), count / last, last);
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
      softmaxGradient(floats(engine, y, count), floats(engine, dy, count), count / last, last);
      return;
    default:
      assertNever(activation);
  }
}

function floats(engine: Engine, address: number, count: number): Float32Array {
  return new Float32Array(engine.bytes(), address, count);
}
