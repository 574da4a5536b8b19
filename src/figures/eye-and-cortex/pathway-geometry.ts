import { FIELD_SIDE } from "./stimulus.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half its width and half its height. */
export interface Oval extends Point {
  readonly across: number;
  readonly tall: number;
}

/** The parts of the drawing in pixels, for a stimulus in a row of the visual field. */
export interface PathwayGeometry {
  readonly height: number;
  /** The visual field from the side: a vertical line. */
  readonly field: { readonly x: number; readonly top: number; readonly bottom: number };
  readonly eye: Point & { readonly radius: number };
  readonly pupil: Point;
  /** The ends of the stimulus, and where the light from them meets the retina. */
  readonly rays: readonly { readonly from: Point; readonly to: Point }[];
  readonly brain: Oval;
  readonly relay: Point;
  /** Where the visual cortex responds. */
  readonly response: Point;
}

/** Half the height of the stimulus as drawn, in cells of the visual field. */
const SPREAD = 2.6;
const FIELD_X = 6;

export function pathwayGeometry(row: number, width: number, narrow: boolean): PathwayGeometry {
  const height = narrow ? 78 : 104;
  const middle = height / 2 - 6;
  const radius = narrow ? 26 : 36;
  const eye = { x: width * 0.33, y: middle, radius };
  const pupil = { x: eye.x - radius * 0.72, y: middle };
  const half = middle - 4;
  const rays = [row - SPREAD, row + SPREAD].map((end) => {
    const from = { x: FIELD_X, y: middle + fromMiddle(end) * half };
    return { from, to: retinaPoint(from, pupil, eye) };
  });
  const tall = radius * 1.12;
  const brain: Oval = { x: width * 0.8, y: middle, across: Math.min(width * 0.18, tall * 1.75), tall };
  return {
    height,
    field: { x: FIELD_X, top: middle - half, bottom: middle + half },
    eye,
    pupil,
    rays,
    brain,
    relay: { x: brain.x - brain.across * 0.12, y: middle + radius * 0.28 },
    response: cortexPoint(brain, -fromMiddle(row)),
  };
}

/** A row's distance from the middle of the visual field, −1 to 1. */
function fromMiddle(row: number): number {
  return (row - (FIELD_SIDE - 1) / 2) / (FIELD_SIDE / 2);
}

/** Where a ray through the pupil meets the back of the eye. */
function retinaPoint(from: Point, pupil: Point, eye: PathwayGeometry["eye"]): Point {
  const [stepX, stepY] = [pupil.x - from.x, pupil.y - from.y];
  const length = Math.hypot(stepX, stepY);
  const [right, down] = [stepX / length, stepY / length];
  const [offsetX, offsetY] = [pupil.x - eye.x, pupil.y - eye.y];
  const along = offsetX * right + offsetY * down;
  const distance =
    -along + Math.sqrt(along * along - (offsetX * offsetX + offsetY * offsetY - eye.radius * eye.radius));
  return { x: pupil.x + right * distance, y: pupil.y + down * distance };
}

/** A point at the back of the brain: neighbouring parts of the field are next to each other there. */
function cortexPoint({ x, y, across, tall }: Oval, share: number): Point {
  const angle = 0.12 + share * 0.75;
  return { x: x + across * 0.84 * Math.cos(angle), y: y + tall * 0.78 * Math.sin(angle) };
}
