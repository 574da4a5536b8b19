import { clearFloats } from "../kernels/memory.ts";
import { FLOAT_BYTES, type ImageView, imageAt, imageSize } from "../kernels/views.ts";
import type { PoolingPlan } from "./architecture.ts";
import { poolWindowOf } from "./geometry.ts";
import type { Stage, StageContext } from "./stage.ts";

/** How one image is pooled, and its gradient computed. */
interface Pooling {
  forward(input: ImageView, output: ImageView, index: number): void;
  backward(outputGradient: ImageView, inputGradient: ImageView, index: number): void;
}

export function poolingStage(context: StageContext, plan: PoolingPlan): Stage {
  const { engine, memory, capacity } = context;
  const { input, output: shape } = plan;
  const outputs: ImageView = { ...shape, address: memory.allocate(capacity * imageSize(shape)) };
  const gradients: ImageView = { ...shape, address: memory.allocate(capacity * imageSize(shape)) };
  const pooling = plan.type === "maxPooling" ? maxPooling(context, plan) : averagePooling(context, plan);
  return {
    output: outputs.address,
    gradient: gradients.address,
    parameters: [],
    forward(address, batch) {
      const images = { ...input, address };
      for (let index = 0; index < batch; index++)
        pooling.forward(imageAt(images, index), imageAt(outputs, index), index);
    },
    backward(_input, inputGradient, batch) {
      if (inputGradient === 0) return;
      clearFloats(engine, inputGradient, batch * imageSize(input));
      const inputGradients = { ...input, address: inputGradient };
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
