import { type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import type { CellId } from "../../protocol/ids.ts";
import { Training } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { EarlierRun } from "../outputs/training/cell-training.ts";
import { formatSignificant } from "../ui/format.ts";
import { Code, codeBehind } from "./code-behind.ts";
import { describeDifference } from "./describe-difference.ts";
import type { LiveTraining, LiveTrainings } from "./live-trainings.ts";

/** A training that has ended: what it showed, and the code that it was made with. */
const RunRecord = v.object({ at: v.number(), fit: v.number(), code: Code, output: Training });
type RunRecord = v.InferOutput<typeof RunRecord>;
const RunRecords = v.array(RunRecord);

/** Where a lesson's trainings are stored, by cell. */
export interface HistoryStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes them. */
  save(cell: CellId, records: readonly unknown[] | null): Promise<void>;
}

export interface HistoryParts {
  readonly notebook: Notebook;
  readonly live: LiveTrainings;
  readonly store: HistoryStore;
  /** Whether another tab owns the lesson's storage. */
  readonly isLocked: () => boolean;
  /** Settles when the reader's own cells are there, which may have trained, too. */
  readonly arranged: Promise<unknown>;
}

/** More curves in one chart could not be told apart. */
const SHOWN_RUNS = 4;
const KEPT_RECORDS = 12;

/** The trainings of earlier runs, in this visit and earlier ones. */
export class RunHistory {
  readonly #records = new Map<CellId, Signal<readonly RunRecord[]>>();
  readonly #notebook: Notebook;
  readonly #live: LiveTrainings;
  readonly #store: HistoryStore;

  constructor({ notebook, live, store, isLocked, arranged }: HistoryParts) {
    this.#notebook = notebook;
    this.#live = live;
    this.#store = store;
    notebook.onEvent((event) => {
      if (event.type === "ended" && !isLocked()) this.#record(event.cell);
    });
    // Before the notebook forgets what ran: also a run that is cut short was a run.
    live.onReport((training) => {
      if (training.output.control === undefined && !isLocked()) this.#add(training);
    });
    void this.#restore(arranged);
  }

  /** The runs of the cell before the one that shows this output, the latest first. */
  earlierThan(cell: CellId, output: Training): readonly EarlierRun[] {
    const records = this.#of(cell).value;
    const live = this.#live.find(output.key);
    const own =
      records.find((record) => isSame(record.output, output)) ?? (live?.cell === cell ? live : undefined);
    const code = own?.code ?? codeBehind(this.#notebook.cells.peek(), cell);
    return records
      .filter((record) => own === undefined || (record.at < own.at && record.fit === own.fit))
      .filter((record) => !isContinuedBy(record.output, output))
      .slice(-SHOWN_RUNS)
      .toReversed()
      .map((record) => ({
        id: `${record.at}-${record.fit}`,
        label: describeRun(record, code),
        output: record.output,
      }));
  }

  forget(cell: CellId): void {
    this.#set(cell, []);
  }

  #record(cell: CellId): void {
    for (const training of this.#live.of(cell)) this.#add(training);
  }

  #add({ cell, at, fit, code, output }: LiveTraining): void {
    if (!output.rows.some(({ done }) => done)) return;
    const { control, saved, ...shown } = output;
    const others = this.#of(cell)
      .peek()
      .filter((record) => record.fit !== fit || (record.at !== at && !isContinuedBy(record.output, output)));
    this.#set(cell, [...others, { at, fit, code, output: shown }].slice(-KEPT_RECORDS));
  }

  #of(cell: CellId): Signal<readonly RunRecord[]> {
    const known = this.#records.get(cell) ?? signal([]);
    this.#records.set(cell, known);
    return known;
  }

  #set(cell: CellId, records: readonly RunRecord[]): void {
    this.#of(cell).value = records;
    // A failure is not reported: curves can be drawn again by training again.
    this.#store.save(cell, records.length === 0 ? null : records).catch(() => undefined);
  }

  async #restore(arranged: Promise<unknown>): Promise<void> {
    const [found] = await Promise.all([this.#store.load().catch(() => new Map<string, unknown>()), arranged]);
    for (const { id } of this.#notebook.cells.peek()) {
      const records = v.safeParse(RunRecords, found.get(id));
      if (records.success) this.#of(id).value = [...records.output, ...this.#of(id).peek()];
    }
  }
}

function isSame(one: Training, other: Training): boolean {
  return one.key === other.key && JSON.stringify(one.rows[0]) === JSON.stringify(other.rows[0]);
}

/** Whether the later training begins with the epochs of the earlier one: both are one run, which was cut off. */
function isContinuedBy(earlier: Training, { rows, continuedFrom, earlierEpochs = 0 }: Training): boolean {
  if (continuedFrom === undefined) return false;
  const taken = rows.slice(0, continuedFrom - earlierEpochs);
  if (taken.length === 0) return false;
  return JSON.stringify(earlier.rows.slice(0, taken.length)) === JSON.stringify(taken);
}

function describeRun({ code, output }: RunRecord, now: Code): string {
  const rates = output.learningRates ?? [];
  const changed =
    rates.length > 1 ? words.training.rateChanged(formatSignificant(rates.at(-1)?.[1] ?? 0)) : "";
  return `${describeDifference(code, now)}${changed}`;
}
