import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { KnownCode } from "../../../../../src/runtime/backends/calibration/known-code.ts";
import { nadam } from "../../../../../src/runtime/optimizers/nadam.ts";

let known: KnownCode;

class OwnLayer extends tf.layers.Layer {
  static className = "OwnLayer";

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return inputs;
  }
}

class OwnOptimizer extends tf.SGDOptimizer {}

function network(...layers: readonly tf.layers.Layer[]): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 4, inputShape: [3, 4] }), ...layers],
  });
  model.compile({ optimizer: nadam(), loss: "meanSquaredError" });
  return model;
}

describe("known code", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
    known = new KnownCode();
    // As a reader does, after the runtime has started.
    tf.serialization.registerClass(OwnLayer);
  });

  test("includes all of TensorFlow.js and the runtime", () => {
    expect(known.isAllOf(network())).toBe(true);
    const lstm = tf.layers.bidirectional({
      layer: tf.layers.lstm({ units: 2, returnSequences: true }) as tf.RNN,
      mergeMode: "concat",
    });
    expect(
      known.isAllOf(network(lstm, tf.layers.batchNormalization(), tf.layers.dropout({ rate: 0.1 }))),
    ).toBe(true);
    const model = network();
    for (const loss of ["meanAbsoluteError", tf.metrics.meanSquaredError, [tf.losses.huberLoss]]) {
      model.compile({
        optimizer: "adam",
        loss: loss as string,
        metrics: ["accuracy", tf.metrics.MSE as never],
      });
      expect(known.isAllOf(model)).toBe(true);
    }
  });

  test("excludes a reader's layers, wherever they are", () => {
    expect(known.isAllOf(network(new OwnLayer()))).toBe(false);
    expect(known.isAllOf(network(tf.layers.timeDistributed({ layer: new OwnLayer() })))).toBe(false);
    expect(known.isAllOf(network(tf.sequential({ layers: [new OwnLayer({ inputShape: [3, 4] })] })))).toBe(
      false,
    );
    const replaced = tf.layers.activation({ activation: "relu" });
    replaced.call = (inputs) => inputs;
    expect(known.isAllOf(network(replaced))).toBe(false);
    const hooked = tf.layers.activation({ activation: "relu" });
    hooked.setCallHook(() => undefined);
    expect(known.isAllOf(network(hooked))).toBe(false);
  });

  test("excludes a reader's losses, metrics and optimizers", () => {
    const own = (targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor => targets.sub(outputs).abs().mean();
    const model = network();
    model.compile({ optimizer: "sgd", loss: own });
    expect(known.isAllOf(model)).toBe(false);
    model.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: [own as never] });
    expect(known.isAllOf(model)).toBe(false);
    model.compile({ optimizer: new OwnOptimizer(0.1), loss: "meanSquaredError" });
    expect(known.isAllOf(model)).toBe(false);
  });

  test("excludes layers that keep state between batches", () => {
    const model = tf.sequential({
      layers: [tf.layers.lstm({ units: 2, stateful: true, batchInputShape: [4, 3, 2] })],
    });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    expect(known.isAllOf(model)).toBe(false);
  });
});
