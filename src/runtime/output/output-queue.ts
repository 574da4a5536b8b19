import { type LineGroup, lengthOf } from "./printed-lines.ts";

/** Characters of messages and text that can wait. */
const MAXIMUM_LENGTH = 4_000_000;

/** What waits for credit: an output as a message, or the lines that were printed before it. */
export type Waiting =
  | { readonly type: "output"; readonly message: string }
  | { readonly type: "lines"; readonly group: LineGroup };

/** What a run has shown and printed, in order, while it had no credit. */
export class OutputQueue {
  #waiting: Waiting[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether more can wait. A single message always can: none is longer than the page accepts. */
  get hasSpace(): boolean {
    return this.#length < MAXIMUM_LENGTH;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#length += sizeOf(waiting);
  }

  takeFirst(): Waiting | undefined {
    const first = this.#waiting.shift();
    if (first !== undefined) this.#length -= sizeOf(first);
    return first;
  }

  takeAll(): readonly Waiting[] {
    const all = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    return all;
  }
}

function sizeOf(waiting: Waiting): number {
  return waiting.type === "output" ? waiting.message.length : lengthOf(waiting.group);
}
