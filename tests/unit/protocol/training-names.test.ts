import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import {
  explainTrainingName,
  type NamedKind,
  OTHER_TRAINING_NAMES,
  TRAINING_NAMES,
} from "../../../src/protocol/training-names.ts";

const known = (kind: NamedKind): readonly string[] => [
  ...TRAINING_NAMES[kind],
  ...OTHER_TRAINING_NAMES[kind],
];

/** Uses the name as readers do. */
const USES: Readonly<Record<NamedKind, (name: string) => void>> = {
  optimizer: (optimizer) => network().compile({ optimizer, loss: "meanSquaredError" }),
  loss: (loss) => network().compile({ optimizer: "sgd", loss }),
  metric: (metric) => network().compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: [metric] }),
  activation: (name) => void tf.layers.activation({ activation: name as "relu" }),
};

function network(): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
}

describe.each(["optimizer", "loss", "metric", "activation"] as const)("the names of an %s", (kind) => {
  // Nadam is Lectern's own.
  it.each(known(kind).filter((name) => name !== "nadam"))("%s is known to TensorFlow.js", (name) => {
    expect(() => USES[kind](name)).not.toThrow();
  });

  it("are not all that there is", () => {
    expect(() => USES[kind]("unknown")).toThrow("nknown");
  });
});

describe("an unknown name", () => {
  it.each([
    ["loss", "sparse_categorical_crossentropy", "sparseCategoricalCrossentropy"],
    ["loss", "MSE", "meanSquaredError"],
    ["optimizer", "Nadam", "nadam"],
    ["metric", "acuracy", "accuracy"],
    ["activation", "rleu", "relu"],
  ] as const)("of an %s, %s, is probably %s", (kind, name, meant) => {
    expect(explainTrainingName(kind, name)).toBe(`There is no ${kind} "${name}". Did you mean "${meant}"?`);
  });

  it("that is like no other gets the list", () => {
    expect(explainTrainingName("optimizer", "momentum")).toMatch(/There are "sgd", "rmsprop", /);
  });
});
