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
    pattern: /!?\[[^[\]\n]*\]\((?![<#])[^()\s]+ [^()\n"']*\.[a-z]\w{0,4}\)/i,
    message: (found) => `\`${found}\` is no link: its address has a space.`,
    remedy: "Write `%20` for each space of the address, or put it between `<` and `>`.",
  },
  {
    pattern: /(?<![\w\])])\[(?=[^\]\n]*\p{L})[^[\]\n^@]+\]\[(?=[^\]\n]*\p{L})[^[\]\n^@]{2,}\]/u,
    message: (found) => `\`${found}\` is no link: nothing defines its label.`,
    remedy: "Write `[text](address)`, or define the label on a line of its own: `[label]: address`.",
  },
  {
    pattern: /<!--/,
    message: () => "A comment that is not closed.",
    remedy: "End it with `-->`.",
  },
];

/** What is wrong in a token that is only text. */
export function lintText(token: Token, offsets: TokenOffsets): Fault[] {
  return faultsBy(IN_TEXT, token, offsets);
}

function faultsBy(patterns: readonly TextFault[], token: Token, offsets: TokenOffsets): Fault[] {
  return patterns.flatMap(({ pattern, message, remedy }) => {
    const match = pattern.exec(token.raw);
    return match ? [{ offset: offsets.within(token, match.index), message: message(match[0]), remedy }] : [];
  });
}

/** Lines that were meant to begin a block, by their first characters. */
const IN_LINES: readonly TextFault[] = [
  {
    pattern: /^ {0,3}(?:#(?=\p{Lu})|#{2,6}(?=\p{L}))/mu,
    message: (found) => `\`${found.trim()}\` begins no heading: there is no space after it.`,
    remedy: "Write `## Heading`; `\\#` is a plain character.",
  },
  {
    pattern: /^ {0,3}#{7,}(?=\s)/m,
    message: () => "A heading has at most six `#`.",
    remedy: "Remove the others; `\\#` is a plain character.",
  },
  {
    pattern: /^ {0,3}::(?=[ \t]*\{)/m,
    message: () => "`::` does not open a div.",
    remedy: "Write three colons: `:::`.",
  },
];

/** Lines of a paragraph that look like the beginning of a heading, a div or a table. */
export function lintLines(paragraph: Token, offsets: TokenOffsets): Fault[] {
  return [...faultsBy(IN_LINES, paragraph, offsets), ...lintTable(paragraph, offsets)];
}

/** The second line of a table that has not as many columns as the first, so that it is no table. */
function lintTable(paragraph: Token, offsets: TokenOffsets): Fault[] {
  const lines = paragraph.raw.split("\n");
  const index = lines.findIndex((line, at) => at > 0 && isRule(line) && (lines[at - 1] ?? "").includes("|"));
  if (index === -1) return [];
  const [above, rule] = [lines[index - 1] ?? "", lines[index] ?? ""].map((line) => columnsOf(line).length);
  const start = lines.slice(0, index).join("\n").length + 1;
  return [
    {
      offset: offsets.within(paragraph, start),
      message: `This is no table: its first line has ${above} columns, and this one ${rule}.`,
      remedy: "Write `---` for each column, with `|` between them.",
    },
  ];
}

function isRule(line: string): boolean {
  return line.includes("|") && columnsOf(line).every((column) => /^:?-+:?$/.test(column));
}

function columnsOf(line: string): string[] {
  const inside = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inside.split("|").map((column) => column.trim());
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
