/** An object of the language, with the members that it had when the runtime started. */
export interface BuiltIn {
  readonly name: string;
  readonly object: object;
  readonly keys: readonly PropertyKey[];
  readonly keySet: ReadonlySet<PropertyKey>;
  /** Without prototypes, which a cell could give a `get`. */
  readonly descriptors: readonly PropertyDescriptor[];
  /** Whether members that a cell adds are taken away: code of the runtime would inherit them. */
  readonly isInherited: boolean;
}

const CONSTRUCTORS = [
  ...[
    "Object",
    "Function",
    "Array",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Promise",
    "Map",
    "Set",
  ],
  ...[
    "WeakMap",
    "WeakSet",
    "RegExp",
    "Date",
    "Error",
    "AggregateError",
    "EvalError",
    "RangeError",
    "TypeError",
  ],
  ...[
    "ReferenceError",
    "SyntaxError",
    "ArrayBuffer",
    "DataView",
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
  ],
  ...["Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "Proxy"],
  ...["AbortController", "AbortSignal", "EventTarget", "TextEncoder", "TextDecoder", "Iterator"],
];
const NAMESPACES = ["JSON", "Math", "Reflect", "Atomics", "WebAssembly"];

/** Members that may change: `resetState` seeds `Math.random`, and the other one is a setting. */
const LEGITIMATE: ReadonlySet<string> = new Set(["Math.random", "Error.stackTraceLimit"]);

/** `Object.prototype` first: what all others inherit from it must not be in the way. */
export function collectBuiltIns(): readonly BuiltIn[] {
  const found = new Map<object, BuiltIn>();
  const add = (name: string, object: unknown, isInherited: boolean): void => {
    if ((typeof object !== "object" && typeof object !== "function") || object === null) return;
    if (!found.has(object)) found.set(object, describe(name, object, Reflect.ownKeys(object), isInherited));
  };
  for (const name of CONSTRUCTORS) {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value !== "function") continue;
    add(`${name}.prototype`, value.prototype, true);
    add(name, value, false);
  }
  for (const name of NAMESPACES) add(name, Reflect.get(globalThis, name), false);
  for (const [name, object] of hidden()) add(name, object, true);
  const names = [...CONSTRUCTORS, ...NAMESPACES].filter((name) => Object.hasOwn(globalThis, name));
  found.set(globalThis, describe("globalThis", globalThis, names, false));
  return [...found.values()];
}

function describe(name: string, object: object, all: readonly PropertyKey[], isInherited: boolean): BuiltIn {
  const keys = all.filter((key) => !LEGITIMATE.has(`${name}.${String(key)}`));
  const descriptors = keys.map((key) => {
    const descriptor: PropertyDescriptor = Object.create(null);
    return Object.assign(descriptor, Reflect.getOwnPropertyDescriptor(object, key));
  });
  return { name, object, keys, keySet: new Set(all), descriptors, isInherited };
}

/** Objects of the language without a global name. */
function hidden(): readonly (readonly [name: string, object: unknown])[] {
  const prototypeOf = Reflect.getPrototypeOf;
  const arrayIterator = prototypeOf([][Symbol.iterator]());
  const asyncGenerator = async function* () {};
  return [
    ["TypedArray", prototypeOf(Uint8Array)],
    ["TypedArray.prototype", prototypeOf(Uint8Array.prototype)],
    ["Iterator.prototype", arrayIterator === null ? null : prototypeOf(arrayIterator)],
    ["ArrayIterator.prototype", arrayIterator],
    ["MapIterator.prototype", prototypeOf(new Map().values())],
    ["SetIterator.prototype", prototypeOf(new Set().values())],
    ["StringIterator.prototype", prototypeOf(""[Symbol.iterator]())],
    ["RegExpStringIterator.prototype", prototypeOf("".matchAll(/x/g))],
    ["Generator.prototype", prototypeOf(Object.getPrototypeOf(function* () {}).prototype ?? null)],
    ["GeneratorFunction.prototype", prototypeOf(function* () {})],
    ["AsyncFunction.prototype", prototypeOf(async () => undefined)],
    ["AsyncGeneratorFunction.prototype", prototypeOf(asyncGenerator)],
  ];
}
