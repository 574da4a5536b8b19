import * as tf from "@tensorflow/tfjs";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CodeCommand, Command } from "../../protocol/command.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, RunId } from "../../protocol/ids.ts";
import { DatasetStore } from "../datasets/dataset-store.ts";
import { Exploration } from "../explore/exploration.ts";
import { createLectern } from "../library/lectern.ts";
import { inspect } from "../output/inspect.ts";
import type { Outbox } from "../output/outbox.ts";
import { now } from "../platform/captured.ts";
import { requestStop } from "../training/running-fits.ts";
import { type Evaluation, Evaluator } from "./evaluate.ts";

interface Running {
  readonly run: RunId;
  readonly cell: CellId;
  readonly begun: number;
  stopAsked: boolean;
}

/** The runtime's side of the protocol: takes the page's commands one after the other and answers with events. */
export class Session {
  private readonly outbox: Outbox;
  private readonly datasets: DatasetStore;
  private readonly evaluator: Evaluator;
  private readonly exploration: Exploration;
  private running: Running | null = null;
  /** Runs are carried out one after the other, though the page should not send two at once. */
  private queue: Promise<void> = Promise.resolve();
  /** The cell that ran last: what a timer or a forgotten promise throws later is told as its. */
  private lastCell: CellId | null = null;

  constructor(outbox: Outbox) {
    this.outbox = outbox;
    this.datasets = new DatasetStore((dataset) => outbox.send({ type: "need", dataset }));
    this.exploration = new Exploration((figure, state) => outbox.send({ type: "figure", figure, state }));
    const modules = new Map<string, object>([
      ["@tensorflow/tfjs", { ...tf, default: tf }],
      ["lectern", { ...createLectern(outbox, this.datasets, this.exploration) }],
    ]);
    this.evaluator = new Evaluator(modules);
  }

  handle(command: Command): void {
    switch (command.type) {
      case "run":
      case "check":
        this.queue = this.queue.then(() => this.run(command));
        return;
      case "stop":
        this.stop(command.run);
        return;
      case "dataset":
        this.datasets.deliver(command.name, { files: command.files, synthetic: command.standIn });
        return;
      case "dataset-failed":
        this.datasets.refuse(command.name, command.message);
        return;
      case "input":
        this.exploration.handle(command.figure, command.value);
        return;
      case "credit":
        this.outbox.grant(command.count);
        return;
      default:
        assertNever(command);
    }
  }

  /** What was thrown outside of a run's own promise: by a timer, or a promise that nobody waits for. */
  reportStray(thrown: unknown): void {
    if (this.lastCell === null) return;
    const { name, message, line } = this.evaluator.describe(thrown, this.lastCell);
    const place = line === null ? "" : ` (line ${line})`;
    this.outbox.print("error", `Not caught: ${name}: ${message}${place}`);
  }

  private async run({ type, run, cell, source }: CodeCommand): Promise<void> {
    const running: Running = { run, cell, begun: now(), stopAsked: false };
    this.running = running;
    this.lastCell = cell;
    this.outbox.begin(run);
    const evaluation =
      type === "check" ? await this.evaluator.check(cell, source) : await this.evaluator.run(cell, source);
    await this.showValue(evaluation);
    this.outbox.finish();
    this.running = null;
    this.outbox.send(closingEvent(evaluation, running));
  }

  private async showValue(evaluation: Evaluation): Promise<void> {
    if (evaluation.type !== "done" || !("value" in evaluation) || evaluation.value === undefined) return;
    this.outbox.show({ type: "inspect", value: inspect(evaluation.value) });
  }

  private stop(run: RunId): void {
    if (this.running?.run !== run) return;
    this.running.stopAsked = true;
    requestStop();
  }
}

function closingEvent(evaluation: Evaluation, { run, begun, stopAsked }: Running): RuntimeEvent {
  const ms = now() - begun;
  if (evaluation.type === "failed") return { type: "failed", run, error: evaluation.error, ms };
  return { type: stopAsked ? "stopped" : "done", run, ms };
}
