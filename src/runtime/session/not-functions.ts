import { explainUndefined, type KnownNames } from "../../cell/undefined-names.ts";
import { nearest } from "../../protocol/nearest.ts";
import { isPromise } from "../platform/promises.ts";

/** The names of the cells, and their values. */
export interface KnownValues extends KnownNames {
  /** The value of a name in the cells' scope; undefined if there is none. */
  readonly lookUp: (name: string) => unknown;
}

/** What to do about `path` of `tf.tensr2d is not a function`; null if nothing is known about it. */
export function explainCall([, path = ""]: RegExpExecArray, known: KnownValues): string | null {
  const names = path.split(".");
  const last = names.pop() ?? "";
  const [first, ...members] = names;
  if (first === undefined) return notCallable(last, known.lookUp(last));
  let owner = known.lookUp(first);
  for (const member of members) owner = propertyOf(owner, member)?.value;
  if (owner === undefined || owner === null) return explainMember(last, known);
  const property = propertyOf(owner, last);
  if (property !== undefined)
    return property.get === undefined ? notCallable(path, property.value) : withoutParentheses(path);
  if (first === "tf" && Object.hasOwn(known.modules.get("lectern") ?? {}, last))
    return explainUndefined(last, known);
  const sizes = SIZES.has(last) ? ["length", "size"] : [];
  const near = sizes.find((name) => propertyOf(owner, name)) ?? nearest(last, memberNames(owner));
  if (near !== null) return `Did you mean \`${[...names, near].join(".")}\`?`;
  // What a promise needs is said where it is declared.
  return isPromise(owner) ? null : kindsRemedy(last, known, "is a conversion missing?");
}

/** What to do about `name` of `f(x).foreach is not a function`, where the value before it is not known. */
export function explainMethod([, name = ""]: RegExpExecArray, known: KnownValues): string | null {
  return explainMember(name, known);
}

function explainMember(name: string, known: KnownValues): string | null {
  const value = VALUES.get(name);
  if (value !== undefined) return value;
  const kinds = kindsRemedy(name, known, "is an `await` missing, or a conversion?");
  if (kinds !== null) return kinds;
  const near = nearest(name, Object.values(kindsOf(known)).flatMap(memberNames));
  return near === null ? null : `Did you mean \`.${near}\`?`;
}

/** Members that are called although they are values. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ["length", "Of lists and texts, `.length` is a value: remove the parentheses."],
  [
    "size",
    "Of tensors, maps and sets, `.size` is a value, without parentheses. Lists and texts have `.length`.",
  ],
  ["shape", "Of tensors, `.shape` is a value, without parentheses. Lists have `.length`."],
]);

/** What the number of values is called in other languages, or of other values. */
const SIZES: ReadonlySet<string> = new Set(["length", "size", "count", "len"]);

/** The kinds of values that have a method, as a sentence that ends with a question; null if there are none. */
function kindsRemedy(name: string, known: KnownValues, question: string): string | null {
  const kinds = Object.entries(kindsOf(known)).filter(([, prototype]) => isMethod(prototype, name));
  if (kinds.length === 0) return null;
  const list = LIST.format(kinds.map(([kind]) => kind));
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} have \`.${name}()\`: ${question}`;
}

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });

function isMethod(prototype: unknown, name: string): boolean {
  return memberNames(prototype).includes(name) && typeof propertyOf(prototype, name)?.value === "function";
}

function kindsOf({ modules }: KnownNames): Readonly<Record<string, unknown>> {
  const tensor = propertyOf(modules.get("@tensorflow/tfjs"), "Tensor")?.value;
  return { ...KINDS, tensors: propertyOf(tensor, "prototype")?.value };
}

const KINDS: Readonly<Record<string, object>> = {
  lists: Array.prototype,
  texts: String.prototype,
  maps: Map.prototype,
  sets: Set.prototype,
  promises: Promise.prototype,
};

function notCallable(name: string, value: unknown): string | null {
  if (value === undefined || typeof value === "function") return null;
  const kind = Array.isArray(value) ? "a list" : value === null ? "null" : `of type ${typeof value}`;
  return `\`${name}\` is ${kind}: remove the parentheses, or use another name for one of the two.`;
}

function withoutParentheses(path: string): string {
  return `\`${path}\` is a value: remove the parentheses.`;
}

/** Getters are a cell's code and could do anything, so they are not called. */
function propertyOf(owner: unknown, name: string): PropertyDescriptor | undefined {
  for (const holder of holdersOf(owner)) {
    const property = Reflect.getOwnPropertyDescriptor(holder, name);
    if (property) return property;
  }
  return undefined;
}

function memberNames(owner: unknown): string[] {
  return holdersOf(owner)
    .filter((holder) => holder !== Object.prototype && !isIndexed(holder))
    .flatMap((holder) => Object.getOwnPropertyNames(holder));
}

/** Whether its own members are numbered, perhaps millions of them. */
function isIndexed(holder: object): boolean {
  const isList = Array.isArray(holder) || ArrayBuffer.isView(holder) || holder instanceof String;
  return isList && Reflect.has(holder, 0);
}

/** A value and its prototypes: not all of a proxy that is its own. */
function holdersOf(value: unknown): object[] {
  const holders: object[] = [];
  let holder: object | null = value === undefined || value === null ? null : Object(value);
  for (; holder !== null && holders.length < MAXIMUM_HOLDERS; holder = Reflect.getPrototypeOf(holder))
    holders.push(holder);
  return holders;
}

const MAXIMUM_HOLDERS = 100;
