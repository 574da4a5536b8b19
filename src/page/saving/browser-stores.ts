import { createStore, del, entries, set, type UseStore } from "idb-keyval";
import type { EditStore, Journal } from "./edit-saver.ts";
import type { OutputStore } from "./saved-outputs.ts";

/** A lesson's edits in IndexedDB. Async functions, because IndexedDB throws if it is denied. */
export function browserEditStore(slug: string): EditStore {
  const store = lazily(() => createStore("lectern-edits", "edits"));
  return {
    load: async () => entriesOf(store(), slug),
    save: async (cell, edit) =>
      edit === null ? del(`${slug}/${cell}`, store()) : set(`${slug}/${cell}`, edit, store()),
  };
}

/** A lesson's last outputs in IndexedDB. */
export function browserOutputStore(slug: string): OutputStore {
  const store = lazily(() => createStore("lectern-outputs", "outputs"));
  return {
    load: async () => entriesOf(store(), slug),
    save: async (cell, outputs) =>
      outputs === null ? del(`${slug}/${cell}`, store()) : set(`${slug}/${cell}`, outputs, store()),
  };
}

/** Pending edits of a page that unloads: in `localStorage`, the only storage that writes synchronously. */
export function browserJournal(slug: string): Journal {
  const key = `lectern-unsaved/${slug}`;
  return {
    read: () => localStorage.getItem(key),
    write: (text) => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)),
  };
}

async function entriesOf(store: UseStore, slug: string): Promise<ReadonlyMap<string, unknown>> {
  const prefix = `${slug}/`;
  const found = new Map<string, unknown>();
  for (const [key, value] of await entries<IDBValidKey, unknown>(store)) {
    if (typeof key === "string" && key.startsWith(prefix)) found.set(key.slice(prefix.length), value);
  }
  return found;
}

/** Makes a value at its first use. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
