import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../../../words/words.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";

interface TwinViewProps {
  readonly cell: string;
  /** The twin's Python, highlighted. */
  readonly html: string;
}

/** The Python of a cell's Keras twin, to read and to copy. */
export function TwinView({ cell, html }: TwinViewProps) {
  const code = useRef<HTMLElement>(null);
  const isCopied = useSignal(false);
  const copy = () => {
    const copying = navigator.clipboard?.writeText(code.current?.textContent ?? "");
    copying?.then(() => {
      isCopied.value = true;
    }, ignore);
  };
  return (
    <div class="twin">
      <ScrollBox class="twin-code" label={words.cells.twinOf(cell)}>
        <pre>
          <code ref={code} dangerouslySetInnerHTML={{ __html: html }} />
        </pre>
      </ScrollBox>
      <p class="twin-note">
        {words.cells.twinNote}{" "}
        <button type="button" class="out-link" aria-label={words.cells.copyTwin(cell)} onClick={copy}>
          {isCopied.value ? words.cells.copied : words.cells.copy}
        </button>
      </p>
    </div>
  );
}

const ignore = () => undefined;
