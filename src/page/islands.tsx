import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ComponentChild, hydrate, render } from "preact";
import type { Cell } from "../lesson/lesson.ts";
import type { CellId } from "../protocol/ids.ts";
import { ExerciseControls } from "./article/exercise-controls.tsx";
import type { LessonData } from "./article/lesson-data.ts";
import type { CellActions } from "./cells/cell-actions.ts";
import { CellView } from "./cells/cell-view.tsx";
import type { Figures } from "./figures/loader.ts";
import type { Notebook } from "./notebook/notebook.ts";
import type { Draft } from "./saving/draft.ts";
import type { Edits } from "./saving/edits.ts";
import { findIsland } from "./ui/island.tsx";

export interface IslandParts {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly actions: CellActions;
  readonly figures: Figures;
  readonly draftOf: (id: CellId) => Draft;
  readonly live: ReadonlySignal<boolean>;
}

/** The living parts of a lesson's page: cells, the exercises' solutions, figures. */
export class Islands {
  private readonly parts: IslandParts;
  private data: LessonData;
  /** What takes each one down again. */
  private readonly alive = new Map<Element, () => void>();
  /** The author's code of each cell, highlighted. */
  private readonly codes = new Map<CellId, Signal<string>>();

  constructor(parts: IslandParts, data: LessonData) {
    this.parts = parts;
    this.data = data;
  }

  /** Brings to life what is in the document and not alive yet, and takes down what is no longer there. */
  hydrate(): void {
    this.takeDownGone();
    for (const cell of this.data.cells) {
      this.bring(findIsland(`cell:${cell.id}`), (island) => this.cell(island, cell));
      this.bring(findIsland(`solution:${cell.id}`), () => this.solution(cell.id));
    }
    for (const figure of this.data.figures) {
      const host = document.querySelector<HTMLElement>(`[data-figure-host="${CSS.escape(figure.id)}"]`);
      if (host !== null && !this.alive.has(host))
        this.alive.set(host, this.parts.figures.watch(host, figure));
    }
  }

  /** Takes over the data and the highlighted code of an edited lesson's page. */
  follow(data: LessonData, fresh: Document): void {
    this.data = data;
    for (const [id, code] of this.codes) {
      const island = findIsland(`cell:${id}`, fresh);
      if (island !== null) code.value = codeHtml(island);
    }
  }

  private takeDownGone(): void {
    for (const [element, takeDown] of this.alive) {
      if (element.isConnected) continue;
      takeDown();
      this.alive.delete(element);
    }
  }

  private bring(island: Element | null, view: (island: Element) => ComponentChild): void {
    if (island === null || this.alive.has(island)) return;
    hydrate(view(island), island);
    this.alive.set(island, () => render(null, island));
  }

  private cell(island: Element, { id }: Cell): ComponentChild {
    const { notebook, draftOf, actions, live } = this.parts;
    const model = notebook.cell(id);
    if (model === undefined) return null;
    const html = this.codes.get(id) ?? signal(codeHtml(island));
    this.codes.set(id, html);
    return <CellView cell={model} draft={draftOf(id)} html={html} actions={actions} live={live} />;
  }

  private solution(id: CellId): ComponentChild {
    const useSolution = () => {
      const solution = this.data.cells.find((cell) => cell.id === id)?.exercise?.solution ?? null;
      if (solution !== null) this.parts.edits.put(id, solution);
    };
    return <ExerciseControls live={this.parts.live} useSolution={useSolution} />;
  }
}

/** A cell's static code, as the lesson's parser highlighted it. */
function codeHtml(island: Element): string {
  return island.querySelector(".code-static code")?.innerHTML ?? "";
}
