import type { Token } from "marked";
import { type Kind, kindOfId, prefixOf } from "../kinds.ts";
import type { Attributes } from "../markdown/attribute-syntax.ts";
import { isTableCaption } from "../markdown/caption-syntax.ts";
import { isMath } from "../markdown/math-syntax.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";

/** What is wrong with the attributes after a formula or in the caption of a table. */
export function lintNumbered(token: Token, offsets: TokenOffsets): Fault[] {
  if (isMath(token)) return lintAttributes(token.attributes, "equation", "formula", at(token));
  if (isTableCaption(token)) return lintAttributes(token.attributes, "table", "table", at(token));
  return [];

  function at(of: Token & { readonly attributesOffset: number }): number {
    return offsets.within(of, of.attributesOffset);
  }
}

function lintAttributes(
  { id, classes, values, faults }: Attributes,
  kind: Kind,
  noun: string,
  offset: number,
): Fault[] {
  const found = faults.map((fault) => ({ ...fault, offset: offset + fault.offset }));
  if (id !== null && kindOfId(id) !== kind) {
    const remedy = `Write \`{#${prefixOf(kind)}-${id.replace(/^[a-z]+-/, "")}}\`.`;
    found.push({ offset, message: `The id of a ${noun} begins with \`${prefixOf(kind)}-\`.`, remedy });
  }
  for (const name of classes) {
    found.push({
      offset,
      message: `A ${noun} has no classes: \`.${name}\` does nothing.`,
      remedy: "Remove it.",
    });
  }
  for (const [key, value] of values) {
    const message = `Unknown attribute \`${key}\` of a ${noun}.`;
    found.push({ offset: offset + value.offset, message, remedy: "Only an id is allowed here." });
  }
  return found;
}
