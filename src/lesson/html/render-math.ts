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
export function renderMath(
  tex: string,
  display: boolean,
  macros: Macros = NO_MACROS,
  output: NonNullable<KatexOptions["output"]> = "htmlAndMathml",
): RenderedMath {
  const excess = overCap(tex);
  if (excess) return { html: texAsWritten(tex), fault: excess };
  try {
    const { html, refused } = typeset(tex, { ...macros.definitions }, { displayMode: display, output });
    return {
      html: EMPTY.test(html) ? "" : withoutEmptySpacing(html),
      fault: refused[0] === undefined ? commentFault(tex) : refusal(tex, refused[0]),
    };
  } catch (error) {
    return { html: texAsWritten(tex), fault: katexFault(error) };
  }
}

/** What is wrong with TeX, as `renderMath` finds it, without HTML. */
export function checkMath(tex: string, display: boolean, macros: Macros): RenderedMath {
  // MathML alone takes half the time. Both are made of what the parser has accepted.
  return { html: "", fault: renderMath(tex, display, macros, "mathml").fault };
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

/**
 * Macros let a short formula expand to a long one: then the expansions are capped in proportion to `LONGEST`, none at all
 * if a single one can be too long.
 */
function expansions(tex: string, macros: Macros["definitions"]): number {
  const defines = definesMacros(tex);
  const bodies = defines ? allBodies(tex, macros) : usedBodies(tex, macros);
  const longest = longestExpansion(bodies, defines ? tex.length : longestGroup(tex));
  return Math.min(MOST_EXPANSIONS, Math.floor((4 * LONGEST) / longest));
}

/** KaTeX's default. */
const MOST_EXPANSIONS = 1000;

/** The bodies of macros by their names. */
type Bodies = ReadonlyMap<string, string>;

/** Those of all macros, and the formula, in which others are. */
function allBodies(tex: string, macros: Macros["definitions"]): Bodies {
  return new Map([
    ...Object.entries(macros).map(([name, macro]) => [name, bodyOf(macro)] as const),
    ["", tex],
  ]);
}

/** Those of the macros that the formula uses, also by way of others. */
function usedBodies(tex: string, macros: Macros["definitions"]): Bodies {
  const used = new Map<string, string>();
  const texts = [tex];
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const name of commandsIn(text)) {
      const macro = Object.hasOwn(macros, name) ? macros[name] : undefined;
      if (macro === undefined || used.has(name)) continue;
      const body = bodyOf(macro);
      used.set(name, body);
      texts.push(body);
    }
  }
  return used;
}

function commandsIn(tex: string): readonly string[] {
  return tex.match(/\\(?:[A-Za-z]+|[\s\S])/g) ?? [];
}

/**
 * The length of the longest expansion of a single macro: its body, with the arguments that it repeats.
 * @param argument the length of the longest argument in the formula. A macro can give another one a longer one.
 */
function longestExpansion(bodies: Bodies, argument: number): number {
  const longest = new Map([...bodies.keys()].map((name) => [name, argument]));
  const of = (name: string): number => longest.get(name) ?? argument;
  let hasGrown = true;
  for (let round = 0; hasGrown && round <= bodies.size; round += 1) {
    hasGrown = false;
    for (const [name, body] of bodies) {
      const given = body.length + argumentsIn(body).length * of(name);
      for (const used of commandsIn(body)) {
        if (!bodies.has(used) || given <= of(used)) continue;
        longest.set(used, given);
        hasGrown = true;
      }
    }
  }
  // Macros that use each other without end.
  if (hasGrown) return Number.POSITIVE_INFINITY;
  return Math.max(1, ...[...bodies].map(([name, body]) => expandedLength(body, of(name))));
}

/** What a macro stands for as TeX; KaTeX's form has it as tokens in reverse. */
function bodyOf(macro: string | object): string {
  if (typeof macro === "string") return macro;
  const tokens: readonly unknown[] = "tokens" in macro && Array.isArray(macro.tokens) ? macro.tokens : [];
  return tokens.map(textOfToken).toReversed().join("");
}

function textOfToken(token: unknown): string {
  return typeof token === "object" && token !== null && "text" in token ? String(token.text) : "";
}

/** The length of a macro's body with arguments: each that it repeats counts as long as `argument`. */
function expandedLength(body: string, argument: number): number {
  const uses = argumentsIn(body);
  return body.length + (uses.length - new Set(uses).size) * argument;
}

/** The arguments that a body uses, each as often as it does. */
function argumentsIn(body: string): readonly string[] {
  return body.replaceAll("##", "").match(/#[1-9]/g) ?? [];
}

/** The length of the longest `{…}` of a formula, which may be the argument of a macro. */
function longestGroup(tex: string): number {
  const starts: number[] = [];
  let longest = 1;
  for (const { 0: brace, index } of tex.matchAll(/\\[\s\S]|[{}]/g)) {
    if (brace === "{") starts.push(index);
    else if (brace === "}") longest = Math.max(longest, index - (starts.pop() ?? 0));
  }
  return longest;
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
