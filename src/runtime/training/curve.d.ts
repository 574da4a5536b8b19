export type Point = readonly [epochsPassed: number, value: number];
/**
 * A curve that grows while training runs, and stays bounded: when it is full, neighbours are merged into their mean,
 * and from then on as many windows make one point.
 */
export declare class Curve {
  private points;
  private perPoint;
  private waiting;
  add(point: Point): void;
  toPoints(): readonly Point[];
  private thin;
}
