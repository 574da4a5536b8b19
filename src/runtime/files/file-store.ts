import { assertNever } from "../../protocol/assert-never.ts";
import type { Command } from "../../protocol/command.ts";
import type { RunId } from "../../protocol/ids.ts";
import { joinParts } from "../../protocol/join-parts.ts";
import { MAXIMUM_PATH_LENGTH, type PictureRequest } from "../../protocol/lesson-file.ts";
import { type Activity, currentActivity, StopRequested } from "../platform/activity.ts";
import { asNative } from "../platform/promises.ts";

export interface ReceivedFile {
  /** Empty if the cell knows it. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its size, if the bytes are the pixels of a picture. */
  readonly picture: Picture | null;
  /** By which the page knows it. */
  readonly request: number;
}

interface Picture {
  readonly width: number;
  readonly height: number;
}

/** Counts the requests of all stores: each has a number of its own. */
let requests = 0;

/** A file that a cell waits for. */
interface Request {
  readonly path: string;
  readonly picture: PictureRequest | null;
  readonly activity: Activity;
  readonly resolve: (file: ReceivedFile) => void;
  readonly reject: (error: Error) => void;
}

type Delivery = Omit<Extract<Command, { type: "file" }>, "type">;
type SendRequest = (
  request: number,
  path: string,
  picture: PictureRequest | null,
  /** That asks; null before the first. */
  run: RunId | null,
) => void;

/** Requests files of the lesson from the page, one after the other: the page treats many messages as a flood. */
export class FileStore {
  readonly #send: SendRequest;
  readonly #sendCancel: (request: number) => void;
  #waiting: Request[] = [];
  #current: Request | null = null;
  #number = 0;
  #parts: ArrayBuffer[] = [];

  /** @param sendCancel asks the page to answer a request at once. */
  constructor(send: SendRequest, sendCancel: (request: number) => void) {
    this.#send = send;
    this.#sendCancel = sendCancel;
  }

  /**
   * @throws {Error} with the page's message if the file cannot be read; TypeError or RangeError for a path that the page
   * would drop: all later requests would wait for its answer.
   */
  read(path: string, picture: PictureRequest | null = null): Promise<ReceivedFile> {
    return asNative(
      new Promise((resolve, reject) => {
        if (typeof path !== "string") throw new TypeError("The path of a file is not a text.");
        if (path.length > MAXIMUM_PATH_LENGTH) throw new RangeError("The path is too long.");
        this.#waiting.push({ path, picture, activity: currentActivity(), resolve, reject });
        this.#next();
      }),
    );
  }

  /** Takes an answer of the page, unless it belongs to a request of another store. */
  receive(command: Extract<Command, { type: "file" | "file-part" | "file-failed" }>): void {
    switch (command.type) {
      case "file-part":
        this.#addPart(command.request, command.part);
        return;
      case "file":
        this.#deliver(command);
        return;
      case "file-failed":
        this.#fail(command.request, command.message);
        return;
      default:
        assertNever(command);
    }
  }

  /** Parts arrive in order. */
  #addPart(request: number, part: ArrayBuffer): void {
    if (request === this.#number) this.#parts.push(part);
  }

  /** The file is complete: its last part. */
  #deliver({ request, bytes: last, name = "", picture }: Delivery): void {
    if (request !== this.#number) return;
    const bytes = joinParts([...this.#parts, last]);
    this.#end((current) => current.resolve({ name, bytes, picture: picture ?? null, request }));
  }

  #fail(request: number, message: string): void {
    if (request === this.#number) this.#end((current) => current.reject(new Error(message)));
  }

  /** The run is stopped: what it waits for ends. The next request waits until the page has answered the current one. */
  cancel(activity: Activity): void {
    const ended = this.#waiting.filter((request) => request.activity === activity);
    this.#waiting = this.#waiting.filter((request) => request.activity !== activity);
    if (this.#current?.activity === activity) {
      ended.unshift(this.#current);
      this.#sendCancel(this.#number);
    }
    for (const { reject } of ended) reject(new StopRequested());
  }

  #next(): void {
    if (this.#current !== null) return;
    this.#current = this.#waiting.shift() ?? null;
    if (this.#current === null) return;
    requests += 1;
    this.#number = requests;
    const { path, picture, activity } = this.#current;
    this.#send(this.#number, path, picture, activity.run);
  }

  #end(settle: (current: Request) => void): void {
    const current = this.#current;
    this.#current = null;
    this.#parts = [];
    if (current !== null) settle(current);
    this.#next();
  }
}
