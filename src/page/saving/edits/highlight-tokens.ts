import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import type { Tokens } from "./saved-tokens.ts";

const typescript = parser.configure({ dialect: "ts" });

/** TypeScript as pieces of text with the `tok-*` classes that the lesson's static code has. */
export function highlightTokens(source: string): Tokens {
  const tokens: [string, string][] = [];
  highlightCode(
    source,
    typescript.parse(source),
    classHighlighter,
    (text, classes) => tokens.push([text, classes]),
    () => tokens.push(["\n", ""]),
  );
  return tokens;
}
