import { stackFilters } from "../maths/filters.ts";
import { type Kernel, squareKernel } from "../maths/kernel.ts";

/** The tilts that cells prefer, in degrees: 0 is level, 90 upright. */
export const TILTS = [0, 45, 90, 135] as const;

/** Cells along a side of a simple cell's receptive field. */
export const RECEPTIVE_SIDE = 13;

/** Half the width of the strip in which light excites; beside it, light inhibits. */
const STRIP = 2.8;
/** The standard deviation along the line, in cells. */
const LENGTH = 3.4;

/** The weights of the simple cells, [13, 13, 1, 4]: excited by light along a line, inhibited by light beside it. */
export const SIMPLE_FILTERS: Kernel = stackFilters(TILTS.map((tilt) => squareKernel(lineDetector(tilt))));

/**
 * The second derivative of a Gaussian across the line, a Gaussian along it. Its weights sum to 0, so that uniform light
 * gives no response; the best bar covers exactly the excitatory strip and gives 1.
 */
function lineDetector(tilt: number): readonly number[] {
  const cells = Array.from({ length: RECEPTIVE_SIDE * RECEPTIVE_SIDE }, (_, index) => {
    const { along, across, inside } = coordinates(tilt, index);
    const envelope = inside ? Math.exp(-((along / LENGTH) ** 2 + (across / STRIP) ** 2) / 2) : 0;
    return { envelope, weight: envelope * (1 - (across / STRIP) ** 2) };
  });
  const excess = sum(cells.map(({ weight }) => weight)) / sum(cells.map(({ envelope }) => envelope));
  const balanced = cells.map(({ weight, envelope }) => weight - excess * envelope);
  const best = sum(balanced.filter((weight) => weight > 0));
  return balanced.map((weight) => weight / best);
}

/** A cell's distance from the centre along the line and across it, and whether it lies in the round field. */
function coordinates(tilt: number, index: number) {
  const angle = (tilt * Math.PI) / 180;
  const middle = (RECEPTIVE_SIDE - 1) / 2;
  const right = (index % RECEPTIVE_SIDE) - middle;
  const up = middle - Math.floor(index / RECEPTIVE_SIDE);
  return {
    along: right * Math.cos(angle) + up * Math.sin(angle),
    across: up * Math.cos(angle) - right * Math.sin(angle),
    inside: Math.hypot(right, up) <= middle + 0.5,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
