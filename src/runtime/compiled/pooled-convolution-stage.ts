import type { PooledConvolution } from "../kernels/named-kernels.ts";
import { type PaddedImages, paddedGradient, paddedImages } from "../kernels/padded-image.ts";
import {
  FLOAT_BYTES,
  type ImageView,
  imageAt,
  imageSize,
  type SparseGradientView,
} from "../kernels/views.ts";
import type { ConvolutionPlan, PoolingPlan } from "./architecture.ts";
import { convolutionInfo, poolWindowOf } from "./geometry.ts";
import type { Stage, StageContext } from "./stage.ts";
import { transposedFilter } from "./transposed-filter.ts";
import { weightsOf } from "./weights.ts";

/**
 * A convolution fused with the max pooling after it. Each feature map is pooled while it is in registers or in the cache,
 * and the backward pass visits only the windows that were a maximum.
 */
export function pooledConvolutionStage(
  context: StageContext,
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
): Stage {
  const { engine, memory, capacity } = context;
  const { kernels } = engine;
  const { kernel, bias, input, output: featureMap, window } = plan;
  const { output: shape } = pooling;
  const rowLength = window.columns * input.channels;
  const count = shape.height * shape.width;
  const size = imageSize(shape);
  const conv = convolutionInfo(plan);
  const images = paddedImages(engine, memory, conv, capacity);
  const inputGradients = paddedGradient(engine, memory, conv);
  const inputs = window.rows * rowLength;
  const weights = weightsOf(context, { kernel, bias, inputs, outputs: featureMap.channels });
  const transposed = transposedFilter(context, plan);
  const transposedGradient = transposedFilter(context, plan);
  const convolveAndPool = fusedForward(context, plan, pooling, images);
  const windowOffsets = memory.allocate(capacity * size);
  const list = memory.allocate(2 * count);
  const outputs: ImageView = { ...shape, address: memory.allocate(capacity * size) };
  const gradient = memory.allocate(capacity * size);

  const gradientAt = (index: number): SparseGradientView => {
    const offset = index * size * FLOAT_BYTES;
    return { address: gradient + offset, count, channels: shape.channels, offsets: windowOffsets + offset };
  };

  function computeWeightGradients(inputAddress: number, batch: number): void {
    kernels.addBiasGradient(gradient, batch * count, shape.channels, weights.openBiasGradient());
    const filterGradient = transposedGradient.openGradient();
    for (let index = 0; index < batch; index++) {
      const image = images.at(inputAddress, index);
      kernels.addSparseFilterGradient({
        input: image,
        outputGradient: gradientAt(index),
        filterGradient,
        list,
      });
    }
    transposedGradient.closeGradient(weights.gradient);
  }

  function computeInputGradients(inputGradient: number, batch: number): void {
    const filter = transposed.read();
    for (let index = 0; index < batch; index++) {
      kernels.addSparseInputGradient({
        inputGradient: inputGradients.open(inputGradient, index),
        outputGradient: gradientAt(index),
        filter,
      });
      inputGradients.close(inputGradient, index);
    }
  }

  return {
    output: outputs.address,
    gradient,
    parameters: weights.parameters,
    forward(inputAddress, batch) {
      const filter = { address: weights.read(), rows: window.rows, rowLength, width: weights.width };
      const biasAddress = weights.readBias();
      for (let index = 0; index < batch; index++) {
        convolveAndPool({
          input: images.pad(inputAddress, index),
          filter,
          bias: biasAddress,
          output: imageAt(outputs, index),
          argmax: windowOffsets + index * size * FLOAT_BYTES,
        });
      }
    },
    backward(inputAddress, inputGradient, batch) {
      computeWeightGradients(inputAddress, batch);
      if (inputGradient !== 0) computeInputGradients(inputGradient, batch);
    },
  };
}

/** Convolves and pools one image, by one kernel if there is one for these shapes. */
function fusedForward(
  { engine: { kernels }, memory }: StageContext,
  plan: ConvolutionPlan,
  pooling: PoolingPlan,
  { strideY, strideX }: PaddedImages,
): (call: PooledConvolution) => void {
  if (supportsConvolveAndPool(plan, pooling)) return (call) => kernels.convolveAndPool(call);
  const featureMap: ImageView = { ...plan.output, address: memory.allocate(imageSize(plan.output)) };
  const window = poolWindowOf(pooling);
  return ({ input, filter, bias, output, argmax }) => {
    kernels.convolve({ input, filter, bias, output: featureMap });
    kernels.maxPool({
      input: featureMap,
      window,
      output,
      argmax,
      bytesPerRow: strideY,
      bytesPerColumn: strideX,
    });
  };
}

/** One input channel, and 2 × 2 pooling windows with stride 2 within the feature map. */
function supportsConvolveAndPool(
  { input, output: featureMap, window }: ConvolutionPlan,
  { output: shape, window: pool }: PoolingPlan,
): boolean {
  const sizes = [pool.rows, pool.columns, pool.strideRows, pool.strideColumns];
  return (
    input.channels === 1 &&
    window.strideColumns === 1 &&
    sizes.every((size) => size === 2) &&
    shape.width >= 2 &&
    shape.height * 2 <= featureMap.height &&
    shape.width * 2 <= featureMap.width
  );
}
