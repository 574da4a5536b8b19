import * as tf from "@tensorflow/tfjs";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CodeCommand, Command } from "../../protocol/command.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, RunId } from "../../protocol/ids.ts";
import { DatasetStore } from "../datasets/dataset-store.ts";
import { Explorer } from "../explore/explorer.ts";
import { createLectern } from "../library/lectern.ts";
import { inspect } from "../output/inspect.ts";
import type { Outbox } from "../output/outbox.ts";
import { now } from "../platform/captured.ts";
import { requestStop, stopSignal } from "../training/stop.ts";
import { type Evaluation, Evaluator } from "./evaluate.ts";

/** A run, and afterwards the last one: errors from timers and unhandled rejections are attributed to its cell. */
interface Run {
  readonly id: RunId;
  readonly cell: CellId;
  readonly startedAt: number;
  readonly stop: AbortSignal;
  isEnded: boolean;
}

/** The runtime's side of the protocol: handles the page's commands and answers with events. */
export class Session {
  readonly #outbox: Outbox;
  readonly #datasets: DatasetStore;
  readonly #evaluator: Evaluator;
  readonly #explorer: Explorer;
  #run: Run | null = null;
  /** Runs are serial, even if the page sends two at once. */
  #queue: Promise<void> = Promise.resolve();

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
    this.#datasets = new DatasetStore((dataset) => outbox.send({ type: "need", dataset }));
    this.#explorer = new Explorer((figure, state) => outbox.send({ type: "figure", figure, state }));
    const modules = new Map<string, object>([
      ["@tensorflow/tfjs", { ...tf, default: tf }],
      ["lectern", { ...createLectern(outbox, this.#datasets, this.#explorer) }],
    ]);
    this.#evaluator = new Evaluator(modules);
  }

  handle(command: Command): void {
    switch (command.type) {
      case "run":
      case "check":
        this.#queue = this.#queue.then(() => this.#evaluate(command));
        return;
      case "stop":
        this.#stop(command.run);
        return;
      case "dataset":
        this.#datasets.deliver(command.name, { files: command.files, synthetic: command.synthetic });
        return;
      case "dataset-part":
        this.#datasets.addPart(command.name, command.file, command.part);
        return;
      case "dataset-failed":
        this.#datasets.fail(command.name, command.message);
        return;
      case "input":
        this.#explorer.handle(command.figure, command.value);
        return;
      case "credit":
        this.#outbox.grant(command.count);
        return;
      default:
        assertNever(command);
    }
  }

  /** Shows an error from a timer or an unhandled rejection. */
  reportUncaught(thrown: unknown): void {
    if (this.#run === null) return;
    const { name, message, line } = this.#evaluator.describe(thrown, this.#run.cell);
    const position = line === null ? "" : ` (line ${line})`;
    this.#outbox.print("error", `Not caught: ${name}: ${message}${position}`);
  }

  async #evaluate({ type, run: id, cell, source }: CodeCommand): Promise<void> {
    const run: Run = { id, cell, startedAt: now(), stop: stopSignal(), isEnded: false };
    this.#run = run;
    this.#outbox.begin(id);
    const evaluation =
      type === "check" ? await this.#evaluator.check(cell, source) : await this.#evaluator.run(cell, source);
    this.#showValue(evaluation);
    this.#outbox.finish();
    run.isEnded = true;
    this.#outbox.send(closingEvent(evaluation, run));
  }

  #showValue(evaluation: Evaluation): void {
    if (evaluation.type !== "done" || !("value" in evaluation) || evaluation.value === undefined) return;
    this.#outbox.show({ type: "inspect", value: inspect(evaluation.value) });
  }

  #stop(id: RunId): void {
    if (this.#run?.id === id && !this.#run.isEnded) requestStop();
  }
}

function closingEvent(evaluation: Evaluation, { id, startedAt, stop }: Run): RuntimeEvent {
  const ms = now() - startedAt;
  if (evaluation.type === "failed") return { type: "failed", run: id, error: evaluation.error, ms };
  return { type: stop.aborted ? "stopped" : "done", run: id, ms };
}
