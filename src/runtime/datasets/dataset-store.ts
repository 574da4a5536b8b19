import { assertNever } from "../../protocol/assert-never.ts";
import type { Command } from "../../protocol/command.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { joinParts } from "../../protocol/join-parts.ts";
import { freeBuffer } from "../platform/captured.ts";

/** A dataset as received from the page: its files, decompressed. */
export interface ReceivedDataset {
  readonly files: readonly ArrayBuffer[];
  /** True if it replaces the real dataset. */
  readonly synthetic: boolean;
  /** The images of each class, if the others were left out. */
  readonly perClass?: number;
}

interface PendingRequest {
  readonly promise: Promise<ReceivedDataset>;
  resolve(dataset: ReceivedDataset): void;
  reject(error: Error): void;
}

/** Requests datasets from the page; requests for the same dataset share one answer. */
export class DatasetStore {
  readonly #pending = new Map<DatasetName, PendingRequest>();
  readonly #request: (name: DatasetName) => void;
  /** The parts of each file that have arrived of datasets that are not complete. */
  readonly #parts = new Map<DatasetName, ArrayBuffer[][]>();

  constructor(request: (name: DatasetName) => void) {
    this.#request = request;
  }

  /** @throws {Error} with the page's message if the dataset cannot be loaded. */
  obtain(name: DatasetName): Promise<ReceivedDataset> {
    const pending = this.#pending.get(name);
    if (pending !== undefined) return pending.promise;
    const request = withResolvers<ReceivedDataset>();
    this.#pending.set(name, request);
    this.#request(name);
    return request.promise;
  }

  receive(command: Extract<Command, { type: "dataset" | "dataset-part" | "dataset-failed" }>): void {
    switch (command.type) {
      case "dataset":
        this.deliver(command.name, command);
        return;
      case "dataset-part":
        this.#addPart(command.name, command.file, command.part);
        return;
      case "dataset-failed":
        this.fail(command.name, command.message);
        return;
      default:
        assertNever(command);
    }
  }

  /** Parts of a file arrive in order. */
  #addPart(name: DatasetName, file: number, part: ArrayBuffer): void {
    const files = this.#parts.get(name) ?? [];
    this.#parts.set(name, files);
    files[file] = [...(files[file] ?? []), part];
  }

  /** The dataset is complete: its files are those given, or those that came as parts. */
  deliver(name: DatasetName, dataset: ReceivedDataset): void {
    const parts = this.#parts.get(name);
    this.#parts.delete(name);
    this.#take(name)?.resolve(parts === undefined ? dataset : { ...dataset, files: parts.map(joinAndFree) });
  }

  fail(name: DatasetName, message: string): void {
    this.#take(name)?.reject(new Error(message));
  }

  #take(name: DatasetName): PendingRequest | undefined {
    const request = this.#pending.get(name);
    this.#pending.delete(name);
    return request;
  }
}

function joinAndFree(parts: readonly ArrayBuffer[]): ArrayBuffer {
  const { buffer } = joinParts(parts);
  for (const part of parts) freeBuffer(part);
  return buffer;
}

/** `Promise.withResolvers`, which Node 20 and older browsers do not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
