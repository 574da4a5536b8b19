import katex from "katex";
import type { Fault } from "../source-text.ts";
import { escapeHtml } from "./escape-html.ts";

export interface RenderedMath {
  readonly html: string;
  /** Its offset is that in the TeX. */
  readonly fault: Fault | null;
}

/** KaTeX takes more than a minute for 200 000 letters, and deeper nesting overflows its stack. */
const LONGEST = 5_000;
const DEEPEST = 50;

/**
 * TeX as HTML and, for screen readers, MathML. Never throws: if KaTeX rejects the formula, `fault` says why, and the
 * HTML is the TeX as it was written.
 */
export function renderMath(tex: string, display: boolean): RenderedMath {
  const excess = overCap(tex);
  if (excess) return { html: texAsWritten(tex), fault: excess };
  const refused: string[] = [];
  try {
    const html = katex.renderToString(tex, {
      displayMode: display,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: "ignore",
      maxSize: 50,
      maxExpand: expansions(tex),
      trust: ({ command }) => {
        refused.push(command);
        return false;
      },
    });
    return {
      html: withoutEmptySpacing(html),
      fault: refused[0] === undefined ? commentFault(tex) : refusal(tex, refused[0]),
    };
  } catch (error) {
    return { html: texAsWritten(tex), fault: katexFault(error) };
  }
}

/**
 * KaTeX writes `columnspacing=""` for the gaps of an aligned environment that has a single column and so no gaps.
 * Firefox reports each as an error. Quotes in the TeX are escaped in the HTML, so that no other text matches.
 */
function withoutEmptySpacing(html: string): string {
  return html.replaceAll(' columnspacing=""', "");
}

/** Macros let a short formula expand to a long one: then the expansions are capped in proportion to `LONGEST`. */
function expansions(tex: string): number {
  const definesMacros = /\\(?:[egx]?def|(?:new|renew|provide)command|let|futurelet)(?![a-zA-Z])/.test(tex);
  return definesMacros ? Math.ceil((4 * LONGEST) / tex.length) : 1000;
}

function overCap(tex: string): Fault | null {
  if (tex.length > LONGEST) {
    const message = `A formula of ${tex.length} characters is too long to typeset (at most ${LONGEST}).`;
    return { message, remedy: "Split it into several.", offset: 0 };
  }
  let depth = 0;
  for (const { 0: brace, index } of tex.matchAll(/\\.|[{}]|\\begin|\\left/gs)) {
    depth += brace === "{" ? 1 : brace === "}" ? -1 : 0;
    if (depth > DEEPEST) {
      return {
        message: `Braces are nested deeper than ${DEEPEST}.`,
        remedy: "Simplify the formula.",
        offset: index,
      };
    }
  }
  return null;
}

function refusal(tex: string, command: string): Fault {
  return {
    message: `\`${command}\` is not allowed in a formula.`,
    remedy: "Leave it out, or write it in Markdown outside the formula.",
    offset: Math.max(0, tex.indexOf(command)),
  };
}

/** A percent sign that was not meant to begin a comment: the rest of the formula would be missing. */
function commentFault(tex: string): Fault | null {
  for (const { 0: found, index } of tex.matchAll(/\\[\s\S]|%[^\n]*/g)) {
    if (!found.startsWith("%") || index + found.length < tex.length) continue;
    return {
      message: `\`%\` begins a comment in TeX, so \`${found.trim()}\` is left out.`,
      remedy: "Write `\\%` for a percent sign.",
      offset: index,
    };
  }
  return null;
}

function katexFault(error: unknown): Fault {
  const remedy = "See katex.org/docs/supported for what can be written.";
  if (error instanceof katex.ParseError) {
    return {
      message: `KaTeX does not take this formula: ${error.rawMessage}`,
      remedy,
      offset: error.position ?? 0,
    };
  }
  return { message: "KaTeX does not take this formula.", remedy: `Simplify it. ${remedy}`, offset: 0 };
}

function texAsWritten(tex: string): string {
  return `<code class="math-problem">${escapeHtml(tex)}</code>`;
}
