import type { Token } from "marked";
import { plainText } from "../html/plain-text.ts";
import type { Renderer } from "../html/render.ts";
import type { FigureUse } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import type { BlockContext } from "./block-context.ts";

/** `::: {.figure name="…"}` with its caption. */
export function figureUse(token: DivToken, context: BlockContext): FigureUse {
  const offset = context.offsets.within(token, token.attributesOffset);
  const values = [...token.attributes.values].filter(([key]) => key !== "name");
  const name = token.attributes.values.get("name")?.value ?? "";
  if (name === "") {
    context.log.report(offset, "A figure without a name.", 'Write `::: {.figure name="convolution"}`.');
  }
  return {
    ...context.anchors.numbered(token),
    label: context.numbering.div(token) ?? "",
    name,
    attributes: Object.fromEntries(values.map(([key, { value }]) => [key, value])),
    ...caption(token, context),
  };
}

function caption(
  token: DivToken,
  { log, offsets, renderer, passages }: BlockContext,
): Pick<FigureUse, "captionHtml" | "captionText" | "caption"> {
  const tokens = token.tokens.filter(({ type }) => type !== "space");
  const captionText = tokens
    .map((one) => plainText([one]))
    .join(" ")
    .trim();
  if (captionText === "") {
    const remedy =
      "Write between the `:::` lines what it shows: that is what a reader without the figure gets.";
    log.report(offsets.of(token), "A figure without a caption.", remedy);
  }
  return { captionHtml: captionHtml(tokens, renderer), captionText, caption: passages.caption(token.tokens) };
}

/** A caption of one paragraph needs no `<p>`. */
export function captionHtml(tokens: readonly Token[], renderer: Renderer): string {
  const [only, ...more] = tokens;
  const isParagraph = only?.type === "paragraph" && more.length === 0;
  return isParagraph && "tokens" in only && only.tokens
    ? renderer.inline(only.tokens)
    : renderer.blocks(tokens);
}
