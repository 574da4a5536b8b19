/** What a new runtime needs from the page. */
export interface RuntimeAssets {
  readonly runtime: ArrayBuffer;
  readonly wasm: ArrayBuffer;
}

/** @param isAgain the copy that was loaded before is of no use, and so is that in the browser's cache. */
export type LoadAssets = (isAgain: boolean) => Promise<RuntimeAssets>;

/** The assets, loaded once for all runtimes. A load that failed, or gave what no runtime could start from, is repeated. */
export class LoadedAssets {
  readonly #load: LoadAssets;
  #loaded: Promise<RuntimeAssets> | null = null;
  #isAgain = false;

  constructor(load: LoadAssets) {
    this.#load = load;
  }

  get(): Promise<RuntimeAssets> {
    this.#loaded ??= this.#load(this.#isAgain).catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  /** No runtime started from them: they may be damaged. */
  forget(): void {
    this.#loaded = null;
    this.#isAgain = true;
  }
}
