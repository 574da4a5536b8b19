import type { SampleImages } from "../../figure.ts";

/** A sample with its index in the whole list. */
export interface SampleChoice {
  readonly index: number;
  readonly name: string;
  readonly pixels: Uint8Array;
}

/**
 * One sample of each class, in the order of the classes: the `round`-th of each, starting over after the last. This
 * keeps a row of images short, however many there are.
 */
export function samplesInRound(images: SampleImages["images"], round: number): readonly SampleChoice[] {
  const byLabel = new Map<number, SampleChoice[]>();
  images.forEach(({ label, name, pixels }, index) => {
    byLabel.set(label, [...(byLabel.get(label) ?? []), { index, name, pixels }]);
  });
  return [...byLabel.entries()]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, ofClass]) => ofClass[round % ofClass.length] ?? []);
}

/** The number of rounds until the first one repeats. */
export function roundsOf(images: SampleImages["images"]): number {
  const counts = new Map<number, number>();
  for (const { label } of images) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}
