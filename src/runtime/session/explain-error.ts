import { nearest } from "../../protocol/nearest.ts";
import { explainTensorFlow } from "./explain-tensorflow.ts";
import { explainUndefined, type KnownNames } from "./undefined-names.ts";

/** What an explanation can draw on. */
export interface ErrorContext extends KnownNames {
  /** The value of a name in the cells' scope; undefined if there is none. */
  readonly lookUp: (name: string) => unknown;
  /** Whether the error arose in the code of a cell, not in a library that it called. */
  readonly isOwn: boolean;
  /** The line of the cell in which it arose; null if it is not known. */
  readonly line: string | null;
}

type Explain = (match: RegExpExecArray, context: ErrorContext) => string | null;

interface Explanation {
  readonly pattern: RegExp;
  /** What to do, or null if there is nothing to add. */
  readonly remedy: Explain;
}

const notDefined: Explain = ([, name = ""], context) => {
  const remedies = [explainUndefined(name, context), declare(name, context.line)];
  return remedies.filter((remedy) => remedy !== null).join(" ") || null;
};

/** In Python, an assignment declares its variable. */
function declare(name: string, line: string | null): string | null {
  const assignment = new RegExp(`(?:^|[;{}(])\\s*${name.replaceAll("$", "\\$")}\\s*=(?![=>])`, "u");
  return line !== null && assignment.test(line) ? `A new variable is declared: \`let ${name} = …\`.` : null;
}

const readOfNothing: Explain = ([, member = ""], { isOwn }) =>
  isOwn
    ? `What comes before \`${accessOf(member)}\` has no value: is it the right name, has its cell run, is an \`await\` missing?`
    : IN_LIBRARY;

function accessOf(member: string): string {
  return /^[\p{ID_Start}$_#]/u.test(member) ? `.${member}` : `[${member}]`;
}

const IN_LIBRARY =
  "This happened inside a library: an argument on this line is missing, or is not what it has to be.";

/** The messages of Chromium, Firefox and WebKit about mistakes in JavaScript. */
const EXPLANATIONS: readonly Explanation[] = [
  { pattern: /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u, remedy: notDefined },
  { pattern: /^Can't find variable: (\S+)$/, remedy: notDefined },
  {
    pattern: /call stack size exceeded|too much recursion/i,
    remedy: () => "A function calls itself without end, or too deeply.",
  },
  { pattern: /^Cannot read properties of (?:undefined|null) \(reading '(.*)'\)$/, remedy: readOfNothing },
  { pattern: /^can't access property "(.*)", .* is (?:undefined|null)$/, remedy: readOfNothing },
  { pattern: /^(?:undefined|null) is not an object \(evaluating '.*\.([\w$]+)'\)$/, remedy: readOfNothing },
  { pattern: /^([\w$.]+) is not a (?:function|constructor)/, remedy: notAFunction },
  { pattern: /\.([\w$]+) is not a function/, remedy: notAMethod },
  {
    pattern: /^Assignment to constant variable|^invalid assignment to const|readonly property/,
    remedy: () => "A `const` keeps its value: declare it with `let` to change it.",
  },
  {
    pattern: /^Cannot access '(.*)' before initialization$|^can't access lexical declaration '(.*)' before/,
    remedy: () => "The line that declares it comes later, or it failed.",
  },
  {
    pattern: /is not iterable/,
    remedy: () =>
      "Only lists and the like can be gone through with `for … of` or spread with `...`. The rows of a tensor: `await tensor.array()`.",
  },
  {
    pattern:
      /^Class constructor \S+ cannot be invoked without 'new'|^class constructors must be invoked with/,
    remedy: () => "Write `new` before it.",
  },
  {
    pattern: /^Invalid (?:typed )?array length|^Array buffer allocation failed|out of memory/i,
    remedy: () => "The size is not a whole number, or there is not enough memory for it.",
  },
  { pattern: /^Failed to fetch|^Load failed|^NetworkError/, remedy: () => "Cells have no network." },
];

/** The message with what to do about it. */
export function explainError(message: string, context: ErrorContext): string {
  const tensorFlow = explainTensorFlow(message);
  if (tensorFlow !== null) return tensorFlow;
  for (const { pattern, remedy } of EXPLANATIONS) {
    const match = pattern.exec(message);
    const text = match === null ? null : remedy(match, context);
    if (text !== null) return `${message.replace(/\.$/, "")}. ${text}`;
  }
  return message;
}

/** Of `tf.tensr2d is not a function`: a member of `tf` with a similar name. */
function notAFunction([, path = ""]: RegExpExecArray, context: ErrorContext): string | null {
  const names = path.split(".");
  const last = names.pop() ?? "";
  const [first, ...members] = names;
  if (first === undefined) return notCallable(last, context.lookUp(last));
  let owner = context.lookUp(first);
  for (const member of members) owner = memberOf(owner, member);
  const known = memberNames(owner);
  if (known.length === 0) return null;
  if (known.includes(last)) return notCallable(path, memberOf(owner, last));
  const lectern = context.modules.get("lectern") ?? {};
  if (first === "tf" && Object.hasOwn(lectern, last)) return explainUndefined(last, context);
  const near = nearest(last, known);
  return near === null ? null : `Did you mean \`${[...names, near].join(".")}\`?`;
}

/** Of `f(x).foreach is not a function`, where the value before it is not known: what has such a method. */
function notAMethod([, name = ""]: RegExpExecArray, { modules }: ErrorContext): string | null {
  if (name === "length" || name === "size" || name === "shape")
    return `\`.${name}\` is a value: remove the parentheses.`;
  const { Tensor } = (modules.get("@tensorflow/tfjs") ?? {}) as { readonly Tensor?: unknown };
  const kinds = { ...KINDS, tensors: memberOf(Tensor, "prototype") };
  const owners = Object.entries(kinds).filter(([, prototype]) => memberNames(prototype).includes(name));
  if (owners.length > 0) {
    const kindsWithIt = owners.map(([kind]) => kind).join(" and ");
    return `Only ${kindsWithIt} have \`.${name}()\`: is an \`await\` missing, or a conversion?`;
  }
  const near = nearest(name, Object.values(kinds).flatMap(memberNames));
  return near === null ? null : `Did you mean \`.${near}\`?`;
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

/** Getters are a cell's code and could do anything, so they are not called. */
function memberOf(owner: unknown, name: string): unknown {
  for (let holder = owner; isObject(holder); holder = Reflect.getPrototypeOf(holder)) {
    const property = Reflect.getOwnPropertyDescriptor(holder, name);
    if (property) return property.value;
  }
  return undefined;
}

function memberNames(owner: unknown): string[] {
  const names: string[] = [];
  for (let holder = owner; isObject(holder); holder = Reflect.getPrototypeOf(holder)) {
    if (holder !== Object.prototype) names.push(...Object.getOwnPropertyNames(holder));
  }
  return names;
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
