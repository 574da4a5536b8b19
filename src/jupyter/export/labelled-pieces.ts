import type { Block, DivLabel, Passage } from "../../lesson/lesson.ts";
import { namedAnchor } from "../../lesson/passages/portable-token.ts";
import { markdownPiece, type NotebookPiece, textPassage } from "./notebook-piece.ts";
import { quoted } from "./text-of-blocks.ts";

/**
 * A div with a label: a theorem as a quote that begins with its number, and a figure or table with its caption.
 * @param text its contents.
 * @param pieces the same as cells; null if they are only text.
 */
export function labelledPieces(
  { id }: Extract<Block, { type: "div" }>,
  label: DivLabel,
  text: Passage,
  pieces: readonly NotebookPiece[] | null,
): NotebookPiece[] {
  const anchor = id === null ? "" : namedAnchor(id);
  if (label.type === "figure" || label.type === "table") {
    const { markdown, attachments } = label.markdown;
    const caption = { ...textPassage(`${anchor}**${label.text}.** ${markdown}`), attachments };
    return pieces === null
      ? [markdownPiece({ type: "prose" }, joined(text, caption))]
      : [...pieces, markdownPiece({ type: "prose" }, caption)];
  }
  const title = label.markdown.markdown === "" ? "" : ` (${label.markdown.markdown})`;
  const heading = textPassage(`${anchor}**${label.text}**${title}`);
  if (pieces !== null) return [markdownPiece({ type: "prose" }, heading), ...pieces];
  const whole = joined(heading, text);
  return [markdownPiece({ type: "callout" }, { ...whole, markdown: quoted(whole.markdown) })];
}

function joined(first: Passage, second: Passage): Passage {
  return {
    heading: null,
    markdown: `${first.markdown}\n\n${second.markdown}`,
    attachments: [...first.attachments, ...second.attachments],
  };
}
