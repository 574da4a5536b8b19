import { parseStack } from "../../cell/compile/error-stack.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CodeCommand, Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { CellError, RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, RunId } from "../../protocol/ids.ts";
import type { SliceRequest } from "../../protocol/tensor.ts";
import { MAXIMUM_VARIABLES } from "../../protocol/variables.ts";
import { DatasetStore } from "../datasets/dataset-store.ts";
import { Explorer } from "../explore/explorer.ts";
import { Downloads } from "../files/downloads.ts";
import { FileStore } from "../files/file-store.ts";
import { createFileReaders } from "../files/read-files.ts";
import { CheckFailure } from "../library/check-failure.ts";
import { Controls } from "../library/controls.ts";
import { display } from "../library/display.ts";
import { createLectern } from "../library/lectern.ts";
import { createTensorFlow } from "../library/tensorflow-module.ts";
import { VariableInspector } from "../output/inspect.ts";
import type { Outbox } from "../output/outbox.ts";
import { ShownTensors } from "../output/shown-tensors.ts";
import {
  type Activity,
  latestActivity,
  resumeForeground,
  StopRequested,
  setForeground,
} from "../platform/activity.ts";
import { withBuiltIns } from "../platform/built-ins.ts";
import { after } from "../platform/captured.ts";
import { asNative, deferred, firstOf } from "../platform/promises.ts";
import { stackOfThrown } from "../platform/thrown.ts";
import { readCheckpoint } from "../training/checkpoints.ts";
import { beginWithContinuation, offerContinuation } from "../training/continuation.ts";
import { controlTraining } from "../training/running-fits.ts";
import { type Evaluation, Evaluator } from "./evaluate.ts";
import { LessonModules } from "./lesson-modules.ts";
import { ModelTransfer } from "./model-transfer.ts";
import { BROKEN_RUNTIME } from "./replaced-built-ins.ts";
import { Run } from "./run.ts";
import { warningsOf } from "./run-warnings.ts";

/** How many changes of late work are reported at once; the page treats many more messages as a flood. */
const MAXIMUM_REPORTS = 16;
/** How long the end of a run waits for the page to draw what the run has shown, in ms. */
const LONGEST_WAIT_MS = 5000;

/** The runtime's side of the protocol: handles the page's commands and answers with events. */
export class Session {
  readonly #outbox: Outbox;
  readonly #datasets: DatasetStore;
  readonly #files: FileStore;
  readonly #askedFiles: FileStore;
  readonly #downloads = new Downloads();
  readonly #evaluator: Evaluator;
  readonly #explorer: Explorer;
  readonly #models: ModelTransfer;
  readonly #tensors = new ShownTensors();
  readonly #controls: Controls;
  /** The last run of each cell and check, which may still have late work. */
  readonly #runs = new Map<CellId, Run>();
  /** What was last reported of the late work of ended runs. */
  readonly #reported = new Map<RunId, string>();
  /** Runs are serial, even if the page sends two at once: this ends with the one that was sent last. */
  #previousRun: Promise<void> = asNative(Promise.resolve());

  /** @param explain replaces what a run has thrown by its real cause, if that is something else. */
  constructor(outbox: Outbox, explain?: (thrown: unknown) => Promise<unknown>) {
    this.#outbox = outbox;
    this.#datasets = new DatasetStore((dataset) => outbox.send({ type: "need", dataset }));
    const cancelFile = (request: number): void => outbox.send({ type: "cancel-file", request });
    this.#files = new FileStore(
      (request, path, picture) => outbox.send({ type: "need-file", request, path, picture }),
      cancelFile,
    );
    this.#explorer = new Explorer((figure, state) => outbox.send({ type: "figure", figure, state }));
    this.#controls = new Controls(outbox);
    this.#askedFiles = new FileStore(
      (request, accept, _picture, run) => outbox.send({ type: "ask-file", request, run, accept }),
      cancelFile,
    );
    const readers = createFileReaders(this.#files, this.#askedFiles, this.#downloads);
    const modules = new Map<string, object>([
      ["@tensorflow/tfjs", createTensorFlow(readers)],
      [
        "lectern",
        {
          ...createLectern(outbox, this.#datasets, readers, this.#explorer, this.#controls, this.#tensors),
        },
      ],
    ]);
    this.#evaluator = new Evaluator(modules, explain, new LessonModules(this.#files, modules));
    this.#models = new ModelTransfer(
      () => this.#evaluator.variables(),
      (event) => outbox.send(event),
    );
  }

  handle(command: Command): void {
    resumeForeground();
    switch (command.type) {
      case "run":
      case "check":
        this.#previousRun = asNative(this.#runAfter(this.#previousRun, command));
        return;
      case "stop":
        this.#stop(command.run);
        return;
      case "dataset":
      case "dataset-part":
      case "dataset-failed":
        this.#datasets.receive(command);
        return;
      case "file-part":
      case "file":
      case "file-failed":
        for (const store of [this.#files, this.#askedFiles]) store.receive(command);
        return;
      case "read-download":
        this.#outbox.send(withBuiltIns(() => this.#downloads.read(command.id, command.part)));
        return;
      case "input":
        this.#explorer.handle(command.figure, command.value);
        return;
      case "list-models":
      case "read-model":
      case "load-model":
        void this.#models.handle(command);
        return;
      case "control-training":
        controlTraining(command.training, command.action);
        return;
      case "set-control":
        withBuiltIns(() => this.#controls.set(command.cell, command.label, command.value));
        return;
      case "read-checkpoint":
        this.#outbox.send(withBuiltIns(() => readCheckpoint(command.training, command.part)));
        return;
      case "continue-training":
        offerContinuation(command.cell, command.from);
        return;
      case "list-variables":
        withBuiltIns(() => this.#listVariables());
        return;
      case "read-slice":
        void this.#readSlice(command.request, command.slice);
        return;
      case "credit":
        this.#outbox.grant(command.count);
        return;
      default:
        assertNever(command);
    }
  }

  /** Reports the late work of ended runs where it has changed. Call it at intervals. */
  tick(): void {
    this.#outbox.renew();
    let reports = 0;
    for (const run of this.#runs.values()) {
      if (reports >= MAXIMUM_REPORTS) return;
      if (run.isEnded && this.#reportLateWork(run)) reports += 1;
    }
  }

  /** An error that no code of the cell handles: it fails its run, even one that has ended. */
  reportUncaught(thrown: unknown, activity: Activity = this.#activityThatThrew(thrown)): void {
    // The reader has stopped the run, or already sees what is wrong.
    if (StopRequested.is(thrown) || CheckFailure.is(thrown)) return;
    const run = this.#runOf(activity);
    if (run === undefined || (run.isEnded && activity.stop.aborted)) return;
    const error = this.#evaluator.describe(thrown, run.command.cell);
    if (!run.fail(error)) this.#outbox.print("error", describeUncaught(error), activity);
    else if (run.isEnded) this.#outbox.send({ type: "late-failure", run: run.command.run, error });
  }

  /** Undefined if the cell has been run again since. */
  #runOf(activity: Activity): Run | undefined {
    const run = activity.cell === null ? undefined : this.#runs.get(activity.cell);
    return run?.activity === activity ? run : undefined;
  }

  /** By the cells in the stack, else by the task in which it was thrown. */
  #activityThatThrew(thrown: unknown): Activity {
    const latest = latestActivity();
    const cells = cellsIn(thrown);
    // The innermost frames may be functions of earlier cells; the outermost is what was started.
    const started = cells.find((cell) => cell === latest.cell) ?? cells.at(-1);
    const run = [...this.#runs.values()].find(({ command }) => command.cell === started);
    return run?.activity ?? latest;
  }

  async #runAfter(previous: Promise<void>, command: CodeCommand): Promise<void> {
    await previous;
    try {
      await asNative(this.#run(command));
    } catch {
      // The runtime's own code has thrown: a cell has replaced what it needs in a way that cannot be undone.
      this.#outbox.send({ type: "failed", run: command.run, error: BROKEN_RUNTIME, ms: 0 });
    }
  }

  async #run(command: CodeCommand): Promise<void> {
    const run = withBuiltIns(() => this.#begin(command), true);
    const { cell, source } = command;
    const code =
      command.type === "check" ? this.#evaluator.check(cell, source) : this.#evaluator.run(cell, source);
    const evaluation = await asNative(run.settled(code, (outcome) => this.#show(outcome, command.run)));
    withBuiltIns(() => this.#end(run, evaluation), true);
  }

  /**
   * Shows what the code evaluated to. Resolves when the page has all outputs, or when it draws none for a while. After a
   * stop the reader wants no more of them.
   */
  async #show(evaluation: Evaluation, run: RunId): Promise<void> {
    withBuiltIns(() => this.#showValue(evaluation), true);
    const sent = evaluation.type === "stopped" ? null : this.#outbox.queueSent(run);
    if (sent === null) return;
    const late = deferred<void>();
    after(LONGEST_WAIT_MS, () => late.resolve());
    await firstOf(sent, late.promise);
  }

  #begin(command: CodeCommand): Run {
    const { cell } = command;
    const previous = this.#runs.get(cell);
    if (previous !== undefined) this.#supersede(previous);
    const run = new Run(command);
    this.#runs.set(cell, run);
    this.#controls.begin(cell, command.controls ?? {});
    beginWithContinuation(run.activity);
    setForeground(run.activity);
    this.#outbox.begin(command.run);
    return run;
  }

  /** A cell that runs again ends what its previous run left behind. */
  #supersede({ activity, command }: Run): void {
    activity.requestStop();
    this.#cancelFiles(activity);
    this.#downloads.forget(activity);
    this.#outbox.forget(command.run);
    this.#reported.delete(command.run);
  }

  #cancelFiles(activity: Activity): void {
    for (const store of [this.#files, this.#askedFiles]) store.cancel(activity);
  }

  #end(run: Run, evaluation: Evaluation): void {
    const { run: id } = run.command;
    resumeForeground();
    for (const text of warningsOf(run, evaluation, this.#evaluator))
      this.#outbox.print("warn", text, run.activity);
    this.#outbox.sendRest(id);
    this.#reportLateWork(run);
    this.#outbox.send(closingEvent(evaluation, run));
    // Its code may still run, and print what the reader no longer wants.
    if (evaluation.type === "stopped") this.#outbox.forget(id);
  }

  #showValue(evaluation: Evaluation): void {
    resumeForeground();
    if (evaluation.type !== "done" || !("value" in evaluation) || evaluation.value === undefined) return;
    if (this.#controls.has(evaluation.value)) return;
    this.#outbox.show(display(evaluation.value, this.#tensors));
  }

  #listVariables(): void {
    const all = this.#evaluator.declared();
    const inspector = new VariableInspector(this.#tensors);
    const variables = all.slice(0, MAXIMUM_VARIABLES).map(({ name, cell, value }) => ({
      name,
      cell,
      value: inspector.inspect(value),
    }));
    this.#outbox.send({ type: "variables", variables, hidden: all.length - variables.length });
  }

  async #readSlice(request: number, wanted: SliceRequest): Promise<void> {
    try {
      const slice = await this.#tensors.slice(wanted);
      this.#outbox.send({ type: "tensor-slice", request, slice });
    } catch (error) {
      this.#outbox.send({ type: "slice-failed", request, message: errorMessage(error) });
    }
  }

  #stop(id: RunId): void {
    const run = [...this.#runs.values()].find(({ command }) => command.run === id);
    if (run === undefined) return;
    void run.stop();
    withBuiltIns(() => this.#cancelFiles(run.activity));
    if (run.isEnded) this.#reportLateWork(run);
  }

  /** Reports the timers and trainings of an ended run, and whether it is doubtful, if the page does not know it. */
  #reportLateWork({ command, activity }: Run): boolean {
    const { timers, trainings, isDoubtful } = activity;
    const work = `${timers} ${trainings} ${isDoubtful}`;
    if (work === (this.#reported.get(command.run) ?? "0 0 false")) return false;
    this.#reported.set(command.run, work);
    if (timers + trainings === 0) this.#outbox.sendRest(command.run);
    this.#outbox.send({ type: "work", run: command.run, timers, trainings, ...doubt(activity) });
    return true;
  }
}

function cellsIn(thrown: unknown): readonly string[] {
  try {
    const stack: unknown = thrown instanceof Error ? thrown.stack : stackOfThrown(thrown);
    return typeof stack === "string" ? parseStack(stack).map(({ cell }) => cell) : [];
  } catch {
    // A value whose members throw.
    return [];
  }
}

function describeUncaught({ name, message, line }: CellError): string {
  return `Not caught: ${name}: ${message}${line === null ? "" : ` (line ${line})`}`;
}

function closingEvent(evaluation: Evaluation, { command, elapsedMs: ms, activity }: Run): RuntimeEvent {
  const { run } = command;
  if (evaluation.type === "failed") return { type: "failed", run, error: evaluation.error, ms };
  if (activity.stop.aborted || evaluation.type === "stopped") return { type: "stopped", run, ms };
  return { type: "done", run, ms, ...doubt(activity) };
}

function doubt({ isDoubtful }: Activity): { readonly doubtful?: true } {
  return isDoubtful ? { doubtful: true } : {};
}
