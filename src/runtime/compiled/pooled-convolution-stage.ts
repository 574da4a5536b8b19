import { FLOAT_BYTES } from "../kernels/engine.ts";
import type { ConvolutionPlan, PoolingPlan } from "./architecture.ts";
import { framesFor } from "./convolution-frames.ts";
import { weightsFor } from "./convolution-weights.ts";
import { poolPadding } from "./pooling-stage.ts";
import type { Site, Stage } from "./stage.ts";
import { turnedFilter } from "./turned-filter.ts";

/**
 * A convolution and the max pooling behind it as one: each feature map is pooled while it is still in the
 * processor's registers or cache, and never leaves it; and the backward pass goes only through the places that were
 * a maximum.
 */
export function pooledConvolutionStage(site: Site, plan: ConvolutionPlan, pooling: PoolingPlan): Stage {
  const { engine, capacity } = site;
  const { kernels } = engine;
  const { input, output: map, window } = plan;
  const { output: shape, window: pool } = pooling;
  const { top, left } = poolPadding(pooling);
  const run = window.columns * input.channels;
  const cells = shape.height * shape.width;
  const floats = cells * shape.channels;
  const frames = framesFor(site, plan);
  const weights = weightsFor(site, plan.kernel, plan.bias, window.rows * run, map.channels);
  const turned = turnedFilter(site, plan.kernel, plan);
  const turnedGradient = turnedFilter(site, plan.kernel, plan);
  const atOnce = poolsAtOnce(plan, pooling);
  const featureMap = atOnce ? 0 : site.room(map.height * map.width * map.channels);
  const places = site.room(capacity * floats);
  const list = site.room(2 * cells);
  const output = site.room(capacity * floats);
  const gradient = site.room(capacity * floats);
  const forwardOne = (image: number, filter: number, bias: number, offset: number): void => {
    if (atOnce) {
      kernels.convolveAndPool(
        image,
        frames.rowStride,
        frames.down,
        filter,
        window.rows,
        run,
        weights.width,
        bias,
        output + offset,
        places + offset,
        shape.height,
        shape.width,
        shape.channels,
      );
      return;
    }
    kernels.convolve(
      image,
      frames.rowStride,
      frames.down,
      frames.right,
      filter,
      window.rows,
      run,
      weights.width,
      bias,
      featureMap,
      map.height,
      map.width,
      map.channels,
    );
    kernels.maxPool(
      featureMap,
      map.height,
      map.width,
      map.channels,
      pool.rows,
      pool.columns,
      pool.strideRows,
      pool.strideColumns,
      top,
      left,
      output + offset,
      places + offset,
      shape.height,
      shape.width,
      frames.down,
      frames.right,
    );
  };
  return {
    output,
    gradient,
    parameters: weights.parameters,
    forward(images, batch) {
      const [filter, bias] = [weights.read(), weights.readBias()];
      for (let index = 0; index < batch; index++) {
        forwardOne(frames.put(images, index), filter, bias, index * floats * FLOAT_BYTES);
      }
    },
    backward(images, inputGradient, batch) {
      const [kernelParameter] = weights.parameters;
      const sums = turnedGradient.open();
      kernels.addBiasGradient(gradient, batch * cells, shape.channels, weights.openBiasGradient());
      for (let index = 0; index < batch; index++) {
        const offset = index * floats * FLOAT_BYTES;
        kernels.addSparseFilterGradient(
          frames.at(images, index),
          frames.rowStride,
          gradient + offset,
          places + offset,
          cells,
          shape.channels,
          sums,
          window.rows,
          turned.width,
          list,
        );
      }
      if (kernelParameter !== undefined) turnedGradient.close(kernelParameter.gradient);
      if (inputGradient === 0) return;
      const filter = turned.read();
      for (let index = 0; index < batch; index++) {
        const offset = index * floats * FLOAT_BYTES;
        kernels.addSparseInputGradient(
          frames.openGradient(inputGradient, index),
          frames.rowStride,
          gradient + offset,
          places + offset,
          cells,
          shape.channels,
          filter,
          window.rows,
          turned.width,
        );
        frames.closeGradient(inputGradient, index);
      }
    },
  };
}

/** Whether the convolution's own kernel can pool: one channel, and windows of 2 × 2 side by side within the map. */
function poolsAtOnce({ input, output: map, window }: ConvolutionPlan, pooling: PoolingPlan): boolean {
  const { output: shape, window: pool } = pooling;
  const sizes = [pool.rows, pool.columns, pool.strideRows, pool.strideColumns];
  return (
    input.channels === 1 &&
    window.strideColumns === 1 &&
    sizes.every((size) => size === 2) &&
    shape.width >= 2 &&
    shape.height * 2 <= map.height &&
    shape.width * 2 <= map.width
  );
}
