import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import type { RunTarget } from "../notebook/plan.ts";
import { openDialog } from "../ui/dialog.tsx";

/** Asks before someone else's code runs that the reader has not asked for, and carries the request out. */
export function askForConsent(notebook: Notebook, target: RunTarget, ids: readonly CellId[]): void {
  const cells = ids.flatMap((id) => notebook.cell(id) ?? []);
  // What the reader agrees to: a link that is opened meanwhile may replace it.
  const sources = new Map(cells.map((cell) => [cell.id, cell.source.value]));
  const runAll = (): void => {
    for (const [id, source] of sources) notebook.allow(id, source);
    notebook.request(target);
  };
  openDialog({
    title: "Run someone else's code?",
    contents: (close) => <Consent cells={cells} close={close} run={runAll} />,
  });
}

interface ConsentProps {
  readonly cells: readonly CellModel[];
  readonly close: () => void;
  readonly run: () => void;
}

function Consent({ cells, close, run }: ConsentProps) {
  return (
    <>
      <p>You did not write the code of {cells.length === 1 ? "this cell" : "these cells"}:</p>
      <ul>
        {cells.map(({ id, foreign }) => (
          <li key={id}>
            <a href={`#cell-${id}`} onClick={close}>
              {id}
            </a>
            , from a {foreign.value?.from}
          </li>
        ))}
      </ul>
      <p>
        It runs in the page's sandbox, as every cell does: it can reach neither the network nor your files nor
        what you have saved.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button is-main"
          onClick={() => {
            close();
            run();
          }}
        >
          Run it
        </button>
      </div>
    </>
  );
}
