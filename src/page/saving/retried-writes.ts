import { type ReadonlySignal, signal } from "@preact/signals";

/**
 * What the reader does beside editing, such as answers to quizzes, on its way to the browser's storage. What the browser
 * refuses, as on a full disk, is tried again until it is saved.
 */
export class RetriedWrites {
  /** The latest attempt of each key that is not saved. */
  readonly #unsaved = new Map<string, () => Promise<void>>();
  readonly #fault = signal<unknown>(null);

  /** Why the last attempt failed; null if everything is saved. */
  get fault(): ReadonlySignal<unknown> {
    return this.#fault;
  }

  /**
   * Attempts to save what belongs to this key, in place of anything that is not saved of it.
   * @throws why it could not be saved. It will be tried again all the same.
   */
  async write(key: string, attempt: () => Promise<void>): Promise<void> {
    this.#unsaved.set(key, attempt);
    try {
      await attempt();
    } catch (error) {
      // A later attempt may have been saved meanwhile.
      if (this.#unsaved.has(key)) this.#fault.value = error;
      throw error;
    }
    if (this.#unsaved.get(key) === attempt) this.#unsaved.delete(key);
    if (this.#unsaved.size === 0) this.#fault.value = null;
  }

  /** The same function, whose failed calls are tried again, each unless another with the same first argument follows. */
  retrying<Arguments extends readonly [string, ...unknown[]]>(
    name: string,
    save: (...given: Arguments) => Promise<void>,
  ): (...given: Arguments) => Promise<void> {
    return (...given) => this.write(`${name}/${given[0]}`, () => save(...given));
  }

  /** Tries what could not be saved. Never rejects. */
  async retry(): Promise<void> {
    const attempts = [...this.#unsaved].map(([key, attempt]) => this.write(key, attempt));
    await Promise.allSettled(attempts);
  }
}
