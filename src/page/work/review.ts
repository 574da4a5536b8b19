import { batch, type ReadonlySignal, type Signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { CellContents } from "../notebook/notebook.ts";
import { markOld, NO_OUTPUTS } from "../notebook/output-list.ts";
import type { OwnCells } from "../notebook/own-cells.ts";
import type { Tokens } from "../saving/edits/tokens.ts";
import type { LessonParts } from "./lesson-parts.ts";
import type { WorkFile } from "./work-file.ts";

/** Someone else's work in the page, read-only. The reader's own is set aside, unchanged, and comes back afterwards. */
export interface Review {
  /** Null while the reader's own work is in the page. */
  readonly work: ReadonlySignal<WorkFile | null>;
  begin(work: WorkFile): void;
  end(): void;
}

interface SetAside extends CellContents {
  readonly tokens: Tokens | null;
}

/** @param work set while a work is under review: the same signal as locks the reader's own. */
export function createReview(work: Signal<WorkFile | null>, parts: LessonParts): Review {
  const { notebook, draftOf, onEdited } = parts;
  const own = new Map<CellId, SetAside>();
  let ownCells: OwnCells = [];

  function setAside(): void {
    ownCells = notebook.own.value;
    for (const { id, source, foreign, outputs } of notebook.all.value) {
      const tokens = draftOf(id).tokens.value;
      own.set(id, { source: source.value, foreign: foreign.value, outputs: outputs.value, tokens });
    }
  }

  function show(shown: WorkFile): void {
    const texts = new Map([...shown.cells, ...shown.own].map((cell) => [cell.id, cell.source]));
    notebook.arrange(shown.own.map(({ source: _, ...cell }) => cell));
    notebook.load(({ id, definition }) => {
      const author = definition.value.source;
      const source = texts.get(id) ?? author;
      const foreign =
        source === author
          ? null
          : ({ from: "file", accepted: false, edited: false, replaced: null } as const);
      return { source, foreign, outputs: NO_OUTPUTS };
    });
    for (const { id, source, definition } of notebook.all.value) {
      draftOf(id).tokens.value = null;
      if (source.value === definition.value.source) continue;
      onEdited(id);
      void highlight(id, source.value);
    }
  }

  async function highlight(id: CellId, source: string): Promise<void> {
    const part = await import("../saving/edits/highlight-tokens.ts").catch(() => null);
    if (part !== null && work.value !== null && notebook.cell(id)?.source.value === source)
      draftOf(id).tokens.value = part.highlightTokens(source);
  }

  function bringBack(): void {
    notebook.arrange(ownCells);
    notebook.load(({ id, definition }) => {
      const saved = own.get(id);
      const { source, foreign, outputs } = saved ?? {
        source: definition.value.source,
        foreign: null,
        outputs: NO_OUTPUTS,
      };
      draftOf(id).tokens.value = saved?.tokens ?? null;
      return { source, foreign, outputs: markOld(outputs) };
    });
    for (const { id, source, definition } of notebook.cells.value)
      if (source.value !== definition.value.source) onEdited(id);
    own.clear();
  }

  return {
    work,
    begin(next) {
      // The runtime ends first: what runs now is still the reader's own.
      if (work.value === null) {
        notebook.end();
        setAside();
      }
      batch(() => {
        work.value = next;
        show(next);
      });
    },
    end() {
      if (work.value === null) return;
      // Still locked while the runtime ends, so that nothing of the work under review is saved.
      notebook.end();
      batch(() => {
        bringBack();
        work.value = null;
      });
    },
  };
}
