import type { MathToken } from "../markdown/math-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Placeholders } from "./placeholders.ts";
import type { RenderContext } from "./render-context.ts";
import { renderMath } from "./render-math.ts";

/** The most characters of TeX in all formulas of a lesson together. */
const MOST_TEX = 150_000;

/** Typesets formulas into placeholders, which the sanitiser leaves alone, and reports what is wrong with them. */
export function createTypesetter(
  { offsets, log }: Pick<RenderContext, "offsets" | "log">,
  placeholders: Placeholders,
): (token: MathToken) => string {
  let characters = 0;
  return (token) => {
    characters += token.tex.length;
    if (characters > MOST_TEX) {
      const message = `The formulas of the lesson have more than ${MOST_TEX} characters: this one is not typeset.`;
      log.report(offsets.of(token), message, "Split the lesson.");
      return `<code class="math-problem">${escapeHtml(token.tex)}</code>`;
    }
    const { html, fault } = renderMath(token.tex, token.display);
    if (fault) log.report(offsets.within(token, token.texOffset + fault.offset), fault.message, fault.remedy);
    return placeholders.element(wrap(html, token));
  };
}

/** A wide formula scrolls in its wrapper, which inside a paragraph cannot be a `<div>`. */
function wrap(html: string, token: MathToken): string {
  if (!token.display) return html;
  const element = token.type === "blockMath" ? "div" : "span";
  return `<${element} class="math-display">${html}</${element}>`;
}
