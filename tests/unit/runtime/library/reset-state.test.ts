import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { resetState } from "../../../../src/runtime/library/reset-state.ts";
import { start } from "../start.ts";

function makeModel(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [4] }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "meanSquaredError" });
  return model;
}

async function run(
  seed?: number,
): Promise<{ losses: unknown; names: string[]; shuffled: unknown[]; drawn: number }> {
  resetState(seed);
  const model = makeModel();
  const x = tf.randomNormal([50, 4]);
  const { history } = await model.fit(x, tf.randomUniform([50, 1]), { epochs: 3, batchSize: 8 });
  const shuffled = await tf.data.array([1, 2, 3, 4, 5, 6, 7, 8]).shuffle(8).toArray();
  return {
    losses: history["loss"],
    names: model.layers.map(({ name }) => name),
    shuffled,
    drawn: Math.random(),
  };
}

describe("resetState", () => {
  for (const backend of ["wasm", "cpu"] as const) {
    test(`makes two runs give the same numbers on ${backend}`, async () => {
      await start(backend);
      const first = await run();
      expect(await run(42)).toEqual(first);
      expect((await run(7)).losses).not.toEqual(first.losses);
    });
  }

  describe("names", () => {
    beforeAll(() => start("cpu"));

    test("layers from 1 again", async () => {
      expect((await run()).names).toEqual(["dense_Dense1", "dropout_Dropout1", "dense_Dense2"]);
      expect(tf.layers.dense({ units: 1 }).name).toBe("dense_Dense3");
    });

    test("only layers without a name of their own", async () => {
      resetState();
      const layer = tf.layers.dense({ units: 1, name: "output_9" });
      expect(layer.name).toBe("output_9");
      expect(tf.layers.dense({ units: 1 }).name).toBe("dense_Dense1");
    });

    test("so that saved models load", async () => {
      resetState();
      const model = makeModel();
      let saved: tf.io.ModelArtifacts | undefined;
      await model.save(
        tf.io.withSaveHandler(async (artifacts) => {
          saved = artifacts;
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
        }),
      );
      resetState();
      if (saved === undefined) throw new Error("The model was not saved.");
      const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
      const x = tf.ones([1, 4]);
      expect(await (loaded.predict(x) as tf.Tensor).data()).toEqual(
        await (model.predict(x) as tf.Tensor).data(),
      );
    });
  });

  test("refuses a seed that is not a number", () => {
    expect(() => resetState(Number.NaN)).toThrow("the seed must be a finite number, but is NaN");
  });
});
