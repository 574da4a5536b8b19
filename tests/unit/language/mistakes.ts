/**
 * Typical mistakes of readers, and what the editor says before they run the code: of TypeScript, of the language, or
 * nothing, where only running shows it. The code stands below the cells of `LESSON`.
 */
interface Mistake {
  readonly mistake: string;
  readonly code: string;
  readonly says: RegExp | null;
}

export const LESSON: readonly (readonly [id: string, source: string])[] = [
  [
    "setup",
    `import * as tf from "@tensorflow/tfjs";
import { loadFashionMnist, table, plot, show, imshow, nadam, CLASS_NAMES } from "lectern";
const { train, test } = await loadFashionMnist();
const { x, y } = train.slice(0, 1000).toTensors();`,
  ],
  [
    "build-model",
    `const model = tf.sequential();
model.add(tf.layers.flatten({ inputShape: [28, 28] }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });`,
  ],
];

/** A cell below the reader's. */
export const BELOW: readonly [id: string, source: string] = ["later", "const history = 1;"];

export const MISTAKES: readonly Mistake[] = [
  // Names
  {
    mistake: "a misspelt variable",
    code: "modle.summary();",
    says: /Cannot find name 'modle'. Did you mean 'model'/,
  },
  { mistake: "wrong case", code: "Model.summary();", says: /Cannot find name 'Model'/ },
  {
    mistake: "a misspelt method",
    code: "model.sumary();",
    says: /'sumary' does not exist .* Did you mean 'summary'/,
  },
  {
    mistake: "a misspelt layer",
    code: "tf.layers.conv2D({ filters: 4, kernelSize: 3 });",
    says: /'conv2D' does not exist .* Did you mean 'conv2d'/,
  },
  {
    mistake: "a layer of PyTorch",
    code: "tf.nn.Linear(10, 10);",
    says: /'nn' does not exist .* layers are in `tf.layers`/,
  },
  {
    mistake: "a name of NumPy",
    code: "np.array([1, 2]);",
    says: /Cannot find name 'np'.*Here `tf` calculates with arrays/,
  },
  { mistake: "Python's print", code: "print(model);", says: /Cannot find name 'print'.*`console.log/ },
  { mistake: "Python's len", code: "len(train);", says: /Cannot find name 'len'.*`list.length`/ },
  {
    mistake: "Python's None",
    code: "const best = None;",
    says: /Cannot find name 'None'.*`null` or `undefined`/,
  },
  { mistake: "Python's True", code: "const done = True;", says: /Cannot find name 'True'.*lowercase/ },
  {
    mistake: "Python's range",
    code: "for (const i of range(10)) show(i);",
    says: /Cannot find name 'range'.*`for /,
  },
  {
    mistake: "a layer of Keras",
    code: "const layer = Dense(10);",
    says: /Cannot find name 'Dense'.*`tf.layers.dense/,
  },
  { mistake: "no tf before a name of TensorFlow.js", code: "sequential();", says: /Write `tf.sequential`/ },
  { mistake: "Python's declaration", code: "total = 5;", says: /Declare a new variable .*`let total = …`/ },
  { mistake: "Python's type", code: "let count: int = 3;", says: /In TypeScript the type is `number`/ },
  {
    mistake: "what only a later cell declares",
    code: "show(history);",
    says: /Only the cell “later” below declares 'history'/,
  },
  {
    mistake: "the document, which a worker has not",
    code: "document.title;",
    says: /Cannot find name 'document'\. Cells run apart from the page/,
  },
  {
    mistake: "a function of lectern without its import",
    code: "progress(10);",
    says: /Cannot find name 'progress'. Import it: `import { progress } from "lectern";`/,
  },
  {
    mistake: "an unknown export of lectern",
    code: 'import { plotly } from "lectern";',
    says: /has no exported member.*'plotly'/,
  },
  {
    mistake: "an unknown module",
    code: 'import * as d3 from "d3";',
    says: /Cannot find module 'd3'\. Cells can import "@tensorflow\/tfjs", "lectern"\./,
  },
  {
    mistake: "a variable used before its declaration",
    code: "show(size);\nconst size = 3;",
    says: /^[^\n]*'size' used before its declaration\.$/,
  },
  // Arguments
  {
    mistake: "a text in place of a number",
    code: 'tf.layers.dense({ units: "10" });',
    says: /'string' is not assignable to type 'number'/,
  },
  {
    mistake: "a number in place of an object",
    code: "tf.layers.dense(10);",
    says: /'number' is not assignable/,
  },
  {
    mistake: "a missing property",
    code: "tf.layers.dense({ activation: 'relu' });",
    says: /'units' is missing/,
  },
  {
    mistake: "an unknown activation",
    code: 'tf.layers.dense({ units: 8, activation: "rleu" });',
    says: /'"rleu"' is not assignable .* Did you mean "relu"\?$/,
  },
  {
    mistake: "an unknown padding",
    code: 'tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: "full" });',
    says: /'"full"' is not assignable .* Possible are "valid", "same"/,
  },
  {
    mistake: "Keras's name of an argument",
    code: "tf.layers.conv2d({ filters: 4, kernel_size: 3 });",
    says: /'kernel_size' does not exist/,
  },
  {
    mistake: "an invented argument",
    code: "model.fit(x, y, { epoch: 3 });",
    says: /'epoch' does not exist .*|Did you mean 'epochs'/s,
  },
  {
    mistake: "epochs as a text",
    code: 'model.fit(x, y, { epochs: "3" });',
    says: /'string' is not assignable to type 'number'/,
  },
  { mistake: "too few arguments", code: "model.fit(x);", says: /Expected 2-3 arguments, but got 1/ },
  {
    mistake: "too many arguments",
    code: "tf.scalar(1, 'float32', 2);",
    says: /Expected 1-2 arguments, but got 3/,
  },
  {
    mistake: "data without tensors",
    code: "model.predict(train.images);",
    says: /^[^\n]*'Uint8Array.*' is not assignable .* It has to be a tensor[^\n]*$/,
  },
  {
    mistake: "an unknown dtype",
    code: 'tf.zeros([2, 2], "float64");',
    says: /'"float64"' is not assignable .* Did you mean "float32"/,
  },
  {
    mistake: "the whole dataset in place of tensors",
    code: "model.fit(train, test);",
    says: /^[^\n]*'LabelledImages' is not assignable [^\n]*train.toTensors\(\);`$/,
  },
  { mistake: "a callback that is no function", code: "[1, 2].map(3);", says: /'number' is not assignable/ },
  {
    mistake: "a check of Keras on an unknown optimizer",
    code: 'model.compile({ optimizer: sgd, loss: "meanSquaredError" });',
    says: /Cannot find name 'sgd'.*`tf.train.sgd/,
  },
  {
    mistake: "Python's argument with a name",
    code: "tf.layers.dense(units=3);",
    says: /An argument with a name is a property of an object: `{ units: 3 }`/,
  },
  {
    mistake: "a module of Node",
    code: 'import fs from "fs";',
    says: /"fs"": Cannot find module 'fs'\. Cells can import "@tensorflow\/tfjs", "lectern"\.$/,
  },
  {
    mistake: "a loss that Keras has and TensorFlow.js has not",
    code: 'model.compile({ optimizer: "adam", loss: "focal" });',
    says: /There is no loss "focal"\. There are "categoricalCrossentropy", /,
  },
  {
    mistake: "a name of Python",
    code: 'model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy" });',
    says: /There is no loss "sparse_categorical_crossentropy"\. Did you mean "sparseCategoricalCrossentropy"\?$/,
  },
  {
    mistake: "a misspelt optimizer",
    code: 'model.compile({ optimizer: "adma", loss: "meanSquaredError" });',
    says: /^mine ""adma"": There is no optimizer "adma"\. Did you mean "adam"\?$/,
  },
  {
    mistake: "an unknown metric",
    code: 'model.compile({ optimizer: "adam", loss: "meanSquaredError", metrics: ["acuracy"] });',
    says: /There is no metric "acuracy"\. Did you mean "accuracy"\?$/,
  },
  // Types of values
  {
    mistake: "a tensor plus a number",
    code: "const more = x + 1;",
    says: /'\+' cannot be applied .* Tensors have methods: `x.add\(…\)`/,
  },
  {
    mistake: "a number minus a tensor",
    code: "const rest = 1 - x;",
    says: /`-` is for numbers\. For tensors: `tf.sub\(1, x\)`\.$/,
  },
  {
    mistake: "a number compared with a tensor",
    code: "const rest = 0.5 < x;",
    says: /`<` is for numbers\. For tensors: `tf.less\(0.5, x\)`\.$/,
  },
  {
    mistake: "a tensor that is added to a sum",
    code: "let sum = 0; sum += x;",
    says: /`\+=` is for numbers\. For tensors: `tf.add\(sum, x\)`\.$/,
  },
  {
    mistake: "arithmetic on a prediction",
    code: "const twice = model.predict(x) * 2;",
    says: /Tensors have methods: `model.predict\(x\).mul\(…\)`\.$/,
  },
  {
    mistake: "arithmetic on a list of tensors",
    code: "const twice = [x, x] * 2;",
    says: /must be a number\.$/,
  },
  {
    mistake: "a comparison of tensors",
    code: "if (x > 3) show(1);",
    says: /Tensors have methods: `x.greater\(…\)`/,
  },
  {
    mistake: "a tensor in place of its number",
    code: "const mean: number = tf.scalar(1);",
    says: /'Scalar' is not assignable to type 'number'. .*`\(await tensor.data\(\)\)\[0\]`/,
  },
  {
    mistake: "a loop over a tensor",
    code: "for (const row of x) show(row);",
    says: /The rows of a tensor as a list: `await tensor.array\(\)`/,
  },
  {
    mistake: "arithmetic on tensors",
    code: "const half = x / 2;",
    says: /left-hand side of an arithmetic operation must be a number\. .*`x.div\(…\)`/,
  },
  {
    mistake: "a missing await, then a member",
    code: "const result = model.fit(x, y); result.history;",
    says: /'history' does not exist on type 'Promise.*`await` missing/,
  },
  {
    mistake: "a missing await of the data",
    code: "const data = loadFashionMnist(); data.train;",
    says: /'train' does not exist on type 'Promise.*`await` missing/,
  },
  { mistake: "a property called", code: "train.length();", says: /not callable.*remove the parentheses/s },
  {
    mistake: "a method not called",
    code: "const total: number = x.size + x.rank.toFixed;",
    says: /is not assignable to type 'number'|cannot be applied/,
  },
  {
    mistake: "a comparison that is never true",
    code: 'if (CLASS_NAMES.length === "10") show(1);',
    says: /no overlap/,
  },
  {
    mistake: "a constant assigned to",
    code: "const rate = 1;\nrate = 2;",
    says: /Cannot assign to 'rate' because it is a constant/,
  },
  {
    mistake: "a constant of another cell assigned to",
    code: "model = tf.sequential();",
    says: /the cell “build-model” declares it without 'let'/,
  },
  {
    mistake: "a wrong element",
    code: 'const sizes: number[] = [1, "2"];',
    says: /'string' is not assignable to type 'number'/,
  },
  {
    mistake: "a value that may be missing",
    code: "const first = CLASS_NAMES.find((name) => name === 'Bag'); first.length;",
    says: /'first' is possibly 'undefined'.*`if \(first\)/,
  },
  {
    mistake: "a function without the return that it declares",
    code: "function area(a: number): number { a * a; }",
    says: /must return a value. Write `return`/,
  },
  {
    mistake: "a read-only value changed",
    code: "train.length = 5;",
    says: /'length' because it is a read-only property/,
  },
  {
    mistake: "assignment in place of comparison, of a constant",
    code: "const done = false;\nif (done = true) show(1);",
    says: /Cannot assign to 'done' because it is a constant/,
  },
  // Syntax
  { mistake: "an unclosed bracket", code: "model.predict(x;", says: /`\)` is missing before `;`/ },
  {
    mistake: "Python's def",
    code: "def area(a):\n  return a",
    says: /function of Python. In TypeScript: `function name/,
  },
  { mistake: "Python's comment", code: "# prepare\nshow(1);", says: /A comment begins with `\/\/`/ },
  { mistake: "an unclosed text", code: 'show("hello);', says: /not closed/ },
  { mistake: "a declaration twice in a cell", code: "let n = 1;\nlet n = 2;", says: /already declared/ },
  {
    mistake: "await in a function that is not async",
    code: "function load() { await tf.ready(); }",
    says: /`async` before it/,
  },
  // Of Python, NumPy and Keras
  {
    mistake: "a method of Python's lists",
    code: "const list = [1]; list.append(2);",
    says: /'append' does not exist .* `list.push\(value\)`/,
  },
  {
    mistake: "a part of a list in Python",
    code: "const list = [1, 2]; const part = list[0:1];",
    says: /A part of a list is `list.slice\(from, to\)`/,
  },
  {
    mistake: "a list comprehension",
    code: "const twice = [v * 2 for v in list];",
    says: /list of Python. In TypeScript: `list.map/,
  },
  {
    mistake: "a loop of Python in one line",
    code: "for i in range(10): show(i);",
    says: /loop of Python/,
  },
  {
    mistake: "a condition of Python in one line",
    code: "if x > 3: show(1)",
    says: /block of Python/,
  },
  {
    mistake: "a class of Python",
    code: "class Net(tf.Model): pass",
    says: /class of Python. In TypeScript: `class Name extends Base/,
  },
  {
    mistake: "Python's try",
    code: "try: show(1)",
    says: /`try \{ … \} catch/,
  },
  {
    mistake: "Python's raise",
    code: 'raise ValueError("no")',
    says: /`throw new Error/,
  },
  {
    mistake: "Python's assert",
    code: "assert x.shape[0] == 10",
    says: /`if \(!\(…\)\) throw new Error/,
  },
  {
    mistake: "Python's conditional expression",
    code: "const best = 1 if x else 2;",
    says: /`condition \? a : b`/,
  },
  {
    mistake: "two variables at once",
    code: "let a, b = 1, 2;",
    says: /`const \[a, b\] = \[1, 2\];`/,
  },
  {
    mistake: "Python's enumerate",
    code: "for (const [i, v] of enumerate([1])) show(v);",
    says: /`for \(const \[i, value\] of list.entries\(\)\)/,
  },
  {
    mistake: "Python's sorted",
    code: "const ordered = sorted([2, 1]);",
    says: /`list.toSorted/,
  },
  {
    mistake: "Python's random",
    code: "random.random();",
    says: /`Math.random\(\)`/,
  },
  {
    mistake: "a function of Python's math",
    code: "const root = sqrt(2);",
    says: /`Math.sqrt` for numbers, and `tf.sqrt` for tensors/,
  },
  {
    mistake: "a method of Python's texts",
    code: 'const big = "abc".upper();',
    says: /`text.toUpperCase\(\)`/,
  },
  {
    mistake: "Python's join",
    code: 'const line = ", ".join(["a"]);',
    says: /the list comes first: `list.join/,
  },
  {
    mistake: "Python's dictionaries",
    code: "const options = { a: 1 }; options.keys();",
    says: /`Object.keys\(object\)`/,
  },
  {
    mistake: "a tensor as an array of NumPy",
    code: "const list = x.numpy();",
    says: /`await x.array\(\)`/,
  },
  {
    mistake: "a transposed array of NumPy",
    code: "const turned = x.T;",
    says: /`x.transpose\(\)`/,
  },
  {
    mistake: "an element of a tensor",
    code: "const first = x[0];",
    says: /^mine "x\[0\]": 'Tensor3D' has nothing in brackets. A part of a tensor: `x.slice\(0, 1\)`[^\n]*$/,
  },
  {
    mistake: "a function of a list on a tensor",
    code: "const twice = x.map((v) => v);",
    says: /calculated with as a whole, as in `x.mul\(2\)`/,
  },
  {
    mistake: "a constant of TensorFlow",
    code: "const c = tf.constant([1]);",
    says: /`tf.tensor\(…\)`/,
  },
  {
    mistake: "a reduction of TensorFlow",
    code: "const m = tf.reduce_mean(x);",
    says: /`tf.mean\(x\)`/,
  },
  {
    mistake: "the class of tensors as a function",
    code: "const t = tf.Tensor([1]);",
    says: /is not callable. Write `tf.tensor\(…\)`\.$/,
  },
  {
    mistake: "new before a function",
    code: "const t = new tf.tensor([1]);",
    says: /This is a function, not a class. Write it without `new`\.$/,
  },
  {
    mistake: "the arguments of Keras, one after the other",
    code: 'tf.layers.dense(10, "relu");',
    says: /Expected 1 arguments, but got 2. It takes an object with names: `\{ units: 10, activation: "relu" \}`/,
  },
  {
    mistake: "one argument of Keras",
    code: "tf.layers.dropout(0.5);",
    says: /`\{ rate: 0.5 \}`/,
  },
  {
    mistake: "the arguments of compile, one after the other",
    code: 'model.compile("adam", "meanSquaredError");',
    says: /`\{ optimizer: "adam", loss: "meanSquaredError" \}`/,
  },
  {
    mistake: "the layers as a list",
    code: "const net = tf.sequential([tf.layers.flatten()]);",
    says: /`\{ layers: … \}`/,
  },
  {
    mistake: "the epochs alone",
    code: "model.fit(x, y, 5);",
    says: /`\{ epochs: 5 \}`/,
  },
  {
    mistake: "a shape as numbers",
    code: "x.reshape(28, 28);",
    says: /It takes a list: `\[28, 28\]`/,
  },
  {
    mistake: "an object for one number",
    code: "nadam({ learningRate: 0.01 });",
    says: /It takes the value itself: `0.01`/,
  },
  {
    mistake: "an optimizer that is not called",
    code: 'model.compile({ optimizer: tf.train.adam, loss: "meanSquaredError" });',
    says: /call it, as in `tf.train.adam\(…\)`/,
  },
  {
    mistake: "a layer that is not called",
    code: "model.add(tf.layers.flatten);",
    says: /call it, as in `tf.layers.flatten\(…\)`/,
  },
  {
    mistake: "a function for the name of an activation",
    code: "tf.layers.dense({ units: 1, activation: tf.relu });",
    says: /Write its name as a text: `"relu"`/,
  },
  {
    mistake: "an optimizer of Keras",
    code: 'model.compile({ optimizer: tf.optimizers.Adam(0.01), loss: "meanSquaredError" });',
    says: /'optimizers' does not exist on type 'tf'. In TensorFlow.js they are in `tf.train`: [^?]*$/,
  },
  {
    mistake: "lists compared",
    code: "if (x.shape == [28, 28]) show(1);",
    says: /lists and objects are compared by identity, not by value. As texts: `String\(a\) === String\(b\)`/,
  },
  {
    mistake: "a missing await, then brackets",
    code: "const numbers = x.data(); numbers[0];",
    says: /`await` missing/,
  },
  {
    mistake: "a missing await of parts",
    code: "const { train: part } = loadFashionMnist();",
    says: /`await` missing/,
  },
  {
    mistake: "a method that is not called, then brackets",
    code: "const numbers = await x.data; numbers[0];",
    says: /It is a function: call it first/,
  },
  {
    mistake: "an async function of tidy",
    code: "tf.tidy(async () => x.data());",
    says: /`tf.tidy` cannot be `async`/,
  },
  {
    mistake: "a misspelt method of four letters",
    code: "x.meen();",
    says: /Did you mean 'mean'\?/,
  },
  {
    mistake: "numbers where traces are drawn",
    code: "plot([1, 2, 3]);",
    says: /`plot` draws traces, not numbers/,
  },
  { mistake: "a number as a table", code: "table(1);", says: /`table` shows rows, not a single value/ },
  { mistake: "a list that is called", code: "CLASS_NAMES(0);", says: /`list\[0\]`/ },
  {
    mistake: "a loop over a number",
    code: "for (const i of 10) show(i);",
    says: /To count: `for \(let i = 0/,
  },
  { mistake: "a misspelt const", code: "cosnt k = 3;", says: /Did you mean `const` instead of `cosnt`\?/ },
  { mistake: "a misspelt function", code: "functoin f() {}", says: /Did you mean `function`/ },
  { mistake: "a misspelt await", code: "awiat x.data();", says: /Did you mean `await`/ },
  { mistake: "Java's output", code: "System.out.println(3);", says: /In TypeScript: `console.log/ },
  { mistake: "Java's numbers", code: 'Integer.parseInt("3");', says: /In TypeScript: `Number/ },
  // Only running shows these, or nothing is wrong
  {
    mistake: "the last value of a history",
    code: 'const result = await model.fit(x, y); (result.history["acc"] ?? []).at(-1).toFixed(2);',
    says: null,
  },
  {
    mistake: "the second of two results, where one is possible",
    code: "const data: any = x; const results = await model.evaluateDataset(data, { batches: 1 }); results[1];",
    says: null,
  },
  { mistake: "shapes that do not fit", code: "tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 3]));", says: null },
  { mistake: "an index beyond the end", code: "CLASS_NAMES[10].length;", says: null },
  {
    mistake: "a learning rate that is much too large",
    code: 'model.compile({ optimizer: nadam(1000), loss: "meanSquaredError" });',
    says: null,
  },
];
