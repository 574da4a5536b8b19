import type { Shape } from "../maths/layer-cost.ts";

/** A volume on the page: pixels along the flow (its channels) and across it, and where it begins along the flow. */
export interface Box {
  readonly start: number;
  /** Thickness along the flow: channels. */
  readonly depth: number;
  /** Sides of the face across the flow. */
  readonly height: number;
  readonly width: number;
}

/** How the volumes of a network lie one behind the other, all at the same scales. */
export interface Layout {
  readonly boxes: readonly Box[];
  /** Pixels per cell of a face's side. */
  readonly faceScale: number;
  /** Pixels per channel; never more than `faceScale`. */
  readonly depthScale: number;
  /** Pixels in all, along the flow. */
  readonly length: number;
}

/** A face leans away from the reader: so much of its width goes along the flow and, upwards, across it. */
export const LEAN = 0.28;

/** At most so much of the length goes to faces that lean; many large ones are drawn smaller. */
const LARGEST_SHARE = 0.75;

/** A thickness below this could not be seen; the only departure from scale. */
const THINNEST = 1.5;

/**
 * Places the volumes of a network along the flow. Faces (height × width) share one scale, which gives the largest
 * `across` pixels, fewer where they are too many for that; thicknesses (channels) share another, which lets the whole take `along` pixels. A vector, which
 * has no face, is folded into a square sheet of as many cells.
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

/** Pixels per channel such that all thicknesses together take `free` pixels, the thinnest ones widened. */
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
