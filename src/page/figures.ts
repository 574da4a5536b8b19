import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import type { FigureContext, FigureModule } from "../figures/figure.ts";
import type { FigureId } from "../protocol/ids.ts";
import type { Json } from "../protocol/json.ts";
import type { FigureData } from "./lesson-data.ts";

/** A figure is a file of its folder, found by its name and loaded when it is first seen. */
const modules = import.meta.glob<Partial<FigureModule>>([
  "../figures/*.tsx",
  "../figures/*.ts",
  "!../figures/figure.ts",
]);

/** A figure is drawn when it comes this near to the window. */
const MARGIN = "600px 0px";

export interface FigureServices {
  readonly garments: FigureContext["garments"];
  readonly ready: FigureContext["ready"];
  readonly send: (figure: FigureId, value: Json) => void;
}

/** The figures of a page: drawn when they come near, and fed with what cells send them. */
export interface Figures {
  /** Begins to watch a figure's host, and returns what takes the figure down. */
  watch(host: HTMLElement, data: FigureData): () => void;
  receive(figure: FigureId, state: Json): void;
}

export function createFigures(services: FigureServices): Figures {
  const states = new Map<FigureId, Signal<Json | undefined>>();
  const stateOf = (id: FigureId): Signal<Json | undefined> => {
    const known = states.get(id) ?? signal<Json | undefined>(undefined);
    states.set(id, known);
    return known;
  };
  return {
    receive(figure, state) {
      stateOf(figure).value = state;
    },
    watch(host, data) {
      let takeDown: (() => void) | null = null;
      let isGone = false;
      const observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          observer.disconnect();
          const context: FigureContext = {
            id: `figure-${data.id}`,
            garments: services.garments,
            ready: services.ready,
            state: stateOf(data.id),
            send: (value) => services.send(data.id, value),
          };
          inTurn(async () => {
            if (isGone) return;
            const done = await mount(host, data, context);
            if (isGone) done();
            else takeDown = done;
          });
        },
        { rootMargin: MARGIN },
      );
      observer.observe(host);
      return () => {
        isGone = true;
        observer.disconnect();
        takeDown?.();
      };
    },
  };
}

let turn: Promise<void> = Promise.resolve();

/** One figure after the other, each when the browser is idle: several drawn in one task would hold up scrolling. */
function inTurn(draw: () => Promise<void>): void {
  turn = turn.then(idle).then(draw);
}

/** The browser's next pause, or soon in any case; Safari has no idle callbacks. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve, 0);
  });
}

/** Draws a figure; where it cannot be drawn, its caption stands with the reason. */
async function mount(host: HTMLElement, data: FigureData, context: FigureContext): Promise<() => void> {
  try {
    const load = modules[`../figures/${data.name}.tsx`] ?? modules[`../figures/${data.name}.ts`];
    if (load === undefined) throw new Error(`There is no figure "${data.name}".`);
    const module = await load();
    if (module.attributes === undefined || module.mount === undefined) {
      throw new Error(`The file of the figure "${data.name}" exports no attributes or no mount.`);
    }
    const attributes = v.safeParse(module.attributes, data.attributes);
    if (!attributes.success) throw new Error(attributes.issues.map((issue) => issue.message).join(" "));
    const takeDown = module.mount(host, attributes.output, context);
    host.dataset["mounted"] = "";
    return takeDown;
  } catch (error) {
    host.textContent = `This figure could not be drawn. ${error instanceof Error ? error.message : String(error)}`;
    host.classList.add("figure-failed");
    return () => host.replaceChildren();
  }
}
