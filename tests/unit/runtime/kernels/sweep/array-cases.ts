import * as tf from "@tensorflow/tfjs";
import type { Cases, Draw, Example } from "./draw.ts";

/** Tensors that are equal but for the length of one axis. */
function alike(draw: Draw, axis: number, shape: readonly number[], dtype: tf.DataType): Example["inputs"] {
  return draw
    .list(draw.integer(1, 4), 1, 3)
    .map((length) => draw.tensor(draw.once(8) ? shape : shape.with(axis, length), dtype));
}

/** The lengths of an axis's parts, which add up to its length; -1 for one that follows from the others. */
function parts(draw: Draw, length: number): number[] | number {
  if (length > 0 && draw.boolean()) return draw.pick(1, length);
  const first = draw.integer(0, length);
  return draw.boolean() ? [first, length - first] : [first, -1];
}

/** Where one axis begins and ends in a slice. */
function range(draw: Draw, length: number): { begin: number; size: number } {
  const begin = draw.integer(0, length);
  return { begin, size: draw.once(4) ? -1 : draw.integer(0, length - begin) };
}

export const ARRAY_CASES: Cases = {
  [tf.BatchToSpaceND](draw) {
    const blockShape = draw.list(draw.integer(1, 2), 1, 3);
    const product = blockShape.reduce((a, b) => a * b, 1);
    const shape = [product * draw.integer(1, 2), ...draw.list(blockShape.length, 2, 3), ...draw.shape(0, 1)];
    const crops = blockShape.map(() => draw.list(2, 0, 1));
    return { inputs: { x: draw.tensor(shape, draw.numeric()) }, attributes: { blockShape, crops } };
  },
  [tf.BroadcastArgs]: (draw) => {
    const [a, b] = draw.broadcast();
    const value = (shape: number[]) => ({ shape: [shape.length], dtype: "int32" as const, values: shape });
    return { inputs: { s0: value(a), s1: value(b) } };
  },
  [tf.Concat](draw) {
    const shape = draw.shape(1);
    const axis = draw.integer(0, shape.length - 1);
    return { inputs: alike(draw, axis, shape, draw.dtype()), attributes: { axis } };
  },
  [tf.DepthToSpace](draw) {
    const blockSize = draw.integer(2, 3);
    const dataFormat = draw.pick("NHWC", "NHWC", "NCHW");
    const depth = blockSize ** 2 * draw.integer(1, 2);
    const [height, width] = draw.list(2, 1, 3);
    const shape = dataFormat === "NHWC" ? [height, width, depth] : [depth, height, width];
    const x = draw.tensor([draw.integer(1, 2), ...(shape as number[])], draw.numeric());
    return { inputs: { x }, attributes: { blockSize, dataFormat } };
  },
  [tf.Diag]: (draw) => ({ inputs: { x: draw.tensor(draw.shape(0, 2), draw.numeric()) } }),
  [tf.ExpandDims](draw) {
    const shape = draw.shape();
    return {
      inputs: { input: draw.tensor(shape, draw.dtype()) },
      attributes: { dim: draw.axis(shape.length + 1) },
    };
  },
  [tf.Fill](draw) {
    const dtype = draw.pick("float32", "int32", "bool", "string", undefined);
    const value = { float32: draw.pick(1.5, Number.NaN, -0.25), int32: -7, bool: 1, string: "a" };
    return { inputs: {}, attributes: { shape: draw.shape(), value: value[dtype ?? "float32"], dtype } };
  },
  [tf.GatherNd](draw) {
    const shape = draw.shape(1);
    const depth = draw.integer(1, shape.length);
    const outer = draw.shape(1, 2);
    const bound = Math.min(...shape.slice(0, depth)) - 1;
    const indices = draw.integers([...outer, depth], 0, draw.once(15) ? bound + 2 : bound);
    return { inputs: { params: draw.tensor(shape, draw.dtype()), indices } };
  },
  [tf.GatherV2](draw) {
    const shape = draw.shape(1);
    const batchDims = draw.once(3) ? draw.integer(0, shape.length - 1) : 0;
    const axis = draw.integer(batchDims, shape.length - 1);
    const indexShape = [...shape.slice(0, batchDims), ...draw.shape(0, 2)];
    const indices = draw.integers(indexShape, 0, Math.max(0, (shape[axis] ?? 1) - 1));
    return { inputs: { x: draw.tensor(shape, draw.dtype()), indices }, attributes: { axis, batchDims } };
  },
  [tf.LinSpace]: (draw) => ({
    inputs: {},
    attributes: { start: draw.integer(-5, 5), stop: draw.integer(-5, 5) / 3, num: draw.integer(1, 8) },
  }),
  [tf.MirrorPad](draw) {
    const mode = draw.pick("reflect", "symmetric");
    const shape = draw.list(draw.integer(1, 4), 1, 4);
    const paddings = shape.map((length) => draw.list(2, 0, mode === "reflect" ? length - 1 : length));
    return { inputs: { x: draw.tensor(shape, draw.numeric()) }, attributes: { paddings, mode } };
  },
  [tf.OneHot]: (draw) => ({
    inputs: { indices: draw.integers(draw.shape(), -2, 5) },
    attributes: {
      depth: draw.integer(1, 5),
      onValue: draw.pick(1, 5),
      offValue: draw.pick(0, -2),
      dtype: draw.pick("float32", "int32", "bool"),
    },
  }),
  [tf.Pack](draw) {
    const [shape, dtype] = [draw.shape(0, 3), draw.dtype()];
    const inputs = draw.list(draw.integer(1, 4), 0, 0).map(() => draw.tensor(shape, dtype));
    return { inputs, attributes: { axis: draw.integer(0, shape.length) } };
  },
  [tf.PadV2](draw) {
    const shape = draw.shape();
    const paddings = shape.map(() => draw.list(2, 0, 2));
    return {
      inputs: { x: draw.tensor(shape, draw.dtype()) },
      attributes: { paddings, constantValue: draw.pick(0, 2) },
    };
  },
  [tf.Range]: (draw) => ({
    inputs: {},
    attributes: {
      start: draw.integer(-5, 5),
      stop: draw.integer(-5, 5),
      step: draw.pick(1, 2, -1, 0.5),
      dtype: draw.pick("float32", "int32"),
    },
  }),
  [tf.Reshape](draw) {
    const shape = draw.shape();
    const wanted = draw.once(3) && !shape.includes(0) ? [-1] : draw.permutation(shape);
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes: { shape: wanted } };
  },
  [tf.Reverse](draw) {
    const shape = draw.shape();
    const dims = draw.axes(shape.length);
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes: { dims } };
  },
  [tf.ScatterNd](draw) {
    const shape = draw.list(draw.integer(1, 3), 1, 4);
    const depth = draw.integer(1, shape.length);
    const outer = draw.shape(1, 1);
    const indices = draw.integers([...outer, depth], 0, Math.min(...shape.slice(0, depth)) - 1);
    const updates = draw.tensor([...outer, ...shape.slice(depth)], draw.dtype());
    return { inputs: { indices, updates }, attributes: { shape } };
  },
  [tf.Slice](draw) {
    const shape = draw.shape(1);
    const ranges = shape.map((length) => range(draw, length));
    const attributes = { begin: ranges.map(({ begin }) => begin), size: ranges.map(({ size }) => size) };
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes };
  },
  [tf.SpaceToBatchND](draw) {
    const blockShape = draw.list(draw.integer(1, 2), 1, 3);
    const lengths = blockShape.map(() => draw.integer(1, 4));
    const paddings = blockShape.map((block, axis) => {
      const before = draw.integer(0, 2);
      const rest = ((lengths[axis] ?? 0) + before) % block;
      return [before, rest === 0 ? 0 : block - rest];
    });
    const shape = [draw.integer(1, 2), ...lengths, ...draw.shape(0, 1)];
    return { inputs: { x: draw.tensor(shape, draw.numeric()) }, attributes: { blockShape, paddings } };
  },
  [tf.SplitV](draw) {
    const shape = draw.shape(1);
    const axis = draw.axis(shape.length);
    const numOrSizeSplits = parts(draw, shape.at(axis) ?? 0);
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes: { numOrSizeSplits, axis } };
  },
  [tf.StridedSlice](draw) {
    const shape = draw.shape(1);
    const strides = shape.map(() => draw.pick(1, 1, 2, -1, -2));
    const masks = Object.fromEntries(
      ["beginMask", "endMask", "ellipsisMask", "newAxisMask", "shrinkAxisMask"].map((name) => [
        name,
        draw.once(3) ? draw.integer(0, 3) : 0,
      ]),
    );
    const begin = shape.map((length) => draw.integer(-length, length));
    const end = shape.map((length) => draw.integer(-length, length));
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes: { begin, end, strides, ...masks } };
  },
  [tf.TensorScatterUpdate](draw) {
    const shape = draw.list(draw.integer(1, 3), 1, 4);
    const depth = draw.integer(1, shape.length);
    const outer = draw.shape(1, 1);
    const dtype = draw.dtype();
    const indices = draw.integers([...outer, depth], 0, Math.min(...shape.slice(0, depth)) - 1);
    const updates = draw.tensor([...outer, ...shape.slice(depth)], dtype);
    return { inputs: { tensor: draw.tensor(shape, dtype), indices, updates } };
  },
  [tf.Tile](draw) {
    const shape = draw.shape();
    return {
      inputs: { x: draw.tensor(shape, draw.dtype()) },
      attributes: { reps: draw.list(shape.length, 0, 3) },
    };
  },
  [tf.Transpose](draw) {
    const shape = draw.shape(0, 6);
    const perm = draw.permutation(shape.map((_, axis) => axis));
    return { inputs: { x: draw.tensor(shape, draw.dtype()) }, attributes: { perm } };
  },
  [tf.Unique](draw) {
    const shape = draw.shape(1, 3);
    const x = draw.tensor(shape, draw.dtype(), "ties");
    return { inputs: { x }, attributes: { axis: draw.integer(0, shape.length - 1) } };
  },
  [tf.Unpack](draw) {
    const shape = draw.shape(1);
    return {
      inputs: { value: draw.tensor(shape, draw.dtype()) },
      attributes: { axis: draw.axis(shape.length) },
    };
  },
};
