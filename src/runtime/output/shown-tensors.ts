import * as tf from "@tensorflow/tfjs";
import { MAXIMUM_SLICE_SIDE, type SliceRequest, type TensorSlice } from "../../protocol/tensor.ts";

/** How many tensors the page can request slices of: those shown most recently. */
const MAXIMUM_TENSORS = 500;

/** The tensors that outputs have shown, by number, for as long as they live. */
export class ShownTensors {
  readonly #tensors = new Map<number, WeakRef<tf.Tensor>>();
  /** Begins anywhere, so that an output of an earlier runtime does not name a tensor of this one. */
  #last = Math.floor(Math.random() * 2 ** 40);

  /** The number by which the page can ask for the tensor's slices. */
  add(tensor: tf.Tensor): number {
    this.#last += 1;
    this.#tensors.set(this.#last, new WeakRef(tensor));
    this.#tensors.delete(this.#last - MAXIMUM_TENSORS);
    return this.#last;
  }

  /** @throws Error with a message for the reader */
  async slice(request: SliceRequest): Promise<TensorSlice> {
    const tensor = this.#tensors.get(request.tensor)?.deref();
    if (tensor === undefined || tensor.isDisposed)
      throw new Error("The tensor is no longer in memory. Run the cell again to see its values.");
    return readSlice(tensor, request);
  }
}

async function readSlice(tensor: tf.Tensor, { rows, columns, at }: SliceRequest): Promise<TensorSlice> {
  const axes = [rows, columns].filter((axis) => axis !== null);
  const isValid =
    axes.every((axis) => axis < tensor.rank) &&
    rows !== columns &&
    tensor.shape.every(
      (size, axis) => axes.includes(axis) || ((at[axis] ?? -1) < size && (at[axis] ?? -1) >= 0),
    );
  if (!isValid) throw new RangeError(`The tensor of shape [${tensor.shape.join(", ")}] has no such slice.`);
  const everyOf = (axis: number | null): number =>
    axis === null ? 1 : Math.max(1, Math.ceil((tensor.shape[axis] ?? 1) / MAXIMUM_SLICE_SIDE));
  const every: [number, number] = [everyOf(rows), everyOf(columns)];
  const plane = tf.tidy(() => {
    const begin = tensor.shape.map((_, axis) => (axes.includes(axis) ? 0 : (at[axis] ?? 0)));
    const end = tensor.shape.map((size, axis) => (axes.includes(axis) ? size : (at[axis] ?? 0) + 1));
    const strides = tensor.shape.map((_, axis) =>
      axis === rows ? every[0] : axis === columns ? every[1] : 1,
    );
    const cut = tensor.stridedSlice(begin, end, strides);
    const height = rows === null ? 1 : (cut.shape[rows] ?? 1);
    const width = cut.shape[columns] ?? 1;
    const isTransposed = rows !== null && rows > columns;
    return isTransposed ? cut.reshape([width, height]).transpose() : cut.reshape([height, width]);
  });
  try {
    const values = Array.from(await plane.data(), (value) => (Number.isFinite(value) ? Number(value) : null));
    return { height: plane.shape[0] ?? 1, width: plane.shape[1] ?? 1, every, values };
  } finally {
    plane.dispose();
  }
}
