import { signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { isNote } from "../notebook/notebook-cell.ts";
import type { Side } from "../notebook/own-cells.ts";
import type { Draft } from "../saving/edits/draft.ts";
import { CellView, type CellViewProps } from "./cell-view.tsx";
import { NoteView } from "./notes/note-view.tsx";

interface OwnCellsViewProps extends Pick<CellViewProps, "actions" | "live" | "locked" | "around"> {
  readonly notebook: Notebook;
  readonly draftOf: (id: CellId) => Draft;
  readonly anchor: CellId;
  readonly side: Side;
}

/** Own cells have no code of the author's, and no twin. */
const NO_HTML = signal("");
const NO_TWIN = signal(null);

/** The cells and notes that the reader has added on one side of a cell of the author's. */
export function OwnCellsView({ notebook, draftOf, anchor, side, ...parts }: OwnCellsViewProps) {
  const here = notebook.all.value.filter(
    ({ own }) => own.value?.anchor === anchor && own.value.side === side,
  );
  return (
    <>
      {here.map((cell) =>
        isNote(cell) ? (
          <NoteView key={`${cell.id} note`} note={cell} draft={draftOf(cell.id)} {...parts} />
        ) : (
          <CellView
            key={cell.id}
            cell={cell}
            draft={draftOf(cell.id)}
            html={NO_HTML}
            twin={NO_TWIN}
            {...parts}
          />
        ),
      )}
    </>
  );
}
