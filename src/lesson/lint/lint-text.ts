import type { Token } from "marked";
import { childTokens, type TokenOffsets } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";

interface TextFault {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly remedy: string;
}

/** Syntax that was left in the text because it was not recognised. */
const IN_TEXT: readonly TextFault[] = [
  {
    pattern: /\$\$/,
    message: () => "A `$$` without its partner.",
    remedy: "Close the formula with `$$`, with no empty line in it; write `\\$` for a dollar.",
  },
  {
    pattern: /\\begin\{[^}\n]*\}/,
    message: (found) => `\`${found}\` is not closed.`,
    remedy: "End it with the `\\end{…}` of the same name.",
  },
  {
    pattern: /\[\^[^\]\s]+\]/,
    message: (found) => `The footnote \`${found}\` is not defined.`,
    remedy: "Define it by a line such as `[^1]: Text.` between empty lines.",
  },
  {
    pattern: /\\(?:pageref|nameref|label)\{[^}\n]*\}/,
    message: (found) => `\`${found}\` means nothing here: it is shown as it is written.`,
    remedy: "Give what you refer to an id, such as `{#fig-name}`, and write `@fig-name`.",
  },
  {
    pattern: /\{#(?:eq|fig|tbl|sec|thm|lem|cor|prp|cnj|def|exm|rem)-[^{}\n]*\}/,
    message: (found) => `\`${found}\` belongs to nothing here: it is shown as it is written.`,
    remedy: "Write it right after a picture, a displayed formula, a heading or the caption of a table.",
  },
  {
    pattern: /\\(?:cite|citep|citet|parencite|textcite|footcite|autocite)\*?(?:\[[^\]\n]*\])*\{[^}\n]*\}/,
    message: (found) => `\`${found}\` is not a citation here: it is shown as it is written.`,
    remedy: "Write `[@key]`, with the key of an entry in `references.bib`.",
  },
  {
    pattern: /<!--/,
    message: () => "A comment that is not closed.",
    remedy: "End it with `-->`.",
  },
];

/** What is wrong in a token that is only text. */
export function lintText(token: Token, offsets: TokenOffsets): Fault[] {
  return IN_TEXT.flatMap(({ pattern, message, remedy }) => {
    const match = pattern.exec(token.raw);
    return match ? [{ offset: offsets.within(token, match.index), message: message(match[0]), remedy }] : [];
  });
}

/** LaTeX's `\[ … \]` and `\( … \)`, whose backslashes Markdown takes for escapes. */
export function lintLatexBrackets(token: Token, offsets: TokenOffsets): Fault[] {
  const inside = childTokens(token);
  return inside.flatMap((first, index) => {
    const closing = CLOSING.get(first.raw);
    if (first.type !== "escape" || closing === undefined) return [];
    const rest = inside.slice(index + 1);
    const end = rest.findIndex(({ type, raw }) => type === "escape" && raw === closing);
    const tex = rest
      .slice(0, end)
      .map(({ raw }) => raw)
      .join("");
    // Text in brackets may be meant.
    if (end === -1 || (first.raw === "\\[" && !/[\\^_=<>+*/{}]|^\s*\n/.test(tex))) return [];
    const message = `\`${first.raw} … ${closing}\` is not a formula here: it is shown as text.`;
    const remedy = first.raw === "\\[" ? "Write `$$ … $$`." : "Write `$…$`.";
    return [{ offset: offsets.of(first), message, remedy }];
  });
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["\\[", "\\]"],
  ["\\(", "\\)"],
]);
