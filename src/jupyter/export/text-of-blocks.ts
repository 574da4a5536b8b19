import type { Block, FigureUse, Passage } from "../../lesson/lesson.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import { divLine, figureLine } from "./div-line.ts";
import { textPassage } from "./notebook-piece.ts";

/** Blocks as the Markdown of one cell, with the figures that it shows as pictures. */
export interface BlockText extends Passage {
  readonly figures: readonly FigureUse[];
}

/** Blocks as text, where they cannot be cells of their own: in a callout, a hint or a solution. */
export function textOfBlocks(blocks: readonly Block[], picture: (figure: FigureUse) => Passage): BlockText {
  const texts = blocks.map((block) => textOfBlock(block, picture)).filter(({ markdown }) => markdown !== "");
  return {
    heading: null,
    markdown: texts.map(({ markdown }) => markdown).join("\n\n"),
    attachments: texts.flatMap(({ attachments }) => attachments),
    figures: texts.flatMap(({ figures }) => figures),
  };
}

function textOfBlock(block: Block, picture: (figure: FigureUse) => Passage): BlockText {
  switch (block.type) {
    case "prose":
      return textOfPassages(block.passages);
    case "listing":
      return { ...textPassage(fenced(block.source, block.language)), figures: [] };
    case "cell":
      return { ...textPassage(fenced(block.cell.source, "typescript")), figures: [] };
    case "figure":
      return { ...between(figureLine(block.figure), picture(block.figure)), figures: [block.figure] };
    case "div": {
      if (block.classes.includes("notes")) return { ...textPassage(""), figures: [] };
      const text = labelledText(block, textOfBlocks(block.blocks, picture));
      return { ...between(divLine(block), text), figures: text.figures };
    }
    // Inside another exercise, it is a div.
    case "exercise":
    // Only for the speaker.
    case "notes":
    case "problem":
      return { ...textPassage(""), figures: [] };
    default:
      return assertNever(block);
  }
}

/** A theorem begins with its number, and a figure or table ends with its caption. */
function labelledText({ label }: Extract<Block, { type: "div" }>, text: BlockText): BlockText {
  if (label === null) return text;
  const title = label.markdown.markdown;
  const isStatement = label.type === "theorem" || label.type === "proof";
  const heading = isStatement
    ? `**${label.text}**${title === "" ? "" : ` (${title})`}`
    : `**${label.text}.** ${title}`;
  const parts = isStatement ? [heading, text.markdown] : [text.markdown, heading];
  return { ...text, markdown: parts.join("\n\n") };
}

function textOfPassages(passages: readonly Passage[]): BlockText {
  return {
    heading: null,
    markdown: passages.map(({ markdown }) => markdown).join("\n\n"),
    attachments: passages.flatMap(({ attachments }) => attachments),
    figures: [],
  };
}

/** Text between comments, which an import turns into the lines of a div. */
function between(line: string, { markdown, attachments }: Passage): Passage {
  return { ...textPassage(`<!-- ${line} -->\n\n${markdown}\n\n<!-- ::: -->`), attachments };
}

/** Code in a fence that is longer than any in it. */
export function fenced(source: string, language: string): string {
  const longest = Math.max(
    2,
    ...Array.from(source.matchAll(/^[ \t]*(`{3,})/gm), ([, ticks = ""]) => ticks.length),
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${source}${source === "" ? "" : "\n"}${fence}`;
}

/** Text as a quote. */
export function quoted(markdown: string): string {
  return markdown.replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">");
}
