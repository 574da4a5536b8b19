import type { Random } from "./random.ts";
import { SIZE } from "./raster.ts";

/** The texture of a garment. */
interface Cloth {
  /** Grey value of the plain garment, 0 to 255. */
  readonly grey: number;
  /** The range over which single pixels deviate, as a part of the grey. */
  readonly grain: number;
  /** How much darker the garment gets from one side to the other. */
  readonly fold: number;
  readonly pattern: Pattern;
  /** Length of the pattern in pixels, and how dark its dark parts are. */
  readonly period: number;
  readonly contrast: number;
}

type Pattern = "plain" | "stripes" | "bars" | "checks";

/** Faint specks outside the garment, so that every pixel varies over the dataset: standardising divides by its deviation. */
const SPECKS = 14;

/**
 * Turns brightness values into grey values with a random texture. `pixels` clamps and rounds on writing, which is faster
 * than doing it here for each of the 55 million pixels.
 */
export function weave(picture: Float64Array, pixels: Uint8ClampedArray, random: Random): void {
  const cloth = choose(random);
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      const index = row * SIZE + column;
      const brightness = picture[index] ?? 0;
      if (brightness > 0) pixels[index] = brightness * grey(cloth, row, column, random);
    }
  }
  for (let speck = 0; speck < SPECKS; speck++) {
    const index = Math.floor(random.next() * pixels.length);
    pixels[index] = Math.max(pixels[index] ?? 0, random.between(1, 6));
  }
}

function choose(random: Random): Cloth {
  return {
    grey: random.between(70, 245),
    grain: random.between(0.1, 0.7),
    fold: random.between(-0.35, 0.35),
    pattern: choosePattern(random.next()),
    period: 2 + Math.floor(random.next() * 4),
    contrast: random.between(0.15, 0.6),
  };
}

function choosePattern(chance: number): Pattern {
  if (chance < 0.62) return "plain";
  if (chance < 0.78) return "stripes";
  return chance < 0.88 ? "bars" : "checks";
}

function grey(cloth: Cloth, row: number, column: number, random: Random): number {
  const grain = 1 + cloth.grain * (random.next() - 0.5);
  const fold = 1 + cloth.fold * (column / SIZE - 0.5);
  const pattern = isDark(cloth, row, column) ? 1 - cloth.contrast : 1;
  return cloth.grey * grain * fold * pattern;
}

function isDark({ pattern, period }: Cloth, row: number, column: number): boolean {
  switch (pattern) {
    case "plain":
      return false;
    case "stripes":
      return isOdd(row, period);
    case "bars":
      return isOdd(column, period);
    case "checks":
      return isOdd(row, period) !== isOdd(column, period);
  }
}

function isOdd(position: number, period: number): boolean {
  return position % (2 * period) >= period;
}
