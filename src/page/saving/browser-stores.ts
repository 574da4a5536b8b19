import { createStore, promisifyRequest, type UseStore } from "idb-keyval";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { QuizAnswer } from "../../protocol/quiz-answer.ts";
import type { AttemptStore } from "./attempts.ts";
import type { ControlStore } from "./control-values.ts";
import { browserEditChannel, type EditChannel } from "./edits/edit-channel.ts";
import type { Journal } from "./edits/edit-journal.ts";
import type { EditStore } from "./edits/reported-store.ts";
import type { OwnCellStore } from "./own-cell-saver.ts";
import type { NumberStore } from "./own-ids.ts";
import type { QuizStore } from "./quizzes.ts";
import type { RetriedWrites } from "./retried-writes.ts";
import type { OutputStore } from "./saved-outputs.ts";
import type { SolvedStore } from "./solved.ts";

/** A lesson of a site. Sites on one origin, such as the courses of a department, share its storage. */
export interface LessonAddress {
  /** The path of the site's root: begins and ends with `/`. */
  readonly site: string;
  readonly slug: string;
}

/** A lesson's edits in IndexedDB. Async functions, because IndexedDB throws if it is denied. */
export function browserEditStore(lesson: LessonAddress): EditStore {
  return lessonStore("lectern-edits", "edits", lesson);
}

/** A lesson's own cells of the reader, without their texts, in IndexedDB. */
export function browserOwnCellStore(lesson: LessonAddress, writes: RetriedWrites): OwnCellStore {
  const { load, change } = lessonStore("lectern-cells", "cells", lesson);
  return {
    load: async () => (await load()).get("all"),
    update: (next) => writes.write("cells", () => change("all", next)),
  };
}

/** In `localStorage`, which other tabs see at once. */
export function browserNumberStore(lesson: LessonAddress): NumberStore {
  const key = `lectern-last-cell${prefixOf(lesson)}`;
  return {
    read() {
      try {
        const number = Number(localStorage.getItem(key));
        return Number.isSafeInteger(number) ? number : 0;
      } catch {
        return 0;
      }
    },
    write(number) {
      try {
        localStorage.setItem(key, String(number));
      } catch {
        // Storage is denied or full: cells are not saved either.
      }
    },
  };
}

/** The tabs with the same lesson of the same site. */
export function browserChannel(lesson: LessonAddress): EditChannel {
  return browserEditChannel(`lectern-edits${prefixOf(lesson)}`);
}

/** A lesson's last outputs in IndexedDB. */
export function browserOutputStore(lesson: LessonAddress): OutputStore {
  return lessonStore("lectern-outputs", "outputs", lesson);
}

/** A lesson's solved exercises in IndexedDB. */
export function browserSolvedStore(lesson: LessonAddress, writes: RetriedWrites): SolvedStore {
  const { load, save } = lessonStore<string, true>("lectern-solved", "solved", lesson);
  return {
    load: async () => [...(await load()).keys()],
    save: writes.retrying("solved", (exercise, isSolved) => save(exercise, isSolved ? true : null)),
  };
}

/** A lesson's exercises that the reader has tried, in IndexedDB. */
export function browserAttemptStore(lesson: LessonAddress, writes: RetriedWrites): AttemptStore {
  const { load, save } = lessonStore<string, true>("lectern-attempted", "attempted", lesson);
  return {
    load: async () => [...(await load()).keys()],
    save: writes.retrying("attempted", (exercise) => save(exercise, true)),
  };
}

/** What the reader has set on a lesson's controls, in IndexedDB. */
export function browserControlStore(lesson: LessonAddress, writes: RetriedWrites): ControlStore {
  const { load, save } = lessonStore<CellId, ControlValues>("lectern-controls", "controls", lesson);
  return { load, save: writes.retrying("controls", save) };
}

/** What the reader has answered to a lesson's quizzes, in IndexedDB. */
export function browserQuizStore(lesson: LessonAddress, writes: RetriedWrites): QuizStore {
  const { load, save } = lessonStore<string, QuizAnswer>("lectern-quizzes", "quizzes", lesson);
  return { load, save: writes.retrying("quizzes", save) };
}

/** A lesson's trainings in IndexedDB: their curves, and the code that made them. */
export function browserHistoryStore(lesson: LessonAddress) {
  return lessonStore<CellId, readonly unknown[]>("lectern-trainings", "trainings", lesson);
}

/** A lesson's trainings in IndexedDB, each as it was after its last epoch. */
export function browserCheckpointStore(lesson: LessonAddress) {
  return lessonStore<CellId, object>("lectern-checkpoints", "checkpoints", lesson);
}

/** Pending edits of a page that unloads: in `localStorage`, the only storage that writes synchronously. */
export function browserJournal(lesson: LessonAddress): Journal {
  const key = `lectern-unsaved${prefixOf(lesson)}`;
  return {
    read: () => localStorage.getItem(key) ?? localStorage.getItem(`lectern-unsaved/${lesson.slug}`),
    // Never removed, so that the journal of earlier versions, which named no site, is read only once.
    write: (text) => localStorage.setItem(key, text ?? "{}"),
  };
}

interface LessonStore<Id extends string, Value> {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes the value. */
  save(id: Id, value: Value | null): Promise<void>;
  /** Replaces a value in one transaction: no other tab changes it in between. */
  change(id: Id, next: (stored: unknown) => Value): Promise<void>;
}

function lessonStore<Id extends string, Value>(
  database: string,
  name: string,
  lesson: LessonAddress,
): LessonStore<Id, Value> {
  const store = lazily(() => createStore(database, name));
  const prefix = prefixOf(lesson);
  return {
    load: async () => {
      await adoptEarlier(store(), prefix, `${lesson.slug}/`);
      return entriesOf(store(), prefix);
    },
    save: (id, value) =>
      write(store, (objects) => {
        if (value === null) objects.delete(prefix + id);
        else objects.put(value, prefix + id);
      }),
    change: (id, next) =>
      write(store, async (objects) => {
        objects.put(next(await promisifyRequest(objects.get(prefix + id))), prefix + id);
      }),
  };
}

/**
 * Changes the store in one transaction. It is committed as soon as everything is requested: without that, the page has to
 * receive the answers first, and what it has changed is lost if it is closed in the meantime.
 */
async function write(
  store: () => UseStore,
  change: (objects: IDBObjectStore) => void | Promise<void>,
): Promise<void> {
  await store()("readwrite", async (objects) => {
    const { transaction } = objects;
    const commit = async (): Promise<void> => {
      await change(objects);
      transaction.commit();
    };
    await Promise.all([promisifyRequest(transaction), commit()]);
  });
}

/** What the keys of a lesson begin with. Ids have no `/`, so that no key of another lesson begins the same. */
function prefixOf({ site, slug }: LessonAddress): string {
  return `${site}${slug}/`;
}

/**
 * Copies what earlier versions saved without the site's path. Each site copies it once, since all sites of the origin
 * may have shared it; the prefix itself, as a key, records that.
 */
async function adoptEarlier(store: UseStore, prefix: string, earlier: string): Promise<void> {
  await store("readwrite", async (objects) => {
    if ((await promisifyRequest(objects.count(prefix))) > 0) return;
    objects.put(true, prefix);
    for (const [id, value] of await read(objects, earlier)) {
      const key = prefix + id;
      if ((await promisifyRequest(objects.count(key))) === 0) objects.put(value, key);
    }
  });
}

async function entriesOf(store: UseStore, prefix: string): Promise<ReadonlyMap<string, unknown>> {
  return new Map(await store("readonly", (objects) => read(objects, prefix)));
}

/** The entries whose keys are the prefix and an id, by id. */
async function read(objects: IDBObjectStore, prefix: string): Promise<readonly [string, unknown][]> {
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`, true);
  const [keys, values] = await Promise.all([
    promisifyRequest(objects.getAllKeys(range)),
    promisifyRequest(objects.getAll(range)),
  ]);
  return keys.flatMap((key, index): [string, unknown][] => {
    const id = String(key).slice(prefix.length);
    return id.includes("/") ? [] : [[id, values[index]]];
  });
}

/** Makes a value at its first use. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
