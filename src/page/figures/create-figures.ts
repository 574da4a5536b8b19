import { type Signal, signal } from "@preact/signals";
import { onEditedFigure } from "../../figures/course/edited-figures.ts";
import type { FigureContext } from "../../figures/figure.ts";
import { actForPrint } from "../../figures/parts/after-layout.ts";
import { layOutFigures } from "../../figures/parts/host-width.ts";
import { renderingAtOnce } from "../../figures/parts/rendering-at-once.ts";
import type { FigureId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import { type FigureCode, siteFigureCode } from "./figure-code.ts";
import { type FigureDefinition, PageFigure } from "./page-figure.tsx";

export interface FigureServices {
  readonly sampleImages: FigureContext["sampleImages"];
  readonly ready: FigureContext["ready"];
  readonly send: (figure: FigureId, value: Json) => void;
}

/** The figures of a page: drawn as they come near the window, and updated with what cells send them. */
export interface Figures {
  /** Draws the figure into `host` once it is close; returns what removes it. */
  watch(host: HTMLElement, data: FigureDefinition): () => void;
  receive(figure: FigureId, state: Json): void;
  /** Loads the code and images of every figure, so that they can be drawn at once. */
  preload(): void;
  /** Loads and draws every figure, with its images. */
  prepareForPrint(): Promise<void>;
  /** Completes every figure whose code is loaded, as a still, at once. The others are loaded for the next time. */
  drawForPrint(): void;
  /** The figures are again as the reader left them. */
  endPrint(): void;
  /** Lays out the figures that are shown by their present widths, at once. */
  layOut(): void;
}

export function createFigures(services: FigureServices, code: FigureCode = siteFigureCode()): Figures {
  const stateOf = createStates();
  const figures = new Set<PageFigure>();
  const printing = signal(false);
  reloadWhenPossible(figures, code);
  return {
    receive(figure, state) {
      stateOf(figure).value = state;
    },
    watch(host, data) {
      const figure = new PageFigure(host, data, code, {
        id: `figure-${data.id}`,
        sampleImages: services.sampleImages,
        ready: services.ready,
        printing,
        state: stateOf(data.id),
        send: (value) => services.send(data.id, value),
      });
      figures.add(figure);
      figure.drawWhenNear();
      return () => {
        figures.delete(figure);
        figure.remove();
      };
    },
    preload() {
      for (const figure of figures) figure.preload();
      // Whatever needs them asks again.
      if (figures.size > 0) services.sampleImages().catch(() => undefined);
    },
    async prepareForPrint() {
      await Promise.allSettled([...figures].map((figure) => figure.prepareForPrint()));
      // What figures show without images is a drawing of their own.
      await services.sampleImages().catch(() => undefined);
    },
    drawForPrint() {
      for (const figure of figures) figure.drawForPrint();
      actForPrint();
      renderingAtOnce(() => {
        printing.value = true;
      });
    },
    endPrint() {
      printing.value = false;
    },
    layOut: layOutFigures,
  };
}

/** What cells have sent to each figure, as signals. */
function createStates(): (id: FigureId) => Signal<Json | undefined> {
  const states = new Map<FigureId, Signal<Json | undefined>>();
  return (id) => {
    const state = states.get(id) ?? signal<Json | undefined>(undefined);
    states.set(id, state);
    return state;
  };
}

function reloadWhenPossible(figures: ReadonlySet<PageFigure>, code: FigureCode): void {
  // What could not be loaded may be there now.
  addEventListener("online", () => {
    for (const figure of figures) figure.retryLoading();
  });
  if (import.meta.env.DEV) {
    onEditedFigure((name, figure) => {
      code.replace(name, figure);
      for (const each of figures) each.redraw(name, figure);
    });
  }
}
