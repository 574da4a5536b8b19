import { TextMemo } from "../../protocol/text-memo.ts";
import type { Macros } from "./macros.ts";
import { type RenderedMath, renderMath } from "./render-math.ts";

/** Characters of TeX and HTML: several thousand formulas. */
const MOST = 8_000_000;
const known = new TextMemo<RenderedMath>(MOST, ({ html }) => html.length);

/** As `renderMath`. After an edit of a lesson, most of its formulas are the same: typesetting them takes the longest. */
export function rememberedMath(tex: string, display: boolean, macros: Macros): RenderedMath {
  const written = writtenMacros(macros);
  if (written === null) return renderMath(tex, display, macros);
  const key = JSON.stringify([display, tex, written]);
  // A fault may name the place where a macro was defined, which is not in the key.
  return known.get(
    key,
    () => renderMath(tex, display, macros),
    ({ fault }) => fault === null,
  );
}

const written = new WeakMap<Macros, string | null>();

/** Macros as a text that is the same for the same macros; null if there is none. */
function writtenMacros(macros: Macros): string | null {
  const found = written.get(macros);
  if (found !== undefined) return found;
  const entries = Object.entries(macros.definitions).map(([name, macro]) => [name, writtenMacro(macro)]);
  const text = entries.some(([, macro]) => macro === null) ? null : JSON.stringify(entries);
  written.set(macros, text);
  return text;
}

/** What KaTeX reads of a macro. One that `\let` made of a function of KaTeX's own cannot be written. */
function writtenMacro(macro: string | object): unknown {
  if (typeof macro === "string") return macro;
  if (typeof macro === "function" || !("tokens" in macro) || !Array.isArray(macro.tokens)) return null;
  const { tokens, ...rest } = macro;
  return [tokens.map(writtenToken), rest];
}

/** Without its place in the formula that defines the macro. */
function writtenToken(token: object): object {
  return { ...token, loc: undefined };
}
