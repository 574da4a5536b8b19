import { type ReadonlySignal, signal } from "@preact/signals";
import { type Dataset, downloadBytes } from "../../datasets/dataset.ts";
import { datasets } from "../../datasets/registry.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetKeeper } from "../datasets/dataset-server.ts";
import { type FileCache, openFileCache } from "../datasets/file-cache.ts";
import { isStored, removeDataset, storedBytes } from "../datasets/keep-dataset.ts";

/** What the browser has of a dataset. */
export interface KeptDataset {
  readonly name: DatasetName;
  readonly title: string;
  /** The size of the download, in bytes. */
  readonly total: number;
  /** In bytes. */
  readonly stored: number;
  readonly isComplete: boolean;
}

/** What is being done with the datasets. */
export type DatasetWork =
  | { readonly type: "none" }
  | { readonly type: "keeping"; readonly name: DatasetName; readonly done: number; readonly total: number }
  | { readonly type: "failed"; readonly message: string };

/** The datasets that the browser keeps for a site: what is stored of them, and how to store and remove them. */
export class KeptDatasets {
  readonly #root: URL;
  readonly #used: readonly DatasetName[];
  readonly #keep: DatasetKeeper;
  readonly #list = signal<readonly KeptDataset[]>([]);
  readonly #work = signal<DatasetWork>({ type: "none" });
  #aborting = new AbortController();

  /** @param used the datasets of the lesson. Others are listed if the browser has something of them. */
  constructor(root: URL, used: readonly DatasetName[], keep: DatasetKeeper) {
    this.#root = root;
    this.#used = used;
    this.#keep = keep;
  }

  get list(): ReadonlySignal<readonly KeptDataset[]> {
    return this.#list;
  }

  get work(): ReadonlySignal<DatasetWork> {
    return this.#work;
  }

  /** Looks at what is stored: a cell may have loaded a dataset since. */
  async refresh(): Promise<void> {
    const { cache } = await openFileCache();
    if (cache === null) return;
    const downloaded = [...datasets.values()].filter(({ files }) => files.length > 0);
    const found = await Promise.all(downloaded.map((dataset) => this.#look(dataset, cache)));
    this.#list.value = found.filter(({ name, stored }) => stored > 0 || this.#used.includes(name));
  }

  /** Downloads what is missing of the lesson's datasets. */
  async keep(): Promise<void> {
    this.#aborting = new AbortController();
    const { signal } = this.#aborting;
    try {
      for (const { name, total, isComplete } of this.#list.peek()) {
        if (isComplete || !this.#used.includes(name)) continue;
        this.#work.value = { type: "keeping", name, done: 0, total };
        const onProgress = ({ loaded }: { readonly loaded: number }) => {
          this.#work.value = { type: "keeping", name, done: loaded, total };
        };
        await this.#keep(name, { signal, onProgress });
      }
      this.#work.value = { type: "none" };
    } catch (error) {
      this.#work.value = signal.aborted ? { type: "none" } : { type: "failed", message: errorMessage(error) };
    }
    await this.refresh();
  }

  /** Ends `keep`. What has been stored completely stays. */
  cancel(): void {
    this.#aborting.abort();
  }

  /** Removes all datasets of the site. */
  async remove(): Promise<void> {
    const { cache } = await openFileCache();
    if (cache === null) return;
    await Promise.all([...datasets.values()].map((dataset) => removeDataset(dataset, this.#root, cache)));
    this.#work.value = { type: "none" };
    await this.refresh();
  }

  async #look(dataset: Dataset, cache: FileCache): Promise<KeptDataset> {
    const [stored, isComplete] = await Promise.all([
      storedBytes(dataset, this.#root, cache),
      isStored(dataset, this.#root, cache),
    ]);
    const { name, title } = dataset;
    return { name, title, total: downloadBytes(dataset), stored, isComplete };
  }
}
