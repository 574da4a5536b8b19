import type { BuiltIn } from "./built-in-objects.ts";

/** The members that the runtime uses whenever a cell prints or shows something. */
const FREQUENT: Readonly<Record<string, readonly string[]>> = {
  "Array.prototype": [
    ...[
      "push",
      "pop",
      "shift",
      "map",
      "filter",
      "find",
      "findIndex",
      "findLast",
      "flatMap",
      "flat",
      "forEach",
    ],
    ...[
      "some",
      "every",
      "includes",
      "indexOf",
      "slice",
      "splice",
      "join",
      "concat",
      "at",
      "reduce",
      "entries",
    ],
    ...["keys", "values", "toSorted", "sort", "@@iterator"],
  ],
  "String.prototype": [
    ...["slice", "split", "replace", "replaceAll", "includes", "startsWith", "endsWith", "trim", "repeat"],
    ...[
      "padStart",
      "padEnd",
      "indexOf",
      "charAt",
      "charCodeAt",
      "toString",
      "match",
      "matchAll",
      "@@iterator",
    ],
  ],
  "RegExp.prototype": ["exec", "test", "@@replace", "@@split"],
  "Map.prototype": ["get", "set", "has", "delete", "clear", "values", "keys", "entries", "@@iterator"],
  "Set.prototype": ["add", "has", "delete", "clear", "values", "@@iterator"],
  "WeakMap.prototype": ["get", "set", "has"],
  "Promise.prototype": ["then", "catch", "finally", "constructor"],
  "Function.prototype": ["call", "apply", "bind", "toString"],
  "Number.prototype": ["toFixed", "toString", "toPrecision"],
  "ArrayIterator.prototype": ["next"],
  "MapIterator.prototype": ["next"],
  "SetIterator.prototype": ["next"],
  "Generator.prototype": ["next"],
  Object: [
    ...["entries", "keys", "values", "fromEntries", "assign", "create", "defineProperty", "hasOwn"],
    ...["getOwnPropertyDescriptor", "getPrototypeOf"],
  ],
  Array: ["isArray", "from"],
  Number: ["isFinite", "isInteger", "isNaN"],
  Math: ["min", "max", "trunc", "floor", "round", "abs"],
  JSON: ["stringify", "parse"],
  Reflect: ["get", "has", "apply", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"],
  Promise: ["all", "race", "resolve", "reject"],
  globalThis: [
    "Array",
    "Object",
    "Map",
    "Set",
    "WeakMap",
    "Promise",
    "String",
    "Number",
    "Math",
    "JSON",
    "Error",
  ],
};

/** What all objects would inherit and the runtime would read: a serializer, a promise, a property's description. */
const NEVER_INHERITED: Readonly<Record<string, readonly string[]>> = {
  "Object.prototype": ["toJSON", "then", "get", "set", "value", "type", "key"],
  "Array.prototype": ["toJSON"],
  "String.prototype": ["toJSON"],
  "Number.prototype": ["toJSON"],
};

/**
 * Whether any of these members has changed. As one expression, which engines reduce to almost nothing; a loop would take
 * 3 µs for each printed line.
 */
export function compileCheck(builtIns: readonly BuiltIn[]): () => boolean {
  const objects: object[] = [];
  const values: unknown[] = [];
  const comparisons: string[] = [];
  const add = (name: string, keys: readonly string[]): void => {
    const object = builtIns.find((builtIn) => builtIn.name === name)?.object;
    if (object === undefined) return;
    const position = objects.push(object) - 1;
    for (const key of keys) {
      const symbol: unknown = key.startsWith("@@") ? Reflect.get(Symbol, key.slice(2)) : undefined;
      const value: unknown = Reflect.get(object, typeof symbol === "symbol" ? symbol : key);
      const member = typeof symbol === "symbol" ? `[s.${key.slice(2)}]` : `.${key}`;
      comparisons.push(`o${position}${member} !== v${values.push(value) - 1}`);
    }
  };
  for (const [name, keys] of Object.entries(FREQUENT)) add(name, keys);
  for (const [name, keys] of Object.entries(NEVER_INHERITED)) add(name, keys);
  const list = (letter: string, { length }: readonly unknown[]): string =>
    Array.from({ length }, (_, index) => `${letter}${index}`).join(",");
  const parameters = `[${list("o", objects)}],[${list("v", values)}],s`;
  // biome-ignore lint/security/noGlobalEval: the text consists of the names above.
  const evaluate = globalThis.eval;
  return evaluate(`((${parameters}) => () => ${comparisons.join("||")})`)(objects, values, {
    iterator: Symbol.iterator,
    replace: Symbol.replace,
    split: Symbol.split,
  });
}
