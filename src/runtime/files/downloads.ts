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
import { type Activity, currentActivity } from "../platform/activity.ts";
import { toBase64, toJson } from "../platform/captured.ts";

/** How much of one run is held for the reader, and of all; the oldest go first, and those of the current run stay. */
const MAXIMUM_FILES = 20;
const MAXIMUM_BYTES = 2 * MAXIMUM_DOWNLOAD_BYTES;

interface OfferedFile {
  readonly activity: Activity;
  readonly bytes: Uint8Array;
}

/** What cells offer to the reader as files. It stays here until the reader asks for it. */
export class Downloads {
  readonly #files = new Map<number, OfferedFile>();
  /** Begins anywhere, so that an output of an earlier runtime does not name a file of this one. */
  #last = Math.floor(Math.random() * 2 ** 40);

  /** @throws {RangeError} for a name, size or number of files that is not possible, TypeError for data of another type. */
  offer(name: string, data: unknown): Extract<Output, { type: "download" }> {
    requireName(name);
    const bytes = toBytes(name, data);
    if (bytes.length > MAXIMUM_DOWNLOAD_BYTES)
      throw new RangeError(
        `download: ${name} has ${(bytes.length / 1e6).toFixed(1)} MB, and at most ${MAXIMUM_DOWNLOAD_BYTES / 1e6} MB are possible. Offer a part of it.`,
      );
    const activity = currentActivity();
    this.#requireRoom(name, bytes.length, activity);
    this.#last += 1;
    this.#files.set(this.#last, { activity, bytes });
    this.#forgetOldest(activity);
    return { type: "download", id: this.#last, name, bytes: bytes.length };
  }

  /** A part of a file, or why there is none. */
  read(id: number, part: number): Extract<RuntimeEvent, { type: "download-part" | "download-failed" }> {
    const bytes = this.#files.get(id)?.bytes;
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

  /** The cell runs again: its earlier buttons are gone. */
  forget(activity: Activity): void {
    for (const [id, file] of [...this.#files]) if (file.activity === activity) this.#files.delete(id);
  }

  /** A file that makes room for another of its own run would leave a button that does nothing. */
  #requireRoom(name: string, bytes: number, activity: Activity): void {
    const own = [...this.#files.values()].filter((file) => file.activity === activity);
    if (own.length < MAXIMUM_FILES && sizeOf(own) + bytes <= MAXIMUM_BYTES) return;
    throw new RangeError(
      `download: ${name} is too much: a run of a cell offers at most ${MAXIMUM_FILES} files with ${MAXIMUM_BYTES / 1e6} MB together. Offer fewer, or join them into one.`,
    );
  }

  #forgetOldest(activity: Activity): void {
    for (const [id, file] of [...this.#files]) {
      if (this.#files.size <= MAXIMUM_FILES && sizeOf([...this.#files.values()]) <= MAXIMUM_BYTES) return;
      if (file.activity !== activity) this.#files.delete(id);
    }
  }
}

function sizeOf(files: readonly OfferedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
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
  if (isNumbers(data) && /\.(?:csv|tsv|json)$/i.test(name)) return toBytes(name, [...data]);
  // A copy: the cell may change it afterwards.
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
  // A column may begin after the first row. Rows that are lists have no names.
  const columns = plain.some(Array.isArray) ? [] : [...new Set(plain.flatMap((row) => Object.keys(row)))];
  const delimiter = /\.tsv$/i.test(name) ? "\t" : ",";
  return `${papaparse.unparse(plain, { delimiter, newline: "\n", ...(columns.length > 0 && { columns }) })}\n`;
}

/** An array of numbers that are to be read, other than the bytes of a finished file. */
function isNumbers(data: unknown): data is Iterable<number | bigint> {
  return ArrayBuffer.isView(data) && !(data instanceof DataView) && !(data instanceof Uint8Array);
}

/** TypeScript takes views for buffers, whose members they have. */
function isBuffer(data: unknown): data is ArrayBuffer {
  return data instanceof ArrayBuffer;
}
