import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import { parser as python } from "@lezer/python";
import { escapeHtml } from "./escape-html.ts";

const PARSERS = new Map([
  ...["ts", "typescript", "mts", "cts"].map((name) => [name, parser.configure({ dialect: "ts" })] as const),
  ...["js", "javascript", "mjs", "cjs"].map((name) => [name, parser] as const),
  ...["python", "py"].map((name) => [name, python] as const),
  ...["tsx"].map((name) => [name, parser.configure({ dialect: "ts jsx" })] as const),
  ...["jsx"].map((name) => [name, parser.configure({ dialect: "jsx" })] as const),
]);
/** Longer code is not highlighted: it would take too long. */
const LONGEST = 100_000;

/**
 * Code as HTML: spans with `tok-*` classes if the language is known, otherwise only escaped.
 * @param language the first word of a fence's info string.
 */
export function highlight(source: string, language: string): string {
  const known = PARSERS.get(language.toLowerCase());
  if (!known || source.length > LONGEST) return escapeHtml(source);
  let html = "";
  highlightCode(
    source,
    known.parse(source),
    classHighlighter,
    (text, classes) => {
      html += classes ? `<span class="${classes}">${escapeHtml(text)}</span>` : escapeHtml(text);
    },
    () => {
      html += "\n";
    },
  );
  return html;
}
