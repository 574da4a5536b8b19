import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { words } from "../../../words/words.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import type { Change } from "./line-changes.ts";

interface ChangesViewProps {
  readonly cell: string;
  readonly before: string;
  readonly after: string;
}

/** What someone has changed in the author's code, line by line. */
export function ChangesView({ cell, before, after }: ChangesViewProps) {
  const changes = useSignal<readonly Change[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void compare(before, after).then((found) => {
      if (isCurrent) changes.value = found;
    });
    return () => {
      isCurrent = false;
    };
  }, [before, after]);
  return (
    <div class="cell-changes">
      <p>{words.cells.changed(summary(changes.value))}</p>
      <ScrollBox label={words.cells.changesIn(cell)} class="cell-changes-lines">
        <pre>{changes.value.map(Lines)}</pre>
      </ScrollBox>
    </div>
  );
}

async function compare(before: string, after: string): Promise<readonly Change[]> {
  const { lineChanges, showDeceptive } = await import("./line-changes.ts");
  return lineChanges(before, after).map((change) =>
    "lines" in change ? { ...change, lines: change.lines.map(showDeceptive) } : change,
  );
}

function Lines(change: Change, index: number) {
  switch (change.type) {
    case "added":
      return <ins key={`${index}`}>{marked("+ ", change.lines)}</ins>;
    case "removed":
      return <del key={`${index}`}>{marked("- ", change.lines)}</del>;
    case "same":
      return <span key={`${index}`}>{marked("  ", change.lines)}</span>;
    case "skipped":
      return <em key={`${index}`}>{`  … ${words.cells.unchanged(change.count)}\n`}</em>;
  }
}

function marked(sign: string, lines: readonly string[]): string {
  return lines.map((line) => `${sign}${line}\n`).join("");
}

function summary(changes: readonly Change[]): string {
  const total = (type: Change["type"]): number =>
    changes.reduce(
      (sum, change) => sum + (change.type === type && "lines" in change ? change.lines.length : 0),
      0,
    );
  return words.cells.linesChanged(total("added"), total("removed"));
}
