import { explainTrainingName } from "../../protocol/training-names.ts";

interface Explanation {
  /** A message of TensorFlow.js. */
  readonly pattern: RegExp;
  /** The whole message in its place. `groups` are those of the pattern. */
  readonly explain: (...groups: string[]) => string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /^The model needs to be compiled before|^You must compile a model before/,
    explain: () =>
      'The model is not compiled: call `model.compile({ optimizer: "adam", loss: "meanSquaredError" })` first. If a cell does, it has failed, or has not run since the model was made.',
  },
  {
    pattern:
      /^Error in slice\dD: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    explain: (axis, end, length) =>
      `slice: this part would end at ${end}, but axis ${axis} has ${length} entries. The second argument is how many to take, not where to end; -1 takes all that follow.`,
  },
  {
    pattern: /^Unknown Optimizer (.*)$/,
    explain: (name) => explainTrainingName("optimizer", name),
  },
  {
    pattern: /^Unknown loss (.*)$/,
    explain: (name) => explainTrainingName("loss", name),
  },
  {
    pattern: /^Unknown metric (.*)$/,
    explain: (name) => explainTrainingName("metric", name),
  },
  {
    pattern: /^Unknown activation: (.*?)\. This may/,
    explain: (name) => explainTrainingName("activation", name),
  },
  {
    pattern: /^Unknown (\w+): (.*?)\. This may/,
    explain: (kind, name) =>
      `There is no ${kind} "${name}". Its names begin with a small letter, as in "glorotUniform".`,
  },
  {
    pattern: /^target expected a batch .* has shape \[(\d+)\].*each with shape \[1\]/,
    explain: (classes) =>
      `The labels are numbers of classes, but this loss needs one row of ${classes} values for each example. Write \`tf.oneHot(y.toInt(), ${classes})\`, or choose the loss "sparseCategoricalCrossentropy".`,
  },
  {
    pattern: /^target expected a batch .* has shape \[1\].*each with shape \[(\d+)\]/,
    explain: (classes) =>
      `The labels have ${classes} values for each example, but this loss or this output needs one. For one-hot labels choose the loss "categoricalCrossentropy" and an output of ${classes} units, or write \`y.argMax(-1)\` for the numbers of the classes.`,
  },
  {
    pattern: /^(input|target) expected a batch .* has shape \[(.*?)\].*each with shape \[(.*?)\]/,
    explain: (role, expected, actual) =>
      role === "input"
        ? `The model takes examples of shape [${expected}], but these have the shape [${actual}]. Reshape them with \`x.reshape([-1, ${expected}])\`, or change the \`inputShape\` of the first layer.`
        : `The model's output for one example has the shape [${expected}], but the labels have [${actual}]. Change the last layer or the labels.`,
  },
  {
    pattern:
      /^Error when checking (\w*) ?: expected \S+ to have shape \[(?:null)?,?(.*?)\],? but got array with shape \[(.*?)\]/,
    explain: (_, expected, actual) =>
      `The model takes a batch of examples of shape [${expected}], but this has the shape [${actual}], where the first number counts the examples. If this is a single example, write \`x.expandDims(0)\`.`,
  },
  {
    pattern:
      /^Error when checking (\w*) ?: expected \S+ to have (\d+) dimension\(s\)\.? but got array with shape (.*)$/,
    explain: (role, dimensions, shape) =>
      role === "target"
        ? `The model's output has ${dimensions} dimensions, but the labels have the shape [${shape}]. Is a \`tf.layers.flatten()\` missing before the dense layers?`
        : `The model takes a tensor of ${dimensions} dimensions, the first of which counts the examples, but this has the shape [${shape}]. Use \`reshape\` or \`expandDims\`.`,
  },
  {
    pattern: /^Input 0 is incompatible with layer (\S+): expected ndim=4, found ndim=3/,
    explain: (layer) =>
      `The layer "${layer}" takes images [height, width, channels], but its input has one dimension less. Write \`inputShape: [28, 28, 1]\`, or add \`tf.layers.reshape({ targetShape: [28, 28, 1] })\` before it.`,
  },
  {
    pattern: /^Input 0 is incompatible with layer (\S+): expected (?:min_)?ndim=(\d+), found ndim=(\d+)/,
    explain: (layer, expected, actual) =>
      `The layer "${layer}" takes ${Number(expected) - 1} dimensions for each example, but its input has ${Number(actual) - 1}. ${Number(actual) > Number(expected) ? "Add `tf.layers.flatten()` before it." : "Add `tf.layers.reshape(…)` before it."}`,
  },
  {
    pattern: /^Negative dimension size caused by adding layer (\S+) with input shape \[,?(.*)\]/,
    explain: (layer, shape) =>
      `The kernel or pool of the layer "${layer}" is larger than its input [${shape}]. Use a smaller one, or \`padding: "same"\`.`,
  },
  {
    pattern: /^required key '(\w+)' not in config$/,
    explain: (key) => `This layer needs \`${key}\`, such as \`${key}: ${key === "poolSize" ? 2 : 3}\`.`,
  },
  {
    pattern: /^Expected (\w+) to be a positive integer, but got (.*)\.$/,
    explain: (key, value) =>
      value === "undefined"
        ? `This layer needs \`${key}\`, such as \`${key}: 10\`.`
        : `\`${key}\` must be a whole number above 0, but is ${value}.`,
  },
  {
    pattern: /^(\S*) is not a valid PaddingMode/,
    explain: (mode) => `There is no padding "${mode}". Write \`padding: "same"\` or \`padding: "valid"\`.`,
  },
  {
    pattern: /^The first layer in a Sequential model must get/,
    explain: () =>
      "The first layer of a sequential model needs `inputShape`, the shape of one example, such as `inputShape: [28, 28, 1]`.",
  },
  {
    pattern: /^Error in matMul: inner shapes \((\d+)\) and \((\d+)\) of Tensors with shapes (\S+) and (\S+)/,
    explain: (columns, rows, a, b) =>
      `matMul: [${a}] times [${b}] does not fit: the first has ${columns} columns, the second ${rows} rows. Transpose one with \`a.matMul(b, true, false)\` or \`a.matMul(b, false, true)\`.`,
  },
  {
    pattern: /^Operands could not be broadcast together with shapes (\S*) and (\S*?)\.$/,
    explain: (a, b) =>
      `The shapes [${a}] and [${b}] do not fit together: compared from the right, each pair of sizes must be equal or contain a 1.`,
  },
  {
    pattern: /^Size\((\d+)\) must match the product of shape (.*)$/,
    explain: (size, shape) =>
      `reshape: ${size} values do not fill the shape [${shape}]. Write -1 for one size that follows from the others.`,
  },
  {
    pattern: /^Tensor is disposed\.$|\(reading 'backend'\)$/,
    explain: () =>
      "A tensor is used here that is disposed: its memory was freed, by `dispose()` or at the end of a `tf.tidy`. Run the cell that makes it again, and return from `tf.tidy` what is used later.",
  },
  {
    pattern: /^Argument '(\w+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor$/,
    explain: (argument, operation, expected, actual) =>
      actual === "string"
        ? `${operation}: ${argument} is a tensor of texts. Make numbers of them first, such as with \`list.map(Number)\`.`
        : `${operation}: ${argument} must be of type ${expected}, but is ${actual}. Convert it: ${expected === "int32" ? "`.toInt()`" : expected === "bool" ? "`.toBool()`" : "`.toFloat()`"}.`,
  },
  {
    pattern: /^(tensor\dd)\(\) requires shape to be provided/,
    explain: (name) =>
      `${name}: a flat list needs its shape, as in \`tf.tensor2d([1, 2, 3, 4], [2, 2])\`. Or nest it: \`[[1, 2], [3, 4]]\`.`,
  },
  {
    pattern: /^(tensor\dd)\(\) requires values to be/,
    explain: (name) =>
      `${name}: the values are nested more or less deeply than that. \`tf.tensor(…)\` takes any depth.`,
  },
  {
    pattern: /^Input Tensors should have the same number of samples.* Found (\d+) input.* and (\d+) target/,
    explain: (inputs, targets) =>
      `x has ${inputs} examples, but y has ${targets} labels: each example needs one. Did you slice both alike?`,
  },
  {
    pattern: /^No such layer: (.*)$/,
    explain: (name) => `The model has no layer "${name}". \`model.summary()\` shows the names of its layers.`,
  },
  {
    pattern: /^No data provided for/,
    explain: () => "The data are separate arguments: `model.fit(x, y, { epochs: 3 })`.",
  },
];

/** The message in Lectern's words; null for one that is not known. */
export function explainTensorFlow(message: string): string | null {
  const line = message.replaceAll("\n", " ");
  for (const { pattern, explain } of EXPLANATIONS) {
    const match = pattern.exec(line);
    if (match) return explain(...match.slice(1).map((group) => group ?? ""));
  }
  return null;
}
