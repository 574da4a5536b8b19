import { batch, type ReadonlySignal, type Signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { CellContents } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { markOld, NO_OUTPUTS } from "../notebook/output-list.ts";
import type { OwnCells } from "../notebook/own-cells.ts";
import type { Tokens } from "../saving/edits/saved-tokens.ts";
import type { LessonParts } from "./lesson-parts.ts";
import type { WorkFile } from "./work-file.ts";

interface SetAside extends CellContents {
  readonly tokens: Tokens | null;
}

/** Someone else's work in the page, read-only. The reader's own is set aside, unchanged, and comes back afterwards. */
export class Review {
  /** Null while the reader's own work is in the page. */
  readonly work: ReadonlySignal<WorkFile | null>;
  readonly #work: Signal<WorkFile | null>;
  readonly #parts: LessonParts;
  readonly #own = new Map<CellId, SetAside>();
  #ownCells: OwnCells = [];

  /** @param work set while a work is under review: the same signal as locks the reader's own. */
  constructor(work: Signal<WorkFile | null>, parts: LessonParts) {
    this.work = work;
    this.#work = work;
    this.#parts = parts;
  }

  begin(next: WorkFile): void {
    // The runtime ends first: what runs now is still the reader's own.
    if (this.#work.value === null) {
      this.#parts.notebook.end();
      this.#setAside();
    }
    batch(() => {
      this.#work.value = next;
      this.#show(next);
    });
  }

  end(): void {
    if (this.#work.value === null) return;
    // Still locked while the runtime ends, so that nothing of the work under review is saved.
    this.#parts.notebook.end();
    batch(() => {
      this.#bringBack();
      this.#work.value = null;
    });
  }

  #setAside(): void {
    const { notebook, draftOf } = this.#parts;
    this.#ownCells = notebook.own.value;
    for (const { id, source, foreign, outputs } of notebook.all.value) {
      const tokens = draftOf(id).tokens.value;
      this.#own.set(id, { source: source.value, foreign: foreign.value, outputs: outputs.value, tokens });
    }
  }

  #show({ cells, own }: WorkFile): void {
    const { notebook, draftOf, onEdited } = this.#parts;
    const texts = new Map([...cells, ...own].map((cell) => [cell.id, cell.source]));
    notebook.arrange(own.map(({ source: _, ...cell }) => cell));
    notebook.load((cell) => reviewed(cell, texts.get(cell.id)));
    for (const { id, source, definition } of notebook.all.value) {
      draftOf(id).tokens.value = null;
      if (source.value === definition.value.source) continue;
      onEdited(id);
      void this.#highlight(id, source.value);
    }
  }

  async #highlight(id: CellId, source: string): Promise<void> {
    const { notebook, draftOf } = this.#parts;
    const part = await import("../saving/edits/highlight-tokens.ts").catch(() => null);
    if (part !== null && this.#work.value !== null && notebook.cell(id)?.source.value === source)
      draftOf(id).tokens.value = part.highlightTokens(source);
  }

  #bringBack(): void {
    const { notebook, draftOf, onEdited } = this.#parts;
    notebook.arrange(this.#ownCells);
    notebook.load(({ id, definition }) => {
      const saved = this.#own.get(id);
      draftOf(id).tokens.value = saved?.tokens ?? null;
      return {
        source: saved?.source ?? definition.value.source,
        foreign: saved?.foreign ?? null,
        outputs: markOld(saved?.outputs ?? NO_OUTPUTS),
      };
    });
    for (const { id, source, definition } of notebook.cells.value)
      if (source.value !== definition.value.source) onEdited(id);
    this.#own.clear();
  }
}

/** What a cell shows of the work under review. */
function reviewed({ definition }: CellModel, source = definition.value.source): CellContents {
  const isAuthors = source === definition.value.source;
  const foreign = { from: "file", accepted: false, edited: false, replaced: null } as const;
  return { source, foreign: isAuthors ? null : foreign, outputs: NO_OUTPUTS };
}
