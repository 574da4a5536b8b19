import type { Token, Tokens } from "marked";
import { isContainer, unclosedElements } from "../html/html-tags.ts";
import { ALLOWED_TAGS } from "../html/sanitizer.ts";
import { descendants, type TokenOffsets } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";

/**
 * Elements in the HTML of prose that are not closed.
 * @param ends the element that a cell or div after the prose ends, which is reported there.
 */
export function lintUnclosedElements(
  tokens: readonly Token[],
  ends: string | null,
  offsets: TokenOffsets,
): Fault[] {
  const parts = [...descendants(tokens)]
    .filter(({ type }) => type === "html")
    .map((token) => ({ html: token.raw, start: offsets.of(token) }));
  return unclosedElements(parts)
    .filter(({ name }) => ALLOWED_TAGS.includes(name) && !(ends !== null && isContainer(name)))
    .map(({ name, offset }) => ({
      offset,
      message: `\`<${name}>\` is not closed.`,
      remedy: `Write \`</${name}>\` where it ends.`,
    }));
}

/** A comment that is not closed: everything after it would be missing. */
export function lintComment(token: Token, offset: number): Fault[] {
  const start = token.raw.lastIndexOf("<!--");
  if (start === -1 || token.raw.includes("-->", start)) return [];
  return [{ offset: offset + start, message: "A comment that is not closed.", remedy: "End it with `-->`." }];
}

/** A fence that is not closed: everything after it would be code. */
export function lintFence(token: Tokens.Code, offset: number): Fault[] {
  const lines = token.raw.trimEnd().split("\n");
  const [, ticks] = /^[ \t]*(`{3,}|~{3,})/.exec(lines[0] ?? "") ?? [];
  if (ticks === undefined || token.codeBlockStyle === "indented") return [];
  const closing = new RegExp(`^[ \\t]*${ticks[0]}{${ticks.length},}[ \\t]*$`);
  if (lines.length > 1 && closing.test(lines.at(-1) ?? "")) return [];
  return [
    {
      offset,
      message: "A code block that is not closed: everything after it is code.",
      remedy: `End it with a line of ${ticks.length} ${ticks.startsWith("~") ? "tildes" : "backticks"}.`,
    },
  ];
}
