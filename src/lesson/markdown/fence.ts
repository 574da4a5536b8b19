import type { Token, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";

/** A code block as its author wrote it. */
export interface Fence {
  /** The first word of its info string; empty for an indented block. */
  readonly language: string;
  readonly attributes: Attributes;
  /** The index in the token's `raw` of the attributes' `{`. */
  readonly attributesOffset: number;
  /** The code without the fence. */
  readonly source: string;
  /** The index in the token's `raw` at which the code begins. */
  readonly sourceOffset: number;
  /** Spaces before the fence; the same number was removed from each line of the code. */
  readonly indent: number;
}

export function readFence(token: Tokens.Code): Fence {
  const source = token.text;
  if (token.codeBlockStyle === "indented") {
    return {
      language: "",
      attributes: NO_ATTRIBUTES,
      attributesOffset: 0,
      source,
      sourceOffset: 0,
      indent: 0,
    };
  }
  const [line = ""] = token.raw.split("\n", 1);
  const [, before = "", info = ""] = /^([ \t]*(?:`{3,}|~{3,})[ \t]*)(.*?)[ \t]*$/.exec(line) ?? [];
  return {
    ...readInfo(info, before.length),
    source,
    sourceOffset: Math.min(line.length + 1, token.raw.length),
    indent: line.length - line.trimStart().length,
  };
}

/** `ts {#id .class}`, or Pandoc's `{.ts #id .class}`. */
function readInfo(info: string, start: number): Pick<Fence, "language" | "attributes" | "attributesOffset"> {
  const [, word = "", gap = "", braces] = /^([^\s{]*)([ \t]*)(\{.*\})$/.exec(info) ?? [];
  const attributesOffset = start + word.length + gap.length;
  if (braces === undefined) {
    const [word = ""] = info.split(/\s/, 1);
    const language = word.replace(/\\([!-/:-@[-`{-~])/g, "$1");
    return { language, attributes: openBrace(info), attributesOffset: start };
  }
  const attributes = parseAttributes(braces);
  if (word !== "") return { language: word, attributes, attributesOffset };
  const [language, ...classes] = attributes.classes;
  return language === undefined
    ? { language: braces, attributes: NO_ATTRIBUTES, attributesOffset }
    : { language, attributes: { ...attributes, classes }, attributesOffset };
}

/** An info string such as `ts {#id` or `ts #id` was meant to have attributes, but has none. */
function openBrace(info: string): Attributes {
  const [, before, rest] = /^(\S+[ \t]+)([{#.].*)$/.exec(info) ?? [];
  if (before === undefined || rest === undefined) return NO_ATTRIBUTES;
  const remedy = "Write them as `ts {#id .class}`.";
  return {
    ...NO_ATTRIBUTES,
    faults: [{ message: `\`${rest}\` is not in braces.`, remedy, offset: before.length }],
  };
}

export function isCode(token: Token): token is Tokens.Code {
  return token.type === "code" && "text" in token;
}

/** Only TypeScript runs. */
export function isTypeScript(language: string): boolean {
  return language === "ts" || language === "typescript";
}
