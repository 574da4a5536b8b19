import { useSignal } from "@preact/signals";
import type { Text } from "../../protocol/output.ts";
import { count } from "../ui/format.ts";
import { ScrollPre } from "../ui/scroll-pre.tsx";

const FIRST_LINES = 24;
const LAST_LINES = 8;

/** Printed text. The middle of a long text is hidden until the reader asks for it; then it scrolls in its own box. */
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
        <ScrollPre text={output.text} label="Printed text" />
      ) : all.value ? (
        <ScrollPre class="out-scroll" text={output.text} label="Printed text" takesFocus />
      ) : (
        <>
          <ScrollPre text={lines.slice(0, FIRST_LINES).join("\n")} label="First lines" />
          <button type="button" class="out-more" onClick={() => (all.value = true)}>
            Show all {count(lines.length, "line")} ({count(hidden, "more line")})
          </button>
          <ScrollPre text={lines.slice(-LAST_LINES).join("\n")} label="Last lines" />
        </>
      )}
      {output.dropped !== undefined && output.dropped > 0 ? (
        <p class="out-note">{count(output.dropped, "more line")} not shown.</p>
      ) : null}
    </div>
  );
}
