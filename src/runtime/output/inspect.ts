import type * as tf from "@tensorflow/tfjs";
import type { Inspected } from "../../protocol/output.ts";
import { isPromise } from "../platform/promises.ts";
import { isTensor } from "./is-tensor.ts";
import type { ShownTensors } from "./shown-tensors.ts";
import { statisticsOf } from "./tensor-statistics.ts";
import { publicEntries, tensorFlowName } from "./tensorflow-objects.ts";

/** Of a larger tensor only the first values are downloaded. */
const MAXIMUM_TENSOR_VALUES = 2000;

/**
 * Describes a value as data. Calls no getters, and never throws.
 * @param tensors makes the first tensors in it known to the page, with what their values are like
 */
export function inspect(value: unknown, tensors: ShownTensors | null = null): Inspected {
  return new Inspector(tensors, WHOLE).visit(value, 0);
}

/** Describes variables in short, each on its own, for a list of them. */
export class VariableInspector {
  readonly #tensors: ShownTensors;
  #measured = 0;

  constructor(tensors: ShownTensors) {
    this.#tensors = tensors;
  }

  inspect(value: unknown): Inspected {
    const inspector = new Inspector(this.#tensors, { ...BRIEF, measured: BRIEF.measured - this.#measured });
    const inspected = inspector.visit(value, 0);
    this.#measured += inspector.measured;
    return inspected;
  }
}

/** The same as text, for `console.log`. As in Node.js and browsers, a string at the top level has no quotes. */
export function inspectText(value: unknown): string {
  return typeof value === "string" ? value : describe(inspect(value), 0);
}

/** How much of a value is described. */
interface Limits {
  readonly depth: number;
  /** Per object. */
  readonly entries: number;
  readonly values: number;
  readonly characters: number;
  /** Limits for tensors whose details, not only their first values, are sent to the page. */
  readonly measured: number;
  readonly measuredSize: number;
  /** Whether tensors are printed. */
  readonly prints: boolean;
}

const WHOLE: Limits = {
  depth: 4,
  entries: 100,
  values: 2000,
  characters: 5000,
  measured: 12,
  measuredSize: Number.POSITIVE_INFINITY,
  prints: true,
};
const BRIEF: Limits = {
  depth: 2,
  entries: 12,
  values: 60,
  characters: 200,
  measured: 40,
  measuredSize: 2_000_000,
  prints: false,
};

class Inspector {
  #values = 0;
  #measured = 0;
  readonly #tensors: ShownTensors | null;
  readonly #limits: Limits;

  constructor(tensors: ShownTensors | null, limits: Limits) {
    this.#tensors = tensors;
    this.#limits = limits;
  }

  get measured(): number {
    return this.#measured;
  }

  readonly #ancestors: object[] = [];

  visit(value: unknown, depth: number): Inspected {
    this.#values += 1;
    if (typeof value === "function") return inspectFunction(value);
    if (typeof value !== "object" || value === null) return inspectPrimitive(value, this.#limits.characters);
    try {
      if (isTensor(value)) return this.#visitTensor(value);
      if (this.#ancestors.includes(value)) return { kind: "cut", name: `${nameOf(value)} (circular)` };
      if (depth >= this.#limits.depth || this.#values >= this.#limits.values)
        return { kind: "cut", name: nameOf(value) };
      this.#ancestors.push(value);
      const inspected = this.#visitObject(value, depth);
      this.#ancestors.pop();
      return inspected;
    } catch (error) {
      return {
        kind: "cut",
        name: `(could not be read: ${error instanceof Error ? error.message : "unknown error"})`,
      };
    }
  }

  #visitTensor(tensor: tf.Tensor): Inspected {
    const { prints, measured, measuredSize } = this.#limits;
    const inspected = inspectTensor(tensor, prints);
    if (this.#tensors === null || tensor.isDisposed || this.#measured >= measured) return inspected;
    this.#measured += 1;
    const statistics = tensor.size > 1 && tensor.size <= measuredSize ? statisticsOf(tensor) : null;
    return statistics === null ? inspected : { ...inspected, id: this.#tensors.add(tensor), statistics };
  }

  #visitObject(value: object, depth: number): Inspected {
    if (value instanceof Error) {
      const keys = ["cause", "errors"].filter((key) => Object.hasOwn(value, key));
      const name = `${value.name}: ${value.message}`;
      return this.#collect("error", name, keys.length, ownEntries(value, keys), depth);
    }
    if (value instanceof Date || value instanceof RegExp)
      return { kind: "primitive", type: "object", text: String(value) };
    if (isPromise(value))
      return { kind: "primitive", type: "object", text: "Promise (`await` gives its value)" };
    const bytes = bytesOf(value);
    if (bytes !== null) return this.#visitList("typed-array", value, bytes, depth);
    if (Array.isArray(value)) return this.#visitList("array", value, value, depth);
    if (value instanceof Map)
      return this.#collect("map", nameOf(value), value.size, mapEntries(value), depth);
    if (value instanceof Set)
      return this.#collect("set", nameOf(value), value.size, setEntries(value), depth);
    const keys = Reflect.ownKeys(value).filter(
      (key) => Reflect.getOwnPropertyDescriptor(value, key)?.enumerable,
    );
    const entries = publicEntries(value, [...ownEntries(value, keys)]);
    return this.#collect("object", tensorFlowName(value) ?? nameOf(value), entries.length, entries, depth);
  }

  #visitList(
    kind: "array" | "typed-array",
    holder: object,
    list: ArrayLike<unknown>,
    depth: number,
  ): Inspected {
    return this.#collect(kind, nameOf(holder), list.length, listEntries(list), depth);
  }

  #collect(
    kind: "object" | "array" | "map" | "set" | "typed-array" | "error",
    name: string,
    size: number,
    source: Iterable<readonly [string, unknown]>,
    depth: number,
  ): Inspected {
    const entries: [string, Inspected][] = [];
    for (const [key, value] of source) {
      if (entries.length >= this.#limits.entries || this.#values >= this.#limits.values) break;
      entries.push([cutText(key, 200), this.visit(value, depth + 1)]);
    }
    return { kind, name, entries, hidden: size - entries.length, size };
  }
}

function* mapEntries(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [string, unknown]> {
  for (const [key, value] of map) yield [inspectText(key), value];
}

function* setEntries(set: ReadonlySet<unknown>): Iterable<readonly [string, unknown]> {
  for (const value of set) yield ["", value];
}

function* listEntries(list: ArrayLike<unknown>): Iterable<readonly [string, unknown]> {
  for (let index = 0; index < list.length; index += 1) yield [String(index), list[index]];
}

function* ownEntries(object: object, keys: readonly PropertyKey[]): Iterable<readonly [string, unknown]> {
  for (const key of keys) {
    const property = Reflect.getOwnPropertyDescriptor(object, key);
    if (property === undefined) continue;
    // A getter is a cell's code and could do anything, so it is not called.
    const value = "value" in property ? property.value : GETTER;
    yield [String(key), value];
  }
}

const GETTER = Symbol("getter");

/** The values of a typed array, or the bytes of a buffer; null for other values. */
function bytesOf(value: object): ArrayLike<unknown> | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return null;
  return value instanceof DataView
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : (value as unknown as ArrayLike<unknown>);
}

function inspectFunction(value: object): Inspected {
  const name = Reflect.getOwnPropertyDescriptor(value, "name")?.value;
  let text = "";
  try {
    text = Function.prototype.toString.call(value);
  } catch {
    // A proxied function has no text.
  }
  return {
    kind: "function",
    name: typeof name === "string" ? cutText(name, 200) : "",
    class: text.startsWith("class"),
  };
}

function inspectPrimitive(value: unknown, characters: number): Inspected {
  if (value === GETTER) return { kind: "primitive", type: "getter", text: "(getter)" };
  if (typeof value === "string")
    return { kind: "primitive", type: "string", text: cutText(value, characters) };
  if (typeof value === "bigint")
    return { kind: "primitive", type: "bigint", text: cutText(`${value}n`, characters) };
  if (Object.is(value, -0)) return { kind: "primitive", type: "number", text: "-0" };
  return {
    kind: "primitive",
    type: value === null ? "null" : typeof value,
    text: cutText(String(value), characters),
  };
}

function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`;
}

function nameOf(value: object): string {
  const prototype = Reflect.getPrototypeOf(value);
  if (prototype === null) return "Object";
  const cls: unknown = Reflect.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const name = typeof cls === "function" ? Reflect.getOwnPropertyDescriptor(cls, "name")?.value : undefined;
  // The bundle numbers classes of the same name: `Softmax$1`.
  return typeof name === "string" && name !== ""
    ? cutText(name.replace(/\$\d+$/, ""), 100)
    : tagOf(prototype);
}

/** What names the objects of the language that have no class, such as generators. */
function tagOf(prototype: object): string {
  for (let holder: object | null = prototype; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    const tag: unknown = Reflect.getOwnPropertyDescriptor(holder, Symbol.toStringTag)?.value;
    if (typeof tag === "string" && tag !== "") return cutText(tag, 100);
  }
  return "Object";
}

function inspectTensor(tensor: tf.Tensor, prints: boolean): Extract<Inspected, { kind: "tensor" }> {
  const { dtype, shape } = tensor;
  if (tensor.isDisposed) return { kind: "tensor", dtype, shape, text: "", disposed: true };
  return {
    kind: "tensor",
    dtype,
    shape,
    text: prints || tensor.size === 1 ? tensorText(tensor) : "",
    disposed: false,
  };
}

/**
 * The values as NumPy prints them. A large tensor is sliced on the backend first, so that showing it does not download
 * it.
 */
function tensorText(tensor: tf.Tensor): string {
  if (tensor.size <= MAXIMUM_TENSOR_VALUES) return tensor.toString().replace(/^Tensor\n/, "");
  let remaining = MAXIMUM_TENSOR_VALUES;
  const size = tensor.shape.map(() => 1);
  for (let axis = tensor.rank - 1; axis >= 0; axis -= 1) {
    const length = Math.min(tensor.shape[axis] ?? 1, remaining);
    size[axis] = length;
    remaining = Math.max(1, Math.floor(remaining / length));
  }
  const leading = tensor.slice(
    tensor.shape.map(() => 0),
    size,
  );
  const text = leading.toString().replace(/^Tensor\n/, "");
  leading.dispose();
  return `The first [${size.join(", ")}] of it:\n${text}`;
}

/** An inspected value as text, broken into lines as in Node.js. */
function describe(value: Inspected, depth: number): string {
  switch (value.kind) {
    case "primitive":
      return value.type === "string" ? JSON.stringify(value.text) : value.text;
    case "function":
      return value.class ? `class ${value.name}` : `function ${value.name || "(anonymous)"}`;
    case "tensor":
      return value.disposed
        ? `Tensor (disposed) ${value.dtype} [${value.shape.join(", ")}]`
        : `Tensor ${value.dtype} [${value.shape.join(", ")}]\n${value.text}`;
    case "cut":
      return `[${value.name}]`;
    case "error":
      return value.entries.length === 0 ? value.name : describeEntries(value, depth);
    default:
      return describeEntries(value, depth);
  }
}

function describeEntries(value: Extract<Inspected, { entries: unknown }>, depth: number): string {
  const list = value.kind === "array" || value.kind === "typed-array" || value.kind === "set";
  const parts = value.entries.map(([key, entry]) => {
    const text = describe(entry, depth + 1);
    return list ? text : `${value.kind === "map" ? `${key} =>` : `${key}:`} ${text}`;
  });
  if (value.hidden > 0) parts.push(`… ${value.hidden} more`);
  const [open, close] = list && value.kind !== "set" ? ["[", "]"] : ["{", "}"];
  const plain = value.name === "Object" || value.name === "Array";
  const prefix = plain ? "" : `${value.name}${list || value.kind === "map" ? `(${value.size})` : ""} `;
  if (parts.length === 0) return `${prefix}${open}${close}`;
  const line = `${prefix}${open} ${parts.join(", ")} ${close}`;
  if (line.length <= 100 && !line.includes("\n")) return line;
  const indent = "  ".repeat(depth + 1);
  if (list && parts.every((part) => part.length < 12))
    return `${prefix}${open} ${wrap(parts, indent)} ${close}`;
  return `${prefix}${open}\n${parts.map((part) => indent + part).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

/** Puts several short values on each line. */
function wrap(parts: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (let start = 0; start < parts.length; start += 16)
    lines.push(parts.slice(start, start + 16).join(", "));
  return lines.join(`,\n${indent}`);
}
