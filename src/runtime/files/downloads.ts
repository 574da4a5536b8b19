import papaparse from "papaparse";
import * as v from "valibot";
import {
  DOWNLOAD_PART_BYTES,
  DOWNLOAD_TYPES,
  DownloadName,
  MAXIMUM_DOWNLOAD_BYTES,
} from "../../protocol/download.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { Output } from "../../protocol/output.ts";
import { toBase64, toJson } from "../platform/captured.ts";

/** How much is held for the reader at once; the oldest go first. */
const MAXIMUM_FILES = 20;
const MAXIMUM_BYTES = 2 * MAXIMUM_DOWNLOAD_BYTES;

/** What cells offer to the reader as files. It stays here until the reader asks for it. */
export class Downloads {
  readonly #files = new Map<number, Uint8Array>();
  /** Begins anywhere, so that an output of an earlier runtime does not name a file of this one. */
  #last = Math.floor(Math.random() * 2 ** 40);

  /** @throws {RangeError} for a name or size that is not possible, TypeError for data of another type. */
  offer(name: string, data: unknown): Extract<Output, { type: "download" }> {
    requireName(name);
    const bytes = toBytes(name, data);
    if (bytes.length > MAXIMUM_DOWNLOAD_BYTES)
      throw new RangeError(
        `download: ${name} has ${(bytes.length / 1e6).toFixed(1)} MB, and at most ${MAXIMUM_DOWNLOAD_BYTES / 1e6} MB are possible. Offer a part of it.`,
      );
    this.#last += 1;
    this.#files.set(this.#last, bytes);
    this.#forgetOldest();
    return { type: "download", id: this.#last, name, bytes: bytes.length };
  }

  /** A part of a file, or why there is none. */
  read(id: number, part: number): Extract<RuntimeEvent, { type: "download-part" | "download-failed" }> {
    const bytes = this.#files.get(id);
    if (bytes === undefined)
      return {
        type: "download-failed",
        id,
        message: "The file is no longer in memory. Run the cell again to get it.",
      };
    const start = part * DOWNLOAD_PART_BYTES;
    return {
      type: "download-part",
      id,
      part,
      parts: Math.max(1, Math.ceil(bytes.length / DOWNLOAD_PART_BYTES)),
      text: toBase64(bytes.subarray(start, start + DOWNLOAD_PART_BYTES)),
    };
  }

  #forgetOldest(): void {
    const size = (): number => [...this.#files.values()].reduce((sum, { length }) => sum + length, 0);
    for (const id of [...this.#files.keys()]) {
      if (this.#files.size <= MAXIMUM_FILES && size() <= MAXIMUM_BYTES) return;
      this.#files.delete(id);
    }
  }
}

function requireName(name: unknown): asserts name is string {
  if (typeof name !== "string")
    throw new TypeError(
      'download: the first argument is the name of the file, as in download("results.csv", rows).',
    );
  const isPossible: boolean = v.is(DownloadName, name);
  if (isPossible) return;
  throw new RangeError(
    `download: ${JSON.stringify(name.slice(0, 100))} is not a possible name: letters, digits, blanks, - and _, at most 80, and one of the types ${DOWNLOAD_TYPES.join(", ")}.`,
  );
}

const encoder = new TextEncoder();

function toBytes(name: string, data: unknown): Uint8Array {
  if (typeof data === "string") return encoder.encode(data);
  // A copy: the cell may go on to change it.
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  if (isBuffer(data)) return new Uint8Array(data).slice();
  if (/\.(?:csv|tsv)$/i.test(name) && Array.isArray(data)) return encoder.encode(toCsv(name, data));
  const text = typeof data === "function" ? undefined : toJson(data);
  if (text === undefined || data instanceof Promise)
    throw new TypeError(
      `download: ${name} can be made of a text, bytes, rows (for .csv) or a value as JSON${data instanceof Promise ? ". Write `await` before the promise" : ""}.`,
    );
  return encoder.encode(text);
}

/** As `loadCsv` reads it. */
function toCsv(name: string, rows: readonly unknown[]): string {
  const plain = rows.map((row) => (typeof row === "object" && row !== null ? row : { value: row }));
  return `${papaparse.unparse(plain, { delimiter: /\.tsv$/i.test(name) ? "\t" : ",", newline: "\n" })}\n`;
}

/** TypeScript takes views for buffers, whose members they have. */
function isBuffer(data: unknown): data is ArrayBuffer {
  return data instanceof ArrayBuffer;
}
