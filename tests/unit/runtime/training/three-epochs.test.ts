import type * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import {
  hasReference,
  lectureModel,
  readFashionMnist,
  readThreeEpochs,
  splitToTensors,
  toTensors,
} from "../reference.ts";
import { start } from "../start.ts";

test.skipIf(!hasReference)(
  "the lecture's three epochs on real data agree with the float64 reference",
  { timeout: 600_000 },
  async () => {
    await start("wasm");
    const reference = readThreeEpochs();
    const splits = readFashionMnist();
    const model = lectureModel();
    model.setWeights(toTensors(reference.initialWeights));
    const [train, validation, held] = [splits.train, splits.validation, splits.test].map((read) =>
      splitToTensors(read()),
    );
    if (!train || !validation || !held) throw new Error("Three splits were expected.");
    const { history } = await model.fit(train.x, train.y, {
      epochs: 3,
      batchSize: 32,
      shuffle: false,
      verbose: 0,
      validationData: [validation.x, validation.y],
    });
    for (const [epoch, expected] of reference.epochs.entries()) {
      for (const name of ["loss", "acc", "val_loss", "val_acc"] as const) {
        const value = Number(history[name]?.[epoch]);
        expect(Math.abs(value - expected[name]), `${name} of epoch ${epoch + 1}`).toBeLessThan(0.005);
      }
    }
    const results = model.evaluate(held.x, held.y) as tf.Scalar[];
    const [, accuracy] = results.map((result) => result.dataSync()[0] ?? Number.NaN);
    expect(Math.abs((accuracy ?? Number.NaN) - reference.test.acc)).toBeLessThan(0.005);
  },
);
