import { type Signal, signal } from "@preact/signals";
import type { FigureContext } from "../../figures/figure.ts";
import { actForPrint } from "../../figures/parts/after-layout.ts";
import type { FigureUse } from "../../lesson/lesson.ts";
import type { FigureId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import { loadedFigure, loadFigure } from "./figure-code.ts";
import { HostedFigure } from "./hosted-figure.ts";

/** A figure is drawn when it is this close to the window. */
const MARGIN = "600px 0px";

export interface FigureServices {
  readonly sampleImages: FigureContext["sampleImages"];
  readonly ready: FigureContext["ready"];
  readonly send: (figure: FigureId, value: Json) => void;
}

/** A figure as the lesson uses it. */
type FigureDefinition = Pick<FigureUse, "id" | "name" | "attributes">;

/** The figures of a page: drawn as they come near the window, and updated with what cells send them. */
export interface Figures {
  /** Draws the figure into `host` once it is close; returns what removes it. */
  watch(host: HTMLElement, data: FigureDefinition): () => void;
  receive(figure: FigureId, state: Json): void;
  /** Completes every figure whose code is loaded, at once. The others are loaded for the next time. */
  drawForPrint(): void;
}

export function createFigures(services: FigureServices): Figures {
  const states = new Map<FigureId, Signal<Json | undefined>>();
  const stateOf = (id: FigureId): Signal<Json | undefined> => {
    const state = states.get(id) ?? signal<Json | undefined>(undefined);
    states.set(id, state);
    return state;
  };
  const hosted = new Map<HostedFigure, string>();
  return {
    receive(figure, state) {
      stateOf(figure).value = state;
    },
    watch(host, data) {
      const figure = hostFigure(host, data, { ...services, state: stateOf(data.id) });
      hosted.set(figure, data.name);
      const unobserve = whenNear(host, () => inTurn(() => draw(figure, data.name)));
      return () => {
        unobserve();
        hosted.delete(figure);
        figure.remove();
      };
    },
    drawForPrint() {
      for (const [figure, name] of hosted) {
        const loaded = loadedFigure(name);
        // Printing doesn't wait for downloads.
        if (loaded === undefined) void loadFigure(name);
        else figure.drawAll(loaded);
      }
      actForPrint();
    },
  };
}

function hostFigure(
  host: HTMLElement,
  data: FigureDefinition,
  services: FigureServices & { readonly state: FigureContext["state"] },
): HostedFigure {
  const context: FigureContext = {
    id: `figure-${data.id}`,
    sampleImages: services.sampleImages,
    ready: services.ready,
    state: services.state,
    send: (value) => services.send(data.id, value),
    later: (draw) => figure.addPart(draw),
  };
  const figure = new HostedFigure({
    mount: (loaded) => loaded.mount(host, data.attributes, context),
    markDrawn() {
      host.dataset["mounted"] = "";
    },
    showError({ message }) {
      host.textContent = `This figure could not be drawn. ${message}`;
      host.classList.add("figure-failed");
      return () => host.replaceChildren();
    },
  });
  return figure;
}

/** Calls back once, when an element comes near the window. */
function whenNear(element: HTMLElement, act: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: MARGIN },
  );
  observer.observe(element);
  return () => observer.disconnect();
}

async function draw(figure: HostedFigure, name: string): Promise<void> {
  if (!figure.startLoading()) return;
  const loaded = await loadFigure(name);
  // The code brings styles for the whole page; let the browser apply them first.
  await idle();
  figure.begin(loaded);
  while (figure.state === "drawing") {
    await pause();
    figure.drawPart();
  }
}

let turn: Promise<void> = Promise.resolve();

/** One figure after the other: drawing several in one task would block scrolling. */
function inTurn(act: () => Promise<void>): void {
  turn = turn.then(act);
}

/** The browser's next idle period, or 300 ms. Safari has no idle callbacks. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve, 0);
  });
}

/** Yields to input and rendering. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
