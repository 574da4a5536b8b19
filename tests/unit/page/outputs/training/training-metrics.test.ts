import { describe, expect, it } from "vitest";
import { curvesByMetric, plainName } from "../../../../../src/page/outputs/training/training-metrics.ts";

describe("curvesByMetric", () => {
  it("pairs training and validation, accuracy first, loss last, without values that are not numbers", () => {
    const metrics = curvesByMetric({
      type: "training",
      key: "fit",
      epochs: 2,
      stopped: false,
      rows: [],
      curves: [
        {
          name: "loss",
          points: [
            [0.5, 2],
            [1, null],
          ],
        },
        { name: "val_loss", points: [[1, 1.5]] },
        { name: "acc", points: [[1, 0.5]] },
        { name: "mse", points: [[1, 3]] },
      ],
    });
    expect(metrics).toEqual([
      { name: "accuracy", training: [{ x: 1, y: 0.5 }], validation: [] },
      { name: "mse", training: [{ x: 1, y: 3 }], validation: [] },
      { name: "loss", training: [{ x: 0.5, y: 2 }], validation: [{ x: 1, y: 1.5 }] },
    ]);
  });

  it("expands abbreviated names", () => {
    expect(["acc", "val_acc", "val_loss", "val_my_metric"].map(plainName)).toEqual([
      "accuracy",
      "accuracy",
      "loss",
      "my metric",
    ]);
  });
});
