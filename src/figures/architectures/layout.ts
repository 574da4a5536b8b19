import type { Shape } from "../maths/layer-cost.ts";

/** A volume on the page, in pixels. `start`: where it begins along the flow. */
export interface Box {
  readonly start: number;
  /** Thickness along the flow: channels. */
  readonly depth: number;
  /** Sides of the face across the flow. */
  readonly height: number;
  readonly width: number;
}

/** The volumes of a network in a row, all at the same scales. */
export interface Layout {
  readonly boxes: readonly Box[];
  /** Pixels per cell of a face's side. */
  readonly faceScale: number;
  /** Pixels per channel; never more than `faceScale`. */
  readonly depthScale: number;
  /** The length of the row in pixels. */
  readonly length: number;
}

/** A face leans away from the reader: this share of its width extends along the flow and, upwards, across it. */
export const LEAN = 0.28;

/** The largest share of the length that leaning faces may take; more of them are drawn smaller. */
const LARGEST_SHARE = 0.75;

/** The smallest visible thickness, in pixels; the only exception from the scale. */
const THINNEST = 1.5;

/**
 * Places the volumes of a network along the flow. Faces (height × width) share one scale, at which the largest is
 * `across` pixels high, or less if there are too many; thicknesses (channels) share another, at which the whole row is
 * `along` pixels long. A vector has no face; it is folded into a square sheet with as many cells.
 */
export function layOut(
  shapes: readonly Shape[],
  { along, across, gap }: { readonly along: number; readonly across: number; readonly gap: number },
): Layout {
  const volumes = shapes.map(folded);
  const largest = volumes.reduce((most, { height, width }) => Math.max(most, height, width), 1);
  const length = along - gap * (volumes.length - 1);
  const leaning = volumes.reduce((sum, { width }) => sum + width * LEAN, 0);
  const faceScale = Math.min(across / largest, (LARGEST_SHARE * length) / leaning);
  const free = length - leaning * faceScale;
  const depthScale = Math.min(faceScale, scaleToFit(volumes, free));
  const boxes: Box[] = [];
  let start = 0;
  for (const volume of volumes) {
    const box = {
      start,
      depth: Math.max(THINNEST, volume.channels * depthScale),
      height: Math.max(THINNEST, volume.height * faceScale),
      width: Math.max(THINNEST, volume.width * faceScale),
    };
    boxes.push(box);
    start += box.depth + box.width * LEAN + gap;
  }
  return { boxes, faceScale, depthScale, length: start - gap };
}

/** Pixels per channel at which all thicknesses together take `free` pixels, with the thinnest ones widened. */
function scaleToFit(volumes: readonly Shape[], free: number): number {
  let thick = volumes.toSorted((one, other) => one.channels - other.channels);
  let left = free;
  while (thick.length > 0) {
    const scale = Math.max(0, left) / thick.reduce((sum, { channels }) => sum + channels, 0);
    const [thinnest] = thick;
    if (thinnest === undefined || thinnest.channels * scale >= THINNEST) return scale;
    left -= THINNEST;
    thick = thick.slice(1);
  }
  return 0;
}

function folded(shape: Shape): Shape {
  if (shape.height > 1 || shape.width > 1) return shape;
  const side = Math.sqrt(shape.channels);
  return { height: side, width: side, channels: 1 };
}
