import type { Json } from "../../../protocol/json.ts";

/** A trace, a layout, or a part of one. */
export type JsonObject = { readonly [key: string]: Json };

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The list, or an empty one in place of anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The object, or an empty one in place of anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The object with other lists, at any depth of objects. */
export function mapLists(object: JsonObject, change: (list: readonly Json[]) => readonly Json[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (isList(value)) return [key, change(value)];
      return [key, isObject(value) ? mapLists(value, change) : value];
    }),
  );
}
