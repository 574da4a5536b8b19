import { effect, type ReadonlySignal } from "@preact/signals";
import { authorLines } from "../../cell/compile/lines.ts";
import type { Problems } from "../../language/messages.ts";
import { words } from "../../words/words.ts";
import { hasLocation, problemText } from "./problem-text.ts";

/** From the last change of a cell's problems to their announcement, in ms: not while the reader types. */
const DELAY = 1_500;

/** Announces to screen readers how the problems of a cell have changed, when the changes have come to rest. */
export function announceProblems(
  problems: ReadonlySignal<Problems>,
  sourceOf: (cell: string) => string,
  say: (text: string) => void,
): () => void {
  let said: Problems = new Map();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return effect(() => {
    const found = problems.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = describeChanges(said, found, sourceOf);
      said = found;
      if (text !== "") say(text);
    }, DELAY);
  });
}

/** What to announce about the cells whose problems have changed. */
export function describeChanges(before: Problems, now: Problems, sourceOf: (cell: string) => string): string {
  const cells = [...new Set([...before.keys(), ...now.keys()])];
  const sentences = cells.flatMap((cell) => {
    const [old, found] = [before.get(cell) ?? [], now.get(cell) ?? []];
    if (old.map(({ message }) => message).join() === found.map(({ message }) => message).join()) return [];
    const [first] = found;
    if (first === undefined) return [words.typeChecking.noMore(cell)];
    const { line } = authorLines(sourceOf(cell)).position(first.from);
    const location = hasLocation(first) ? `${words.typeChecking.line(line)}: ` : "";
    return [`${cell}: ${words.counts.problems(found.length)}. ${location}${problemText(first)}`];
  });
  return sentences.join(" ");
}
