export type Point = readonly [epochsPassed: number, value: number];

/** More points than this a chart could not show. */
const MAXIMUM_POINTS = 240;

/**
 * A curve that grows while training runs, and stays bounded: when it is full, neighbours are merged into their mean,
 * and from then on as many windows make one point.
 */
export class Curve {
  private points: Point[] = [];
  private perPoint = 1;
  private waiting: Point[] = [];

  add(point: Point): void {
    this.waiting.push(point);
    if (this.waiting.length < this.perPoint) return;
    this.points.push(merge(this.waiting));
    this.waiting = [];
    if (this.points.length >= MAXIMUM_POINTS) this.thin();
  }

  toPoints(): readonly Point[] {
    return this.points;
  }

  private thin(): void {
    const merged: Point[] = [];
    for (let index = 0; index < this.points.length; index += 2)
      merged.push(merge(this.points.slice(index, index + 2)));
    this.points = merged;
    this.perPoint *= 2;
  }
}

/** The points' mean, at the place of the last. */
function merge(points: readonly Point[]): Point {
  const sum = points.reduce((total, [, value]) => total + value, 0);
  return [points.at(-1)?.[0] ?? 0, sum / points.length];
}
