import { dirname, join } from "node:path";
import type { Lesson } from "../../lesson/lesson.ts";
import { type LoadOptions, loadLesson } from "./load-lesson.ts";
import { publishedFiles } from "./published-lesson.ts";

/** How lessons are loaded for open pages. */
export const OPEN: LoadOptions = { versions: true };

/** Loads lessons for pages, and remembers which other lessons each depends on, since its page changes with them. */
export class OpenedLessons {
  /** By the lesson's file. */
  readonly #others = new Map<string, ReadonlySet<string>>();
  /** The files beside each that were there when it was loaded. */
  readonly #beside = new Map<string, ReadonlySet<string>>();

  async load(file: string): Promise<Lesson> {
    const lesson = await loadLesson(file, OPEN);
    this.#others.set(file, new Set(lesson.others.map((path) => join(dirname(file), path))));
    this.#beside.set(file, publishedFiles(lesson));
    return lesson;
  }

  /** Whether an open lesson used a file beside it, which may be gone. */
  used(file: string, path: string): boolean {
    return this.#beside.get(file)?.has(path) ?? false;
  }

  /** The files of all lessons that were loaded. */
  get files(): readonly string[] {
    return [...this.#others.keys()];
  }

  /** The files of the lessons that depend on another lesson. */
  dependents(changed: string): readonly string[] {
    return [...this.#others].flatMap(([file, others]) =>
      file !== changed && others.has(changed) ? [file] : [],
    );
  }
}
