import { signal } from "@preact/signals";
import type { FigureContext, Garments } from "../../../src/figures/figure.ts";

/** A page as a figure sees it, with the garments that are given. */
export function contextWith(images: Garments["images"]): FigureContext {
  return {
    id: "figure",
    garments: async () => ({ standIn: true, images }),
    ready: signal(false),
    state: signal(undefined),
    send: () => undefined,
    later: (draw) => draw(),
  };
}

/** A garment that is one bright square. */
export const SQUARE: Garments["images"][number] = {
  label: 9,
  name: "Square",
  pixels: Uint8Array.from({ length: 28 * 28 }, (_, index) => {
    const [row, column] = [Math.floor(index / 28), index % 28];
    return row > 8 && row < 20 && column > 8 && column < 20 ? 200 : 0;
  }),
};
