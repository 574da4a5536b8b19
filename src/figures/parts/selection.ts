import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** What the reader chose; while the pointer is over something else, that replaces it. */
export interface Selection<Item> {
  readonly current: ReadonlySignal<Item>;
  /** The pointer is over an item, or has left. */
  point(item: Item | null): void;
  choose(item: Item): void;
}

export function createSelection<Item>(initial: Item): Selection<Item> {
  const chosen = signal(initial);
  const pointed = signal<Item | null>(null);
  return {
    current: computed(() => pointed.value ?? chosen.value),
    point(item) {
      pointed.value = item;
    },
    choose(item) {
      pointed.value = null;
      chosen.value = item;
    },
  };
}
