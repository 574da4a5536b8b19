import * as tf from "@tensorflow/tfjs";
import { HISTOGRAM_BARS, type TensorStatistics } from "../../protocol/tensor.ts";

/** A tensor with more values is measured on the backend, and its histogram is of a sample. */
const MAXIMUM_READ = 500_000;
const SAMPLE = 100_000;

/** Minimum, mean, maximum and histogram of a tensor's values; null for texts, complex numbers and an empty tensor. */
export function statisticsOf(tensor: tf.Tensor): TensorStatistics | null {
  const { dtype, size } = tensor;
  if (size === 0 || (dtype !== "float32" && dtype !== "int32" && dtype !== "bool")) return null;
  if (size <= MAXIMUM_READ) return measure(tensor.dataSync());
  const [minimum = Number.NaN, mean = Number.NaN, maximum = Number.NaN] = tf.tidy(() => {
    const numbers = tensor.toFloat();
    return [numbers.min(), numbers.mean(), numbers.max()].map((scalar) => scalar.dataSync()[0]);
  });
  const every = Math.ceil(size / SAMPLE);
  const sample = tf.tidy(() => tensor.flatten().stridedSlice([0], [size], [every]).dataSync());
  return { ...measure(sample, { minimum, maximum }), mean: finite(mean) };
}

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

function measure(values: ArrayLike<number>, range: Range = rangeOf(values)): TensorStatistics {
  const histogram = new Array<number>(HISTOGRAM_BARS).fill(0);
  const width = (range.maximum - range.minimum) / HISTOGRAM_BARS;
  let sum = 0;
  let counted = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    counted += 1;
    const bar = width > 0 ? Math.min(HISTOGRAM_BARS - 1, Math.floor((value - range.minimum) / width)) : 0;
    histogram[bar] = (histogram[bar] ?? 0) + 1;
  }
  return {
    minimum: finite(range.minimum),
    mean: finite(sum / counted),
    maximum: finite(range.maximum),
    notFinite: values.length - counted,
    sample: values.length,
    histogram: Number.isFinite(width) ? histogram : [],
  };
}

/** Of the finite values. */
function rangeOf(values: ArrayLike<number>): Range {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
