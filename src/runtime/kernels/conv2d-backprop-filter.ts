import * as tf from "@tensorflow/tfjs";
import { asShape4, type Conv2DBackpropFilterAttributes } from "./composed-filter-gradient.ts";
import { type Frame, frameFor } from "./convolution-frame.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** The gradient of a 2-D convolution with respect to its filter; see `assembly/filter-gradient.ts`. */
export function filterGradient(
  engine: Engine,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  { strides, pad, filterShape, dimRoundingMode }: Conv2DBackpropFilterAttributes,
): tf.TensorInfo {
  const conv = tf.backend_util.computeConv2DInfo(
    asShape4(x.shape),
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { kernels } = engine;
  const [filterRows, filterColumns, inChannels, outChannels] = filterShape;
  const run = filterColumns * inChannels;
  const width = roundUpToVector(outChannels);
  const sums = engine.allocate(filterRows * run * width * FLOAT_BYTES);
  new Float32Array(engine.bytes(), sums, filterRows * run * width).fill(0);
  const frame: Frame = frameFor(engine, conv);
  for (let image = 0; image < conv.batchSize; image++) {
    const source = frame.read(engine.address(x), image);
    const gradient = engine.address(dy) + image * conv.outHeight * conv.outWidth * outChannels * FLOAT_BYTES;
    kernels.addFilterGradient(
      source,
      frame.rowStride,
      frame.down,
      frame.right,
      gradient,
      conv.outHeight,
      conv.outWidth,
      outChannels,
      sums,
      filterRows,
      run,
      width,
    );
  }
  const output = engine.backend.makeOutput([...filterShape], "float32");
  kernels.narrow(sums, engine.address(output), filterRows * run, outChannels, width);
  frame.free();
  engine.free(sums);
  return output;
}
