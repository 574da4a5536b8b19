import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
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
    title: words.work.consentTitle,
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
      <p>{words.work.notYours(cells.length)}</p>
      <ul>
        {cells.map(({ id, foreign }) => (
          <li key={id}>
            <a href={`#cell-${id}`} onClick={close}>
              {id}
            </a>
            {foreign.value === null ? "" : `, ${words.cells.from[foreign.value.from]}`}
          </li>
        ))}
      </ul>
      <p>{words.work.sandboxed}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {words.work.cancel}
        </button>
        <button
          type="button"
          class="button is-main"
          onClick={() => {
            close();
            run();
          }}
        >
          {words.work.runIt}
        </button>
      </div>
    </>
  );
}
