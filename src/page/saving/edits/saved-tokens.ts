import * as v from "valibot";

/** Highlighted code as data: pieces of text with their `tok-*` classes (or none), in order. */
export const Tokens = v.array(v.tuple([v.string(), v.string()]));
export type Tokens = readonly (readonly [text: string, classes: string])[];

/** The text of the pieces. Saved tokens fit a cell only if this is its text. */
export function textOf(tokens: Tokens): string {
  return tokens.map(([text]) => text).join("");
}
