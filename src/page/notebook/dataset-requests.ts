import type { Command } from "../../protocol/command.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { Output } from "../../protocol/output.ts";
import { type DatasetServer, serveNeed } from "../datasets/dataset-server.ts";
import type { DataQuality } from "./output-list.ts";

type DatasetAnswer = Extract<Command, { type: "dataset" }>;
type Answer = DatasetAnswer | Extract<Command, { type: "dataset-failed" }>;

/** Gets the datasets that the current runtime asks for. */
export class DatasetRequests {
  readonly #serve: DatasetServer;
  #downloads = new AbortController();
  /** What the runtime has, by dataset: one that was synthetic may be loaded again. */
  readonly #received = new Map<DatasetName, DataQuality>();

  constructor(serve: DatasetServer) {
    this.#serve = serve;
  }

  /** What the data is that the runtime has received. */
  get quality(): DataQuality {
    const all = [...this.#received.values()];
    return {
      synthetic: all.some(({ synthetic }) => synthetic),
      perClass: all.findLast(({ perClass }) => perClass !== null)?.perClass ?? null,
    };
  }

  /** The answer for the runtime; null if that has ended in the meantime. */
  async answer(name: DatasetName, show: (output: Output) => void): Promise<Answer | null> {
    const { signal } = this.#downloads;
    const answer = await serveNeed(name, this.#serve, signal, show);
    if (signal.aborted) return null;
    if (answer.type === "dataset")
      this.#received.set(name, { synthetic: answer.synthetic, perClass: answer.perClass ?? null });
    return answer;
  }

  /** The runtime is gone: its downloads end, and the next one gets its own data. */
  reset(): void {
    this.#downloads.abort();
    this.#downloads = new AbortController();
    this.#received.clear();
  }
}
