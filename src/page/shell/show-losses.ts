import { effect } from "@preact/signals";
import type { LostRuntime, Notebook } from "../notebook/notebook.ts";
import type { Notices } from "./notices.tsx";

const ID = "lost";

/** Shows why the runtime ended, and offers to run the cells above the running one again. */
export function showLosses(notebook: Notebook, notices: Notices): void {
  effect(() => {
    const lost = notebook.lost.value;
    if (lost === null) {
      notices.dismiss(ID);
      return;
    }
    const { cell } = lost;
    notices.show({
      id: ID,
      text: describeLoss(lost),
      action:
        cell === null || notebook.cells.peek()[0]?.id === cell
          ? null
          : { label: `Run the cells above ${cell} again`, act: () => notebook.runAbove(cell) },
    });
  });
  notebook.onEvent((event) => {
    if (event.type === "start-failed") {
      notices.show({ id: "start", text: `The runtime did not start: ${event.message}`, action: null });
    }
    if (event.type === "started") notices.dismiss("start");
  });
}

function describeLoss({ loss, cell }: LostRuntime): string {
  const gone = "All variables are lost; the last outputs of the cells remain.";
  switch (loss.type) {
    case "stopped":
      return `${cell ?? "The cell"} did not stop in time, so the runtime was ended. ${gone}`;
    case "restarted":
      return `The runtime was restarted. ${gone}`;
    case "crashed":
    case "flooded":
      return `${loss.message} ${gone}`;
  }
}
