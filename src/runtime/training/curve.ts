export type Point = readonly [epochs: number, value: number];

/** A chart cannot show more points than this. */
const MAXIMUM_POINTS = 240;

/**
 * A curve that grows during training and stays bounded: when it is full, neighbouring points are merged into their
 * mean, and each later point is the mean of twice as many values.
 */
export class Curve {
  #points: Point[] = [];
  #valuesPerPoint = 1;
  #pending: Point[] = [];

  add(point: Point): void {
    this.#pending.push(point);
    if (this.#pending.length < this.#valuesPerPoint) return;
    this.#points.push(merge(this.#pending));
    this.#pending = [];
    if (this.#points.length >= MAXIMUM_POINTS) this.#thin();
  }

  toPoints(): readonly Point[] {
    return this.#points;
  }

  #thin(): void {
    const merged: Point[] = [];
    for (let index = 0; index < this.#points.length; index += 2)
      merged.push(merge(this.#points.slice(index, index + 2)));
    this.#points = merged;
    this.#valuesPerPoint *= 2;
  }
}

/** The mean of the points, at the position of the last. */
function merge(points: readonly Point[]): Point {
  const sum = points.reduce((total, [, value]) => total + value, 0);
  return [points.at(-1)?.[0] ?? 0, sum / points.length];
}
