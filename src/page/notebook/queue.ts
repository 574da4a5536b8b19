import type { CellId } from "../../protocol/ids.ts";
import { type Awaited, cancel, enqueue, type Skipped } from "./cell-state.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import type { RunTarget } from "./plan.ts";

/** One press of a Run button. `needs`: the cells whose failure cancels the rest of it. */
export interface RunRequest {
  readonly target: RunTarget;
  /** `page`: its cells wait in the queue, but are not taken from it. */
  readonly awaits: Awaited;
  readonly needs: ReadonlySet<CellId>;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
}

/** A queued cell, and the request that queued it. */
export interface Job {
  readonly cell: NotebookCell;
  readonly request: RunRequest;
}

/** The cells that wait to run, in order. */
export class Queue {
  #jobs: readonly Job[] = [];

  /** Whether none can be taken. */
  get isEmpty(): boolean {
    return !this.#jobs.some(isReady);
  }

  add(cell: NotebookCell, request: RunRequest): void {
    cell.state.value = enqueue(cell.state.value, request.awaits);
    this.#jobs = [...this.#jobs, { cell, request }];
  }

  /** Removes the next job; its cell stays queued until it begins. */
  take(): Job | undefined {
    const first = this.#jobs.find(isReady);
    this.#jobs = this.#jobs.filter((job) => job !== first);
    return first;
  }

  holds(request: RunRequest): boolean {
    return this.#jobs.some((job) => job.request === request);
  }

  /** Removes the jobs that satisfy `test`; their cells return to their earlier status. */
  cancel(test: (job: Job) => boolean, why: Skipped | null): void {
    const cancelled = this.#jobs.filter(test);
    this.#jobs = this.#jobs.filter((job) => !test(job));
    for (const { cell } of cancelled) cell.state.value = cancel(cell.state.value, why);
  }

  cancelAll(why: Skipped | null): void {
    this.cancel(() => true, why);
  }

  /** Cancels every request that runs the cell or needs it. */
  cancelFor(cell: NotebookCell): void {
    const requests = new Set(this.#jobs.filter((job) => job.cell === cell).map((job) => job.request));
    this.cancel(({ request }) => requests.has(request) || request.needs.has(cell.id), null);
  }
}

function isReady({ request }: Job): boolean {
  return request.awaits === "turn";
}
