/** Characters of a result; those of its text count by themselves. */
type SizeOf<Value> = (value: Value) => number;

interface Entry<Value> {
  readonly value: Value;
  readonly size: number;
}

/**
 * Remembers what was made of texts, up to a number of characters of texts and results in all: what was not asked for
 * the longest is forgotten.
 */
export class TextMemo<Value> {
  readonly #most: number;
  readonly #sizeOf: SizeOf<Value>;
  /** The one that was asked for last is the last. */
  readonly #entries = new Map<string, Entry<Value>>();
  #size = 0;

  constructor(most: number, sizeOf: SizeOf<Value> = () => 0) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  /** How many characters are remembered. */
  get size(): number {
    return this.#size;
  }

  /**
   * What was made of the text.
   * @param make has to return the same for the same text.
   * @param isKept says whether to remember it.
   */
  get(text: string, make: () => Value, isKept: (value: Value) => boolean = () => true): Value {
    const known = this.#entries.get(text);
    if (known !== undefined) {
      this.#entries.delete(text);
      this.#entries.set(text, known);
      return known.value;
    }
    const value = make();
    if (isKept(value)) this.#add(text, { value, size: text.length + this.#sizeOf(value) });
    return value;
  }

  #add(text: string, entry: Entry<Value>): void {
    if (entry.size > this.#most) return;
    this.#entries.set(text, entry);
    this.#size += entry.size;
    for (const [oldest, { size }] of this.#entries) {
      if (this.#size <= this.#most) return;
      this.#entries.delete(oldest);
      this.#size -= size;
    }
  }
}
