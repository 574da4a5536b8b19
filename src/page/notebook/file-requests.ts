import type { Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { CellId } from "../../protocol/ids.ts";
import { openedPath, type PictureRequest } from "../../protocol/lesson-file.ts";
import { words } from "../../words/words.ts";
import type { FileServer } from "../files/declared-files.ts";
import type { DecodePicture } from "../files/decode-picture.ts";
import type { AskForFile } from "../files/file-questions.ts";

/** Where files come from. */
export interface FileSources {
  readonly serveFile: FileServer;
  readonly askForFile: AskForFile;
  readonly decodePicture: DecodePicture;
}

/** The file that the runtime asks for. */
export type FileNeed = Omit<Extract<RuntimeEvent, { type: "need-file" }>, "type">;

/** How many of the files that the reader has chosen can still be read as pictures. */
const REMEMBERED = 8;

type Answer = Extract<Command, { type: "file" | "file-failed" }>;

/** A request that is being answered. */
interface Pending {
  readonly request: number;
  readonly controller: AbortController;
}

/** Gets the files that the current runtime asks for. */
export class FileRequests {
  readonly #sources: FileSources;
  /** The files that the reader has chosen, by the paths that the runtime knows them by. */
  readonly #opened = new Map<string, Blob>();
  /** Aborts with the runtime. */
  #runtime = new AbortController();
  #reading: Pending | null = null;
  /** The question that waits for the reader. */
  #asking: Pending | null = null;

  constructor(sources: FileSources) {
    this.#sources = sources;
  }

  /**
   * The answer to a cell that asks the reader for a file; null if the runtime has ended in the meantime.
   * @param cell that runs; null if none does.
   */
  async ask(request: number, cell: CellId | null, accept: string): Promise<Answer | null> {
    const refuse = (message: string): Answer => ({ type: "file-failed", request, message });
    if (cell === null) return refuse(words.runtime.awaitOpenFile);
    if (this.#asking !== null) return refuse(words.runtime.anotherAsked);
    const asking = { request, controller: new AbortController() };
    this.#asking = asking;
    const { signal } = this.#runtime;
    const answer = await this.#sources.askForFile(cell, accept, asking.controller.signal).then(
      ({ file, bytes }): Answer => {
        this.#remember(request, file);
        return { type: "file", request, bytes, name: file.name };
      },
      (error: unknown) => refuse(errorMessage(error)),
    );
    if (this.#asking === asking) this.#asking = null;
    return signal.aborted ? null : answer;
  }

  /** The run that asked is over. */
  endQuestion(): void {
    this.#asking?.controller.abort(new Error(words.runtime.cellEnded));
    this.#asking = null;
  }

  /** The run that needs the file or asks for it is stopped. */
  cancel(request: number): void {
    if (this.#asking?.request === request) this.endQuestion();
    if (this.#reading?.request === request)
      this.#reading.controller.abort(new Error(words.runtime.cellStopped));
  }

  /** The answer for the runtime; null if that has ended in the meantime. */
  async answer({ request, path, picture }: FileNeed): Promise<Answer | null> {
    const { signal: runtime } = this.#runtime;
    // The runtime asks for one after the other; many at once would take much memory.
    if (this.#reading !== null) return { type: "file-failed", request, message: words.runtime.anotherRead };
    const controller = new AbortController();
    this.#reading = { request, controller };
    const { signal } = controller;
    const answer = await (picture === null
      ? this.#bytes(path, signal)
      : this.#pixels(path, picture, signal)
    ).then(
      (content): Answer => ({ type: "file", request, ...content }),
      (error: unknown): Answer => ({ type: "file-failed", request, message: errorMessage(error) }),
    );
    if (runtime.aborted) return null;
    this.#reading = null;
    return answer;
  }

  async #bytes(path: string, signal: AbortSignal) {
    return { bytes: await this.#sources.serveFile(path, signal) };
  }

  async #pixels(path: string, wanted: PictureRequest, signal: AbortSignal) {
    const content =
      this.#opened.get(path) ?? new Blob([await this.#sources.serveFile(path, signal)], typeOf(path));
    const { width, height, pixels } = await this.#sources.decodePicture(content, wanted);
    return { bytes: pixels, picture: { width, height } };
  }

  #remember(request: number, file: Blob): void {
    this.#opened.set(openedPath(request), file);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > REMEMBERED && oldest !== undefined) this.#opened.delete(oldest);
  }

  /** The runtime is gone: what it asked for is no longer loaded. */
  reset(): void {
    this.#runtime.abort();
    this.#reading?.controller.abort();
    this.endQuestion();
    this.#reading = null;
    this.#opened.clear();
    this.#runtime = new AbortController();
  }
}

/** Browsers recognise pictures by their contents, except SVG. */
function typeOf(path: string): BlobPropertyBag {
  return /\.svg$/i.test(path) ? { type: "image/svg+xml" } : {};
}
