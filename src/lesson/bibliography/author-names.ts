import { latexText } from "./latex-text.ts";

export interface Name {
  /** With particles, such as `van Rossum`; of an institution, all of its name. */
  readonly family: string;
  /** May be empty. */
  readonly given: string;
}

export interface Names {
  readonly names: readonly Name[];
  /** Whether the list ends in `and others`. */
  readonly andOthers: boolean;
}

export const NO_NAMES: Names = { names: [], andOthers: false };

/** Reads BibTeX's lists: `LeCun, Yann and Guido van Rossum and {The Institute} and others`. */
export function readNames(latex: string): Names {
  const written = splitOutside(latex, /\s+and\s+/gi).filter((one) => one.trim() !== "");
  const andOthers = written.at(-1)?.trim().toLowerCase() === "others";
  return { names: (andOthers ? written.slice(0, -1) : written).map(readName), andOthers };
}

function readName(written: string): Name {
  const parts = splitOutside(written, /,/g).map((part) => latexText(part));
  const [family = "", ...rest] = parts;
  // `Last, Junior, First`
  if (rest.length > 1) return { family, given: `${rest.at(-1)}, ${rest[0]}` };
  if (rest.length === 1) return { family, given: rest[0] ?? "" };
  const words = splitOutside(written.trim(), /[\s~]+/g);
  const particle = words.findIndex((word, index) => index > 0 && /^[a-z]/.test(word));
  const start = particle === -1 ? words.length - 1 : particle;
  return {
    family: latexText(words.slice(start).join(" ")),
    given: latexText(words.slice(0, start).join(" ")),
  };
}

/** Splits at what matches outside braces. */
function splitOutside(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(separator)) {
    const before = text.slice(from, match.index);
    if (depthOf(before) > 0) continue;
    parts.push(before);
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function depthOf(text: string): number {
  let depth = 0;
  for (const [found] of text.matchAll(/\\[\s\S]|[{}]/g)) {
    if (found === "{") depth++;
    else if (found === "}") depth--;
  }
  return depth;
}
