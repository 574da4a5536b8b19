import type { Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { FileServer } from "../files/declared-files.ts";

type Answer = Extract<Command, { type: "file" | "file-failed" }>;

/** Gets the files that the current runtime asks for. */
export class FileRequests {
  readonly #serve: FileServer;
  #reading = new AbortController();
  #isBusy = false;

  constructor(serve: FileServer) {
    this.#serve = serve;
  }

  /** The answer for the runtime; null if that has ended in the meantime. */
  async answer(request: number, path: string): Promise<Answer | null> {
    const { signal } = this.#reading;
    // The runtime asks for one after the other; many at once would take much memory.
    if (this.#isBusy) return { type: "file-failed", request, message: "Another file is being read." };
    this.#isBusy = true;
    const answer = await this.#serve(path, signal).then(
      (bytes): Answer => ({ type: "file", request, bytes }),
      (error: unknown): Answer => ({ type: "file-failed", request, message: errorMessage(error) }),
    );
    if (signal.aborted) return null;
    this.#isBusy = false;
    return answer;
  }

  /** The runtime is gone: what it asked for is no longer loaded. */
  reset(): void {
    this.#reading.abort();
    this.#isBusy = false;
    this.#reading = new AbortController();
  }
}
