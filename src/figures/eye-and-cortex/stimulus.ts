import { type Volume, volumeFrom } from "../maths/volume.ts";

export const STIMULUS_NAMES = ["spot", "bar", "edge", "corner", "cross"] as const;
export type StimulusName = (typeof STIMULUS_NAMES)[number];

/** What is shown: its centre in cells of the visual field, and its tilt in degrees, 0 level, 90 upright. */
export interface Stimulus {
  readonly name: StimulusName;
  readonly row: number;
  readonly column: number;
  readonly tilt: number;
}

/** Cells along a side of the visual field. */
export const FIELD_SIDE = 37;

const HALF_WIDTH = 1.9;
const HALF_LENGTH = 12;
const SPOT_RADIUS = 2.2;

/** A square of the visual field, in cells. */
export interface FieldSquare {
  readonly row: number;
  readonly column: number;
  readonly side: number;
}

const WHOLE_FIELD: FieldSquare = { row: 0, column: 0, side: FIELD_SIDE };

/**
 * The light in the visual field, [37, 37, 1], from 0 (dark) to 1. Edges are antialiased.
 * @param within the part that is needed; the rest stays dark.
 */
export function renderStimulus(stimulus: Stimulus, within: FieldSquare = WHOLE_FIELD): Volume {
  const angle = (stimulus.tilt * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return volumeFrom(FIELD_SIDE, FIELD_SIDE, 1, (row, column) => {
    if (!isWithin(within, row, column)) return 0;
    const right = column - stimulus.column;
    const up = stimulus.row - row;
    const along = right * cosine + up * sine;
    const across = up * cosine - right * sine;
    return Math.max(0, Math.min(1, 0.5 - signedDistance(stimulus.name, along, across)));
  });
}

function isWithin(square: FieldSquare, row: number, column: number): boolean {
  const [down, across] = [row - square.row, column - square.column];
  return down >= 0 && across >= 0 && down < square.side && across < square.side;
}

/** The distance to the shape's edge in cells, negative inside. `along` and `across` are relative to its tilt. */
function signedDistance(name: StimulusName, along: number, across: number): number {
  switch (name) {
    case "spot":
      return Math.hypot(along, across) - SPOT_RADIUS;
    case "bar":
      return distanceToBar(along, across, -HALF_LENGTH);
    case "edge":
      return across;
    case "corner":
      return Math.min(distanceToBar(along, across, -HALF_WIDTH), distanceToBar(across, along, -HALF_WIDTH));
    case "cross":
      return Math.min(distanceToBar(along, across, -HALF_LENGTH), distanceToBar(across, along, -HALF_LENGTH));
  }
}

/** A bar from `start` to HALF_LENGTH along its own direction. */
function distanceToBar(along: number, across: number, start: number): number {
  return Math.max(Math.abs(across) - HALF_WIDTH, start - along, along - HALF_LENGTH);
}
