import type { Token } from "marked";
import { addressesIn } from "../html/addresses.ts";
import { linkTarget } from "../html/link-target.ts";
import { plainText } from "../html/plain-text.ts";
import type { Heading } from "../lesson.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { BlockContext } from "./block-context.ts";

/** The headings of the lesson, for its table of contents. */
export function collectHeadings(
  tokens: readonly Token[],
  { anchors, renderer }: Pick<BlockContext, "anchors" | "renderer">,
): Heading[] {
  return [...descendants(tokens)].filter(isHeading).map((token) => ({
    id: anchors.heading(token),
    level: Math.max(2, token.depth),
    html: renderer.label(token.tokens),
    text: plainText(token.tokens).trim(),
  }));
}

/** The files beside the lesson that its links and pictures name, each once. */
export function collectAssets(tokens: readonly Token[]): string[] {
  const targets = [...descendants(tokens)].flatMap(addressesIn).map(({ href }) => linkTarget(href));
  return [...new Set(targets.flatMap((target) => (target.type === "asset" ? [target.path] : [])))];
}
