import { useSignal } from "@preact/signals";
import type { Text } from "../../protocol/output.ts";
import { count } from "../looks/words.ts";

const FIRST_LINES = 60;
const LAST_LINES = 20;

/** Printed text. A long one is cut in the middle until all of it is asked for; then it scrolls in its own box. */
export function TextView({ output }: { readonly output: Text }) {
  const all = useSignal(false);
  const lines = output.text.split("\n");
  const isLong = lines.length > FIRST_LINES + LAST_LINES + 10;
  const hidden = lines.length - FIRST_LINES - LAST_LINES;
  return (
    <div data-output="text" class="out-text" data-stream={output.stream}>
      {output.stream === "error" || output.stream === "warn" ? (
        <span class="out-stream">{output.stream === "error" ? "Error" : "Warning"}</span>
      ) : null}
      {!isLong ? (
        <pre>{output.text}</pre>
      ) : all.value ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <pre class="out-scroll" tabIndex={0}>
          {output.text}
        </pre>
      ) : (
        <>
          <pre>{lines.slice(0, FIRST_LINES).join("\n")}</pre>
          <button type="button" class="out-more" onClick={() => (all.value = true)}>
            Show all {count(lines.length, "line")} ({count(hidden, "more line")})
          </button>
          <pre>{lines.slice(-LAST_LINES).join("\n")}</pre>
        </>
      )}
      {output.dropped !== undefined && output.dropped > 0 ? (
        <p class="out-note">{count(output.dropped, "line")} more were printed than can be shown.</p>
      ) : null}
    </div>
  );
}
