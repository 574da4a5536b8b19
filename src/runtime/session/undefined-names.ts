import { nearest } from "../../protocol/nearest.ts";

/** What cells can refer to. */
export interface KnownNames {
  /** The names that cells have declared. */
  readonly declared: readonly string[];
  /** What each module exports, by the module's name. */
  readonly modules: ReadonlyMap<string, object>;
}

const TRUE_FALSE = "In TypeScript it is written in small letters.";
const NO_PAGE =
  "Cells run apart from the page: show values with `show`, `table`, `plot`, `imshow` or `console.log`.";
const NO_STORAGE = "Cells have no storage: what a cell computes lives until the runtime is restarted.";
const NO_INPUT = "Cells cannot ask the reader: write the value into the code.";
const IMPORT =
  'A cell gets other code with `import`, and there are two modules: "@tensorflow/tfjs" and "lectern".';
const NO_NODE = "Cells run in the browser, not in Node.js.";
const NUMPY =
  "This is a library of Python. Here `tf` calculates with arrays, such as `tf.add(a, b)` and `tf.mean(a)`.";
const BLOCK = "In TypeScript: `if (…) { … } else if (…) { … }`.";

/** Names of other languages and places. */
const FOREIGN: Readonly<Record<string, string>> = {
  True: TRUE_FALSE,
  False: TRUE_FALSE,
  None: "In TypeScript: `null` or `undefined`.",
  print: "In TypeScript: `console.log(…)`.",
  len: "In TypeScript: `list.length`.",
  range: "In TypeScript: `for (let i = 0; i < n; i++) { … }`.",
  elif: BLOCK,
  np: NUMPY,
  numpy: NUMPY,
  pd: NUMPY,
  plt: "This is a library of Python. Charts are drawn with `plot` of lectern.",
  keras: "In TensorFlow.js these are `tf.layers`, `tf.sequential` and `tf.train`.",
  torch: "This is a library of Python. Here `tf` is TensorFlow.js.",
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

/** What to do about a name that nothing declares; null if nothing is known about it. */
export function explainUndefined(name: string, known: KnownNames): string | null {
  if (/^_{2,}$/.test(name)) return `Replace the blank ${name} first.`;
  const module = [...known.modules].find(([, exports]) => Object.hasOwn(exports, name))?.[0];
  if (name === "tf") return 'Import it: `import * as tf from "@tensorflow/tfjs";`';
  const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
  if (foreign !== undefined) return foreign;
  if (module === "@tensorflow/tfjs") return `Write \`tf.${name}\`.`;
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
