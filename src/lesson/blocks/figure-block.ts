import type { Token } from "marked";
import { type LessonContext, placeOf, placeWithin } from "../context.ts";
import { decodeEntities, plainText } from "../html/plain-text.ts";
import type { Renderer } from "../html/render.ts";
import type { FigureUse } from "../lesson.ts";
import { inspectProse } from "../lint/inspect-prose.ts";
import type { DivToken } from "../markdown/div-syntax.ts";

/** `::: {.figure name="…"}` with its caption. */
export function figureUse(token: DivToken, context: LessonContext, renderer: Renderer): FigureUse {
  const offset = placeWithin(context, token, token.attributesOffset);
  const { line, column } = context.source.problem(offset, "", "");
  const values = [...token.attributes.values].filter(([key]) => key !== "name");
  const name = token.attributes.values.get("name")?.value ?? "";
  if (name === "") {
    context.log.report(offset, "A figure without a name.", 'Write `::: {.figure name="convolution"}`.');
  }
  return {
    ...context.anchors.numbered(token),
    name,
    attributes: Object.fromEntries(values.map(([key, { value }]) => [key, value])),
    places: {
      line,
      column,
      columns: Object.fromEntries(values.map(([key, at]) => [key, column + at.offset])),
    },
    ...caption(token, context, renderer),
  };
}

function caption(
  token: DivToken,
  context: LessonContext,
  renderer: Renderer,
): Pick<FigureUse, "captionHtml" | "captionText"> {
  const tokens = token.tokens.filter(({ type }) => type !== "space");
  inspectProse(tokens, context, renderer);
  const captionText = decodeEntities(tokens.map((one) => plainText([one])).join(" ")).trim();
  if (captionText === "") {
    const remedy =
      "Write between the `:::` lines what it shows: that is what a reader without the figure gets.";
    context.log.report(placeOf(context, token), "A figure without a caption.", remedy);
  }
  return { captionHtml: captionHtml(tokens, renderer), captionText };
}

/** A caption of one paragraph needs no `<p>`. */
function captionHtml(tokens: readonly Token[], renderer: Renderer): string {
  const [only, ...more] = tokens;
  const isParagraph = only?.type === "paragraph" && more.length === 0;
  return isParagraph && "tokens" in only && only.tokens
    ? renderer.inline(only.tokens)
    : renderer.blocks(tokens);
}
