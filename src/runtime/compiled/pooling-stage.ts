import * as tf from "@tensorflow/tfjs";
import { FLOAT_BYTES } from "../kernels/engine.ts";
import type { PoolingPlan } from "./architecture.ts";
import type { Site, Stage } from "./stage.ts";

/** How far the first window lies above and left of the image. */
export function poolPadding({ input, window }: PoolingPlan): { readonly top: number; readonly left: number } {
  const { padInfo } = tf.backend_util.computePool2DInfo(
    [1, input.height, input.width, input.channels],
    [window.rows, window.columns],
    [window.strideRows, window.strideColumns],
    1,
    window.padding,
  );
  return padInfo;
}

export function poolingStage(site: Site, plan: PoolingPlan): Stage {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const { input, output: shape, window } = plan;
  const { top, left } = poolPadding(plan);
  const imageFloats = input.height * input.width * input.channels;
  const floats = shape.height * shape.width * shape.channels;
  const output = site.room(capacity * floats);
  const gradient = site.room(capacity * floats);
  const places = plan.type === "maxPooling" ? site.room(capacity * floats) : 0;
  const image = [input.height, input.width, input.channels] as const;
  const pool = [window.rows, window.columns, window.strideRows, window.strideColumns, top, left] as const;
  const columnBytes = input.channels * FLOAT_BYTES;
  return {
    output,
    gradient,
    parameters: [],
    forward(images, batch) {
      for (let index = 0; index < batch; index++) {
        const from = images + index * imageFloats * FLOAT_BYTES;
        const offset = index * floats * FLOAT_BYTES;
        if (plan.type === "averagePooling") {
          kernels.averagePool(from, ...image, ...pool, output + offset, shape.height, shape.width);
        } else {
          kernels.maxPool(
            from,
            ...image,
            ...pool,
            output + offset,
            places + offset,
            shape.height,
            shape.width,
            input.width * columnBytes,
            columnBytes,
          );
        }
      }
    },
    backward(_images, inputGradient, batch) {
      if (inputGradient === 0) return;
      new Uint8Array(engine.bytes(), inputGradient, batch * imageFloats * FLOAT_BYTES).fill(0);
      for (let index = 0; index < batch; index++) {
        const to = inputGradient + index * imageFloats * FLOAT_BYTES;
        const offset = index * floats * FLOAT_BYTES;
        if (plan.type === "averagePooling") {
          kernels.addAveragePoolGradient(gradient + offset, ...image, ...pool, to, shape.height, shape.width);
        } else {
          kernels.addMaxPoolGradient(
            gradient + offset,
            places + offset,
            shape.height * shape.width,
            shape.channels,
            to,
          );
        }
      }
    },
  };
}
