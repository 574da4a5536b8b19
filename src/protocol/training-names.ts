import { nearest } from "./nearest.ts";

/** What TensorFlow.js knows by a name in a text. */
export type NamedKind = "optimizer" | "loss" | "metric" | "activation";

/** The names to propose. */
export const TRAINING_NAMES: Readonly<Record<NamedKind, readonly string[]>> = {
  optimizer: ["sgd", "rmsprop", "adagrad", "adadelta", "adam", "adamax", "nadam"],
  loss: [
    "categoricalCrossentropy",
    "sparseCategoricalCrossentropy",
    "binaryCrossentropy",
    "meanSquaredError",
    "meanAbsoluteError",
    "meanAbsolutePercentageError",
    "meanSquaredLogarithmicError",
    "squaredHinge",
    "hinge",
    "categoricalHinge",
    "logcosh",
    "kullbackLeiblerDivergence",
    "poisson",
    "cosineProximity",
  ],
  metric: [
    "accuracy",
    "precision",
    "categoricalAccuracy",
    "binaryAccuracy",
    "categoricalCrossentropy",
    "sparseCategoricalCrossentropy",
    "mse",
    "mae",
    "mape",
    "cosine",
  ],
  activation: [
    "relu",
    "relu6",
    "elu",
    "selu",
    "sigmoid",
    "hardSigmoid",
    "softmax",
    "logSoftmax",
    "softplus",
    "softsign",
    "tanh",
    "linear",
    "swish",
    "mish",
    "gelu",
  ],
};

/** Other forms of them, which it knows too. */
export const OTHER_TRAINING_NAMES: Readonly<Record<NamedKind, readonly string[]>> = {
  optimizer: ["SGD", "RMSProp", "Adagrad", "Adadelta", "Adam", "Adamax"],
  loss: [],
  metric: ["acc", "crossentropy", "ce", "MSE", "MAE", "MAPE"],
  activation: [],
};

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  mse: "meanSquaredError",
  mae: "meanAbsoluteError",
  mape: "meanAbsolutePercentageError",
  crossentropy: "categoricalCrossentropy",
};

/** What is wrong with a name that TensorFlow.js does not know, and which is meant. Python's names have underscores. */
export function explainTrainingName(kind: NamedKind, name: string): string {
  const known = TRAINING_NAMES[kind];
  const short = ABBREVIATIONS[name.toLowerCase()];
  const near =
    short !== undefined && known.includes(short) ? short : nearest(name.replaceAll("_", ""), known);
  const remedy =
    near === null ? `There are ${known.map((item) => `"${item}"`).join(", ")}.` : `Did you mean "${near}"?`;
  return `There is no ${kind} "${name}". ${remedy}`;
}
