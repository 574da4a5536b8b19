import { diffLines } from "diff";

/** Lines of a text that are the same, new or gone, in the order in which they are read; `skipped` counts unchanged ones. */
export type Change =
  | { readonly type: "same" | "added" | "removed"; readonly lines: readonly string[] }
  | { readonly type: "skipped"; readonly count: number };

/** Unchanged lines that are shown around each change. */
const CONTEXT = 2;
/** Two long texts that have nothing in common would be compared for minutes. */
const MAXIMUM_EDITS = 2000;

/** What has to be changed in a text to get another one. */
export function lineChanges(before: string, after: string): readonly Change[] {
  const parts = diffLines(ended(before), ended(after), { maxEditLength: MAXIMUM_EDITS });
  if (parts === undefined) {
    return [
      { type: "removed", lines: linesOf(before) },
      { type: "added", lines: linesOf(after) },
    ];
  }
  return parts.flatMap((part, index): readonly Change[] => {
    const lines = linesOf(part.value);
    if (part.added) return [{ type: "added", lines }];
    if (part.removed) return [{ type: "removed", lines }];
    return shorten(lines, index === 0, index === parts.length - 1);
  });
}

function shorten(lines: readonly string[], isFirst: boolean, isLast: boolean): readonly Change[] {
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const count = lines.length - head - tail;
  if (count <= 1) return [{ type: "same", lines }];
  const same = (some: readonly string[]): readonly Change[] =>
    some.length === 0 ? [] : [{ type: "same", lines: some }];
  return [
    ...same(lines.slice(0, head)),
    { type: "skipped", count },
    ...same(lines.slice(lines.length - tail)),
  ];
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** Characters that are invisible or change the order of what is read, so that code looks different from what runs. */
const DECEPTIVE = /[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\t]/gu;

/** The text with such characters made visible, as `⟨U+202E⟩`. */
export function showDeceptive(text: string): string {
  return text.replace(
    DECEPTIVE,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}
