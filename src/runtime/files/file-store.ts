import { MAXIMUM_PATH_LENGTH } from "../../protocol/lesson-file.ts";
import { asNative } from "../platform/promises.ts";

/** A file that a cell waits for. */
interface Request {
  readonly path: string;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

/** Requests files of the lesson from the page, one after the other: the page takes many messages for a flood. */
export class FileStore {
  readonly #send: (request: number, path: string) => void;
  readonly #waiting: Request[] = [];
  #current: Request | null = null;
  #number = 0;
  #parts: ArrayBuffer[] = [];

  constructor(send: (request: number, path: string) => void) {
    this.#send = send;
  }

  /** @throws {Error} with the page's message if the file cannot be read. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return asNative(
      new Promise((resolve, reject) => {
        if (path.length > MAXIMUM_PATH_LENGTH) throw new RangeError("The path is too long.");
        this.#waiting.push({ path, resolve, reject });
        this.#next();
      }),
    );
  }

  /** Parts arrive in order. */
  addPart(request: number, part: ArrayBuffer): void {
    if (request === this.#number) this.#parts.push(part);
  }

  /** The file is complete: its last part. */
  deliver(request: number, last: ArrayBuffer): void {
    if (request !== this.#number) return;
    const bytes = join([...this.#parts, last]);
    this.#end((current) => current.resolve(bytes));
  }

  fail(request: number, message: string): void {
    if (request === this.#number) this.#end((current) => current.reject(new Error(message)));
  }

  #next(): void {
    if (this.#current !== null) return;
    this.#current = this.#waiting.shift() ?? null;
    if (this.#current === null) return;
    this.#number += 1;
    this.#send(this.#number, this.#current.path);
  }

  #end(settle: (current: Request) => void): void {
    const current = this.#current;
    this.#current = null;
    this.#parts = [];
    if (current !== null) settle(current);
    this.#next();
  }
}

function join(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(new Uint8Array(part), offset);
    offset += part.byteLength;
  }
  return joined;
}
