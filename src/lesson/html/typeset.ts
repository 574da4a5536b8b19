import type { Formula } from "../markdown/math-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Placeholders } from "./placeholders.ts";
import type { RenderContext } from "./render-context.ts";
import { renderMath } from "./render-math.ts";

/** The most characters of TeX in all different formulas of a lesson together. */
const MOST_TEX = 150_000;

/**
 * Typesets a formula into a placeholder, which the sanitiser leaves alone, and reports what is wrong with it.
 * @param offsetOf the offset in the lesson of an index in the formula's `raw`.
 * @param wrapper the element around a display formula: a wide one scrolls in it. It cannot be a `<div>` in a paragraph.
 */
export type Typeset = (
  formula: Formula,
  offsetOf: (index: number) => number,
  wrapper: "div" | "span",
) => string;

export function createTypesetter({ log }: Pick<RenderContext, "log">, placeholders: Placeholders): Typeset {
  const rendered = new Map<string, ReturnType<typeof renderMath>>();
  /** Where each undefined macro was reported: once is enough. */
  const reported = new Map<string, number>();
  let characters = 0;
  return (formula, offsetOf, wrapper) => {
    const { tex, display, texOffset } = formula;
    const key = `${display} ${tex}`;
    if (!rendered.has(key)) characters += tex.length;
    if (characters > MOST_TEX) {
      const message = `The formulas of the lesson have more than ${MOST_TEX} characters: this one is not typeset.`;
      log.report(offsetOf(0), message, "Split the lesson.");
      return `<code class="math-problem">${escapeHtml(tex)}</code>`;
    }
    const { html, fault } = rendered.get(key) ?? renderMath(tex, display);
    rendered.set(key, { html, fault });
    if (fault) {
      const offset = offsetOf(texOffset + fault.offset);
      if (!fault.message.includes("Undefined control sequence")) {
        log.report(offset, fault.message, fault.remedy);
      } else if ((reported.get(fault.message) ?? offset) === offset) {
        reported.set(fault.message, offset);
        log.report(offset, fault.message, `${fault.remedy} Only its first use is reported.`);
      }
    }
    return placeholders.element(display ? `<${wrapper} class="math-display">${html}</${wrapper}>` : html);
  };
}
