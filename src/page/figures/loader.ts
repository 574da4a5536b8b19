import { type Signal, signal } from "@preact/signals";
import type { Figure, FigureContext } from "../../figures/figure.ts";
import { actForPrint } from "../../figures/parts/after-layout.ts";
import { figureLoaders } from "../../figures/registry.ts";
import type { FigureId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import type { FigureDefinition } from "../lesson-data.ts";

/** A figure is drawn when it comes this near to the window. */
const MARGIN = "600px 0px";

export interface FigureServices {
  readonly sampleImages: FigureContext["sampleImages"];
  readonly ready: FigureContext["ready"];
  readonly send: (figure: FigureId, value: Json) => void;
}

/** The figures of a page: drawn when they come near, and fed with what cells send them. */
export interface Figures {
  /** Begins to watch a figure's host, and returns what takes the figure down. */
  watch(host: HTMLElement, data: FigureDefinition): () => void;
  receive(figure: FigureId, state: Json): void;
  /** Draws at once those that are not drawn yet, or not to their end, as far as their code is there. */
  drawForPrint(): void;
}

export function createFigures(services: FigureServices): Figures {
  const states = new Map<FigureId, Signal<Json | undefined>>();
  const stateOf = (id: FigureId): Signal<Json | undefined> => {
    const known = states.get(id) ?? signal<Json | undefined>(undefined);
    states.set(id, known);
    return known;
  };
  const waiting = new Map<
    HTMLElement,
    { readonly name: string; readonly drawAtOnce: (found: Found) => void }
  >();
  return {
    receive(figure, state) {
      stateOf(figure).value = state;
    },
    watch(host, data) {
      const parts: (() => void)[] = [];
      const context: FigureContext = {
        id: `figure-${data.id}`,
        sampleImages: services.sampleImages,
        ready: services.ready,
        state: stateOf(data.id),
        send: (value) => services.send(data.id, value),
        later: (part) => parts.push(part),
      };
      let takeDown: (() => void) | null = null;
      const begin = (found: Found) => {
        takeDown ??= mount(host, data, context, found);
      };
      const end = () => {
        if (waiting.delete(host) && !host.classList.contains("figure-failed")) host.dataset["mounted"] = "";
      };
      const drawAtOnce = (found: Found) => {
        begin(found);
        while (parts.length > 0) parts.shift()?.();
        end();
      };
      const observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          observer.disconnect();
          inTurn(async () => {
            if (!waiting.has(host)) return;
            const found = await load(data.name);
            // What was just loaded brings styles for the whole page: the browser is to have done with them.
            await idle();
            if (!waiting.has(host)) return;
            begin(found);
            while (parts.length > 0) {
              await breath();
              parts.shift()?.();
            }
            end();
          });
        },
        { rootMargin: MARGIN },
      );
      waiting.set(host, { name: data.name, drawAtOnce });
      observer.observe(host);
      return () => {
        observer.disconnect();
        waiting.delete(host);
        parts.length = 0;
        takeDown?.();
        takeDown = () => undefined;
      };
    },
    drawForPrint() {
      for (const { name, drawAtOnce } of [...waiting.values()]) {
        const found = loaded.get(name);
        // Paper does not wait: what has to be loaded first is there the next time.
        if (found === undefined) void load(name);
        else drawAtOnce(found);
      }
      actForPrint();
    },
  };
}

let turn: Promise<void> = Promise.resolve();

/** One figure after the other: several drawn in one task would hold up scrolling. */
function inTurn(draw: () => Promise<void>): void {
  turn = turn.then(draw);
}

/** The browser's next pause, or soon in any case; Safari has no idle callbacks. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve, 0);
  });
}

/** Lets the browser see to what the reader does and to its next frame. */
function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** A figure, or why it cannot be loaded. */
type Found = Figure | Error;

const loaded = new Map<string, Found>();

async function load(name: string): Promise<Found> {
  const found = loaded.get(name) ?? (await find(name));
  // What could not be fetched may be there the next time.
  if (!(found instanceof Error)) loaded.set(name, found);
  return found;
}

async function find(name: string): Promise<Found> {
  const loadFigure = figureLoaders.get(name);
  if (loadFigure === undefined) return new Error(`There is no figure "${name}".`);
  try {
    return await loadFigure();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Draws a figure's first part; where it cannot be drawn, its caption stands with the reason. */
function mount(host: HTMLElement, data: FigureDefinition, context: FigureContext, found: Found): () => void {
  try {
    if (found instanceof Error) throw found;
    return found.mount(host, data.attributes, context);
  } catch (error) {
    host.textContent = `This figure could not be drawn. ${error instanceof Error ? error.message : String(error)}`;
    host.classList.add("figure-failed");
    return () => host.replaceChildren();
  }
}
