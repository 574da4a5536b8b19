import type { Engine } from "../../kernels/engine.ts";
import type { PooledImage } from "../../kernels/named/convolutions.ts";
import { type PaddedImages, paddedGradient, paddedImages } from "../../kernels/padded-image.ts";
import {
  type PolyphaseConvolution,
  polyphaseConvolution,
  supportsPolyphase,
} from "../../kernels/polyphase.ts";
import {
  type FilterView,
  FLOAT_BYTES,
  type ImageView,
  imageAt,
  imageSize,
  type PoolWindow,
  type SparseGradientView,
  sparseListSize,
} from "../../kernels/views.ts";
import {
  supportsWinograd,
  tiledConvolution,
  type WinogradConvolution,
  winogradConvolution,
} from "../../kernels/winograd.ts";
import type { ConvolutionPlan, PoolingPlan } from "../architecture.ts";
import { convolutionInfo, poolWindowOf } from "./geometry.ts";
import { type Stage, type StageContext, sampleAddress, type Values } from "./stage.ts";
import { transposedFilter } from "./transposed-filter.ts";
import { type Weights, weightsOf } from "./weights.ts";

/**
 * A convolution fused with the max pooling after it. Each feature map is pooled while it is in registers or in the cache,
 * and the backward pass visits only the windows that were a maximum.
 */
export function pooledConvolutionStage(
  context: StageContext,
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
  input: Values,
): Stage {
  const forward = forwardPass(context, plan, pooling);
  const backward = backwardPass(context, plan, pooling, forward);
  return {
    output: forward.output,
    parameters: forward.weights.parameters,
    forward: (batch) => forward.run(input, batch),
    backward(batch) {
      backward.computeWeightGradients(input, batch);
      if (input.gradient !== 0) backward.computeInputGradients(input.gradient, batch);
    },
  };
}

interface ForwardPass {
  readonly images: PaddedImages;
  readonly weights: Weights;
  readonly output: Values;
  /** Address of int32 of the outputs' shape: the byte offset of the window that was the maximum. */
  readonly windowOffsets: number;
  run(input: Values, batch: number): void;
}

function forwardPass(context: StageContext, plan: ConvolutionPlan, pooling: PoolingPlan): ForwardPass {
  const { engine, memory, capacity } = context;
  const { kernel, bias, input: image, output: featureMap, window } = plan;
  const size = imageSize(pooling.output);
  const rowLength = window.columns * image.channels;
  const inputs = window.rows * rowLength;
  const images = paddedImages(engine, memory, windowsInfo(plan, pooling, capacity), capacity);
  const weights = weightsOf(context, { kernel, bias, inputs, outputs: featureMap.channels });
  const output = context.allocateOutput(size);
  const outputs: ImageView = { ...pooling.output, address: output.address };
  const windowOffsets = memory.allocate(capacity * size);
  const fused = fusedKernel(context, plan, pooling, images);
  return {
    images,
    weights,
    output,
    windowOffsets,
    run(input, batch) {
      const filter = { address: weights.read(), rows: window.rows, rowLength, width: weights.width };
      const pooledImage = (index: number): PooledImage => ({
        input: images.pad(sampleAddress(input, index), index),
        output: imageAt(outputs, index),
        argmax: windowOffsets + index * size * FLOAT_BYTES,
      });
      fused.run(pooledImage, batch, filter, weights.readBias());
    },
  };
}

interface BackwardPass {
  computeWeightGradients(input: Values, batch: number): void;
  computeInputGradients(inputGradient: number, batch: number): void;
}

function backwardPass(
  context: StageContext,
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
  { images, weights, output: { gradient }, windowOffsets }: ForwardPass,
): BackwardPass {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { height, width, channels } = pooling.output;
  const count = height * width;
  const list = memory.allocate(sparseListSize(count));
  const filter = transposedFilter(context, plan);
  const filterGradient = weights.isTrained ? transposedFilter(context, plan) : null;
  const inputGradients = paddedGradient(engine, memory, windowsInfo(plan, pooling, capacity));
  const gradientAt = (index: number): SparseGradientView => {
    const offset = index * count * channels * FLOAT_BYTES;
    return { address: gradient + offset, count, channels, offsets: windowOffsets + offset };
  };
  return {
    computeWeightGradients(input, batch) {
      weights.computeBiasGradient(gradient, batch * count);
      if (filterGradient === null) return;
      const sums = filterGradient.openGradient();
      for (let index = 0; index < batch; index++) {
        const image = images.at(sampleAddress(input, index), index);
        const outputGradient = gradientAt(index);
        kernels.addSparseFilterGradient({ input: image, outputGradient, filterGradient: sums, list });
      }
      filterGradient.closeGradient(weights.gradient);
    },
    computeInputGradients(address, batch) {
      const transposed = filter.read();
      for (let index = 0; index < batch; index++) {
        const inputGradient = inputGradients.open(address, index);
        const outputGradient = gradientAt(index);
        kernels.addSparseInputGradient({ inputGradient, outputGradient, filter: transposed, list });
        inputGradients.close(address, index);
      }
    },
  };
}

/** How a batch is convolved and pooled. */
interface FusedKernel {
  run(imageAt: (index: number) => PooledImage, batch: number, filter: FilterView, bias: number): void;
}

/** By one kernel if it supports these shapes. */
function fusedKernel(
  { engine, memory, capacity }: StageContext,
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
  images: PaddedImages,
): FusedKernel {
  const shape = { pooled: pooling.output, rows: plan.window.rows, columns: plan.window.columns };
  if (supportsConvolveAndPool(plan, pooling)) {
    if (plan.window.strideRows !== 1 || !supportsPolyphase(shape, capacity)) return byImage(engine);
    return byFourImages(polyphaseConvolution(engine, memory, shape));
  }
  const winograd = isTiled(plan, pooling, capacity)
    ? winogradConvolution(engine, memory, convolutionInfo(plan))
    : null;
  if (winograd !== null && dividesTiles(plan, pooling)) return byTiles(winograd);
  const featureMap: ImageView = { ...plan.output, address: memory.allocate(imageSize(plan.output)) };
  return byTwoKernels(engine, winograd, featureMap, poolWindowOf(pooling), images);
}

function byImage({ kernels }: Engine): FusedKernel {
  return {
    run(imageAt, batch, filter, bias) {
      for (let index = 0; index < batch; index++)
        kernels.convolveAndPool({ ...imageAt(index), filter, bias });
    },
  };
}

function byFourImages(polyphase: PolyphaseConvolution): FusedKernel {
  return {
    run(imageAt, batch, filter, bias) {
      polyphase.readFilter(filter);
      polyphase.run(imageAt, batch, bias);
    },
  };
}

function byTiles(winograd: WinogradConvolution): FusedKernel {
  return {
    run(imageAt, batch, filter, bias) {
      winograd.readFilter(filter.address);
      for (let index = 0; index < batch; index++) {
        const { input, output, argmax } = imageAt(index);
        winograd.run(input, bias, output, argmax);
      }
    },
  };
}

/** A feature map after the other, which is pooled while it is in the cache. */
function byTwoKernels(
  { kernels }: Engine,
  winograd: WinogradConvolution | null,
  featureMap: ImageView,
  window: PoolWindow,
  { strideY, strideX }: PaddedImages,
): FusedKernel {
  return {
    run(imageAt, batch, filter, bias) {
      winograd?.readFilter(filter.address);
      for (let index = 0; index < batch; index++) {
        const { input, output, argmax } = imageAt(index);
        if (winograd !== null) winograd.run(input, bias, featureMap, null);
        else kernels.convolve({ input, filter, bias, output: featureMap });
        const offsets = { argmax, bytesPerRow: strideY, bytesPerColumn: strideX };
        kernels.maxPool({ input: featureMap, window, output, ...offsets });
      }
    },
  };
}

/** The geometry of the padded images and of their gradients, which have the same offsets of windows. */
function windowsInfo(
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
  capacity: number,
): ReturnType<typeof convolutionInfo> {
  const conv = convolutionInfo(plan);
  return isTiled(plan, pooling, capacity) ? tiledConvolution(conv) : conv;
}

/** Whether the convolution is computed in tiles. */
function isTiled(plan: ConvolutionPlan, pooling: PoolingPlan, capacity: number): boolean {
  return !supportsConvolveAndPool(plan, pooling) && supportsWinograd(convolutionInfo(plan), capacity);
}

/** Whether the pooling windows, of 2 × 2 with stride 2, fill the feature map, and so each tile. */
function dividesTiles({ output: featureMap }: ConvolutionPlan, pooling: PoolingPlan): boolean {
  const { output: shape } = pooling;
  return (
    hasSmallWindows(pooling) && shape.height * 2 === featureMap.height && shape.width * 2 === featureMap.width
  );
}

function hasSmallWindows({ window }: PoolingPlan): boolean {
  const sizes = [window.rows, window.columns, window.strideRows, window.strideColumns];
  return sizes.every((size) => size === 2);
}

/** One input channel, and 2 × 2 pooling windows with stride 2 within the feature map. */
function supportsConvolveAndPool(
  { input, output: featureMap, window }: ConvolutionPlan,
  pooling: PoolingPlan,
): boolean {
  const { output: shape } = pooling;
  return (
    input.channels === 1 &&
    window.strideColumns === 1 &&
    hasSmallWindows(pooling) &&
    shape.width >= 2 &&
    shape.height * 2 <= featureMap.height &&
    shape.width * 2 <= featureMap.width
  );
}
