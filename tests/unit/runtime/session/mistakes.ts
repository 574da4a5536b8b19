/** A mistake, where it is reported, and the message that the reader gets. */
export type Mistake = readonly [source: string, position: string, message: string];

/** Mistakes in the language. */
const SYNTAX: readonly Mistake[] = [
  [
    "const class = 3",
    "1:7",
    "`class` is a word of the language and cannot be a name. Choose another, such as `className`.",
  ],
  ["let 1st = 3", "1:1", "A name cannot begin with a digit."],
  [
    "const n",
    "1:8",
    "A `const` needs a value: `const x = …`. For a variable that gets its value later, use `let`.",
  ],
  [
    "let a = 1\nlet a = 2",
    "2:5",
    "`a` is already declared in this cell. Choose another name, or assign to it without `let`: `a = …`.",
  ],
  ["f(1, 2", "1:7", "The code ends, but the `(` of line 1 is not closed: `)` is missing."],
  [
    "function f() {\n  if (true) {\n    return 1;\n}\nf()",
    "5:4",
    "The code ends, but the `{` of line 1 is not closed: `}` is missing.",
  ],
  ["f(1, 2]", "1:7", "This `]` does not close the `(` of line 1: `)` is missing before it."],
  ["f(1))", "1:5", "This `)` closes nothing: there is no open bracket before it."],
  ["1 +", "1:4", "The code ends too early: something is missing at its end."],
  ["f(1, 2;", "1:7", "`)` is missing before `;`."],
  [
    "const size = { width: 1; height: 2 };",
    "1:24",
    "Write `,` instead of `;`, which ends a statement, before the `}`.",
  ],
  ['console.log("a" "b")', "1:17", '`,` is missing before `"b"`.'],
  [
    "const a = 1 const b = 2",
    "1:12",
    "`const` cannot follow `1`: an operator, a comma, or the end of a line is missing between them.",
  ],
  ["const a = ;", "1:11", "`;` is not allowed here: something is missing before it, or it is one too many."],
  [
    '"abc',
    "1:1",
    'The text is not closed: `"` is missing at its end. (A text of several lines is written between backticks.)',
  ],
  ["`abc", "1:2", "The text is not closed: a backtick is missing at its end."],
  ["/* abc", "1:1", "The comment is not closed: `*/` is missing."],
  ["“abc”", "1:1", '`“` is a character of a text processor. Write `"`.'],
  ["3 × 4", "1:3", "`×` is a character of a text processor. Write `*`."],
  [
    "break",
    "1:1",
    "`break` is only allowed inside a loop or a `switch`. To skip the rest of a cell, put it into an `if`.",
  ],
  ["continue", "1:1", "`continue` is only allowed inside a loop."],
  ["return 1", "1:1", "A cell has no `return`: write the value as its last line."],
  ["if x > 3 { }", "1:4", "After `if` there are parentheses: `if (…) { … }`."],
  ["else { }", "1:1", "There is no `if` that this `else` belongs to."],
  ["try { f() }", "1:1", "A `try` needs a `catch (error) { … }` or a `finally { … }` after it."],
  ["5 = 3", "1:1", "Only a variable or a property can be assigned to. If you want to compare, write `===`."],
  [
    "function (x) { return x }",
    "1:10",
    "A function that stands alone needs a name: `function name(…) { … }`.",
  ],
  [
    "function f() { await g() }",
    "1:16",
    "`await` inside a function needs `async` before it: `async function f() { … }` or `async () => …`.",
  ],
  [
    "import numpy as np",
    "1:14",
    'This is an import of Python. In TypeScript: `import * as tf from "@tensorflow/tfjs";`',
  ],
  [
    "def f(x):\n  return x",
    "1:4",
    "This is a function of Python. In TypeScript: `function name(x) { return …; }`",
  ],
  [
    "for i in range(3):\n  i",
    "1:5",
    "This is a loop of Python. In TypeScript: `for (const x of list) { … }`",
  ],
  [
    "if a and b:\n  1",
    "1:4",
    "This is a block of Python. In TypeScript its head has parentheses and its body braces: `if (a > b) { … }`",
  ],
  ["(true and false)", "1:7", "Write `&&` for and, `||` for or, and `!` for not."],
  ['print "a"', "1:6", "In TypeScript: `console.log(…)`"],
  ["# a comment", "1:1", "A comment begins with `//`, not with `#`."],
  [
    "!pip install numpy",
    "1:5",
    "This is a command of Jupyter. A cell here is TypeScript, and there is nothing to install.",
  ],
  ["const f = (x) -> x", "1:16", "The arrow of a function is written `=>`."],
  [
    "int x = 3;",
    "1:4",
    "A variable is declared with `const` or `let`, and its type follows it: `let x: number = 3`.",
  ],
  [
    "const a = <p>text</p>",
    "1:20",
    "A cell has no JSX: HTML cannot be part of the code. Show values with `show(…)` or `console.log(…)`.",
  ],
  [
    "@log class A {}",
    "1:1",
    "A cell cannot use decorators (`@name`): call the function instead, as in `const B = name(class { … })`.",
  ],
  [
    "namespace N { export const a = 1 >= 2 }",
    "1:1",
    "A cell cannot declare a namespace: use an object or plain names.",
  ],
];

/** Mistakes that show when the cell runs. */
const JAVASCRIPT: readonly Mistake[] = [
  ["1;\nplot([{ y: [1, 2] }])", "2:1", 'plot is not defined. Import it: `import { plot } from "lectern";`'],
  ["counter = 5", "1:9", "counter is not defined. Declare a new variable with `let`: `let counter = …`."],
  [
    "1;\nif (true) { modl = 5 }",
    "2:18",
    "modl is not defined. Did you mean `model`? Declare a new variable with `let`: `let modl = …`.",
  ],
  ["counter === 5", "1:1", "counter is not defined"],
  ["counter = counter + 1", "1:11", "counter is not defined"],
  [
    "for (row = 0; row < 3; row++) {}",
    "1:10",
    "row is not defined. Declare a new variable with `let`: `let row = …`.",
  ],
  ["if (counter = 5) {}", "1:13", "counter is not defined"],
  [
    "tf.layers.dense(units=3)",
    "1:22",
    "units is not defined. An argument with a name is a property of an object: `{ units: 3 }`.",
  ],
  [
    'tf.layers.conv2d(\n  padding="same",\n  kernelSize=[3, 3])',
    "2:10",
    'padding is not defined. An argument with a name is a property of an object: `{ padding: "same" }`.',
  ],
  [
    "model.fit(x, y, epochs=[5])",
    "1:23",
    "epochs is not defined. An argument with a name is a property of an object: `{ epochs: … }`.",
  ],
  [
    'undefined["foo-bar"]',
    "1:10",
    "Cannot read properties of undefined (reading 'foo-bar'). What comes before `[\"foo-bar\"]` has no value: is it the right name, has its cell run, is an `await` missing?",
  ],
  [
    "null[0]",
    "1:5",
    "Cannot read properties of null (reading '0'). What comes before `[0]` has no value: is an index in it too large, is it the right name, is an `await` missing?",
  ],
  ["[1, 2].foreach(console.log)", "1:8", "[1,2].foreach is not a function. Did you mean `.forEach`?"],
  ["tf.ones([2, 2]).matmul(x)", "1:17", "tf.ones(...).matmul is not a function. Did you mean `.matMul`?"],
  [
    "[1, 2].length()",
    "1:8",
    "[1,2].length is not a function. Of lists and texts, `.length` is a value: remove the parentheses.",
  ],
  [
    "[1, 2].size()",
    "1:8",
    "[1,2].size is not a function. Of tensors, maps and sets, `.size` is a value, without parentheses. Lists and texts have `.length`.",
  ],
  ["const list = [1, 2];\nlist.size()", "2:6", "list.size is not a function. Did you mean `list.length`?"],
  ["const one = 1;\none.size()", "2:5", "one.size is not a function"],
  [
    "const all = new Map();\nall.size()",
    "2:5",
    "all.size is not a function. `all.size` is a value: remove the parentheses.",
  ],
  ["const all = new Map();\nall.length()", "2:5", "all.length is not a function. Did you mean `all.size`?"],
  [
    "const text = 'abc';\ntext.length()",
    "2:6",
    "text.length is not a function. `text.length` is of type number: remove the parentheses, or use another name for one of the two.",
  ],
  [
    "const text = 'abc';\ntext.toUppercase()",
    "2:6",
    "text.toUppercase is not a function. Did you mean `text.toUpperCase`?",
  ],
  [
    "x.filter(Boolean)",
    "1:3",
    "x.filter is not a function. Lists have `.filter()`: is a conversion missing?",
  ],
  [
    "x.data().slice(1).at(2)",
    "1:10",
    "x.data(...).slice is not a function. Lists, texts and tensors have `.slice()`: is an `await` missing, or a conversion?",
  ],
  [
    "x.data().map(Math.sqrt)",
    "1:10",
    "x.data(...).map is not a function. Lists have `.map()`: is an `await` missing, or a conversion?",
  ],
  ["lectern.plot([1, 2, 3])", "1:9", "plot: trace 1 must be an object, such as `{ x: [1, 2], y: [3, 4] }`."],
  ["modl.summary()", "1:1", "modl is not defined. Did you mean `model`?"],
  [
    "np.zeros(3)",
    "1:1",
    "np is not defined. This is a library of Python. Here `tf` calculates with arrays, such as `tf.add(a, b)` and `tf.mean(a)`.",
  ],
  ["True", "1:1", "True is not defined. In TypeScript it is written in lowercase."],
  ["print(1)", "1:1", "print is not defined. In TypeScript: `console.log(…)`."],
  ["tensor1d([1])", "1:1", "tensor1d is not defined. Write `tf.tensor1d`."],
  [
    "localStorage.clear()",
    "1:1",
    "localStorage is not defined. Cells have no storage: what a cell computes lives until the runtime is restarted.",
  ],
  ["______ + 1", "1:1", "______ is not defined. Replace the blank ______ first."],
  ["tf.tensr2d([[1]])", "1:4", "tf.tensr2d is not a function. Did you mean `tf.tensor2d`?"],
  [
    "tf.layers.Dense({ units: 3 })",
    "1:11",
    "tf.layers.Dense is not a function. Did you mean `tf.layers.dense`?",
  ],
  [
    "tf.train.nadam()",
    "1:10",
    'tf.train.nadam is not a function. Import it: `import { nadam } from "lectern";`',
  ],
  [
    "const size = 3;\nsize()",
    "2:1",
    "size is not a function. `size` is of type number: remove the parentheses, or use another name for one of the two.",
  ],
  [
    "let n = null;\nn.length",
    "2:3",
    "Cannot read properties of null (reading 'length'). What comes before `.length` has no value: is it the right name, has its cell run, is an `await` missing?",
  ],
  [
    "const c = 1;\nc = 2",
    "2:3",
    "Assignment to constant variable. A `const` keeps its value: declare it with `let` to change it.",
  ],
  [
    "later + 1; let later = 1",
    "1:1",
    "Cannot access 'later' before initialization. The line that declares it comes later, or it failed.",
  ],
  ["class A {}\nA()", "2:1", "Class constructor A cannot be invoked without 'new'. Write `new` before it."],
  [
    "function f() { f() } f()",
    "1:16",
    "Maximum call stack size exceeded. A function calls itself without end, or too deeply.",
  ],
  [
    'import { tensor1D } from "@tensorflow/tfjs"',
    "",
    'The module "@tensorflow/tfjs" has no export named "tensor1D". Did you mean `tensor1d`?',
  ],
  [
    'import fs from "fs"',
    "",
    'There is no module "fs" here. A cell can import "@tensorflow/tfjs" and "lectern".',
  ],
  [
    "lectern.table(5)",
    "1:9",
    "table: expected at least one row: a list of objects or of lists, or a tensor of one or two dimensions.",
  ],
  [
    "await lectern.imshow(5)",
    "1:15",
    "imshow: expected a tensor, rows of numbers, or { data, width, height }.",
  ],
];

const small = "tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] })";

/** Mistakes with TensorFlow.js. `model` takes 4 numbers and has 3 classes; `x` and `y` are 8 examples for it. */
const TENSORFLOW: readonly Mistake[] = [
  [
    "tf.tensor2d([[1, 2], [3]])",
    "1:4",
    "A tensor of shape [2, 2] needs 4 values, but there are 3: are its rows of different lengths?",
  ],
  [
    "tf.add([[1, 2], [3]], 1)",
    "1:4",
    "A tensor of shape [2, 2] needs 4 values, but there are 3: are its rows of different lengths?",
  ],
  [
    "tf.tensor2d([1, 2, 3, 4])",
    "1:4",
    "tensor2d: a flat list needs its shape, as in `tf.tensor2d([1, 2, 3, 4], [2, 2])`. Or nest it: `[[1, 2], [3, 4]]`.",
  ],
  ['tf.tensor1d([1, "a"])', "1:4", 'tf.tensor1d: the value at [1] is "a", not a number.'],
  [
    "tf.tensor2d([[1, 2], [3, {}.size]])",
    "1:4",
    "tf.tensor2d: the value at [1][1] is undefined, not a number. Is it missing in the data, or is the name of a property misspelt?",
  ],
  [
    "tf.tensor([1, null])",
    "1:4",
    "tf.tensor: the value at [1] is null, not a number. Is it missing in the data, or is the name of a property misspelt?",
  ],
  ['tf.tensor1d([""], "float32")', "1:4", 'tf.tensor1d: the value at [0] is "", not a number.'],
  [
    "tf.tensor1d([tf.scalar(1)])",
    "1:4",
    "tf.tensor1d: the value at [0] is a tensor, not a number. `tf.stack([…])` makes one tensor of several.",
  ],
  [
    "tf.tensor1d([1, 2, 3]).slice(2, 5)",
    "1:24",
    "slice: this part would end at 7, but axis 0 has 3 entries. The second argument is how many to take, not where to end; -1 takes all that follow.",
  ],
  [
    "tf.conv2d(tf.ones([1, 5, 5, 1]), tf.ones([7, 7, 1, 1]), 1, 'valid')",
    "1:4",
    "The result would have the shape [1, -1, -1, 1]: a kernel or pool is larger than its input, or a size is negative.",
  ],
  [
    "tf.conv2d(tf.ones([1, 5, 5, 1]), tf.ones([3, 3, 1, 1]), 1.5, 'same')",
    "1:4",
    "Conv2D: strides must be whole numbers above 0, but is 1.5.",
  ],
  [
    "tf.maxPool(tf.ones([1, 5, 5, 1]), 0, 1, 'same')",
    "1:4",
    "MaxPool: filterSize must be whole numbers above 0, but is 0.",
  ],
  [
    "tf.conv2d(tf.ones([1, 5, 5, 1]), tf.ones([3, 3, 1, 1]), 1, -1)",
    "1:4",
    "Conv2D: the padding must not be negative, but is -1.",
  ],
  [
    "JSON.stringify({ n: 1n })",
    "1:6",
    "Do not know how to serialize a BigInt. Convert big integers with `Number(…)`, or write them without `n`.",
  ],
  [
    "tf.tensor1d([1n, 2n])",
    "1:4",
    "tf.tensor1d: the value at [0] is 1n, not a number. Convert them with `Number(…)`, or write them without `n`.",
  ],
  [
    "tf.tensor1d(new BigInt64Array(3))",
    "1:4",
    "tf.tensor1d: these are big integers, not numbers. Convert them with `Number(…)`, or write them without `n`.",
  ],
  [
    "for await (const each of undefined) each;",
    "1:26",
    "Cannot read properties of undefined (reading 'Symbol(Symbol.asyncIterator)'). Only lists and other iterables can be used with `for … of` or spread with `...`. The rows of a tensor: `await tensor.array()`.",
  ],
  [
    "for await (const each of 5) each;",
    "1:26",
    "5 is not async iterable. Only lists and other iterables can be used with `for … of` or spread with `...`. The rows of a tensor: `await tensor.array()`.",
  ],
  [
    "tf.oneHot([0, 1, 2])",
    "1:4",
    "The result would have the shape [3, ?]: an argument that gives a size is missing or not a whole number.",
  ],
  [
    "tf.oneHot(tf.tensor1d([0, 1]), 3)",
    "1:4",
    "oneHot: indices must be of type int32, but is float32. Convert it: `.toInt()`.",
  ],
  [
    'tf.tensor1d(["1", "2"]).add(1)',
    "1:25",
    "add: a is a tensor of texts. Make numbers of them first, such as with `list.map(Number)`.",
  ],
  [
    "x * 2",
    "1:3",
    "JavaScript cannot calculate with tensors: write `a.add(b)`, `a.sub(b)`, `a.mul(b)`, `a.div(b)` or `a.less(b)`. `await a.array()` gives the numbers.",
  ],
  [
    "x.matMul(x)",
    "1:3",
    "matMul: [8,4] times [8,4] does not fit: the first has 4 columns, the second 8 rows. Transpose one with `a.matMul(b, true, false)` or `a.matMul(b, false, true)`.",
  ],
  [
    "x.add(y)",
    "1:3",
    "The shapes [8,4] and [8,3] do not fit together: compared from the right, each pair of sizes must be equal or contain a 1.",
  ],
  [
    "x.reshape([5, 5])",
    "1:3",
    "reshape: 32 values do not fill the shape [5,5]. Write -1 for one size that follows from the others.",
  ],
  [
    "tf.tidy(() => {\n  const t = tf.ones([2]);\n  t.dispose();\n  return t.add(1);\n})",
    "4:12",
    "A tensor is used here that is disposed: its memory was freed, by `dispose()` or at the end of a `tf.tidy`. Run the cell that makes it again, and return from `tf.tidy` what is used later.",
  ],
  ["tf.layers.dense({})", "1:11", "This layer needs `units`, such as `units: 10`."],
  ["tf.layers.dense({ units: 0 })", "1:11", "`units` must be a whole number above 0, but is 0."],
  [
    'tf.layers.dense({ units: 3, activation: "rellu" })',
    "1:11",
    'There is no activation "rellu". Did you mean "relu"?',
  ],
  ["tf.layers.conv2d({ filters: 3 })", "1:11", "This layer needs `kernelSize`, such as `kernelSize: 3`."],
  [
    'tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: "smae" })',
    "1:11",
    'There is no padding "smae". Write `padding: "same"` or `padding: "valid"`.',
  ],
  [
    "tf.sequential({ layers: [tf.layers.dense({ units: 3 })] })",
    "1:4",
    "The first layer of a sequential model needs `inputShape`, the shape of one example, such as `inputShape: [28, 28, 1]`.",
  ],
  [
    'tf.sequential({ layers: [tf.layers.conv2d({ name: "a", filters: 2, kernelSize: 3, inputShape: [28, 28] })] })',
    "1:4",
    'The layer "a" takes images [height, width, channels], but its input has one dimension less. Write `inputShape: [28, 28, 1]`, or add `tf.layers.reshape({ targetShape: [28, 28, 1] })` before it.',
  ],
  [
    'tf.sequential({ layers: [tf.layers.conv2d({ name: "b", filters: 2, kernelSize: 9, inputShape: [7, 7, 1] })] })',
    "1:4",
    'The kernel or pool of the layer "b" is larger than its input [7,7,1]. Use a smaller one, or `padding: "same"`.',
  ],
  [
    `tf.sequential({ layers: [${small}, tf.layers.conv2d({ name: "c", filters: 2, kernelSize: 7 })] })\n  .compile({ optimizer: "sgd", loss: "meanSquaredError" })`,
    "2:4",
    'compile: the layer "c" has an empty output, of shape [?, 0, 0, 2]: its kernel or pool is larger than its input. Use a smaller one, fewer layers, or `padding: "same"`.',
  ],
  ...(["fit", "evaluate"] as const).map(
    (method): Mistake => [
      `const fresh = tf.sequential({ layers: [${small}] });\nawait fresh.${method}(tf.ones([4, 28, 28, 1]), tf.ones([4, 1]))`,
      "2:13",
      'The model is not compiled: call `model.compile({ optimizer: "adam", loss: "meanSquaredError" })` first. If a cell does, it has failed, or has not run since the model was made.',
    ],
  ),
  [
    'model.compile({ optimizer: "adm", loss: "meanSquaredError" })',
    "1:7",
    'There is no optimizer "adm". Did you mean "adam"?',
  ],
  [
    'model.compile({ optimizer: tf.train.adam, loss: "meanSquaredError" })',
    "1:7",
    "compile: the optimizer is a function. Call it, as in `optimizer: tf.train.adam()`.",
  ],
  [
    'model.compile({ loss: "meanSquaredError" })',
    "1:7",
    'compile: the optimizer is missing, such as `optimizer: "adam"`.',
  ],
  [
    'model.compile({ optimizer: "adam" })',
    "1:7",
    'compile: the loss is missing, such as `loss: "categoricalCrossentropy"`.',
  ],
  [
    'model.compile({ optimizer: "adam", loss: "mse" })',
    "1:7",
    'There is no loss "mse". Did you mean "meanSquaredError"?',
  ],
  [
    'model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy" })',
    "1:7",
    'There is no loss "sparse_categorical_crossentropy". Did you mean "sparseCategoricalCrossentropy"?',
  ],
  [
    'model.compile({ optimizer: "adam", loss: "meanSquaredError", metrics: ["acuracy"] })',
    "1:7",
    'There is no metric "acuracy". Did you mean "accuracy"?',
  ],
  [
    "await model.fit(x, tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1]))",
    "1:13",
    'The labels are numbers of classes, but this loss needs one row of 3 values for each example. Write `tf.oneHot(y.toInt(), 3)`, or choose the loss "sparseCategoricalCrossentropy".',
  ],
  [
    "await sparse.fit(x, y)",
    "1:14",
    'The labels have 3 values for each example, but this loss or this output needs one. For one-hot labels choose the loss "categoricalCrossentropy" and an output of 3 units, or write `y.argMax(-1)` for the numbers of the classes.',
  ],
  [
    "await model.fit(tf.zeros([8, 5]), y)",
    "1:13",
    "The model takes examples of shape [4], but these have the shape [5]. Reshape them with `x.reshape([-1, 4])`, or change the `inputShape` of the first layer.",
  ],
  [
    "await model.fit(x.slice([0], [7]), y)",
    "1:13",
    "x has 7 examples, but y has 8 labels: each example needs one. Did you slice both alike?",
  ],
  ["await model.fit(x)", "1:13", "fit: y is missing: `model.fit(x, y)`."],
  [
    "await model.fit([[1, 2, 3, 4]], y)",
    "1:13",
    "fit: x is a list, not a tensor. Make it one with `tf.tensor(…)`.",
  ],
  ["await model.fit(x.array(), y)", "1:13", "fit: x is a promise, not a tensor. Write `await` before it."],
  [
    'model.compile({ optimizer: "sgd", loss: "meanSquaredError", stepsPerExecution: 0 })',
    "1:7",
    'compile: stepsPerExecution must be "auto" or a whole number above 0, but is 0.',
  ],
  ["await model.fit(x, y, { epochs: 0 })", "1:13", "fit: epochs must be a whole number above 0, but is 0."],
  [
    'await model.fit(x, y, { epochs: "3" })',
    "1:13",
    'fit: epochs must be a whole number above 0, but is "3".',
  ],
  [
    "await model.fit(x, y, { epochs: 3, initialEpoch: 3 })",
    "1:13",
    "fit: initialEpoch must be a whole number from 0 to 2, but is 3: epochs (3) is the number at which training ends, not how many are added.",
  ],
  [
    "await model.fit(x, y, { validationSplit: 20 })",
    "1:13",
    "fit: validationSplit is the part that is held back, from 0 to below 1, but is 20.",
  ],
  [
    "await model.fit(x, y, { validationData: x })",
    "1:13",
    "fit: validationData is a list of inputs and labels: `validationData: [x, y]`.",
  ],
  [
    "const gone = tf.zeros([8, 4]);\ngone.dispose();\nawait model.fit(gone, y)",
    "3:13",
    "fit: x is disposed: its memory was freed. Run the cell that makes it again.",
  ],
  [
    `const m = tf.sequential({ layers: [${small}, tf.layers.dense({ units: 3 })] });\nm.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });\nawait m.fit(tf.zeros([8, 8, 8, 1]), y)`,
    "3:9",
    "The model's output has 4 dimensions, but the labels have the shape [8,3]. Is a `tf.layers.flatten()` missing before the dense layers?",
  ],
  [
    "await model.fitDataset()",
    "1:13",
    "fitDataset: the dataset is missing. Make a dataset of batches with `tf.data.zip({ xs: tf.data.array(…), ys: tf.data.array(…) }).batch(32)`, or use `model.fit(x, y)` for tensors.",
  ],
  [
    "await model.fitDataset(x)",
    "1:13",
    "fitDataset: the dataset is a tensor. Make a dataset of batches with `tf.data.zip({ xs: tf.data.array(…), ys: tf.data.array(…) }).batch(32)`, or use `model.fit(x, y)` for tensors.",
  ],
  [
    "await model.fitDataset(tf.data.array([x]))",
    "1:13",
    "fitDataset: the number of epochs is missing: `model.fitDataset(dataset, { epochs: 3 })`.",
  ],
  [
    "await model.fitDataset(tf.data.array([x]), { epochs: 0 })",
    "1:13",
    "fitDataset: epochs must be a whole number above 0, but is 0.",
  ],
  [
    "model.predict(tf.zeros([2, 5]))",
    "1:7",
    "The model takes a batch of examples of shape [4], but this has the shape [2,5], where the first number counts the examples. If this is a single example, write `x.expandDims(0)`.",
  ],
  [
    "model.predict([1, 2, 3, 4])",
    "1:7",
    "predict: x is a list, not a tensor. Make it one with `tf.tensor(…)`.",
  ],
  ["model.evaluate(x)", "1:7", "evaluate: y is missing: `model.evaluate(x, y)`."],
  [
    'model.getLayer("dense")',
    "1:7",
    'The model has no layer "dense". `model.summary()` shows the names of its layers.',
  ],
  [
    'await model.save("indexeddb://m")',
    "1:13",
    'save: a cell can store nothing at "indexeddb://m", since it has no storage, no downloads and no network. The model stays in its variable until the runtime is restarted.',
  ],
];

export const MISTAKES: readonly Mistake[] = [...SYNTAX, ...JAVASCRIPT, ...TENSORFLOW];
