/** Something that waits for what is typed. */
export interface Waiting {
  start(): void;
  /** What was typed is lost, and so is this. */
  drop(): void;
}

/** What readers type for editors that are still being loaded. Runs wait for it, so that they run what was typed. */
export class TypedAhead {
  #pending = 0;
  #waiting: readonly Waiting[] = [];

  /**
   * Something is typed for an editor.
   * @returns what to call when the editor is there, with what gives it the text, or with null if it could not be loaded: then
   * the text is lost, and what waits does not run.
   */
  begin(): (give: (() => void) | null) => void {
    this.#pending += 1;
    return (give) => {
      // First: a run among what was typed does not wait for what comes after it.
      this.#pending -= 1;
      if (give === null) for (const waiting of this.#takeWaiting()) waiting.drop();
      else give();
      if (this.#pending === 0) for (const waiting of this.#takeWaiting()) waiting.start();
    };
  }

  /** Whether editors have all that was typed. */
  get isThere(): boolean {
    return this.#pending === 0;
  }

  /** Starts something once editors have all that was typed before: at once, unless one is still being loaded. */
  whenThere(waiting: Waiting): void {
    if (this.isThere) waiting.start();
    else this.#waiting = [...this.#waiting, waiting];
  }

  #takeWaiting(): readonly Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
