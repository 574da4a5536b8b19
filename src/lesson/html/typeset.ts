import { type LessonContext, placeWithin } from "../context.ts";
import type { MathToken } from "../markdown/math-syntax.ts";
import { escapeHtml } from "./highlight.ts";
import { renderMath } from "./render-math.ts";

/** What all formulas of a lesson may have together. */
const MOST_TEX = 150_000;

/** A formula as markup for the sanitiser to leave alone; what is wrong with it is reported at its place. */
export function typeset(token: MathToken, context: LessonContext): string {
  context.mathSpent.characters += token.tex.length;
  if (context.mathSpent.characters > MOST_TEX) {
    const offset = placeWithin(context, token, 0);
    const message = `The formulas of the lesson have more than ${MOST_TEX} characters: this one is not typeset.`;
    context.log.report(offset, message, "Split the lesson.");
    return `<code class="math-problem">${escapeHtml(token.tex)}</code>`;
  }
  const { html, fault } = renderMath(token.tex, token.display);
  if (fault) {
    const offset = placeWithin(context, token, token.texOffset + fault.offset);
    context.log.report(offset, fault.message, fault.remedy);
  }
  return context.slots.element(wrap(html, token));
}

/** A wide formula scrolls in its wrapper; inside a paragraph that must not be a `<div>`. */
function wrap(html: string, token: MathToken): string {
  if (!token.display) return html;
  const element = token.type === "blockMath" ? "div" : "span";
  return `<${element} class="math-display">${html}</${element}>`;
}
