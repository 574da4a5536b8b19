import katex, { type KatexOptions } from "katex";
import type { Fault } from "../source-text.ts";
import { escapeHtml } from "./escape-html.ts";
import { definesMacros, type Macros, NO_MACROS } from "./macros.ts";

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
 * HTML is the TeX as it was written. A formula that only defines macros has no HTML.
 * @param macros those that the formula can use.
 */
export function renderMath(tex: string, display: boolean, macros: Macros = NO_MACROS): RenderedMath {
  const excess = overCap(tex);
  if (excess) return { html: texAsWritten(tex), fault: excess };
  try {
    const { html, refused } = typeset(tex, { ...macros.definitions }, { displayMode: display });
    return {
      html: EMPTY.test(html) ? "" : withoutEmptySpacing(html),
      fault: refused[0] === undefined ? commentFault(tex) : refusal(tex, refused[0]),
    };
  } catch (error) {
    return { html: texAsWritten(tex), fault: katexFault(error) };
  }
}

/** The macros after a formula: what it defines is added, unless KaTeX rejects the formula. */
export function macrosAfter(tex: string, macros: Macros): Macros {
  if (!definesMacros(tex) || overCap(tex)) return macros;
  const definitions = { ...macros.definitions };
  try {
    typeset(tex, definitions, { displayMode: true, globalGroup: true });
    return { definitions };
  } catch {
    // Rendering reports it.
    return macros;
  }
}

/** How many of KaTeX's own macros a formula can define. */
const MOST_REDEFINED = 10;

/** @param definitions KaTeX adds those that the formula makes globally. */
function typeset(tex: string, definitions: Record<string, string | object>, options: KatexOptions) {
  let written = tex;
  for (let tries = 0; ; tries++) {
    const before = { ...definitions };
    try {
      return typesetOnce(written, definitions, options);
    } catch (error) {
      const name = redefinedName(error);
      // What LaTeX does not define, such as `\R`, an author can define with `\newcommand`.
      if (name === null || name in before || tries === MOST_REDEFINED) throw error;
      const command = new RegExp(`\\\\newcommand(?=\\s*\\{?\\s*${name.replace(/\W/g, "\\$&")}(?![A-Za-z]))`);
      const edited = written.replace(command, "\\renewcommand");
      if (edited === written) throw error;
      written = edited;
    }
  }
}

/** The macro that `\newcommand` defines although there is one of this name. */
function redefinedName(error: unknown): string | null {
  const message = error instanceof katex.ParseError ? error.rawMessage : "";
  return /^\\newcommand\{(\\.+?)\} attempting to redefine/.exec(message)?.[1] ?? null;
}

function typesetOnce(tex: string, definitions: Record<string, string | object>, options: KatexOptions) {
  const refused: string[] = [];
  const html = katex.renderToString(tex, {
    output: "htmlAndMathml",
    throwOnError: true,
    strict: "ignore",
    maxSize: 50,
    maxExpand: expansions(tex, definitions),
    macros: definitions,
    trust: ({ command }) => {
      refused.push(command);
      return false;
    },
    ...options,
  });
  return { html, refused };
}

/** What KaTeX writes of a formula that shows nothing. */
const EMPTY = /<span class="katex-html" aria-hidden="true"><\/span>/;

/**
 * KaTeX writes `columnspacing=""` for the gaps of an aligned environment that has a single column and so no gaps.
 * Firefox reports each as an error. Quotes in the TeX are escaped in the HTML, so that no other text matches.
 */
function withoutEmptySpacing(html: string): string {
  return html.replaceAll(' columnspacing=""', "");
}

/** Macros let a short formula expand to a long one: then the expansions are capped in proportion to `LONGEST`. */
function expansions(tex: string, macros: Macros["definitions"]): number {
  const longest = Math.max(1, ...Object.values(macros).map(lengthOf), definesMacros(tex) ? tex.length : 1);
  return Math.min(MOST_EXPANSIONS, Math.ceil((4 * LONGEST) / longest));
}

/** KaTeX's default. */
const MOST_EXPANSIONS = 1000;

/** The length of a macro in characters or, in KaTeX's form, in tokens. */
function lengthOf(macro: string | object): number {
  if (typeof macro === "string") return macro.length;
  return "tokens" in macro && Array.isArray(macro.tokens) ? macro.tokens.length : 1;
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
