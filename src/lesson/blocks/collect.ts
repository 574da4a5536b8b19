import type { Token } from "marked";
import { addressesIn } from "../html/addresses.ts";
import { linkTarget } from "../html/link-target.ts";
import { plainText } from "../html/plain-text.ts";
import type { Heading } from "../lesson.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { BlockContext } from "./block-context.ts";

/** The headings of the lesson, for its table of contents; those in notes are not on the page. */
export function collectHeadings(
  tokens: readonly Token[],
  { anchors, renderer, numbering }: Pick<BlockContext, "anchors" | "renderer" | "numbering">,
): Heading[] {
  const notes = [...descendants(tokens)].filter(isNotes);
  const inNotes = new Set(notes.flatMap((token) => [...descendants(token.tokens)]));
  const headings = [...descendants(tokens)].filter(isHeading).filter((token) => !inNotes.has(token));
  return headings.map((token) => {
    const number = numbering.section(token);
    const [html, text] = [renderer.label(token.tokens), plainText(token.tokens).trim()];
    return {
      id: anchors.heading(token),
      level: Math.max(2, token.depth),
      html: number === null ? html : `${number} ${html}`,
      text: number === null ? text : `${number} ${text}`,
    };
  });
}

/** The files beside the lesson that its links and pictures name, each once. */
export function collectAssets(tokens: readonly Token[]): string[] {
  const targets = [...descendants(tokens)].flatMap(addressesIn).map(({ href }) => linkTarget(href));
  return [...new Set(targets.flatMap((target) => (target.type === "asset" ? [target.path] : [])))];
}

function isNotes(token: Token): token is DivToken {
  return isDiv(token) && token.attributes.classes.includes("notes");
}
