import type { Formula } from "../markdown/math-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Macros } from "./macros.ts";
import type { NumberedFormula } from "./numbering.ts";
import type { Placeholders } from "./placeholders.ts";
import { rememberedMath } from "./remembered-math.ts";
import type { RenderContext } from "./render-context.ts";
import { checkMath, type RenderedMath } from "./render-math.ts";

/** The most characters of TeX in all different formulas of a lesson together. */
const MOST_TEX = 150_000;

/**
 * Typesets a formula into a placeholder, which the sanitiser leaves alone, and reports what is wrong with it.
 * @param offsetOf the offset in the lesson of an index in the formula's `raw`.
 */
export type Typeset = (
  formula: Formula,
  offsetOf: (index: number) => number,
  options: TypesetOptions,
) => string;

export interface TypesetOptions {
  /** The element around a display formula: a wide one scrolls in it. It cannot be a `<div>` in a paragraph. */
  readonly wrapper: "div" | "span";
  readonly macros: Macros;
  /** Null for a formula without numbers and references. */
  readonly numbered: NumberedFormula | null;
}

export function createTypesetter(
  { log, sanitize }: Pick<RenderContext, "log" | "sanitize">,
  placeholders: Placeholders,
): Typeset {
  const render = sanitize === null ? checkMath : rememberedMath;
  const rendered = new Map<Macros, Map<string, RenderedMath>>();
  /** Where each undefined macro was reported: once is enough. */
  const reported = new Map<string, number>();
  let characters = 0;
  return (formula, offsetOf, { wrapper, macros, numbered }) => {
    const { display, texOffset } = formula;
    const tex = numbered?.tex ?? formula.tex;
    const key = `${display} ${tex}`;
    const known = rendered.get(macros) ?? new Map<string, RenderedMath>();
    rendered.set(macros, known);
    if (!known.has(key)) characters += tex.length;
    if (characters > MOST_TEX) {
      const message = `The formulas of the lesson have more than ${MOST_TEX} characters: this one is not typeset.`;
      log.report(offsetOf(0), message, "Split the lesson.");
      return `<code class="math-problem">${escapeHtml(tex)}</code>`;
    }
    const { html, fault } = known.get(key) ?? render(tex, display, macros);
    known.set(key, { html, fault });
    if (fault) {
      const offset = offsetOf(texOffset + (numbered?.original(fault.offset) ?? fault.offset));
      if (!fault.message.includes("Undefined control sequence")) {
        log.report(offset, fault.message, fault.remedy);
      } else if ((reported.get(fault.message) ?? offset) === offset) {
        reported.set(fault.message, offset);
        log.report(offset, fault.message, `${fault.remedy} Only its first use is reported.`);
      }
    }
    // It only defines macros.
    if (html === "") return "";
    return placeholders.element(display ? displayed(html, wrapper, numbered) : html);
  };
}

function displayed(html: string, wrapper: "div" | "span", numbered: NumberedFormula | null): string {
  if (numbered === null) return `<${wrapper} class="math-display">${html}</${wrapper}>`;
  const { ids, label, numbers } = numbered;
  const [id, ...more] = ids.map((each) => ` id="${each}"`);
  const name = label === null ? "" : ` role="group" aria-label="${escapeHtml(label)}"`;
  const anchors = more.map((each) => `<span${each}></span>`).join("");
  const className = label === null ? "math-display" : "math-display is-numbered";
  return `<${wrapper}${id ?? ""} class="${className}"${name}>${anchors}${withNumbers(html, numbers)}</${wrapper}>`;
}

/** In MathML, which screen readers read, KaTeX leaves the numbers of rows to a counter of CSS, which knows no tags. */
function withNumbers(html: string, numbers: readonly string[]): string {
  let row = 0;
  return html.replace(/<mtd class ?="mml-eqn-num"><\/mtd>/g, () => {
    const number = numbers[row++];
    return number === undefined ? "<mtd></mtd>" : `<mtd><mtext>(${escapeHtml(number)})</mtext></mtd>`;
  });
}
