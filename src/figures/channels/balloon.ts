import { type Volume, volume } from "../maths/volume.ts";

type Colour = readonly [red: number, green: number, blue: number];

const SIDE = 28;
/** Samples per side of a pixel, averaged so that edges are smooth. */
const FINE = 4;

/** A striped balloon over a meadow, [28, 28, 3], 0 to 255. Its parts show in different channels. */
export function drawBalloon(): Volume {
  const pixels = Array.from({ length: SIDE * SIDE }, (_, index) =>
    pixelAt(Math.floor(index / SIDE), index % SIDE),
  );
  return volume(SIDE, SIDE, 3, pixels.flat());
}

function pixelAt(row: number, column: number): Colour {
  let [red, green, blue] = [0, 0, 0];
  for (let down = 0; down < FINE; down++) {
    for (let across = 0; across < FINE; across++) {
      const colour = colourAt(row + (down + 0.5) / FINE, column + (across + 0.5) / FINE);
      red += colour[0];
      green += colour[1];
      blue += colour[2];
    }
  }
  const mean = (sum: number) => Math.round(sum / FINE ** 2);
  return [mean(red), mean(green), mean(blue)];
}

function colourAt(y: number, x: number): Colour {
  return balloonAt(y, x) ?? basketAt(y, x) ?? meadowAt(y, x) ?? sunAt(y, x) ?? skyAt(y);
}

const STRIPES: readonly Colour[] = [
  [226, 44, 38],
  [250, 206, 40],
  [226, 44, 38],
  [246, 246, 240],
  [226, 44, 38],
  [250, 206, 40],
  [226, 44, 38],
];

/** A circle drawn out to a point below; its stripes are evenly spaced around it, so narrower at its sides. */
function balloonAt(y: number, x: number): Colour | null {
  const [middleX, middleY, radius] = [15.4, 10.2, 8.6];
  const below = Math.max(0, y - middleY - radius * 0.45);
  const half = Math.sqrt(Math.max(0, radius ** 2 - Math.min(y - middleY, radius * 0.45) ** 2)) - below * 1.15;
  if (y < middleY - radius || half <= 0.9) return null;
  const across = (x - middleX) / half;
  if (Math.abs(across) > 1) return null;
  const around = Math.asin(across) / Math.PI + 0.5;
  const stripe = STRIPES[Math.min(STRIPES.length - 1, Math.floor(around * STRIPES.length))] ?? STRIPES[0];
  const light = 1.04 - 0.3 * around;
  return stripe === undefined ? null : scale(stripe, light);
}

function basketAt(y: number, x: number): Colour | null {
  return y > 21.4 && y < 24 && Math.abs(x - 15.4) < 1.5 ? [118, 72, 36] : null;
}

function meadowAt(y: number, x: number): Colour | null {
  const edge = 24.2 - 1.6 * Math.sin(x / 5.2 + 0.6);
  return y > edge ? scale([62, 146, 58], 1 - (y - edge) * 0.05) : null;
}

function sunAt(y: number, x: number): Colour | null {
  return Math.hypot(y - 4.2, x - 3.8) < 2.3 ? [255, 236, 120] : null;
}

function skyAt(y: number): Colour {
  const low = y / SIDE;
  return [86 + 90 * low, 160 + 50 * low, 232 + 12 * low];
}

function scale([red, green, blue]: Colour, by: number): Colour {
  const bounded = (value: number) => Math.max(0, Math.min(255, value * by));
  return [bounded(red), bounded(green), bounded(blue)];
}
