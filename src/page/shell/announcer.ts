import { assertNever } from "../../protocol/assert-never.ts";
import type { Output } from "../../protocol/output.ts";
import type { Happening, Notebook } from "../notebook/notebook.ts";
import type { Request } from "../notebook/plan.ts";
import { duration } from "../ui/format.ts";

/** Progress is announced at most this often, in ms. */
const PROGRESS_INTERVAL = 10_000;

/** Tells a screen reader, in few words, when a run starts, ends or fails, and now and then how far it is. */
export function announce(notebook: Notebook, say: (words: string) => void): () => void {
  const stopListening = notebook.onHappening((happening) => say(happeningWords(happening)));
  const timer = setInterval(() => {
    const words = progressWords(notebook);
    if (words !== null) say(words);
  }, PROGRESS_INTERVAL);
  return () => {
    stopListening();
    clearInterval(timer);
  };
}

export function happeningWords(happening: Happening): string {
  switch (happening.type) {
    case "started":
      return `Running ${requestWords(happening.request)}.`;
    case "ended":
      return endWords(happening);
    case "cleared":
      return `${happening.cell} is as it was at the start.`;
    case "lost":
      return happening.loss.type === "restarted"
        ? "The runtime was restarted."
        : "The runtime has ended; what the cells had computed is gone.";
    case "start-failed":
      return `The runtime did not start: ${happening.message}`;
    default:
      return assertNever(happening);
  }
}

function endWords({ request, outcome, cell, error, ms }: Extract<Happening, { type: "ended" }>): string {
  switch (outcome) {
    case "done":
      // A cell's name stays as it is written.
      return `${request.type === "cell" ? cell : capitalised(requestWords(request))} done in ${duration(ms)}.`;
    case "failed":
      return `${cell} failed: ${error?.name ?? "Error"}: ${error?.message ?? ""}`;
    case "stopped":
      return `${cell} was stopped.`;
  }
}

function requestWords(request: Request): string {
  switch (request.type) {
    case "cell":
      return request.cell;
    case "above":
      return `the cells above ${request.cell}`;
    case "all":
      return "all cells";
  }
}

/** How far the running cell is, if it says. */
function progressWords(notebook: Notebook): string | null {
  const running = notebook.cells.value.find((cell) => cell.status.value === "running");
  const output = running?.outputs.value.entries.findLast((entry) => isProgress(entry.output))?.output;
  if (running === undefined || output === undefined) return null;
  if (output.type === "progress" && output.total > 0) {
    return `${running.id}: ${output.label}, ${percent(output.value, output.total)}.`;
  }
  if (output.type === "training") {
    const row = output.rows.at(-1);
    const share = row?.steps === null || row === undefined ? "" : `, ${percent(row.step, row.steps)} of it`;
    return `${running.id}: epoch ${output.rows.length} of ${output.epochs}${share}.`;
  }
  return null;
}

function isProgress(output: Output): boolean {
  return output.type === "progress" || output.type === "training";
}

function percent(value: number, total: number): string {
  return `${Math.floor((100 * value) / Math.max(total, 1))} percent`;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
