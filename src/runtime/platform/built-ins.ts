import { type BuiltIn, collectBuiltIns } from "./built-in-objects.ts";
import { compileCheck } from "./built-ins-check.ts";

/*
 * Cells share the built-in objects of the language with the runtime, and can replace their members:
 * `Array.prototype.push = …`. The runtime does its own work with the members it started with, and puts the cell's back
 * afterwards. This file itself uses no method that a cell can reach, and no `for … of`.
 */
const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;
const { hasOwnProperty: hasOwn } = Object.prototype;
const hasInSet = Set.prototype.has;
const isSame = Object.is;
const objectPrototype = Object.prototype;

/** A member that a cell replaced, removed or added: what it is now. A list without methods. */
interface Change {
  readonly object: object;
  readonly key: PropertyKey;
  /** Null if the cell removed it. */
  readonly descriptor: PropertyDescriptor | null;
  readonly name: string;
  readonly isAddition: boolean;
  /** Whether it could be undone. */
  readonly isUndone: boolean;
  readonly next: Change | null;
}

const builtIns = collectBuiltIns();
const isFrequentChanged = compileCheck(builtIns);
let isRestored = false;
/** While the runtime's members are in place: what cells had changed. */
let current: Change | null = null;

/**
 * Runs the runtime's own code with the members that the runtime started with.
 *
 * @param isThorough checks all members, which takes about half a millisecond. Without it, only those are checked that
 *   the runtime uses when a cell prints or shows something.
 */
export function withBuiltIns<Result>(action: () => Result, isThorough = false): Result {
  if (isRestored || !(isThorough || isChanged())) return action();
  current = restore();
  isRestored = true;
  try {
    return action();
  } finally {
    isRestored = false;
    putBack(current);
    current = null;
  }
}

/** The same functions, each of which runs with the members that the runtime started with. */
export function guarded<Functions extends object>(functions: Functions): Functions {
  const entries = Object.entries(functions).map(([name, value]: [string, unknown]) => {
    if (typeof value !== "function") return [name, value];
    const guard = (...values: readonly unknown[]): unknown =>
      withBuiltIns(() => apply(value, undefined, values));
    Object.defineProperty(guard, "name", { value: name });
    return [name, guard];
  });
  return Object.fromEntries(entries) as Functions;
}

function isChanged(): boolean {
  try {
    return isFrequentChanged();
  } catch {
    // A cell has put a getter there.
    return true;
  }
}

/**
 * The built-in members that cells have replaced or removed, as `Array.prototype.push`, and what they have given to all
 * objects, which TensorFlow.js takes for entries of its own.
 */
export function replacedBuiltIns(): readonly string[] {
  return withBuiltIns(() => {
    const names: string[] = [];
    for (let change = current; change !== null; change = change.next)
      if (!change.isAddition || isInAllObjects(change)) names.push(change.name);
    return names;
  }, true);
}

function isInAllObjects({ object, descriptor }: Change): boolean {
  return object === objectPrototype && descriptor?.enumerable === true;
}

/** Whether cells have changed a built-in member in a way that cannot be undone. */
export function areBuiltInsLost(): boolean {
  return withBuiltIns(() => {
    for (let change = current; change !== null; change = change.next) if (!change.isUndone) return true;
    return false;
  }, true);
}

function restore(): Change | null {
  let changes: Change | null = null;
  for (let index = 0; index < builtIns.length; index += 1) {
    const builtIn = builtIns[index];
    if (builtIn === undefined) continue;
    changes = restoreMembers(builtIn, changes);
    if (builtIn.isInherited) changes = removeAdditions(builtIn, changes);
  }
  return changes;
}

function restoreMembers({ name, object, keys, descriptors }: BuiltIn, before: Change | null): Change | null {
  let changes = before;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    const original = descriptors[index];
    if (key === undefined || original === undefined) continue;
    const descriptor = getOwnPropertyDescriptor(object, key) ?? null;
    if (descriptor !== null && isUnchanged(descriptor, original)) continue;
    if (descriptor !== null) setPrototypeOf(descriptor, null);
    const isUndone = defineProperty(object, key, original);
    changes = {
      object,
      key,
      descriptor,
      name: memberName(name, key),
      isAddition: false,
      isUndone,
      next: changes,
    };
  }
  return changes;
}

function removeAdditions({ name, object, keys, keySet }: BuiltIn, before: Change | null): Change | null {
  let changes = before;
  const present = ownKeys(object);
  if (present.length === keys.length) return changes;
  for (let index = 0; index < present.length; index += 1) {
    const key = present[index];
    if (key === undefined || apply(hasInSet, keySet, [key])) continue;
    const descriptor = getOwnPropertyDescriptor(object, key) ?? null;
    if (descriptor !== null) setPrototypeOf(descriptor, null);
    const isUndone = deleteProperty(object, key);
    changes = {
      object,
      key,
      descriptor,
      name: memberName(name, key),
      isAddition: true,
      isUndone,
      next: changes,
    };
  }
  return changes;
}

function memberName(holder: string, key: PropertyKey): string {
  return typeof key === "symbol" ? `${holder}[${key.description ?? ""}]` : `${holder}.${String(key)}`;
}

function putBack(changes: Change | null): void {
  for (let change = changes; change !== null; change = change.next) {
    if (!change.isUndone) continue;
    if (change.descriptor === null) deleteProperty(change.object, change.key);
    else defineProperty(change.object, change.key, change.descriptor);
  }
}

function isUnchanged(descriptor: PropertyDescriptor, original: PropertyDescriptor): boolean {
  return (
    isSameIn(descriptor, original, "value") &&
    isSameIn(descriptor, original, "get") &&
    isSameIn(descriptor, original, "set")
  );
}

/** Own members only: a cell could give all descriptors a `get` by `Object.prototype`. */
function isSameIn(one: PropertyDescriptor, other: PropertyDescriptor, key: "value" | "get" | "set"): boolean {
  const isOwn = apply(hasOwn, one, [key]);
  if (isOwn !== apply(hasOwn, other, [key])) return false;
  return !isOwn || isSame(one[key], other[key]);
}
