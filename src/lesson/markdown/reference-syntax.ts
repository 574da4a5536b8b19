import type { MarkedExtension, Token, TokenizerThis, Tokens } from "marked";

/** A reference to a numbered part of this lesson or another, or to the literature. */
export interface ReferenceToken extends Tokens.Generic {
  readonly type: "reference";
  readonly raw: string;
  /** `@key` in the text, such as `@fig-a` or `@lesson#fig-a`, `[see @key, p. 3; @other]`, or LaTeX's `\ref{key}` and `\eqref{key}`. */
  readonly form: "text" | "brackets" | "ref" | "eqref";
  readonly items: readonly ReferenceItem[];
  /** What it shows, once it is resolved: until then, and if it leads nowhere, it is shown as it is written. */
  parts: readonly ReferencePart[];
  /** The same as plain text. */
  text: string;
}

export interface ReferenceItem {
  readonly key: string;
  /** The index in `raw` of the `@` or, in LaTeX's form, of the key. */
  readonly offset: number;
  readonly prefix: string;
  readonly suffix: string;
  /** `-@key`: only the number or, of literature, only the year. */
  readonly isShort: boolean;
}

/** A part of a resolved reference: a link if it has a target. */
export interface ReferencePart {
  readonly text: string;
  /** What it leads to, or null. */
  readonly target: PartTarget | null;
  /** The id by which the list of references leads back to it, or null. */
  readonly id: string | null;
}

/** An id of this lesson or, with the path of its file, of another. */
interface PartTarget {
  readonly id: string;
  readonly lesson: string | null;
}

/** The name of a part of another lesson, as `lesson#id`; null for any other key. */
export function keyInLesson(key: string): { readonly lesson: string; readonly id: string } | null {
  const [, lesson, id] = /^([^#/]+)#(.+)$/s.exec(key) ?? [];
  return lesson === undefined || id === undefined ? null : { lesson, id };
}

/** Pandoc's form of a key, which ends in a letter, digit or `_`. */
const KEY = "[\\p{L}\\d_](?:[\\p{L}\\d_]|[:.#%&+/~-]+(?=[\\p{L}\\d_]))*";
const ITEM = new RegExp(`^([\\s\\S]*?)(?<![\\p{L}\\d_.@-])(-?)@(${KEY})([\\s\\S]*)$`, "u");
const TEXT = new RegExp(`^@(${KEY})(?:[ \\t]?\\[([^\\[\\]@]{1,200})\\](?![(\\[:]))?`, "u");
const LATEX = /^\\(eqref|ref|autoref|[cC]ref)\{([^{}\n]{1,500})\}/;
const BRACKETS = /^\[([^[\]]{2,1000})\](?![(])(\[[^[\]]{0,1000}\])?/;
const START = /(?<![\p{L}\d_@.\\/-])@[\p{L}\d_]|\\(?:eqref|ref|autoref|[cC]ref)\{|\[[^[\]@]{0,200}@/u;

/** References for `marked`. */
export function referenceSyntax(): MarkedExtension {
  return {
    extensions: [
      {
        name: "reference",
        level: "inline",
        start(source: string) {
          if (!source.includes("@") && !source.includes("ref{")) return undefined;
          const index = source.search(START);
          return index === -1 ? undefined : index;
        },
        tokenizer(this: TokenizerThis, source: string, tokens: Token[]): ReferenceToken | undefined {
          if (this.lexer.state.inLink) return undefined;
          if (source.startsWith("[")) return inBrackets(source, this.lexer.tokens.links);
          if (source.startsWith("\\")) return inLatex(source);
          return source.startsWith("@") && canFollow(tokens) ? inText(source) : undefined;
        },
      },
    ],
  };
}

/** An `@` in a word, an address or a path is not a reference, but one in `@fig-a/@fig-b` is. */
function canFollow(tokens: readonly Token[]): boolean {
  const [previous, last] = [tokens.at(-2), tokens.at(-1)];
  if (previous !== undefined && isReference(previous) && /^[/-]$/.test(last?.raw ?? "")) return true;
  return !/[\p{L}\d_@./-]/u.test(last?.raw.at(-1) ?? "");
}

function referenceToken(
  raw: string,
  form: ReferenceToken["form"],
  items: readonly ReferenceItem[],
): ReferenceToken {
  return { type: "reference", raw, form, items, parts: [{ text: raw, target: null, id: null }], text: raw };
}

function inText(source: string): ReferenceToken | undefined {
  const [raw, key, suffix] = TEXT.exec(source) ?? [];
  if (raw === undefined || key === undefined) return undefined;
  // Brackets after a reference to a part of the lesson are not a page.
  const id = keyInLesson(key)?.id ?? key;
  const isLiterature = suffix !== undefined && !/^[A-Za-z][a-z]{1,2}-/.test(id);
  const written = isLiterature ? raw : `@${key}`;
  return referenceToken(written, "text", [
    { key, offset: 0, prefix: "", suffix: isLiterature ? suffix : "", isShort: false },
  ]);
}

function inBrackets(source: string, links: Links): ReferenceToken | undefined {
  const [, inside, label = "[]"] = BRACKETS.exec(source) ?? [];
  if (inside === undefined || inside.startsWith("^")) return undefined;
  // Markdown's links by reference: `[text][label]`, `[text][]` and `[text]`.
  if (isLabel(label === "[]" ? inside : label.slice(1, -1), links)) return undefined;
  const raw = `[${inside}]`;
  const items: ReferenceItem[] = [];
  let start = 1;
  for (const part of inside.split(";")) {
    const [, prefix = "", minus, key, suffix = ""] = ITEM.exec(part) ?? [];
    if (minus === undefined || key === undefined) return undefined;
    const offset = start + prefix.length + minus.length;
    items.push({ key, offset, prefix: prefix.trim(), suffix, isShort: minus !== "" });
    start += part.length + 1;
  }
  return referenceToken(raw, "brackets", items);
}

type Links = TokenizerThis["lexer"]["tokens"]["links"];

function isLabel(text: string, links: Links): boolean {
  // As `marked` writes the labels of its definitions.
  return Object.hasOwn(links, text.toLowerCase().replace(/\s+/g, " "));
}

function inLatex(source: string): ReferenceToken | undefined {
  const [raw, command, keys] = LATEX.exec(source) ?? [];
  if (raw === undefined || command === undefined || keys === undefined) return undefined;
  let offset = command.length + 2;
  const items = keys.split(",").map((written): ReferenceItem => {
    const key = written.trim();
    const item = { key, offset: offset + written.indexOf(key), prefix: "", suffix: "", isShort: false };
    offset += written.length + 1;
    return item;
  });
  if (command === "eqref" || command === "ref") return referenceToken(raw, command, items);
  return referenceToken(raw, "text", items);
}

export function isReference(token: Tokens.Generic): token is ReferenceToken {
  return token.type === "reference";
}
