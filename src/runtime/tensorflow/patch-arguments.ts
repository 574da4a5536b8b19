import * as tf from "@tensorflow/tfjs";
import { nadam } from "../optimizers/nadam.ts";
import { noteConversion } from "./joined-texts.ts";

/**
 * Refuses arguments that TensorFlow.js accepts silently, or that make it fail much later and far from the cause. The
 * messages name the argument and what to write.
 */
export function patchArguments(): void {
  patchTensors();
  patchWindows();
  patchOperators();
  patchCompile();
  patchFit();
  patchFitDataset();
  patchEvaluate();
  patchSave();
}

/** A tensor with too few values would fail when they are read, and a size that is missing nowhere. */
function patchTensors(): void {
  const engine = tf.engine();
  const { makeTensor, makeTensorFromTensorInfo } = engine;
  engine.makeTensor = function (values, shape, dtype, backend) {
    const size = tf.util.sizeFromShape(shape);
    if (values != null && values.length !== size) {
      throw new RangeError(
        `A tensor of shape ${show(shape)} needs ${size} values, but there are ${values.length}: are its rows of different lengths?`,
      );
    }
    return makeTensor.call(this, values, shape, dtype, backend);
  };
  engine.makeTensorFromTensorInfo = function (info, backend) {
    if (!info.shape.every(Number.isInteger)) {
      throw new TypeError(
        `The result would have the shape ${show(info.shape)}: an argument that gives a size is missing or not a whole number.`,
      );
    }
    if (info.shape.some((length) => length < 0)) {
      throw new RangeError(
        `The result would have the shape ${show(info.shape)}: a kernel or pool is larger than its input, or a size is negative.`,
      );
    }
    return makeTensorFromTensorInfo.call(this, info, backend);
  };
}

/** How windows move over images. Kernels would read beyond the image, or compute what has no meaning. */
function patchWindows(): void {
  const engine = tf.engine();
  const { runKernel } = engine;
  const checked: typeof runKernel = (name, inputs, attributes) => {
    // The strides of a slice may be negative.
    const hasWindow = attributes !== undefined && "strides" in attributes && name !== tf.StridedSlice;
    if (hasWindow) requireWindow(name, attributes);
    return runKernel.call(engine, name, inputs, attributes) as never;
  };
  engine.runKernel = checked;
}

function requireWindow(kernel: string, attributes: tf.NamedAttrMap): void {
  for (const name of ["strides", "filterSize", "dilations"] as const) {
    const value: unknown = attributes[name];
    const all: readonly unknown[] = Array.isArray(value) ? value : [value ?? 1];
    if (!all.every((size) => typeof size === "number" && Number.isInteger(size) && size > 0))
      throw new RangeError(`${kernel}: ${name} must be whole numbers above 0, but is ${show(value)}.`);
  }
  const { pad } = attributes;
  if (typeof pad === "number" && !(pad >= 0))
    throw new RangeError(`${kernel}: the padding must not be negative, but is ${show(pad)}.`);
}

/** `tensor * 2` would be NaN. A text with a tensor in it is fine; `tensor + 1` is one, too, of which the cell warns. */
function patchOperators(): void {
  Object.defineProperty(tf.Tensor.prototype, Symbol.toPrimitive, {
    configurable: true,
    value(this: tf.Tensor, hint: string) {
      if (hint !== "number") {
        const text = this.toString();
        if (hint === "default") noteConversion(text);
        return text;
      }
      throw new TypeError(
        "JavaScript cannot calculate with tensors: write `a.add(b)`, `a.sub(b)`, `a.mul(b)`, `a.div(b)` or `a.less(b)`. `await a.array()` gives the numbers.",
      );
    },
  });
}

function patchCompile(): void {
  const { prototype } = tf.LayersModel;
  const { compile } = prototype;
  prototype.compile = function (args) {
    const { optimizer, loss, stepsPerExecution }: Partial<tf.ModelCompileArgs> = args ?? {};
    if (optimizer == null)
      throw new TypeError('compile: the optimizer is missing, such as `optimizer: "adam"`.');
    if (typeof optimizer === "function") {
      throw new TypeError(
        "compile: the optimizer is a function. Call it, as in `optimizer: tf.train.adam()`.",
      );
    }
    if (loss == null)
      throw new TypeError('compile: the loss is missing, such as `loss: "categoricalCrossentropy"`.');
    checkStepsPerExecution(stepsPerExecution);
    for (const layer of this.layers) refuseEmpty(layer, this.containerNodes);
    // Keras knows it by its name, TensorFlow.js does not have it.
    compile.call(this, optimizer === "nadam" ? { ...args, optimizer: nadam() } : args);
  };
}

function checkStepsPerExecution(steps: unknown = "auto"): void {
  if (steps === "auto" || (typeof steps === "number" && Number.isInteger(steps) && steps > 0)) return;
  throw new RangeError(
    `compile: stepsPerExecution must be "auto" or a whole number above 0, but is ${show(steps)}.`,
  );
}

/**
 * A window larger than its input leaves nothing, and the network would train on nothing.
 *
 * @param used TensorFlow.js's keys of the uses of layers in the model
 */
function refuseEmpty({ name, inboundNodes }: tf.layers.Layer, used: ReadonlySet<string>): void {
  // A shared layer has an output for each use, also in other models. Its `outputShape` throws if they differ.
  const empty = inboundNodes
    .filter((_, index) => used.has(`${name}_ib-${index}`))
    .flatMap(({ outputShapes }) => (isShape(outputShapes) ? [outputShapes] : outputShapes))
    .find((shape) => shape.includes(0));
  if (empty === undefined) return;
  throw new RangeError(
    `compile: the layer "${name}" has an empty output, of shape ${show(empty)}: its kernel or pool is larger than its input. Use a smaller one, fewer layers, or \`padding: "same"\`.`,
  );
}

/** One shape, and not that of each output of a layer with several. */
function isShape(shapes: tf.Shape | tf.Shape[]): shapes is tf.Shape {
  return !shapes.some((shape) => Array.isArray(shape));
}

function patchFit(): void {
  const { prototype } = tf.LayersModel;
  const { fit } = prototype;
  prototype.fit = async function (x, y, args) {
    requireTensors("fit", "x", x);
    requireTensors("fit", "y", y);
    checkEpochs("fit", args ?? {});
    checkValidation(args ?? {});
    return fit.call(this, x, y, args);
  };
}

/** Unlike `fit`, it has no defaults, and reads its arguments without checking whether there are any. */
function patchFitDataset(): void {
  const { prototype } = tf.LayersModel;
  const { fitDataset } = prototype;
  prototype.fitDataset = async function (dataset, args) {
    requireDataset(dataset);
    const { epochs }: Partial<typeof args> = args ?? {};
    if (epochs === undefined) {
      throw new TypeError(
        "fitDataset: the number of epochs is missing: `model.fitDataset(dataset, { epochs: 3 })`.",
      );
    }
    checkEpochs("fitDataset", args);
    return fitDataset.call(this, dataset, args);
  };
}

function requireDataset(dataset: unknown): void {
  const remedy =
    "Make a dataset of batches with `tf.data.zip({ xs: tf.data.array(…), ys: tf.data.array(…) }).batch(32)`, or use `model.fit(x, y)` for tensors.";
  if (dataset == null) throw new TypeError(`fitDataset: the dataset is missing. ${remedy}`);
  if (typeof dataset !== "object" || !("iterator" in dataset))
    throw new TypeError(`fitDataset: the dataset is ${kindOf(dataset)}. ${remedy}`);
}

type Epochs = Pick<tf.ModelFitArgs, "epochs" | "initialEpoch">;

function checkEpochs(method: string, { epochs = 1, initialEpoch = 0 }: Epochs): void {
  if (!(Number.isInteger(epochs) && epochs > 0)) {
    throw new RangeError(`${method}: epochs must be a whole number above 0, but is ${show(epochs)}.`);
  }
  if (!(Number.isInteger(initialEpoch) && initialEpoch >= 0 && initialEpoch < epochs)) {
    throw new RangeError(
      `${method}: initialEpoch must be a whole number from 0 to ${epochs - 1}, but is ${show(initialEpoch)}: epochs (${epochs}) is the number at which training ends, not how many are added.`,
    );
  }
}

function checkValidation({ validationSplit, validationData }: tf.ModelFitArgs): void {
  if (validationSplit !== undefined && !(validationSplit >= 0 && validationSplit < 1)) {
    throw new RangeError(
      `fit: validationSplit is the part that is held back, from 0 to below 1, but is ${show(validationSplit)}.`,
    );
  }
  if (validationData === undefined) return;
  if (!Array.isArray(validationData) || validationData.length < 2) {
    throw new TypeError("fit: validationData is a list of inputs and labels: `validationData: [x, y]`.");
  }
  requireTensors("fit", "validationData[0]", validationData[0]);
  requireTensors("fit", "validationData[1]", validationData[1]);
}

function patchEvaluate(): void {
  const { prototype } = tf.LayersModel;
  const { evaluate, predict } = prototype;
  prototype.evaluate = function (x, y, args) {
    requireTensors("evaluate", "x", x);
    requireTensors("evaluate", "y", y);
    return evaluate.call(this, x, y, args);
  };
  prototype.predict = function (x, args) {
    requireTensors("predict", "x", x);
    return predict.call(this, x, args);
  };
}

/** A tensor, a list of tensors, or an object of tensors by the names of inputs or outputs. */
function requireTensors(method: string, name: string, value: unknown): void {
  if (value instanceof tf.Tensor) {
    if (value.isDisposed) {
      throw new Error(
        `${method}: ${name} is disposed: its memory was freed. Run the cell that makes it again.`,
      );
    }
    return;
  }
  if (value == null)
    throw new TypeError(`${method}: ${name} is missing: \`model.${method}(${usage(method)})\`.`);
  if (typeof value === "object" && !ArrayBuffer.isView(value)) {
    const members: unknown[] = Object.values(value);
    if (members.length > 0 && members.every((member) => member instanceof tf.Tensor)) return;
  }
  throw new TypeError(`${method}: ${name} is ${kindOf(value)}, not a tensor. ${conversion(value)}`);
}

function usage(method: string): string {
  return method === "predict" ? "x" : "x, y";
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Promise) return "a promise";
  if (value instanceof tf.Tensor) return "a tensor";
  if (ArrayBuffer.isView(value)) return "an array of numbers";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function conversion(value: unknown): string {
  if (value instanceof Promise) return "Write `await` before it.";
  if (typeof value === "object" && value !== null && "toTensors" in value) {
    return "Images and labels become tensors with `const { x, y } = data.toTensors()`.";
  }
  return Array.isArray(value)
    ? "Make it one with `tf.tensor(…)`."
    : "Make it one, such as with `tf.tensor1d(…)`.";
}

function patchSave(): void {
  const { prototype } = tf.LayersModel;
  const { save } = prototype;
  prototype.save = async function (destination, config) {
    if (typeof destination !== "string") return save.call(this, destination, config);
    throw new Error(
      `save: a cell can store nothing at "${destination}", since it has no storage, no downloads and no network. The model stays in its variable until the runtime is restarted.`,
    );
  };
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((size) => size ?? "?").join(", ")}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
