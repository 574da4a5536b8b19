import { isTensor } from "../output/is-tensor.ts";

/** Objects to look into; values that contain more are not searched to the end. */
const MAXIMUM_OBJECTS = 50_000;

/**
 * The data of all tensors that these values contain, however deep; null if there is too much to look through. Calls no
 * getters. What a function has captured cannot be seen.
 */
export function dataHeldBy(values: readonly unknown[]): ReadonlySet<object> | null {
  const data = new Set<object>();
  const seen = new Set<object>();
  const waiting: unknown[] = [...values];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
      continue;
    if (seen.size >= MAXIMUM_OBJECTS) return null;
    seen.add(value);
    if (typeof value === "object" && isTensor(value)) data.add(value.dataId);
    else for (const member of membersOf(value)) waiting.push(member);
  }
  return data;
}

function membersOf(value: object): readonly unknown[] {
  if (ArrayBuffer.isView(value)) return [];
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return [...value];
  // A list of numbers.
  if (Array.isArray(value) && typeof value[0] !== "object") return [];
  return Reflect.ownKeys(value).map((key) => Reflect.getOwnPropertyDescriptor(value, key)?.value);
}
