import { clearFloats } from "../../kernels/memory.ts";
import { FLOAT_BYTES, type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import type { PoolingPlan } from "../architecture.ts";
import { poolWindowOf } from "./geometry.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** How one image is pooled, and its gradient computed. */
interface Pooling {
  forward(input: ImageView, output: ImageView, index: number): void;
  backward(outputGradient: ImageView, inputGradient: ImageView, index: number): void;
}

export function poolingStage(context: StageContext, plan: PoolingPlan, input: Values): Stage {
  const { engine } = context;
  const { input: image, output: shape } = plan;
  const output = context.allocateOutput(imageSize(shape));
  const outputs: ImageView = { ...shape, address: output.address };
  const gradients: ImageView = { ...shape, address: output.gradient };
  const pooling = plan.type === "maxPooling" ? maxPooling(context, plan) : averagePooling(context, plan);
  return {
    output,
    parameters: [],
    forward(batch) {
      const images = { ...image, address: input.address };
      for (let index = 0; index < batch; index++)
        pooling.forward(imageAt(images, index), imageAt(outputs, index), index);
    },
    backward(batch) {
      if (input.gradient === 0) return;
      clearFloats(engine, input.gradient, batch * imageSize(image));
      const inputGradients = { ...image, address: input.gradient };
      for (let index = 0; index < batch; index++)
        pooling.backward(imageAt(gradients, index), imageAt(inputGradients, index), index);
    },
  };
}

function maxPooling({ engine, memory, capacity }: StageContext, plan: PoolingPlan): Pooling {
  const { kernels } = engine;
  const { input: image, output: shape } = plan;
  const window = poolWindowOf(plan);
  const size = imageSize(shape);
  const argmaxes = memory.allocate(capacity * size);
  const bytesPerColumn = image.channels * FLOAT_BYTES;
  const bytesPerRow = image.width * bytesPerColumn;
  return {
    forward(input, output, index) {
      const argmax = argmaxes + index * size * FLOAT_BYTES;
      kernels.maxPool({ input, window, output, argmax, bytesPerRow, bytesPerColumn });
    },
    backward(outputGradient, inputGradient, index) {
      const argmax = argmaxes + index * size * FLOAT_BYTES;
      const positions = shape.height * shape.width;
      kernels.addMaxPoolGradient(
        outputGradient.address,
        argmax,
        positions,
        shape.channels,
        inputGradient.address,
      );
    },
  };
}

function averagePooling({ engine }: StageContext, plan: PoolingPlan): Pooling {
  const { kernels } = engine;
  const window = poolWindowOf(plan);
  return {
    forward: (input, output) => kernels.averagePool({ input, window, output }),
    backward: (outputGradient, inputGradient) =>
      kernels.addAveragePoolGradient({ outputGradient, window, inputGradient }),
  };
}
