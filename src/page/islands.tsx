import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ComponentChild, hydrate, render } from "preact";
import type { Cell } from "../lesson/lesson.ts";
import type { CellId } from "../protocol/ids.ts";
import { ExerciseControls } from "./article/blocks/exercise-controls.tsx";
import type { LessonData } from "./article/lesson-data.ts";
import type { AroundOutputs } from "./cells/around-outputs.ts";
import type { CellActions } from "./cells/cell-actions.ts";
import { CellView } from "./cells/cell-view.tsx";
import { OwnCellsView } from "./cells/own-cells-view.tsx";
import { breather } from "./datasets/breathe.ts";
import type { Figures } from "./figures/create-figures.ts";
import type { Notebook } from "./notebook/notebook.ts";
import type { Draft } from "./saving/edits/draft.ts";
import type { Edits } from "./saving/edits/edits.ts";
import { findIslands } from "./ui/island.tsx";

export interface IslandParts {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly actions: CellActions;
  readonly figures: Figures;
  readonly draftOf: (id: CellId) => Draft;
  readonly live: ReadonlySignal<boolean>;
  /** The cells show someone else's work, and cannot be changed. */
  readonly locked: ReadonlySignal<boolean>;
  /** Wraps the outputs of each cell. */
  readonly around: AroundOutputs;
  /** The address asks for folded code. */
  readonly foldsCode: boolean;
}

/** The interactive parts of a lesson's page: cells, solution buttons and figures. */
export class Islands {
  readonly #parts: IslandParts;
  #data: LessonData;
  /** Each hydrated element, with what removes it. */
  readonly #hydrated = new Map<Element, () => void>();
  /** The author's code of each cell, highlighted. */
  readonly #codes = new Map<CellId, CellCode>();

  constructor(parts: IslandParts, data: LessonData) {
    this.#parts = parts;
    this.#data = data;
  }

  /** Hydrates what is new in the document, and removes what is no longer in it. */
  hydrate(): void {
    this.#removeDetached();
    for (const hydrateNext of this.#hydrations()) attempt(hydrateNext);
  }

  /** Hydrates the page that was loaded. The browser draws and handles input in between. */
  async hydrateGradually(): Promise<void> {
    const breathe = breather();
    for (const hydrateNext of this.#hydrations()) {
      attempt(hydrateNext);
      await breathe();
    }
  }

  /** Hydrates one element with each step, unless it is gone meanwhile. */
  *#hydrations(): Generator<() => void> {
    const { cells, figures } = this.#data;
    const islands = findIslands();
    for (const cell of cells) {
      yield () => this.#hydrateIsland(islands.get(`cell:${cell.id}`), (island) => this.#cell(island, cell));
      yield () => this.#hydrateIsland(islands.get(`solution:${cell.id}`), () => this.#solution(cell.id));
    }
    const hosts = new Map(
      [...document.querySelectorAll<HTMLElement>("[data-figure-host]")].map((host) => [
        host.dataset["figureHost"],
        host,
      ]),
    );
    for (const figure of figures) yield () => this.#watchFigure(figure, hosts.get(figure.id));
  }

  #watchFigure(figure: LessonData["figures"][number], host: HTMLElement | undefined): void {
    if (host?.isConnected !== true || this.#hydrated.has(host)) return;
    this.#hydrated.set(host, this.#parts.figures.watch(host, figure));
  }

  /** Takes the data and the highlighted code from an edited lesson's page. */
  follow(data: LessonData, fresh: Document): void {
    this.#data = data;
    const islands = findIslands(fresh);
    for (const [id, code] of this.#codes) {
      const island = islands.get(`cell:${id}`);
      if (island === undefined) continue;
      code.html.value = codeHtml(island);
      code.twin.value = twinHtml(island);
    }
  }

  #removeDetached(): void {
    for (const [element, remove] of this.#hydrated) {
      if (element.isConnected) continue;
      remove();
      this.#hydrated.delete(element);
    }
  }

  #hydrateIsland(island: Element | undefined, view: (island: Element) => ComponentChild): void {
    if (island?.isConnected !== true || this.#hydrated.has(island)) return;
    const content = view(island);
    if (this.#parts.live.value) {
      // `hydrate` would keep the prerendered attributes, which disable the buttons.
      island.replaceChildren();
      render(content, island);
    } else hydrate(content, island);
    this.#hydrated.set(island, () => render(null, island));
  }

  #cell(island: Element, { id }: Cell): ComponentChild {
    const { notebook, draftOf, actions, live, locked, foldsCode, around } = this.#parts;
    const model = notebook.cell(id);
    if (model === undefined) return null;
    const code = this.#codes.get(id) ?? { html: signal(codeHtml(island)), twin: signal(twinHtml(island)) };
    this.#codes.set(id, code);
    const own = { notebook, draftOf, actions, live, locked, around, anchor: id };
    return (
      <>
        <OwnCellsView {...own} side="above" />
        <CellView
          cell={model}
          draft={draftOf(id)}
          {...code}
          actions={actions}
          live={live}
          locked={locked}
          foldsCode={foldsCode}
          around={around}
        />
        <OwnCellsView {...own} side="below" />
      </>
    );
  }

  #solution(id: CellId): ComponentChild {
    const useSolution = () => {
      const solution = this.#data.cells.find((cell) => cell.id === id)?.exercise?.solution ?? null;
      if (solution !== null) this.#parts.edits.put(id, solution);
    };
    return <ExerciseControls live={this.#parts.live} useSolution={useSolution} />;
  }
}

/** A failure is reported as one of the page's own code, and keeps nothing else from working. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    reportError(error);
  }
}

/** A cell's code as its author wrote it, highlighted. */
interface CellCode {
  readonly html: Signal<string>;
  readonly twin: Signal<string | null>;
}

/** The prerendered code of a cell, highlighted. */
function codeHtml(island: Element): string {
  return island.querySelector(".code-static code")?.innerHTML ?? "";
}

/** The prerendered code of a cell's Keras twin, highlighted; null if the cell has none. */
function twinHtml(island: Element): string | null {
  return island.querySelector(".twin code")?.innerHTML ?? null;
}
