import { explainName } from "../../cell/undefined-names.ts";
import { explainTensorFlow } from "./explain-tensorflow.ts";
import { explainCall, explainMethod, type KnownValues } from "./not-functions.ts";

/** What an explanation can draw on. */
export interface ErrorContext extends KnownValues {
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

const notDefined: Explain = ([, name = ""], context) => explainName(name, context.line, context);

const readOfNothing: Explain = ([, member = ""], { isOwn }) => {
  if (!isOwn) return IN_LIBRARY;
  return /^Symbol\(Symbol\.(?:asyncI|i)terator\)$/.test(member) ? NOT_ITERABLE : withoutValue(member);
};

function withoutValue(member: string): string {
  return `What comes before \`${accessOf(member)}\` has no value: ${/^\d+$/.test(member) ? "is an index in it too large, is it the right name" : "is it the right name, has its cell run"}, is an \`await\` missing?`;
}

function accessOf(member: string): string {
  if (/^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(member)) return `.${member}`;
  return /^-?\d+$|^Symbol\(/.test(member) ? `[${member}]` : `[${JSON.stringify(member)}]`;
}

/** Names in an error from a library are the library's, even if a cell has the same name. */
function inCell(explain: Explain): Explain {
  return (match, context) => (context.isOwn ? explain(match, context) : IN_LIBRARY);
}

const IN_LIBRARY =
  "This happened inside a library: an argument on this line is missing, or is not what it should be.";

const NOT_ITERABLE =
  "Only lists and other iterables can be used with `for … of` or spread with `...`. The rows of a tensor: `await tensor.array()`.";

/** The messages of Chromium, Firefox and WebKit about mistakes in JavaScript. */
const EXPLANATIONS: readonly Explanation[] = [
  { pattern: /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u, remedy: notDefined },
  { pattern: /^Can't find variable: ([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u, remedy: notDefined },
  {
    pattern: /call stack size exceeded|too much recursion/i,
    remedy: () => "A function calls itself without end, or too deeply.",
  },
  { pattern: /^Cannot read properties of (?:undefined|null) \(reading '(.*)'\)$/, remedy: readOfNothing },
  { pattern: /^can't access property "(.*)", .* is (?:undefined|null)$/, remedy: readOfNothing },
  { pattern: /^(?:undefined|null) is not an object \(evaluating '.*\.([\w$]+)'\)$/, remedy: readOfNothing },
  { pattern: /^([\w$.]+) is not a (?:function|constructor)/, remedy: inCell(explainCall) },
  { pattern: /\.([\w$]+) is not a function/, remedy: inCell(explainMethod) },
  {
    pattern: /^Assignment to constant variable|^invalid assignment to const|readonly property/,
    remedy: () => "A `const` keeps its value: declare it with `let` to change it.",
  },
  {
    pattern: /^Cannot access '(.*)' before initialization$|^can't access lexical declaration '(.*)' before/,
    remedy: () => "The line that declares it comes later, or it failed.",
  },
  {
    pattern: /is not (?:async )?iterable/,
    remedy: inCell(() => NOT_ITERABLE),
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
  {
    pattern: /serialize a? ?BigInt|BigInt value can't be serialized/,
    remedy: () => "Convert big integers with `Number(…)`, or write them without `n`.",
  },
  { pattern: /^Failed to fetch|^Load failed|^NetworkError/, remedy: () => "Cells have no network." },
];

/** The message with what to do about it. */
export function explainError(message: string, context: ErrorContext): string {
  const tensorFlow = explainTensorFlow(message);
  if (tensorFlow !== null) return tensorFlow;
  for (const { pattern, remedy } of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const text = remedy(match, context);
    return text === null ? message : `${message.replace(/\.$/, "")}. ${text}`;
  }
  return message;
}
