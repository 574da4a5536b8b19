/** BibTeX's values are LaTeX. Reads them as text, or as Markdown with emphasis and formulas. */
export function latexText(latex: string): string {
  return collapse(convert(latex, PLAIN));
}

export function latexMarkdown(latex: string): string {
  return collapse(convert(latex, MARKDOWN));
}

interface Style {
  readonly text: (text: string) => string;
  readonly marks: ReadonlyMap<string, string>;
  readonly formula: (tex: string) => string;
}

const PLAIN: Style = { text: (text) => text, marks: new Map(), formula: (tex) => tex };

const MARKDOWN: Style = {
  text: (text) => text.replace(/[\\`*_[\]<>$~&#|@]/g, "\\$&"),
  marks: new Map([
    ...["emph", "textit", "textsl", "mkbibemph"].map((name) => [name, "*"] as const),
    ...["textbf", "mkbibbold"].map((name) => [name, "**"] as const),
  ]),
  formula: (tex) => `$${tex.trim()}$`,
};

/** The accents as combining characters. */
const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["`", "\u0300"],
  ["'", "\u0301"],
  ["^", "\u0302"],
  ["~", "\u0303"],
  ["=", "\u0304"],
  ["u", "\u0306"],
  [".", "\u0307"],
  ['"', "\u0308"],
  ["r", "\u030A"],
  ["H", "\u030B"],
  ["v", "\u030C"],
  ["d", "\u0323"],
  ["c", "\u0327"],
  ["k", "\u0328"],
  ["b", "\u0331"],
]);

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ["ss", "ß"],
  ["ae", "æ"],
  ["AE", "Æ"],
  ["oe", "œ"],
  ["OE", "Œ"],
  ["o", "ø"],
  ["O", "Ø"],
  ["l", "ł"],
  ["L", "Ł"],
  ["aa", "å"],
  ["AA", "Å"],
  ["i", "i"],
  ["j", "j"],
  ["dh", "ð"],
  ["DH", "Ð"],
  ["th", "þ"],
  ["TH", "Þ"],
  ["dots", "…"],
  ["ldots", "…"],
  ["textellipsis", "…"],
  ["textendash", "–"],
  ["textemdash", "—"],
  ["textquoteright", "’"],
  ["textasciitilde", "~"],
  ["textbackslash", "\\"],
  ["copyright", "©"],
  ["S", "§"],
  ["P", "¶"],
  ["LaTeX", "LaTeX"],
  ["TeX", "TeX"],
  ["BibTeX", "BibTeX"],
]);

const TOKEN =
  /\\([A-Za-z]+)[ \t]*|\\([\s\S])|(\$[^$]+\$)|(---?|``|''|[`'])|([{}])|(~)|([^\\${}~`'-]+|[\s\S])/g;
const DIGRAPHS: ReadonlyMap<string, string> = new Map([
  ["---", "—"],
  ["--", "–"],
  ["``", "“"],
  ["''", "”"],
  ["`", "‘"],
  ["'", "’"],
]);

function convert(latex: string, style: Style): string {
  const groups: { readonly before: string; readonly mark: string }[] = [];
  let result = "";
  let accent = "";
  let mark = "";
  const write = (text: string): void => {
    const [first = ""] = text;
    result += accent === "" ? text : first + accent + text.slice(first.length);
    accent = "";
  };
  for (const [, word, sign, formula, digraph, brace, tie, text] of latex.matchAll(TOKEN)) {
    if (word !== undefined && ACCENTS.has(word)) accent = ACCENTS.get(word) ?? "";
    else if (word !== undefined && SYMBOLS.has(word)) write(style.text(SYMBOLS.get(word) ?? ""));
    else if (word !== undefined) mark = style.marks.get(word) ?? "";
    else if (sign !== undefined && ACCENTS.has(sign)) accent = ACCENTS.get(sign) ?? "";
    else if (sign !== undefined) write(/[\s/,;!:@-]/.test(sign) ? "" : style.text(sign));
    else if (formula !== undefined) write(style.formula(formula.slice(1, -1)));
    else if (digraph !== undefined) write(DIGRAPHS.get(digraph) ?? digraph);
    else if (tie !== undefined) write("\u00A0");
    else if (brace === "{") {
      groups.push({ before: result, mark });
      result = "";
      mark = "";
    } else if (brace === "}") {
      const { before, mark: around } = groups.pop() ?? { before: "", mark: "" };
      result = before + (result.trim() === "" ? result : around + result + around);
    } else if (text !== undefined) write(style.text(text));
  }
  for (const { before, mark: around } of groups.toReversed()) result = before + around + result + around;
  return result.normalize("NFC");
}

function collapse(text: string): string {
  return text.replace(/[ \t\r\n]+/g, " ").trim();
}
