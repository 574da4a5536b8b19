import * as tf from "@tensorflow/tfjs";

/** What is shown of objects with dozens of fields. */
const ONLY: readonly (readonly [
  cls: abstract new (...values: never[]) => object,
  shown: readonly string[],
])[] = [
  [tf.LayersModel, ["name", "layers", "optimizer_", "loss", "metrics"]],
  [tf.GraphModel, ["modelUrl"]],
  [tf.Environment, ["platformName", "flags"]],
  [Object.getPrototypeOf(tf.engine()).constructor, ["backendName"]],
];

/** Fields with which TensorFlow.js does its work, and which its documentation does not name. */
const INTERNAL: ReadonlySet<string> = new Set([
  // Layers
  ...["id", "inputSpec", "supportsMasking", "inboundNodes", "outboundNodes", "initialWeights"],
  ...["fastWeightInitDuringBuild", "dropoutMask", "recurrentDropoutMask", "numConstants", "keptStates"],
  ...["states_", "stateSize", "forwardLayer_", "isBuilt"],
  // Symbolic tensors and variables
  ...["originalName", "sourceLayer", "inputs", "callArgs", "outputTensorIndex", "nodeIndex", "tensorIndex"],
  // Optimizers
  ...["c", "m", "accBeta1", "accBeta2", "accumulations", "accumulatedFirstMoment", "accumulatedSecondMoment"],
  ...["accumulatedMeanSquares", "accumulatedMoments", "accumulatedMeanGrads", "accumulatedGrads"],
  ...["accumulatedUpdates", "accumulatedWeightedInfNorm", "iteration", "moments", "velocities"],
  // Callbacks
  ...["validationData", "model", "monitorFunc", "nowFunc", "nextFrameFunc"],
  // Initializers, constraints and regularizers
  ...[
    "defaultMaxValue",
    "defaultMinValue",
    "defaultAxis",
    "defaultRate",
    "hasL1",
    "hasL2",
    "ELEMENTS_WARN_SLOW",
  ],
  // Datasets
  ...["columnNamesValidated", "base"],
]);

const RENAMED: ReadonlyMap<string, string> = new Map([["val", "values"]]);

const CLASSES: readonly (abstract new (...values: never[]) => object)[] = [
  tf.serialization.Serializable,
  tf.Callback,
  Object.getPrototypeOf(tf.Callback),
  tf.SymbolicTensor,
  tf.LayerVariable,
  tf.data.Dataset,
];

/**
 * Of an object of TensorFlow.js what its documentation names: neither its internal fields, nor those without a value.
 * @param entries all of its fields
 */
export function publicEntries(
  object: object,
  entries: readonly (readonly [string, unknown])[],
): readonly (readonly [string, unknown])[] {
  const [, only = null] = ONLY.find(([each]) => object instanceof each) ?? [];
  if (only === null && !CLASSES.some((each) => object instanceof each)) return entries;
  return entries
    .filter(([key, value]) => (only === null ? isPublic(key) : only.includes(key)) && hasValue(key, value))
    .map(([key, value]) => [RENAMED.get(key) ?? key.replace(/_$/, ""), value]);
}

function isPublic(key: string): boolean {
  return !/^_|^DEFAULT_/.test(key) && !INTERNAL.has(key);
}

function hasValue(key: string, value: unknown): boolean {
  if (key === "trainable_") return value === false;
  return value !== null && value !== undefined && !(key === "metrics" && isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The name of a class of TensorFlow.js that has none of its own, such as that of a dataset that another one made. */
export function tensorFlowName(object: object): string | null {
  return object instanceof tf.data.Dataset && !(object instanceof tf.data.CSVDataset) ? "Dataset" : null;
}
