import type { CellId } from "../../protocol/ids.ts";
import type { NotRun, Slot } from "./cell-model.ts";
import type { Request } from "./plan.ts";

/** What one press asked for: `needs` are the cells whose failure takes the rest of it back. */
export interface Batch {
  readonly request: Request;
  readonly needs: ReadonlySet<CellId>;
  /** On the notebook's clock. */
  readonly startedAt: number;
}

/** A cell that is to run, and the batch that wants it to. */
export interface Job {
  readonly slot: Slot;
  readonly batch: Batch;
}

/** The cells that wait, in order. */
export class Queue {
  private jobs: readonly Job[] = [];

  get isEmpty(): boolean {
    return this.jobs.length === 0;
  }

  add(slot: Slot, batch: Batch): void {
    slot.activity.value = "queued";
    slot.notRun.value = null;
    this.jobs = [...this.jobs, { slot, batch }];
  }

  /** The next job, no longer waiting. */
  take(): Job | undefined {
    const [first, ...rest] = this.jobs;
    this.jobs = rest;
    return first;
  }

  holds(batch: Batch): boolean {
    return this.jobs.some((job) => job.batch === batch);
  }

  /** Takes back the jobs that satisfy `test`: each such cell has its earlier status again, and says why. */
  takeBack(test: (job: Job) => boolean, why: NotRun | null): void {
    const gone = this.jobs.filter(test);
    this.jobs = this.jobs.filter((job) => !test(job));
    for (const { slot } of gone) {
      slot.activity.value = "none";
      slot.notRun.value = why;
    }
  }

  takeAllBack(why: NotRun | null): void {
    this.takeBack(() => true, why);
  }

  /** Takes back every batch that wants the cell or needs it. */
  takeBackFor(slot: Slot): void {
    const wanting = new Set(this.jobs.filter((job) => job.slot === slot).map((job) => job.batch));
    this.takeBack((job) => wanting.has(job.batch) || job.batch.needs.has(slot.id), null);
  }
}
