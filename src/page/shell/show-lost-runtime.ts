import { effect } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { LostRuntime, Notebook } from "../notebook/notebook.ts";
import type { Notices } from "./notices.tsx";

const ID = "lost";

/** Shows why the runtime ended, and offers to run the cells above the running one again. */
export function showLostRuntime(notebook: Notebook, notices: Notices): void {
  effect(() => {
    const lost = notebook.lost.value;
    if (lost === null) {
      notices.dismiss(ID);
      return;
    }
    const { cell } = lost;
    notices.show({
      id: ID,
      text: describeEnd(lost),
      action:
        cell === null || notebook.cells.peek()[0]?.id === cell
          ? null
          : { label: words.shell.runAboveAgain(cell), act: () => notebook.runAbove(cell) },
    });
  });
  notebook.onEvent((event) => {
    if (event.type === "start-failed") {
      notices.show({ id: "start", text: words.shell.didNotStart(event.message), action: null });
    }
    if (event.type === "started") notices.dismiss("start");
  });
}

function describeEnd({ end, cell }: LostRuntime): string {
  const gone = words.shell.gone;
  switch (end.type) {
    case "stopped":
      return words.shell.didNotStop(cell ?? words.shell.theCell, gone);
    case "restarted":
      return words.shell.wasRestarted(gone);
    case "crashed":
    case "flooded":
      return `${end.message} ${gone}`;
  }
}
