import { isMap, isScalar, type Pair } from "yaml";
import type { Fault } from "./source-text.ts";

/** A TeX macro as `macros:` in the front matter or in `course.yaml` defines it. */
export interface MacroDefinition {
  /** With its backslash. */
  readonly name: string;
  /** What it stands for; `#1` to `#9` are its arguments. */
  readonly tex: string;
  /** Of the value. */
  readonly offset: number;
}

export interface ReadMacros {
  readonly macros: readonly MacroDefinition[];
  readonly faults: readonly Fault[];
}

const MOST = 200;
/** Longer ones would let short formulas become too long to typeset. */
const LONGEST = 500;
const EXAMPLE = "Write a name and TeX in single quotes: `R: '\\mathbb{R}'`, or `norm: '\\lVert #1 \\rVert'`.";

/**
 * Reads a map of macros: `R: '\mathbb{R}'`.
 * @param node of the YAML document.
 * @param key the offset of the key `macros` in the YAML.
 */
export function readMacros(node: unknown, key: number): ReadMacros {
  if (!isMap(node)) {
    return {
      macros: [],
      faults: [{ offset: key, message: "`macros` is not a list of names and TeX.", remedy: EXAMPLE }],
    };
  }
  const read = node.items.slice(0, MOST).map((pair) => readMacro(pair, key));
  const faults = read.flatMap((one) => ("message" in one ? [one] : []));
  if (node.items.length > MOST) {
    const message = `\`macros\` has more than ${MOST} entries.`;
    faults.push({ offset: key, message, remedy: "Keep those that the lesson uses." });
  }
  return { macros: read.flatMap((one) => ("tex" in one ? [one] : [])), faults };
}

function readMacro(pair: Pair, otherwise: number): MacroDefinition | Fault {
  const written = isScalar(pair.key) ? String(pair.key.value) : "";
  const keyOffset = offsetOf(pair.key, otherwise);
  if (!/^\\?(?:[A-Za-z]{1,50}|[^\sA-Za-z\\{}$#%&])$/.test(written)) {
    const message = `\`${written}\` is not the name of a macro.`;
    return { offset: keyOffset, message, remedy: "A name is made of letters, with or without a backslash." };
  }
  const offset = offsetOf(pair.value, keyOffset);
  const fault = valueFault(written, pair.value);
  if (fault !== null) return { offset, ...fault };
  const tex = isScalar(pair.value) ? String(pair.value.value) : "";
  return { name: `\\${written.replace(/^\\/, "")}`, tex, offset };
}

function valueFault(name: string, node: unknown): Pick<Fault, "message" | "remedy"> | null {
  if (!isScalar(node) || !["string", "number"].includes(typeof node.value)) {
    return { message: `The macro \`${name}\` is not text.`, remedy: EXAMPLE };
  }
  const tex = String(node.value);
  if (/^\s*\d/.test(node.comment ?? "")) {
    const message = `YAML takes \`#${(node.comment ?? "").trim()}\` for a comment, so the macro \`${name}\` ends before it.`;
    return { message, remedy: "Put the value in single quotes." };
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what YAML makes of `\b` or `\n` in double quotes
  if (/[\u0000-\u001f]/.test(tex)) {
    const message = `In double quotes, YAML reads backslashes of the macro \`${name}\` as its own escapes.`;
    return { message, remedy: "Put the value in single quotes." };
  }
  if (tex.length > LONGEST) {
    const message = `The macro \`${name}\` has more than ${LONGEST} characters.`;
    return { message, remedy: "Make it shorter, or several of it." };
  }
  return null;
}

function offsetOf(node: unknown, otherwise: number): number {
  return isScalar(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}
