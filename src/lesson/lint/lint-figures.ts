import type { Token } from "marked";
import * as v from "valibot";
import type { AttributeSchema, KnownThings } from "../known-things.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";
import { faultInCode } from "./fault-in-code.ts";
import type { LintContext } from "./lint-context.ts";
import { sentence } from "./lint-types.ts";

/** Figures that do not exist, and attributes that they do not take. */
export function lintFigures(tokens: readonly Token[], known: KnownThings, { offsets }: LintContext): Fault[] {
  const figures = [...descendants(tokens)]
    .filter(isDiv)
    .filter(({ attributes }) => attributes.classes.includes("figure"));
  return figures.flatMap((token) =>
    lintFigure(token, known).map((fault) => ({
      ...fault,
      offset: offsets.within(token, token.attributesOffset + fault.offset),
    })),
  );
}

/** Offsets count from the attributes' brace. */
function lintFigure({ attributes }: DivToken, known: KnownThings): Fault[] {
  const name = attributes.values.get("name")?.value ?? "";
  // The block's own rule reports a missing name.
  if (name === "") return [];
  const location = known.unusable?.figures.get(name);
  if (location !== undefined) return [{ offset: 0, ...faultInCode("figure", name, location) }];
  const schema = known.figures.get(name);
  if (!schema) {
    const remedy = suggestion(name, [...known.figures.keys()]);
    return [{ offset: 0, message: `Unknown figure \`${name}\`.`, remedy }];
  }
  const written = new Map([...attributes.values].filter(([key]) => key !== "name"));
  const keys = attributeKeys(schema);
  const unknown = [...written.keys()].filter((key) => keys !== null && !keys.includes(key));
  const unknownKeys = unknown.map((key) => ({
    offset: written.get(key)?.offset ?? 0,
    message: `The figure \`${name}\` has no attribute \`${key}\`.`,
    remedy: suggestion(key, keys ?? []),
  }));
  return [...unknownKeys, ...badValues(name, written, schema, unknown)];
}

function badValues(
  name: string,
  written: DivToken["attributes"]["values"],
  schema: AttributeSchema,
  unknown: readonly string[],
): Fault[] {
  const given = Object.fromEntries([...written].map(([key, { value }]) => [key, value]));
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return [];
  const keys = attributeKeys(schema) ?? [];
  const all =
    keys.length === 0 ? "Correct it." : `Its attributes: ${keys.map((key) => `\`${key}\``).join(", ")}.`;
  return parsed.issues.flatMap((issue) => {
    const key = String(issue.path?.[0]?.key ?? "");
    if (unknown.includes(key)) return [];
    const value = given[key];
    const message =
      key === ""
        ? `The figure \`${name}\` cannot be drawn with these attributes: ${issue.message}`
        : value === undefined
          ? `The figure \`${name}\` needs the attribute \`${key}\`.`
          : `The figure \`${name}\` does not take \`${key}=${value}\`: ${issue.message}`;
    // Those of Lectern say what a value has to be.
    const remedy = issue.message.startsWith(`${key} must be `) ? "Correct the value." : all;
    return [{ offset: written.get(key)?.offset ?? 0, message: sentence(message), remedy }];
  });
}

/** The attributes that an object schema names; null for a schema of another kind. */
function attributeKeys(schema: AttributeSchema): readonly string[] | null {
  const entries = "entries" in schema ? schema.entries : null;
  return typeof entries === "object" && entries !== null ? Object.keys(entries) : null;
}
