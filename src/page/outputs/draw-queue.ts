/** Something heavy on the page that is drawn while it is near the window. */
export interface Drawable {
  /** About how many elements it takes. */
  readonly weight: number;
  /** Also called again, to draw it as it would look now. Reports its own errors. */
  draw(): void | Promise<void>;
  /** Makes room for others; it is drawn again when it comes near. */
  erase(): void;
  /** Only of what paper does not show as it is: draws it, and puts a picture of it beside it for paper. */
  drawStill?(): Promise<void>;
  removeStill?(): void;
}

/**
 * Draws what comes near the window, one after the other, each in a task of its own. When more is drawn than the budget
 * allows, what has been away from the window longest is erased.
 */
export class DrawQueue {
  readonly #budget: number;
  readonly #pause: () => Promise<void>;
  readonly #known = new Set<Drawable>();
  readonly #near = new Set<Drawable>();
  readonly #waiting = new Set<Drawable>();
  /** In the order in which they were last near. */
  readonly #drawn = new Set<Drawable>();
  /** Those that have pictures for paper. */
  readonly #stills = new Set<Drawable>();
  #isWorking = false;
  /** Aborted when the printing ends. */
  #printing: AbortController | null = null;
  #prepared: Promise<void> = Promise.resolve();

  constructor(budget: number, pause: () => Promise<void>) {
    this.#budget = budget;
    this.#pause = pause;
  }

  add(drawable: Drawable): void {
    this.#known.add(drawable);
  }

  /** It came near the window. */
  enter(drawable: Drawable): void {
    this.#near.add(drawable);
    if (this.#drawn.delete(drawable)) this.#drawn.add(drawable);
    else this.#waiting.add(drawable);
    void this.#work();
  }

  leave(drawable: Drawable): void {
    this.#near.delete(drawable);
    this.#waiting.delete(drawable);
    if (this.#drawn.delete(drawable)) this.#drawn.add(drawable);
  }

  /** It would look different now. */
  refresh(drawable: Drawable): void {
    if (!this.#drawn.has(drawable)) return;
    if (this.#near.has(drawable)) {
      this.#waiting.add(drawable);
      void this.#work();
      return;
    }
    this.#drawn.delete(drawable);
    drawable.erase();
  }

  /** It is no longer on the page. */
  remove(drawable: Drawable): void {
    this.#known.delete(drawable);
    this.#near.delete(drawable);
    this.#waiting.delete(drawable);
    this.#drawn.delete(drawable);
    this.#stills.delete(drawable);
  }

  /**
   * Draws everything for printing, one after the other, unless the printing ends before. What needs a picture is not
   * kept drawn for it.
   */
  prepareForPrint(): Promise<void> {
    this.#printing ??= new AbortController();
    const { signal } = this.#printing;
    // What an earlier printing has begun is still being drawn.
    this.#prepared = this.#prepared.then(() => this.#prepare(signal));
    return this.#prepared;
  }

  /** Draws at once what is not prepared for printing. */
  drawAll(): void {
    for (const drawable of this.#known) {
      if (this.#drawn.has(drawable) || this.#stills.has(drawable)) continue;
      this.#waiting.delete(drawable);
      this.#drawn.add(drawable);
      void drawable.draw();
    }
  }

  /** Removes the pictures for paper, and makes no more of them. */
  endPrint(): void {
    this.#printing?.abort();
    this.#printing = null;
    for (const drawable of this.#stills) drawable.removeStill?.();
    this.#stills.clear();
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    for (const drawable of [...this.#known]) {
      if (signal.aborted) return;
      if (!this.#known.has(drawable) || this.#stills.has(drawable)) continue;
      try {
        if (drawable.drawStill === undefined) await this.#drawNow(drawable);
        else await this.#drawStill(drawable, signal);
      } catch {
        // The others are still drawn.
      }
    }
  }

  async #drawNow(drawable: Drawable): Promise<void> {
    if (this.#drawn.has(drawable)) return;
    this.#waiting.delete(drawable);
    this.#drawn.add(drawable);
    await drawable.draw();
  }

  async #drawStill(drawable: Drawable, signal: AbortSignal): Promise<void> {
    try {
      await drawable.drawStill?.();
      if (signal.aborted || !this.#known.has(drawable)) drawable.removeStill?.();
      else this.#stills.add(drawable);
    } finally {
      if (!this.#drawn.has(drawable)) drawable.erase();
    }
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let next = first(this.#waiting); next !== null; next = first(this.#waiting)) {
      await this.#pause();
      // It may have left in the meantime.
      if (!this.#waiting.delete(next)) continue;
      this.#drawn.add(next);
      try {
        await next.draw();
      } catch {
        // The others are still drawn.
      }
      this.#makeRoom();
    }
    this.#isWorking = false;
  }

  #makeRoom(): void {
    let weight = 0;
    for (const drawable of this.#drawn) weight += drawable.weight;
    for (const drawable of this.#drawn) {
      if (weight <= this.#budget) return;
      if (this.#near.has(drawable)) continue;
      this.#drawn.delete(drawable);
      weight -= drawable.weight;
      drawable.erase();
    }
  }
}

function first<Item>(items: Iterable<Item>): Item | null {
  for (const item of items) return item;
  return null;
}
