import type * as tf from "@tensorflow/tfjs";
import fc from "fast-check";

/** A tensor as plain data, from which each backend makes its own. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  /** For complex64: real and imaginary parts in turn. */
  readonly values: readonly (number | string)[];
}

/** The inputs and attributes of one call of a kernel. */
export interface Example {
  readonly inputs: Readonly<Record<string, Value | readonly Value[] | undefined>> | readonly Value[];
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const NUMBERS = ["float32", "int32", "bool"] as const;
const SOURCES = [
  "mixed",
  "mixed",
  "negative",
  "positive",
  "ties",
  "special",
  "unit",
  "zeros",
  "large",
] as const;
type Source = (typeof SOURCES)[number];
const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0] as const;
const WORDS = ["", "a", "b", "ab", "a b", "ä", "1"] as const;

/** Draws the parts of an example. */
export class Draw {
  readonly #draw: fc.GeneratorValue;

  readonly #onlyFloats: boolean;

  constructor(draw: fc.GeneratorValue, onlyFloats: boolean) {
    this.#draw = draw;
    this.#onlyFloats = onlyFloats;
  }

  integer(min: number, max: number): number {
    return this.#draw(fc.integer, { min, max });
  }

  pick<const T>(...options: readonly T[]): T {
    return options[this.integer(0, options.length - 1)] as T;
  }

  boolean(): boolean {
    return this.pick(false, true);
  }

  /** True once in about `times` draws. */
  once(times: number): boolean {
    return this.integer(1, times) === times;
  }

  /** The length of an axis: sometimes zero. */
  length(max = 5): number {
    return this.once(25) ? 0 : this.integer(1, max);
  }

  lengths(rank: number, max = 5): number[] {
    return Array.from({ length: rank }, () => this.length(max));
  }

  shape(minRank = 0, maxRank = 4): number[] {
    return this.lengths(this.integer(minRank, maxRank));
  }

  numeric(): "float32" | "int32" | "bool" {
    return this.#onlyFloats ? "float32" : this.pick(...NUMBERS);
  }

  dtype(): tf.DataType {
    return this.#onlyFloats ? "float32" : this.pick(...NUMBERS, "complex64", "string");
  }

  list(length: number, min: number, max: number): number[] {
    return Array.from({ length }, () => this.integer(min, max));
  }

  tensor(
    shape: readonly number[],
    dtype: tf.DataType = "float32",
    source: Source = this.pick(...SOURCES),
  ): Value {
    const random = randomOf(this.integer(1, 1_000_000));
    const size = shape.reduce((product, length) => product * length, 1);
    const count = dtype === "complex64" ? 2 * size : size;
    return { shape, dtype, values: Array.from({ length: count }, () => drawValue(dtype, source, random)) };
  }

  /** Integers within bounds, such as indices. */
  integers(shape: readonly number[], min: number, max: number, dtype: tf.DataType = "int32"): Value {
    const random = randomOf(this.integer(1, 1_000_000));
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Array.from({ length: size }, () => min + Math.floor(random() * (max - min + 1)));
    return { shape, dtype, values };
  }

  /** One of the axes of a tensor, counted from the beginning or from the end. */
  axis(rank: number): number {
    return this.integer(this.boolean() ? 0 : -rank, rank - 1);
  }

  /** Some of the axes of a tensor, in any order. */
  axes(rank: number): number[] {
    const all = Array.from({ length: rank }, (_, axis) => axis);
    return this.permutation(all).slice(0, this.integer(1, Math.max(1, rank)));
  }

  permutation<T>(items: readonly T[]): T[] {
    const random = randomOf(this.integer(1, 1_000_000));
    return items
      .map((item) => ({ item, key: random() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }

  /** Two shapes that broadcast to a common one. */
  broadcast(): [number[], number[]] {
    const shape = this.shape();
    const narrow = (): number[] =>
      shape
        .slice(this.once(3) ? this.integer(0, shape.length) : 0)
        .map((length) => (this.once(4) ? 1 : length));
    return this.boolean() ? [shape, narrow()] : [narrow(), narrow()];
  }
}

function drawValue(dtype: tf.DataType, source: Source, random: () => number): number | string {
  const choose = <T>(options: readonly T[]): T => options[Math.floor(random() * options.length)] as T;
  switch (dtype) {
    case "string":
      return choose(WORDS);
    case "bool":
      return Number(source !== "zeros" && random() < 0.5);
    case "int32":
      return integerOf(source, random);
    default:
      return source === "special" && random() < 0.4 ? choose(SPECIAL) : Math.fround(numberOf(source, random));
  }
}

function integerOf(source: Source, random: () => number): number {
  if (source === "unit" || source === "ties") return Math.floor(random() * 3) - 1;
  return source === "large" && random() < 0.2 ? 20_000_001 : Math.round(2 * numberOf(source, random));
}

function numberOf(source: Source, random: () => number): number {
  switch (source) {
    case "negative":
      return -3 * random() - 0.05;
    case "positive":
      return 3 * random() + 0.05;
    case "ties":
      return Math.floor(random() * 5) / 2 - 1;
    case "unit":
      return 2 * random() - 1;
    case "zeros":
      return 0;
    case "large":
      return (random() - 0.5) * 400;
    default:
      return 6 * random() - 3;
  }
}

/** Mulberry32: numbers in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws an example for a kernel. */
export type Case = (draw: Draw) => Example;
export type Cases = Readonly<Record<string, Case>>;
