import * as tf from "@tensorflow/tfjs";
import { addedUp } from "./added-up.ts";
import { asShape4, type Conv2DBackpropFilterAttributes } from "./composed-filter-gradient.ts";
import { type Frame, frameFor, placesOfWindows } from "./convolution-frame.ts";
import { type Engine, FLOAT_BYTES, roundUpToVector } from "./engine.ts";

/** The gradient of a 2-D convolution with respect to its filter. */
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
  const images: Images = {
    conv,
    filterShape,
    frame: frameFor(engine, conv),
    x: engine.address(x),
    dy: engine.address(dy),
  };
  const output = isSparse(engine, x, dy) ? throughList(engine, images) : throughAll(engine, images);
  images.frame.free();
  return output;
}

interface Images {
  readonly conv: tf.backend_util.Conv2DInfo;
  readonly filterShape: [number, number, number, number];
  readonly frame: Frame;
  readonly x: number;
  readonly dy: number;
}

/** Up to this share of values that are not zero, going through those alone is quicker. */
const SPARSE = 0.4;

/**
 * Whether most of dy is zero, as behind a max pooling. Zeros may be left out only where each would have been a zero
 * in the sum, too: 0 · ∞ is NaN.
 */
function isSparse({ kernels, address }: Engine, x: tf.TensorInfo, dy: tf.TensorInfo): boolean {
  const count = tf.util.sizeFromShape(dy.shape);
  return (
    kernels.countNonZero(address(dy), count) <= count * SPARSE &&
    kernels.areFinite(address(x), tf.util.sizeFromShape(x.shape)) !== 0
  );
}

/** See `assembly/filter-gradient.ts`. */
function throughAll(engine: Engine, { conv, filterShape, frame, x, dy }: Images): tf.TensorInfo {
  const [filterRows, filterColumns, inChannels, outChannels] = filterShape;
  const run = filterColumns * inChannels;
  const matrix = { shape: [...filterShape], rows: filterRows * run, columns: outChannels };
  return addedUp(engine, matrix, (sums, width) => {
    for (let image = 0; image < conv.batchSize; image++) {
      engine.kernels.addFilterGradient(
        frame.read(x, image),
        frame.rowStride,
        frame.down,
        frame.right,
        dy + image * conv.outHeight * conv.outWidth * outChannels * FLOAT_BYTES,
        conv.outHeight,
        conv.outWidth,
        outChannels,
        sums,
        filterRows,
        run,
        width,
      );
    }
  });
}

/** See `assembly/sparse-gradient.ts`, in whose sums the outputs come first. */
function throughList(engine: Engine, { conv, filterShape, frame, x, dy }: Images): tf.TensorInfo {
  const { kernels } = engine;
  const [filterRows, filterColumns, inChannels, outChannels] = filterShape;
  const run = filterColumns * inChannels;
  const width = roundUpToVector(run);
  const cells = conv.outHeight * conv.outWidth;
  const list = engine.allocate(2 * cells * FLOAT_BYTES);
  const places = placesOfWindows(engine, conv, frame);
  const rows = outChannels * filterRows;
  const turned = engine.allocate(rows * run * FLOAT_BYTES);
  const wide = engine.allocate(rows * width * FLOAT_BYTES);
  new Uint8Array(engine.bytes(), wide, rows * width * FLOAT_BYTES).fill(0);
  for (let image = 0; image < conv.batchSize; image++) {
    kernels.addSparseFilterGradient(
      frame.read(x, image),
      frame.rowStride,
      dy + image * cells * outChannels * FLOAT_BYTES,
      places,
      cells,
      outChannels,
      wide,
      filterRows,
      width,
      list,
    );
  }
  const output = engine.backend.makeOutput([...filterShape], "float32");
  kernels.narrow(wide, turned, rows, run, width);
  kernels.transpose(turned, engine.address(output), outChannels, filterRows * run, outChannels);
  for (const room of [list, places, turned, wide]) engine.free(room);
  return output;
}
