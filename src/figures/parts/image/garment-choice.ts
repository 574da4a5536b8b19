import type { Garments } from "../../figure.ts";

/** A garment with its place among all of them. */
export interface OfferedGarment {
  readonly index: number;
  readonly name: string;
  readonly pixels: Uint8Array;
}

/**
 * One garment of each class, in the order of the classes: of each the `round`-th, beginning anew after the last.
 * So a row of pictures stays short, however many garments there are.
 */
export function offeredGarments(images: Garments["images"], round: number): readonly OfferedGarment[] {
  const byLabel = new Map<number, OfferedGarment[]>();
  images.forEach(({ label, name, pixels }, index) => {
    byLabel.set(label, [...(byLabel.get(label) ?? []), { index, name, pixels }]);
  });
  return [...byLabel.entries()]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, ofClass]) => ofClass[round % ofClass.length] ?? []);
}

/** How many rounds there are before the first comes again. */
export function roundsOf(images: Garments["images"]): number {
  const counts = new Map<number, number>();
  for (const { label } of images) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}
