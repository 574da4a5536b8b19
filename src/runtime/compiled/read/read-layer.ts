import * as tf from "@tensorflow/tfjs";
import type { OperationPlan, Penalty } from "../architecture.ts";
import { activationPlan, alphaOf, readActivation, readRelu, readSoftmax } from "./activation-layers.ts";
import { readConv2D, readDepthwise, readSeparable } from "./convolution-layers.ts";
import { readCropping, readGlobalAverage, readPadding, readPooling, readUpsampling } from "./image-layers.ts";
import { bailOut, ensure, imageOf, type LayerInfo, nameOf, shapeOf, variableOf } from "./layer-info.ts";
import { readDropout, readGaussianDropout, readGaussianNoise, readSpatialDropout } from "./noise-layers.ts";
import { penaltiesOf } from "./penalties.ts";
import { readConcatenation, readDense, readMerge, readNormalization } from "./vector-layers.ts";

/** A layer and where it is in the model. */
export interface LayerReading {
  readonly layer: tf.layers.Layer;
  /** The layer's output. */
  readonly tensor: tf.SymbolicTensor;
  readonly inputs: readonly tf.SymbolicTensor[];
  /** The trainable variables by name. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
}

/** What a layer is compiled to. */
export interface LayerPlans {
  /** Each takes the values of the one before it. None: the layer only changes the shape. */
  readonly plans: readonly OperationPlan[];
  readonly penalties: readonly Penalty[];
  /** The variables that are read or updated, but not trained. */
  readonly otherVariables: readonly tf.Variable[];
}

/**
 * Reads a layer of TensorFlow.js.
 *
 * @throws NotCompilable for a layer that is not supported: another class, a constraint, a hook …
 */
export function readLayer({ layer, tensor, inputs, variables }: LayerReading): LayerPlans {
  const className = layer.getClassName();
  ensure(isStock(layer, className), `${nameOf(layer)} is of a custom class, or was changed`);
  ensureNoExtras(layer);
  const applied = tensor.callArgs ?? {};
  ensure(Object.keys(applied).length === 0, `${nameOf(layer)} was applied with further arguments`);
  const read = READERS[className];
  if (read === undefined) bailOut(`${nameOf(layer)} is a ${className} layer, which has no compiled step`);
  const shapes = inputs.map(shapeOf);
  const info = { layer, variables, config: layer.getConfig(), input: shapes[0] ?? [], inputs: shapes };
  return {
    plans: read({ ...info, output: shapeOf(tensor) }),
    penalties: penaltiesOf(layer),
    otherVariables: layer.weights.filter(({ name }) => !variables.has(name)).map(variableOf),
  };
}

/** The supported layers by their class names. */
const READERS: Readonly<Record<string, (info: LayerInfo) => OperationPlan[]>> = {
  InputLayer: () => [],
  Flatten: () => [],
  Reshape: () => [],
  Conv2D: readConv2D,
  DepthwiseConv2D: readDepthwise,
  SeparableConv2D: readSeparable,
  MaxPooling2D: (info) => [readPooling("maxPooling", info)],
  AveragePooling2D: (info) => [readPooling("averagePooling", info)],
  GlobalMaxPooling2D: ({ input }) => [{ type: "globalMaximum", input: imageOf(input) }],
  GlobalAveragePooling2D: (info) => [readGlobalAverage(info)],
  ZeroPadding2D: (info) => [readPadding(info)],
  Cropping2D: (info) => [readCropping(info)],
  UpSampling2D: readUpsampling,
  Dense: readDense,
  BatchNormalization: (info) => [readNormalization(info)],
  Dropout: readDropout,
  SpatialDropout1D: readSpatialDropout,
  GaussianDropout: readGaussianDropout,
  GaussianNoise: readGaussianNoise,
  Add: (info) => [readMerge("add", info)],
  Average: (info) => [readMerge("average", info)],
  Multiply: (info) => [readMerge("multiply", info)],
  Concatenate: readConcatenation,
  Activation: readActivation,
  ReLU: readRelu,
  LeakyReLU: (info) => activationPlan(info, { type: "leakyRelu", slope: alphaOf(info) }),
  ELU: (info) => activationPlan(info, { type: "elu", alpha: alphaOf(info) }),
  Softmax: readSoftmax,
};

/** A subclass, or a layer with another `call` or a call hook, may compute anything. */
function isStock(layer: tf.layers.Layer, className: string): boolean {
  const registered = tf.serialization.SerializationMap.getMap().classNameMap[className]?.[0];
  return (
    layer.constructor === registered &&
    !Object.hasOwn(layer, "call") &&
    Reflect.get(layer, "_callHook") == null
  );
}

const EXTRAS = [
  ...["activityRegularizer", "kernelConstraint", "biasConstraint", "depthwiseConstraint"],
  ...["pointwiseConstraint", "gammaConstraint", "betaConstraint"],
];

function ensureNoExtras(layer: tf.layers.Layer): void {
  for (const extra of EXTRAS) ensure(Reflect.get(layer, extra) == null, `${nameOf(layer)} has a ${extra}`);
  const format = layer.getConfig()["dataFormat"];
  ensure(format == null || format === "channelsLast", `${nameOf(layer)} has its channels first`);
  ensure(layer.dtype === "float32" || layer.dtype == null, `${nameOf(layer)} is of type ${layer.dtype}`);
}
