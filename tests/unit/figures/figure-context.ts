import { signal } from "@preact/signals";
import type { FigureContext, SampleImages } from "../../../src/figures/figure.ts";

/** A page as a figure sees it, with the given sample images. */
export function contextWith(images: SampleImages["images"]): FigureContext {
  return {
    id: "figure",
    sampleImages: async () => ({ synthetic: true, retriable: false, height: 28, width: 28, images }),
    ready: signal(false),
    printing: signal(false),
    state: signal(undefined),
    send: () => undefined,
    later: (draw) => draw(),
  };
}

/** A sample that shows one bright square. */
export const SQUARE: SampleImages["images"][number] = {
  label: 9,
  name: "Square",
  pixels: Uint8Array.from({ length: 28 * 28 }, (_, index) => {
    const [row, column] = [Math.floor(index / 28), index % 28];
    return row > 8 && row < 20 && column > 8 && column < 20 ? 200 : 0;
  }),
};
