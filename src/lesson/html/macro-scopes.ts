import type { Token } from "marked";
import { formulasIn, isMath } from "../markdown/math-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { MacroDefinition } from "../read-macros.ts";
import type { Fault } from "../source-text.ts";
import type { Macros } from "./macros.ts";
import { macrosAfter, renderMath } from "./render-math.ts";

/** Finds the macros in force at each formula: those it is given, and what the formulas above it define. */
export function collectMacros(tokens: readonly Token[], given: Macros): (token: Token) => Macros {
  const scopes = new Map<Token, Macros>();
  let macros = given;
  for (const token of descendants(tokens)) {
    if (!isMath(token) && token.type !== "html") continue;
    scopes.set(token, macros);
    const formulas = isMath(token) ? [token] : formulasIn(token.raw).map(({ formula }) => formula);
    for (const { tex } of formulas) macros = macrosAfter(tex, macros);
  }
  return (token) => scopes.get(token) ?? given;
}

export interface UsableMacros {
  /** By their names with backslash. */
  readonly macros: Readonly<Record<string, string>>;
  /** What is wrong with the others. */
  readonly faults: readonly Fault[];
}

/**
 * Those of the definitions that KaTeX can use.
 * @param above other macros that they can use.
 */
export function usableMacros(
  defined: readonly MacroDefinition[],
  above: Readonly<Record<string, string>> = {},
): UsableMacros {
  const all = { ...above, ...Object.fromEntries(defined.map(({ name, tex }) => [name, tex])) };
  const checked = defined.map((one) => ({ ...one, fault: macroFault(one, { definitions: all }) }));
  const usable = checked.filter(({ fault }) => fault === null);
  return {
    macros: Object.fromEntries(usable.map(({ name, tex }) => [name, tex])),
    faults: checked.flatMap(({ fault }) => fault ?? []),
  };
}

function macroFault({ name, tex, offset }: MacroDefinition, macros: Macros): Fault | null {
  const uses = new Set(tex.replaceAll("##", "").match(/#[1-9]/g));
  const fault =
    writtenFault(tex, uses) ?? alwaysFault(renderMath(`${name}${"{x}".repeat(uses.size)}`, true, macros));
  if (fault === null) return null;
  const message = `The macro \`${name}\` cannot be used. ${fault.message}`;
  return { offset, message, remedy: fault.remedy };
}

/** A mistake in the macro itself, however it is used. */
function writtenFault(tex: string, uses: ReadonlySet<string>): Omit<Fault, "offset"> | null {
  const missing = Array.from(uses, (_, index) => `#${index + 1}`).find((argument) => !uses.has(argument));
  if (missing !== undefined) {
    return { message: `It does not use \`${missing}\`.`, remedy: "Number its arguments from `#1`." };
  }
  let depth = 0;
  for (const [brace] of tex.matchAll(/\\.|[{}]/gs)) {
    depth += brace === "{" ? 1 : brace === "}" ? -1 : 0;
    if (depth < 0) break;
  }
  return depth === 0
    ? null
    : { message: "Its braces are not in pairs.", remedy: "Add the brace that is missing, or write `\\{`." };
}

/** Alone, `\mathbb`, `\middle|` or `&=` are not a formula, but part of one. */
function alwaysFault({ fault }: { readonly fault: Fault | null }): Fault | null {
  return fault !== null && ALWAYS.test(fault.message) ? fault : null;
}

const ALWAYS = /Undefined control sequence|Too many expansions|is not allowed in a formula/;
