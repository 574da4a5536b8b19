import type { Engine } from "../../kernels/engine.ts";
import { copyBytes, floatsAt } from "../../kernels/memory.ts";
import { OPERATIONS } from "../../kernels/operations/binary.ts";
import { FLOAT_BYTES } from "../../kernels/views.ts";
import type { MergePlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** The sum, mean or product of several values of one shape. */
export function mergeStage(context: StageContext, plan: MergePlan, inputs: readonly Values[]): Stage {
  const { engine, memory } = context;
  const output = context.allocateOutput(plan.size);
  const factor = memory.allocate(1);
  const scale = (from: number, to: number, count: number): void => {
    floatsAt(engine, factor, 1)[0] = 1 / inputs.length;
    engine.kernels.combine(OPERATIONS.multiply, from, 0, factor, 1, to, 1, count);
  };
  return {
    output,
    parameters: [],
    forward(batch) {
      const count = batch * plan.size;
      combineAll(
        engine,
        plan.type === "multiply" ? OPERATIONS.multiply : OPERATIONS.add,
        addressesOf(inputs),
        output.address,
        count,
      );
      if (plan.type === "average") scale(output.address, output.address, count);
    },
    backward(batch) {
      const count = batch * plan.size;
      const { gradient } = output;
      if (plan.type === "average") scale(gradient, gradient, count);
      for (const input of inputs.filter((one) => one.gradient !== 0)) {
        if (plan.type !== "multiply") {
          copyBytes(engine, gradient, input.gradient, count * FLOAT_BYTES);
          continue;
        }
        // The derivative of a product with respect to a factor is the product of the others.
        const others = addressesOf(inputs.filter((one) => one !== input));
        combineAll(engine, OPERATIONS.multiply, [gradient, ...others], input.gradient, count);
      }
    },
  };
}

function addressesOf(values: readonly Values[]): number[] {
  return values.map(({ address }) => address);
}

/** The values at the first address, combined with those at each of the others. */
function combineAll(
  { kernels }: Engine,
  operation: number,
  [first = 0, ...others]: readonly number[],
  to: number,
  count: number,
): void {
  let from = first;
  for (const other of others) {
    kernels.combine(operation, from, 0, other, 0, to, 1, count);
    from = to;
  }
}
