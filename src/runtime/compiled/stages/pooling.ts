import { clearFloats } from "../../kernels/memory.ts";
import { FLOAT_BYTES, type ImageView, imageAt, imageSize } from "../../kernels/views.ts";
import type { PoolingPlan } from "../architecture.ts";
import { poolWindowOf } from "./geometry.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** How images are pooled, and their gradients computed. Each pass takes the first image of a batch. */
interface Pooling {
  forward(input: ImageView, output: ImageView, batch: number): void;
  backward(outputGradient: ImageView, inputGradient: ImageView, batch: number): void;
}

export function poolingStage(context: StageContext, plan: PoolingPlan, input: Values): Stage {
  const { input: image, output: shape } = plan;
  const output = context.allocateOutput(imageSize(shape));
  const pooling = plan.type === "maxPooling" ? maxPooling(context, plan) : averagePooling(context, plan);
  return {
    output,
    parameters: [],
    forward: (batch) =>
      pooling.forward({ ...image, address: input.address }, { ...shape, address: output.address }, batch),
    backward(batch) {
      if (input.gradient === 0) return;
      const outputGradients = { ...shape, address: output.gradient };
      pooling.backward(outputGradients, { ...image, address: input.gradient }, batch);
    },
  };
}

function maxPooling({ engine, memory, capacity }: StageContext, plan: PoolingPlan): Pooling {
  const { kernels } = engine;
  const { input: image, output: shape } = plan;
  const window = poolWindowOf(plan);
  const size = imageSize(shape);
  const argmaxes = memory.allocate(capacity * size);
  const argmaxAt = (index: number): number => argmaxes + index * size * FLOAT_BYTES;
  const bytesPerColumn = image.channels * FLOAT_BYTES;
  const bytesPerRow = image.width * bytesPerColumn;
  return {
    forward(inputs, outputs, batch) {
      for (let index = 0; index < batch; index++) {
        const [input, output, argmax] = [imageAt(inputs, index), imageAt(outputs, index), argmaxAt(index)];
        kernels.maxPool({ input, window, output, argmax, bytesPerRow, bytesPerColumn });
      }
    },
    backward(outputGradients, inputGradients, batch) {
      clearFloats(engine, inputGradients.address, batch * imageSize(image));
      const positions = shape.height * shape.width;
      for (let index = 0; index < batch; index++)
        kernels.addMaxPoolGradient(
          imageAt(outputGradients, index).address,
          argmaxAt(index),
          positions,
          shape.channels,
          imageAt(inputGradients, index).address,
        );
    },
  };
}

function averagePooling({ engine }: StageContext, plan: PoolingPlan): Pooling {
  const { kernels } = engine;
  const window = poolWindowOf(plan);
  // If no window is in two images or beyond them, they are one tall image.
  const isOneImage =
    window.top === 0 &&
    window.height <= window.strideHeight &&
    plan.output.height * window.strideHeight === plan.input.height;
  const parts = (batch: number): number => (isOneImage ? 1 : batch);
  const part = (images: ImageView, batch: number, index: number): ImageView =>
    isOneImage ? { ...images, height: batch * images.height } : imageAt(images, index);
  return {
    forward(inputs, outputs, batch) {
      for (let index = 0; index < parts(batch); index++) {
        const [input, output] = [part(inputs, batch, index), part(outputs, batch, index)];
        kernels.averagePool({ input, window, output });
      }
    },
    backward(outputGradients, inputGradients, batch) {
      for (let index = 0; index < parts(batch); index++) {
        const outputGradient = part(outputGradients, batch, index);
        const inputGradient = part(inputGradients, batch, index);
        kernels.averagePoolGradient({ outputGradient, window, inputGradient });
      }
    },
  };
}
