import { useSignal } from "@preact/signals";
import type { Text } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { ScrollPre } from "../ui/scroll-pre.tsx";

const FIRST_LINES = 24;
const LAST_LINES = 8;

/** Printed text. The middle of a long text is hidden until the reader asks for it; then it scrolls in its own box. */
export function TextView({ output }: { readonly output: Text }) {
  const all = useSignal(false);
  const printed = linesOf(output);
  const isLong = printed.first.length + printed.last.length > FIRST_LINES + LAST_LINES + 10;
  return (
    <div data-output="text" class="out-text" data-stream={output.stream}>
      {output.stream === "error" || output.stream === "warn" ? (
        <span class="out-stream">
          {output.stream === "error" ? words.outputs.error : words.outputs.warning}
        </span>
      ) : null}
      {!isLong ? (
        <ScrollPre text={wholeText(printed)} label={words.outputs.printed} />
      ) : all.value ? (
        <ScrollPre class="out-scroll" text={wholeText(printed)} label={words.outputs.printed} takesFocus />
      ) : (
        <Ends printed={printed} showAll={() => (all.value = true)} />
      )}
    </div>
  );
}

/** What was printed: the first lines, then a number that are missing, then the last ones. */
interface Printed {
  readonly first: readonly string[];
  readonly missing: number;
  readonly last: readonly string[];
}

function linesOf({ text, dropped, tail }: Text): Printed {
  const last = tail === undefined || tail === "" ? [] : tail.split("\n");
  const first = text === "" && last.length > 0 ? [] : text.split("\n");
  const missing = dropped ?? 0;
  return missing === 0 ? { first: [...first, ...last], missing, last: [] } : { first, missing, last };
}

function wholeText({ first, missing, last }: Printed): string {
  const gap = missing === 0 ? [] : [words.outputs.linesMissing(missing)];
  return [...first, ...gap, ...last].join("\n");
}

interface EndsProps {
  readonly printed: Printed;
  readonly showAll: () => void;
}

/** The beginning and the end of a long text, with one line between them that says what is missing. */
function Ends({ printed, showAll }: EndsProps) {
  const { first, missing, last } = printed;
  const end = last.length === 0 ? first.slice(-LAST_LINES) : last.slice(-LAST_LINES);
  const total = first.length + missing + last.length;
  return (
    <>
      {first.length === 0 ? null : (
        <ScrollPre text={first.slice(0, FIRST_LINES).join("\n")} label={words.outputs.firstLines} />
      )}
      <button type="button" class="out-more" onClick={showAll}>
        {missing === 0
          ? words.outputs.showAllLines(total)
          : words.outputs.showLines(first.length, last.length, total)}
      </button>
      <ScrollPre text={end.join("\n")} label={words.outputs.lastLines} />
    </>
  );
}
