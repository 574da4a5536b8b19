import type { MarkedExtension, TokenizerThis, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";

/** A formula in the Markdown. */
export interface MathToken extends Tokens.Generic, Formula {
  readonly type: "blockMath" | "inlineMath";
  readonly raw: string;
  /** `{#eq-loss}` after a display formula. */
  readonly attributes: Attributes;
  /** The index in `raw` of the attributes' `{`. */
  readonly attributesOffset: number;
}

export interface Formula {
  readonly raw: string;
  readonly tex: string;
  /** The index in `raw` at which the TeX begins. */
  readonly texOffset: number;
  readonly display: boolean;
}

/**
 * The formula at the start of `source`, or null.
 * `$…$` as in Pandoc: no white space after the opening dollar and before the closing one, no digit after that;
 * `$$…$$`; `\begin{name}…\end{name}`. A backslash escapes the next character; no empty line inside dollars.
 */
function matchMath(source: string): Formula | null {
  if (source.startsWith("$$")) return matchDoubleDollar(source);
  if (source.startsWith("$")) return matchDollar(source);
  return source.startsWith("\\begin{") ? matchEnvironment(source) : null;
}

function matchDollar(source: string): Formula | null {
  if (!/^\$[^\s$]/.test(source)) return null;
  const close = closingDollar(source, 1);
  if (close === -1 || /\s/.test(source[close - 1] ?? "") || /\d/.test(source[close + 1] ?? "")) return null;
  const raw = source.slice(0, close + 1);
  // GitHub's other form, $`…`$.
  const [, inner] = /^\$`([\s\S]+)`\$$/.exec(raw) ?? [];
  return inner === undefined
    ? { raw, tex: source.slice(1, close), texOffset: 1, display: false }
    : { raw, tex: inner, texOffset: 2, display: false };
}

function matchDoubleDollar(source: string): Formula | null {
  const close = closingDollar(source, 2);
  if (close === -1 || source[close + 1] !== "$" || source.slice(2, close).trim() === "") return null;
  return { raw: source.slice(0, close + 2), tex: source.slice(2, close), texOffset: 2, display: true };
}

/** How many characters are searched for the end of a formula, and how many commands for that of an environment. */
const REACH = 20_000;
const MOST_COMMANDS = 2_000;

/** The first dollar from `from` that is not escaped and not inside `\text{…}`; -1 if an empty line comes first. */
function closingDollar(source: string, from: number): number {
  let textDepth = 0;
  for (const { 0: found, index } of source
    .slice(from, from + REACH)
    .matchAll(/\\(?:text|mbox)[a-z]*\{|\\[\s\S]|\n[ \t]*\n|[${}]/g)) {
    if (found.startsWith("\n")) return -1;
    if (found === "$" && textDepth === 0) return from + index;
    if (found.length > 2) textDepth++;
    else if (textDepth > 0 && found === "{") textDepth++;
    else if (textDepth > 0 && found === "}") textDepth--;
  }
  return -1;
}

function matchEnvironment(source: string): Formula | null {
  const [, name] = /^\\begin\{([A-Za-z]+\*?)\}/.exec(source) ?? [];
  if (name === undefined) return null;
  let depth = 0;
  let commands = 0;
  for (const { 0: found, 1: command, 2: inner, index } of source
    .slice(0, REACH)
    .matchAll(/\\(?:(begin|end)\{([A-Za-z]+\*?)\}|[\s\S])/g)) {
    if (commands++ > MOST_COMMANDS) return null;
    if (inner !== name) continue;
    depth += command === "begin" ? 1 : -1;
    if (depth > 0) continue;
    const raw = source.slice(0, index + found.length);
    return { raw, tex: raw, texOffset: 0, display: true };
  }
  return null;
}

type LabelledFormula = Formula & Pick<MathToken, "attributes" | "attributesOffset">;

/** The formula at the start of `source` with the attributes after it. */
function matchLabelledMath(source: string): LabelledFormula | null {
  const found = matchMath(source);
  if (!found) return null;
  const [gap, attributes] = /^[ \t]*(\{[ \t]*#[^{}\n]*\})/.exec(source.slice(found.raw.length)) ?? [];
  if (!found.display || gap === undefined || attributes === undefined) {
    return { ...found, attributes: NO_ATTRIBUTES, attributesOffset: 0 };
  }
  const raw = found.raw + gap;
  const attributesOffset = raw.length - attributes.length;
  return { ...found, raw, attributes: parseAttributes(attributes), attributesOffset };
}

/** A formula on separate lines; it may interrupt a paragraph. */
function matchMathBlock(source: string): LabelledFormula | null {
  const [indent = ""] = /^ {0,3}(?=\$\$|\\begin\{)/.exec(source) ?? [null];
  const found = matchLabelledMath(source.slice(indent?.length ?? 0));
  if (indent === null || !found?.display) return null;
  const after = indent.length + found.raw.length;
  const [rest] = /^[ \t]*(?:\n|$)/.exec(source.slice(after)) ?? [];
  // Followed by text, it is a part of that text's paragraph, which cannot contain an empty line.
  if (rest === undefined && !/\n[ \t]*\n/.test(found.raw)) return null;
  return {
    ...found,
    raw: source.slice(0, after) + (rest ?? ""),
    texOffset: indent.length + found.texOffset,
    attributesOffset: indent.length + found.attributesOffset,
  };
}

/** The index at which a formula on separate lines interrupts the paragraph at the start of `source`. */
function mathBlockStart(source: string): number | undefined {
  const end = source.search(/\n[ \t]*\n/);
  const paragraph = end === -1 ? source : source.slice(0, end);
  for (const { index } of paragraph.matchAll(/\n {0,3}(?=\$\$|\\begin\{)/g)) {
    if (matchMathBlock(source.slice(index + 1))) return index + 1;
  }
  return undefined;
}

/** The index of the next possible start of a formula; `marked` then calls the tokenizer there. */
function mathStart(source: string): number | undefined {
  for (const { index } of source.matchAll(/\$|\\begin\{/g)) {
    if (!isEscaped(source, index)) return index;
  }
  return undefined;
}

function isEscaped(source: string, index: number): boolean {
  const [backslashes = ""] = /\\*$/.exec(source.slice(Math.max(0, index - 50), index)) ?? [];
  return backslashes.length % 2 === 1;
}

/** Where the formulas of a text are. */
export function mathRanges(source: string): { readonly start: number; readonly end: number }[] {
  return formulasIn(source).map(({ start, formula }) => ({ start, end: start + formula.raw.length }));
}

/** The formulas of a text, in order. */
export function formulasIn(source: string): { readonly start: number; readonly formula: Formula }[] {
  const found: { readonly start: number; readonly formula: Formula }[] = [];
  let end = 0;
  for (const { index } of source.matchAll(/\$|\\begin\{/g)) {
    if (index < end || isEscaped(source, index)) continue;
    const formula = matchMath(source.slice(index));
    if (!formula) continue;
    found.push({ start: index, formula });
    end = index + formula.raw.length;
  }
  return found;
}

/** Masks formulas, with text of the same length, from the search for emphasis: `*a $b * c$ d*`. */
function maskMath(source: string): string {
  let masked = "";
  let from = 0;
  for (const { start, end } of mathRanges(source)) {
    masked += source.slice(from, start) + "a".repeat(end - start);
    from = end;
  }
  return masked + source.slice(from);
}

/** Formulas for `marked`. */
export function mathSyntax(): MarkedExtension {
  return {
    hooks: { emStrongMask: maskMath },
    extensions: [
      {
        name: "blockMath",
        level: "block",
        start: mathBlockStart,
        tokenizer(this: TokenizerThis, source: string) {
          const found = matchMathBlock(source);
          return found ? { type: "blockMath", ...found } : undefined;
        },
      },
      {
        name: "inlineMath",
        level: "inline",
        start: mathStart,
        tokenizer(this: TokenizerThis, source: string) {
          const found = matchLabelledMath(source);
          return found ? { type: "inlineMath", ...found } : undefined;
        },
      },
    ],
  };
}

export function isMath(token: Tokens.Generic): token is MathToken {
  return token.type === "blockMath" || token.type === "inlineMath";
}
