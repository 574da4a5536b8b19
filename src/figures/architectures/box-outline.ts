import type { Point } from "../parts/grid/points.ts";
import { type Box, LEAN } from "./layout.ts";

/** The direction from input to output: to the right, or down the page if it is narrow. */
export type Flow = "right" | "down";

/** The three visible sides of a box as polygons. */
export interface BoxOutline {
  /** The face that shows height × width. */
  readonly face: readonly Point[];
  /** The side towards the reader, which shows the thickness, and the one that leans away. */
  readonly front: readonly Point[];
  readonly edge: readonly Point[];
  /** A point on the face; `across` and `down` in pixels from its first corner. */
  readonly onFace: (across: number, down: number) => Point;
  /** Where lines from the previous volume end. */
  readonly entry: Point;
}

/** The outline of a box. `middle`: the centre line of all boxes, across the flow. */
export function boxOutline(box: Box, flow: Flow, middle: number): BoxOutline {
  return flow === "right" ? standing(box, middle) : lying(box, middle);
}

/** Flow to the right: the face is the far end, leaning up and away. */
function standing({ start, depth, height, width }: Box, middle: number): BoxOutline {
  const lean = width * LEAN;
  const top = middle - height / 2 + lean / 2;
  const end = start + depth;
  const onFace = (across: number, down: number): Point => [end + across * LEAN, top + down - across * LEAN];
  return {
    onFace,
    face: [onFace(0, 0), onFace(width, 0), onFace(width, height), onFace(0, height)],
    front: [
      [start, top],
      [end, top],
      [end, top + height],
      [start, top + height],
    ],
    edge: [[start, top], [start + lean, top - lean], onFace(width, 0), [end, top]],
    entry: [start, top + height / 2],
  };
}

/** Flow downwards: the face is the upper side, leaning back. */
function lying({ start, depth, height, width }: Box, middle: number): BoxOutline {
  const lean = height * LEAN;
  const left = middle - width / 2 - lean / 2;
  const onFace = (across: number, down: number): Point => [
    left + across + (height - down) * LEAN,
    start + down * LEAN,
  ];
  const lower = start + lean;
  return {
    onFace,
    face: [onFace(0, 0), onFace(width, 0), onFace(width, height), onFace(0, height)],
    front: [
      [left, lower],
      [left + width, lower],
      [left + width, lower + depth],
      [left, lower + depth],
    ],
    edge: [
      [left + width, lower],
      onFace(width, 0),
      [left + width + lean, start + depth],
      [left + width, lower + depth],
    ],
    entry: onFace(width / 2, height / 2),
  };
}
