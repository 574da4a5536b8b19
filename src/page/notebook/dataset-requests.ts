import type { Command } from "../../protocol/command.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { Output } from "../../protocol/output.ts";
import { type DatasetServer, serveNeed } from "../datasets/dataset-server.ts";

type Answer = Extract<Command, { type: "dataset" | "dataset-failed" }>;

/** Gets the datasets that the current runtime asks for. */
export class DatasetRequests {
  readonly #serve: DatasetServer;
  #downloads = new AbortController();
  #isSynthetic = false;

  constructor(serve: DatasetServer) {
    this.#serve = serve;
  }

  /** Whether a synthetic dataset replaced a real one. */
  get isSynthetic(): boolean {
    return this.#isSynthetic;
  }

  /** The answer for the runtime; null if that has ended in the meantime. */
  async answer(name: DatasetName, show: (output: Output) => void): Promise<Answer | null> {
    const { signal } = this.#downloads;
    const answer = await serveNeed(name, this.#serve, signal, show);
    if (signal.aborted) return null;
    if (answer.type === "dataset" && answer.synthetic) this.#isSynthetic = true;
    return answer;
  }

  /** The runtime is gone: its downloads end, and the next one gets its own data. */
  reset(): void {
    this.#downloads.abort();
    this.#downloads = new AbortController();
    this.#isSynthetic = false;
  }
}
