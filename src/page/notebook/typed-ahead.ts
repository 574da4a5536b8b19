/** What readers type for editors that are still being loaded. Runs wait for it, so that they run what was typed. */
export class TypedAhead {
  #pending = 0;
  #waiting: (() => void)[] = [];

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
      if (give === null) this.#waiting = [];
      else give();
      if (this.#pending > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const next of waiting) next();
    };
  }

  /** Calls back once editors have all that was typed before: at once, unless one is still being loaded. */
  whenThere(next: () => void): void {
    if (this.#pending === 0) next();
    else this.#waiting.push(next);
  }
}
