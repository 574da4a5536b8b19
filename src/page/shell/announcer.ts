import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Output } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { lastRunOf } from "../notebook/cell-state.ts";
import type { Notebook, NotebookEvent } from "../notebook/notebook.ts";
import type { RunTarget } from "../notebook/plan.ts";
import type { Tick } from "../notebook/stale.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import { duration, formatPercent } from "../ui/format.ts";

/** Progress is announced at most this often, in ms. */
const PROGRESS_INTERVAL = 10_000;

/** Announces to screen readers when a run starts, ends or fails, and its progress from time to time. */
export function announce(notebook: Notebook, say: (text: string) => void): () => void {
  const newDoubts = doubtFinder(notebook);
  const stopListening = notebook.onEvent((event) => {
    if (isAnnounced(event)) say(describeEvent(event, notebook, newDoubts));
  });
  const timer = setInterval(() => {
    const progress = describeProgress(notebook);
    if (progress !== null) say(progress);
  }, PROGRESS_INTERVAL);
  return () => {
    stopListening();
    clearInterval(timer);
  };
}

type Announced = Exclude<NotebookEvent, { type: "consent-needed" | "allowed" }>;

/** What needs the reader's consent is said by the dialog that asks for it. */
function isAnnounced(event: NotebookEvent): event is Announced {
  if (event.type === "consent-needed" || event.type === "allowed") return false;
  // While a slider moves, cells run all the time: what it shows says more.
  const isFollowing = "target" in event && event.target.type === "dependents";
  return !isFollowing || (event.type === "ended" && event.outcome === "failed");
}

/** Announces a text to screen readers, after what they are reading out. */
export function say(text: string): void {
  const announcer = document.querySelector("[data-announcer]");
  if (announcer !== null) announcer.textContent = text;
}

function describeEvent(event: Announced, notebook: Notebook, newDoubts: DoubtFinder): string {
  switch (event.type) {
    case "started":
      return words.announcements.running(describeTarget(event.target));
    case "waiting":
      return words.announcements.waiting(describeTarget(event.target));
    case "ended":
      return describeEnd(event) + describeVerdict(event, notebook, newDoubts);
    case "failed-late":
      return words.announcements.failedLate(event.cell, event.error.name, event.error.message);
    case "doubtful-late":
      return words.announcements.doubtfulLate(event.cell);
    case "cleared":
      return words.announcements.reset(event.cell);
    case "lost":
      return event.end.type === "restarted" ? words.announcements.restarted : words.announcements.lost;
    case "start-failed":
      return words.shell.didNotStart(event.message);
    default:
      return assertNever(event);
  }
}

type Ended = Extract<NotebookEvent, { type: "ended" }>;

/** What the checks of the cell said, with the message of the first one that failed; or that a loss is not a number. */
function describeVerdict(
  { target, outcome, cell: id }: Ended,
  notebook: Notebook,
  newDoubts: DoubtFinder,
): string {
  if (outcome !== "done") return "";
  const doubtful = newDoubts();
  if (target.type !== "cell" && doubtful.length > 0)
    return words.announcements.lossIsNaNIn(doubtful.join(", "));
  const cell = notebook.cell(id);
  const verdict = cell === undefined ? null : verdictOfCell(cell);
  if (cell === undefined || verdict === null) return "";
  if (verdict === "passed") return words.announcements.allPassed;
  if (verdict === "doubtful") return words.announcements.lossIsNaN;
  const failed = cell.outputs.value.entries.find(({ output }) => output.type === "check" && !output.passed);
  return words.announcements.notSolved(failed?.output.type === "check" ? failed.output.message : "");
}

type DoubtFinder = () => readonly CellId[];

/** Finds the cells with a loss that is not a number, without those that have not run since it was last called. */
function doubtFinder({ cells }: Notebook): DoubtFinder {
  let latest: Tick = 0;
  return () => {
    const since = latest;
    const ran = cells.value.map((cell) => ({ cell, tick: lastRunOf(cell.state.value)?.tick ?? 0 }));
    latest = ran.reduce((last, { tick }) => Math.max(last, tick), since);
    return ran.flatMap(({ cell, tick }) =>
      tick > since && verdictOfCell(cell) === "doubtful" ? [cell.id] : [],
    );
  };
}

function describeEnd({ target, outcome, cell, error, ms }: Ended): string {
  switch (outcome) {
    case "done":
      // A cell's name stays as it is written.
      return words.announcements.done(
        target.type === "cell" ? cell : capitalised(describeTarget(target)),
        duration(ms),
      );
    case "failed":
      return words.announcements.failed(cell, error?.name ?? "Error", error?.message ?? "");
    case "stopped":
      return words.announcements.stopped(cell);
  }
}

function describeTarget(target: RunTarget): string {
  switch (target.type) {
    case "cell":
      return target.cell;
    case "above":
      return words.announcements.cellsAbove(target.cell);
    case "dependents":
      return words.announcements.dependents(target.cell);
    case "all":
      return words.announcements.allCells;
    case "stale":
      return words.announcements.staleCells;
    case "checks":
      return words.announcements.theChecks;
  }
}

/** The progress of the running cell, if it reports any. */
function describeProgress(notebook: Notebook): string | null {
  const running = notebook.cells.value.find((cell) => cell.status.value === "running");
  const output = running?.outputs.value.entries.findLast((entry) => isProgress(entry.output))?.output;
  if (running === undefined || output === undefined) return null;
  if (output.type === "progress" && output.total > 0) {
    return `${running.id}: ${output.label}, ${percent(output.value, output.total)}.`;
  }
  if (output.type === "training") {
    const row = output.rows.at(-1);
    const share =
      row?.steps === null || row === undefined ? "" : words.announcements.share(percent(row.step, row.steps));
    return words.announcements.epoch(running.id, output.rows.length, output.epochs, share);
  }
  return null;
}

function isProgress(output: Output): boolean {
  return output.type === "progress" || output.type === "training";
}

/** Rounded down, so that 100 % means done. */
function percent(value: number, total: number): string {
  return formatPercent(Math.floor((100 * value) / Math.max(total, 1)) / 100);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
