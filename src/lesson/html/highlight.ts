import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser as javascript } from "@lezer/javascript";
import { parser as python } from "@lezer/python";
import { TextMemo } from "../../protocol/text-memo.ts";
import { escapeHtml } from "./escape-html.ts";

const PARSERS = new Map([
  ...["ts", "typescript", "mts", "cts"].map(
    (name) => [name, javascript.configure({ dialect: "ts" })] as const,
  ),
  ...["js", "javascript", "mjs", "cjs"].map((name) => [name, javascript] as const),
  ...["python", "py"].map((name) => [name, python] as const),
  ...["tsx"].map((name) => [name, javascript.configure({ dialect: "ts jsx" })] as const),
  ...["jsx"].map((name) => [name, javascript.configure({ dialect: "jsx" })] as const),
]);
/** Longer code is not highlighted: it would take too long. */
const LONGEST = 100_000;

const highlighted = new TextMemo<string>(4_000_000, (html) => html.length);

/**
 * Code as HTML: spans with `tok-*` classes if the language is known, otherwise only escaped.
 * @param language the first word of a fence's info string.
 */
export function highlight(source: string, language: string): string {
  const known = PARSERS.get(language.toLowerCase());
  if (!known || source.length > LONGEST) return escapeHtml(source);
  const key = `${language.toLowerCase()}\n${source}`;
  return highlighted.get(key, () => highlightWith(known, source));
}

function highlightWith(parser: typeof javascript, source: string): string {
  let html = "";
  highlightCode(
    source,
    parser.parse(source),
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
