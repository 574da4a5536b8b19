import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ScrollBox } from "../ui/scroll-box.tsx";

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
      <ScrollBox class="twin-code" label={`Keras twin of ${cell}`}>
        <pre>
          <code ref={code} dangerouslySetInnerHTML={{ __html: html }} />
        </pre>
      </ScrollBox>
      <p class="twin-note">
        Python with Keras, which does not run on this page.{" "}
        <button type="button" class="out-link" aria-label={`Copy the Keras twin of ${cell}`} onClick={copy}>
          {isCopied.value ? "Copied" : "Copy"}
        </button>
      </p>
    </div>
  );
}

const ignore = () => undefined;
