import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";

const PARSERS = new Map([
  ...["ts", "typescript", "mts", "cts"].map((name) => [name, parser.configure({ dialect: "ts" })] as const),
  ...["js", "javascript", "mjs", "cjs"].map((name) => [name, parser] as const),
  ...["tsx"].map((name) => [name, parser.configure({ dialect: "ts jsx" })] as const),
  ...["jsx"].map((name) => [name, parser.configure({ dialect: "jsx" })] as const),
]);
/** Beyond this the colours are not worth the time. */
const LONGEST = 100_000;

/**
 * Code as HTML text: spans with `tok-*` classes where the language is known, else escaped only.
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

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
