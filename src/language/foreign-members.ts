/** What readers look for in a value by the names of Python, NumPy, Keras or PyTorch, and what TypeScript has. */
type Members = Readonly<Record<string, string>>;

const AS_LIST = "The values as a list: `await x.array()`.";
const OF_LIST =
  "A tensor is calculated with as a whole, as in `x.mul(2)`. As a list: `(await x.array()).map(…)`.";

const TENSOR: Members = {
  numpy: AS_LIST,
  tolist: AS_LIST,
  get: AS_LIST,
  item: "The number in a tensor: `(await x.data())[0]`.",
  T: "In TensorFlow.js: `x.transpose()`.",
  view: "In TensorFlow.js: `x.reshape([…])`.",
  permute: "In TensorFlow.js: `x.transpose([…])`.",
  len: "In TensorFlow.js: `x.shape[0]`.",
  length: "In TensorFlow.js: `x.shape[0]`, and of all values `x.size`.",
  ndim: "In TensorFlow.js: `x.rank`.",
  map: OF_LIST,
  filter: OF_LIST,
  reduce: OF_LIST,
  forEach: OF_LIST,
};

const LIST: Members = {
  append: "In TypeScript: `list.push(value)`.",
  extend: "In TypeScript: `list.push(...values)`.",
  insert: "In TypeScript: `list.splice(index, 0, value)`.",
  remove: "In TypeScript: `list.splice(index, 1)`.",
  index: "In TypeScript: `list.indexOf(value)`.",
  copy: "In TypeScript: `[...list]`.",
  shape: "A list has `list.length`. A tensor of it, `tf.tensor(list)`, has a shape.",
  size: "In TypeScript: `list.length`.",
  len: "In TypeScript: `list.length`.",
  max: "In TypeScript: `Math.max(...list)`.",
  min: "In TypeScript: `Math.min(...list)`.",
  sum: "In TypeScript: `list.reduce((a, b) => a + b, 0)`.",
  mean: "In TypeScript: `list.reduce((a, b) => a + b, 0) / list.length`.",
};

const TEXT: Members = {
  upper: "In TypeScript: `text.toUpperCase()`.",
  lower: "In TypeScript: `text.toLowerCase()`.",
  strip: "In TypeScript: `text.trim()`.",
  find: "In TypeScript: `text.indexOf(part)`.",
  format: `A text with values in it is written between backticks: "\${x} of \${n}".`,
  join: 'In TypeScript the list comes first: `list.join(", ")`.',
  len: "In TypeScript: `text.length`.",
};

const OBJECT: Members = {
  keys: "In TypeScript: `Object.keys(object)`.",
  values: "In TypeScript: `Object.values(object)`.",
  items: "In TypeScript: `Object.entries(object)`, and of a map `map.entries()`.",
};

const TENSORFLOW: Members = {
  nn: "In TensorFlow.js layers are in `tf.layers`: `tf.layers.dense({ units: 10 })`.",
  keras: "In TensorFlow.js these are `tf.layers`, `tf.sequential` and `tf.train`.",
  optimizers: "In TensorFlow.js they are in `tf.train`: `tf.train.adam(0.001)`.",
  models: "In TensorFlow.js: `tf.sequential()` and `tf.model({ inputs, outputs })`.",
  constant: "In TensorFlow.js: `tf.tensor(…)`.",
  array: "In TensorFlow.js: `tf.tensor(…)`.",
  arange: "In TensorFlow.js: `tf.range(start, stop)`.",
  concatenate: "In TensorFlow.js: `tf.concat([…])`.",
  random: "In TensorFlow.js: `tf.randomNormal([…])` and `tf.randomUniform([…])`.",
  GradientTape: "In TensorFlow.js: `tf.grad(f)` and `tf.variableGrads(f)`.",
  float32: 'The type is a text: `"float32"`.',
  int32: 'The type is a text: `"int32"`.',
  bool: 'The type is a text: `"bool"`.',
};

/** By the name of a value's type. */
const KINDS: readonly (readonly [type: RegExp, members: Members])[] = [
  [/^tf$/, TENSORFLOW],
  [/^(?:Tensor|Scalar|Variable)(?![^<]*\[\]$)/, TENSOR],
  [/\[\]$|^(?:readonly )?\[|Array(?:<|$)/, LIST],
  [/^string$|^"/, TEXT],
  [/^\{|^(?:Map|Set|Record)</, OBJECT],
];

/** What a value of a type has in place of a member that it does not have; null if nothing is known. */
export function explainMember(name: string, type: string): string | null {
  const members = KINDS.find(([pattern]) => pattern.test(type))?.[1];
  if (members !== undefined && Object.hasOwn(members, name)) return members[name] ?? null;
  return null;
}
