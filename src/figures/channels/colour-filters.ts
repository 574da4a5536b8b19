import type { FigureWords } from "../../words/figure-words.ts";
import { filterFromSlices } from "../maths/filters.ts";
import { type Kernel, squareKernel } from "../maths/kernel.ts";
import { NAMED_KERNELS } from "../maths/well-known-kernels.ts";

/** A filter for colour images: a square of weights each for red, green and blue. */
export interface ColourFilter {
  /** In the dictionary of the figures. */
  readonly name: keyof FigureWords["channels"]["filters"];
  /** [3, 3, 3, 1] */
  readonly kernel: Kernel;
}

function times(kernel: Kernel, factor: number): Kernel {
  return { ...kernel, values: kernel.values.map((value) => (value === 0 ? 0 : value * factor)) };
}

const NOTHING = squareKernel([0, 0, 0, 0, 0, 0, 0, 0, 0]);
const MIDDLE = NAMED_KERNELS.identity.kernel;
const BLUR = NAMED_KERNELS.blur.kernel;
const UPRIGHT = NAMED_KERNELS["sobel-x"].kernel;
const LEVEL = NAMED_KERNELS["sobel-y"].kernel;

/** Filters that respond to different things in the three channels. */
export const COLOUR_FILTERS: readonly ColourFilter[] = [
  {
    name: "red",
    kernel: filterFromSlices([MIDDLE, times(MIDDLE, -0.5), times(MIDDLE, -0.5)]),
  },
  { name: "upright", kernel: filterFromSlices([UPRIGHT, UPRIGHT, UPRIGHT]) },
  {
    name: "greenToRed",
    kernel: filterFromSlices([UPRIGHT, times(UPRIGHT, -1), NOTHING]),
  },
  { name: "brightness", kernel: filterFromSlices([BLUR, BLUR, BLUR]) },
  { name: "blueLevel", kernel: filterFromSlices([NOTHING, NOTHING, LEVEL]) },
  {
    name: "green",
    kernel: filterFromSlices([times(MIDDLE, -0.5), MIDDLE, times(MIDDLE, -0.5)]),
  },
];
