import type { Token } from "marked";
import { addressesIn } from "../html/addresses.ts";
import { linkTarget } from "../html/link-target.ts";
import { plainText } from "../html/plain-text.ts";
import type { Heading, Reference } from "../lesson.ts";
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

/** The files beside the lesson that its links and pictures name. */
export function collectReferences(
  tokens: readonly Token[],
  { offsets, source }: Pick<BlockContext, "offsets" | "source">,
): Reference[] {
  return [...descendants(tokens)].flatMap((token) =>
    addressesIn(token).flatMap(({ href, offset }): Reference[] => {
      const target = linkTarget(href);
      if (target.type !== "lesson" && target.type !== "asset") return [];
      return [{ type: target.type, name: target.path, ...source.position(offsets.of(token) + offset) }];
    }),
  );
}
