import { assertNever } from "../../protocol/assert-never.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { DatasetName, RunId } from "../../protocol/ids.ts";
import type { DatasetServer } from "../datasets/dataset-server.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { DatasetRequests } from "./dataset-requests.ts";
import type { Execution } from "./execution.ts";
import { type FileNeed, FileRequests, type FileSources } from "./file-requests.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import type { DataQuality } from "./output-list.ts";
import type { OutputStream } from "./output-stream.ts";

/** The runtime asks for data, or no longer needs it. */
export type DataRequest = Extract<RuntimeEvent, { type: "need" | "need-file" | "ask-file" | "cancel-file" }>;

type FileQuestion = Extract<DataRequest, { type: "ask-file" }>;

export interface DataSources extends FileSources {
  readonly serveDataset: DatasetServer;
}

/** What the requests need to know of the run that makes them. */
interface RunningCell {
  current(): Execution | null;
  cellOf(run: RunId): NotebookCell | undefined;
  readonly stream: OutputStream;
}

/** Answers the current runtime's requests for datasets and files. */
export class DataRequests {
  readonly #datasets: DatasetRequests;
  readonly #files: FileRequests;
  readonly #running: RunningCell;
  readonly #send: RuntimeHost["send"];

  constructor(sources: DataSources, running: RunningCell, send: RuntimeHost["send"]) {
    this.#datasets = new DatasetRequests(sources.serveDataset);
    this.#files = new FileRequests(sources);
    this.#running = running;
    this.#send = send;
  }

  /** What the data is that the runtime has received. */
  get quality(): DataQuality {
    return this.#datasets.quality;
  }

  receive(request: DataRequest): void {
    switch (request.type) {
      case "need":
        void this.#serveDataset(request.dataset);
        return;
      case "need-file":
        void this.#serveFile(request);
        return;
      case "ask-file":
        void this.#askForFile(request);
        return;
      case "cancel-file":
        this.#files.cancel(request.request);
        return;
      default:
        assertNever(request);
    }
  }

  /** The run has ended: a question that it has asked the reader needs no answer. */
  endQuestion(): void {
    this.#files.endQuestion();
  }

  /** The runtime is gone. */
  reset(): void {
    this.#datasets.reset();
    this.#files.reset();
  }

  async #serveDataset(name: DatasetName): Promise<void> {
    const { current, stream } = this.#running;
    const execution = current();
    const answer = await this.#datasets.answer(name, (output) => {
      if (execution === current()) stream.add(output);
    });
    if (answer === null) return;
    stream.markData(this.quality);
    this.#send(answer);
  }

  async #serveFile(need: FileNeed): Promise<void> {
    const answer = await this.#files.answer(need);
    if (answer !== null) this.#send(answer);
  }

  /** Only for the running cell, so that the reader sees which cell asks. */
  async #askForFile({ request, run, accept }: FileQuestion): Promise<void> {
    const cell = run === null ? undefined : this.#running.cellOf(run);
    const isCurrent = cell !== undefined && cell === this.#running.current()?.cell;
    const answer = await this.#files.ask(request, isCurrent ? cell.id : null, accept);
    if (answer !== null) this.#send(answer);
  }
}
