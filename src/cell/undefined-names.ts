import { nearest } from "../protocol/nearest.ts";

/** What cells can refer to. */
export interface KnownNames {
  /** The names that cells have declared. */
  readonly declared: readonly string[];
  /** What each module exports, by the module's name. */
  readonly modules: ReadonlyMap<string, object>;
}

const TRUE_FALSE = "In TypeScript it is written in lowercase.";
const NO_PAGE =
  "Cells run apart from the page: show values with `show`, `table`, `plot`, `imshow` or `console.log`.";
const NO_STORAGE = "Cells have no storage: what a cell computes lives until the runtime is restarted.";
const NO_INPUT = "Cells cannot ask the reader: write the value into the code.";
const IMPORT =
  'A cell gets other code with `import`, and there are two modules: "@tensorflow/tfjs" and "lectern".';
const NO_NODE = "Cells run in the browser, not in Node.js.";
const NUMPY =
  "This is a library of Python. Here `tf` calculates with arrays, such as `tf.add(a, b)` and `tf.mean(a)`.";
const NO_FILES =
  "Cells have no file system. `loadText`, `loadTable` and the like of lectern read the files of a lesson.";
const BLOCK = "In TypeScript: `if (…) { … } else if (…) { … }`.";

/** Names of other languages and places. */
const FOREIGN: Readonly<Record<string, string>> = {
  True: TRUE_FALSE,
  False: TRUE_FALSE,
  None: "In TypeScript: `null` or `undefined`.",
  print: "In TypeScript: `console.log(…)`.",
  len: "In TypeScript: `list.length`.",
  range: "In TypeScript: `for (let i = 0; i < n; i++) { … }`.",
  int: "In TypeScript the type is `number`, and `Math.trunc(…)` makes a number whole.",
  float: "In TypeScript the type is `number`.",
  str: "In TypeScript the type is `string`, and `String(…)` makes one.",
  bool: "In TypeScript the type is `boolean`.",
  elif: BLOCK,
  pass: "An empty block in TypeScript: `{ }`.",
  enumerate: "In TypeScript: `for (const [i, value] of list.entries()) { … }`.",
  zip: "In TypeScript: `a.map((value, i) => [value, b[i]])`.",
  sorted: "In TypeScript: `list.toSorted((a, b) => a - b)`.",
  reversed: "In TypeScript: `list.toReversed()`.",
  sum: "Of a list: `list.reduce((a, b) => a + b, 0)`. Of a tensor: `tf.sum(x)`.",
  any: "In TypeScript: `list.some((value) => …)`. Of a tensor: `tf.any(x)`.",
  all: "In TypeScript: `list.every((value) => …)`. Of a tensor: `tf.all(x)`.",
  map: "In TypeScript: `list.map((value) => …)`.",
  filter: "In TypeScript: `list.filter((value) => …)`.",
  isinstance: "In TypeScript: `x instanceof Name`, and of numbers and texts `typeof x === …`.",
  type: "In TypeScript: `typeof x`.",
  assert: 'In TypeScript: `if (!(…)) throw new Error("…")`, or `console.assert(…)`.',
  list: "In TypeScript: `[…]`, and `[...values]` makes a list of values.",
  tuple: "In TypeScript: `[…]`.",
  dict: "In TypeScript: `{ name: value }`, or `new Map()`.",
  set: "In TypeScript: `new Set([…])`.",
  time: "In TypeScript: `performance.now()`, in milliseconds.",
  random: "In TypeScript: `Math.random()`. Tensors: `tf.randomNormal([…])`, `tf.randomUniform([…])`.",
  json: "In TypeScript: `JSON.stringify(…)` and `JSON.parse(…)`.",
  os: NO_FILES,
  sys: NO_FILES,
  open: NO_FILES,
  Exception: "In TypeScript: `Error`.",
  ValueError: "In TypeScript: `Error`.",
  System: "In TypeScript: `console.log(…)`.",
  Integer: "In TypeScript: `Number(…)`, and `Math.trunc(…)` makes a number whole.",
  np: NUMPY,
  numpy: NUMPY,
  pd: NUMPY,
  plt: "This is a library of Python. Charts are drawn with `plot` of lectern.",
  keras: "In TensorFlow.js these are `tf.layers`, `tf.sequential` and `tf.train`.",
  torch: "This is a library of Python. Here `tf` is TensorFlow.js.",
  Sequential: "In TensorFlow.js: `tf.sequential()`.",
  Dense: "In TensorFlow.js: `tf.layers.dense({ units: … })`.",
  Conv2D: "In TensorFlow.js: `tf.layers.conv2d({ filters: …, kernelSize: … })`.",
  MaxPooling2D: "In TensorFlow.js: `tf.layers.maxPooling2d({ poolSize: … })`.",
  Flatten: "In TensorFlow.js: `tf.layers.flatten()`.",
  Dropout: "In TensorFlow.js: `tf.layers.dropout({ rate: … })`.",
  sgd: "In TensorFlow.js: `tf.train.sgd(…)`.",
  adam: "In TensorFlow.js: `tf.train.adam(…)`.",
  document: NO_PAGE,
  window: `${NO_PAGE} Global names are in \`globalThis\`.`,
  alert: NO_PAGE,
  Plotly: "Charts are drawn with `plot` of lectern, which takes Plotly's traces.",
  prompt: NO_INPUT,
  confirm: NO_INPUT,
  input: NO_INPUT,
  localStorage: NO_STORAGE,
  sessionStorage: NO_STORAGE,
  require: IMPORT,
  module: IMPORT,
  exports: IMPORT,
  process: NO_NODE,
  Buffer: NO_NODE,
};

/** What to do about a name that nothing declares, in a line of code; null if nothing is known about it. */
export function explainName(name: string, line: string | null, known: KnownNames): string | null {
  const assignment = explainAssignment(name, line);
  if (assignment?.isArgument) return assignment.remedy;
  const remedies = [explainUndefined(name, known), assignment?.remedy];
  return remedies.filter((remedy) => typeof remedy === "string").join(" ") || null;
}

/** The same of the name alone. */
export function explainUndefined(name: string, known: KnownNames): string | null {
  if (/^_{2,}$/.test(name)) return `Replace the blank ${name} first.`;
  const module = [...known.modules].find(([, exports]) => Object.hasOwn(exports, name))?.[0];
  if (name === "tf") return 'Import it: `import * as tf from "@tensorflow/tfjs";`';
  const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
  if (foreign !== undefined) return foreign;
  if (module === "@tensorflow/tfjs")
    return Object.hasOwn(Math, name)
      ? `Write \`Math.${name}\` for numbers, and \`tf.${name}\` for tensors.`
      : `Write \`tf.${name}\`.`;
  if (module !== undefined) return `Import it: \`import { ${name} } from "${module}";\``;
  const near = nearest(name, [...known.declared, ...libraryNames(known)]);
  return near === null ? null : `Did you mean \`${near}\`?`;
}

function libraryNames({ modules }: KnownNames): string[] {
  return [
    ...Object.keys(modules.get("lectern") ?? {}),
    "tf",
    "console",
    "Math",
    "undefined",
    "Number",
    "Object",
    "JSON",
  ];
}

/** What to do about an assignment to a name that nothing declares. */
interface AssignmentRemedy {
  readonly remedy: string;
  /** Whether it is meant as an argument with a name, as in Python, rather than as a variable. */
  readonly isArgument: boolean;
}

/** In Python, an assignment declares its variable, and an argument may have a name; null if the line has neither. */
function explainAssignment(name: string, line: string | null): AssignmentRemedy | null {
  if (line === null || /^_{2,}$/.test(name)) return null;
  const word = `(?<![\\p{ID_Continue}$.])${name.replaceAll("$", "\\$")}(?![\\p{ID_Continue}$])`;
  const [whole, before = "", value = ""] =
    new RegExp(`^(.*?)${word}\\s*=(?![=>])([^;]*)`, "u").exec(line) ?? [];
  if (whole === undefined) return null;
  if (isInCall(before, value)) return { remedy: namedArgument(name, value), isArgument: true };
  // Of `total = total + v`, it is the value that cannot be read.
  const isStatement = /(?:^|[;{}]|\bfor\s*\()\s*$/.test(before) && !new RegExp(word, "u").test(value);
  return isStatement
    ? { remedy: `Declare a new variable with \`let\`: \`let ${name} = …\`.`, isArgument: false }
    : null;
}

function isInCall(before: string, value: string): boolean {
  if (/^\s*$/.test(before)) return /,\s*$/.test(value);
  const open = unclosedBefore(before);
  return (
    open !== null &&
    /[\p{ID_Continue}$)\]]\s*$/u.test(open) &&
    !/\b(?:for|if|while|switch|return|await)\s*$/.test(open)
  );
}

/** What is before the innermost open parenthesis at the end of a text, in which an argument begins; null if none does. */
function unclosedBefore(text: string): string | null {
  if (!/[(,]\s*$/.test(text)) return null;
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    const character = text.charAt(index);
    if (")]}".includes(character)) depth++;
    else if ("([{".includes(character) && --depth < 0) return character === "(" ? text.slice(0, index) : null;
  }
  return null;
}

function namedArgument(name: string, value: string): string {
  const [, simple = "…"] = /^\s*([\w.+-]+|"[^"]*"|'[^']*')\s*(?:[,)]|$)/.exec(value) ?? [];
  return `An argument with a name is a property of an object: \`{ ${name}: ${simple} }\`.`;
}
