import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CellId } from "../../../protocol/ids.ts";
import { words } from "../../../words/words.ts";
import { loadFailedStyles } from "../../ui/failed-styles.ts";
import { describeMissing } from "../../ui/missing-part.ts";

interface NoteTextProps {
  readonly id: CellId;
  readonly markdown: string;
}

/** A note's rendered Markdown; the source until the renderer is loaded, or if it cannot be loaded. */
export function NoteText({ id, markdown }: NoteTextProps) {
  const drawn = useRef<HTMLDivElement>(null);
  const isDrawn = useSignal(false);
  const isMissing = useSignal(false);
  useEffect(() => {
    let isCurrent = true;
    draw(markdown, id, () => (isCurrent ? drawn.current : null)).then(
      () => {
        if (!isCurrent) return;
        isDrawn.value = true;
        isMissing.value = false;
      },
      () => {
        isMissing.value = isCurrent;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [markdown]);
  if (markdown.trim() === "") return <p class="note-empty">{words.cells.emptyNote}</p>;
  return (
    <>
      <div class="note-text prose" ref={drawn} hidden={!isDrawn.value} />
      {isDrawn.value ? null : <pre class="note-source">{markdown}</pre>}
      {isMissing.value ? <p class="code-missing">{describeMissing(words.cells.notesMissing)}</p> : null}
    </>
  );
}

async function draw(markdown: string, id: CellId, element: () => HTMLElement | null): Promise<void> {
  if (markdown.trim() === "") return;
  await loadFailedStyles();
  const { showNote } = await import("./show-note.ts");
  const target = element();
  if (target !== null) showNote(target, markdown, id);
}
