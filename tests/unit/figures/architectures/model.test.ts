import { describe, expect, test } from "vitest";
import { ARCHITECTURES, type NamedLayer } from "../../../../src/figures/architectures/definitions.ts";
import { describe as describeFigure } from "../../../../src/figures/architectures/describe.ts";
import { createArchitecturesModel, MOST_LAYERS } from "../../../../src/figures/architectures/model.ts";

function names({ network }: ReturnType<typeof createArchitecturesModel>): readonly string[] {
  return network.value.layers.map(({ name }) => name);
}

describe("the architectures figure", () => {
  test("counts the lecture's network", () => {
    const { analysis } = createArchitecturesModel({ network: "lecture" });
    // Convolution 7·7·1·4 + 4, dense 14·14·4·8 + 8, classes 8·10 + 10.
    expect(analysis.value.parameters).toBe(200 + 6280 + 90);
    expect(analysis.value.denseParameters).toBeCloseTo(6370 / 6570, 12);
    expect(analysis.value.multiplyAccumulates).toBe(28 * 28 * 196 + 6272 + 80);
  });

  test("a changed layer changes all that follows, and can be undone", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    const [convolution] = model.network.value.layers as readonly [NamedLayer];
    model.setLayer({ ...convolution, layer: { ...convolution.layer, filters: 8 } as NamedLayer["layer"] });
    expect(model.isChanged.value).toBe(true);
    expect(model.analysis.value.parameters).toBe(400 + 12552 + 90);
    model.undoChanges();
    expect(model.isChanged.value).toBe(false);
    expect(model.network.value).toBe(ARCHITECTURES.lecture);
  });

  test("duplicates the selected layer under a new name, and selects the copy", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    model.duplicateLayer();
    model.select(1);
    model.duplicateLayer();
    expect(names(model)).toEqual(["conv", "conv′′", "conv′", "pool", "dense", "classes"]);
    expect(model.selected.value).toBe(2);
    for (let count = 0; count < MOST_LAYERS; count++) model.duplicateLayer();
    expect(model.network.value.layers).toHaveLength(MOST_LAYERS);
  });

  test("removes layers down to one", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    model.select(4);
    model.removeLayer();
    expect([names(model), model.selected.value]).toEqual([["conv", "pool", "dense"], 3]);
    for (let count = 0; count < 5; count++) model.removeLayer();
    expect(names(model)).toEqual(["conv"]);
  });

  test("leaves the layers alone while the input is selected", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    model.select(0);
    model.removeLayer();
    model.duplicateLayer();
    expect(model.network.value).toBe(ARCHITECTURES.lecture);
    model.setInput({ height: 32, width: 32, channels: 3 });
    expect([model.selected.value, model.analysis.value.parameters]).toEqual([
      0,
      592 + 16 * 16 * 4 * 8 + 8 + 90,
    ]);
  });

  test("another network begins at its first layer", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    model.select(3);
    model.point(2);
    model.chooseNetwork("vgg-16");
    expect([model.selected.value, model.pointed.value]).toEqual([1, null]);
    expect(model.analysis.value.parameters).toBe(138_357_544);
  });

  test("describes the network and the selected layer", () => {
    const model = createArchitecturesModel({ network: "lecture" });
    expect(describeFigure(model)).toBe(
      "This lecture’s network: input 28 × 28 × 1, 4 layers, 6\u202f570 parameters, 160\u202fk multiply–accumulates. " +
        "97\u202f% of the parameters are in dense layers, 96\u202f% of the multiply–accumulates in convolutions. " +
        "Chosen: conv, 7 × 7 conv, from 28 × 28 × 1 to 28 × 28 × 4, 200 parameters, 153\u202f664 multiply–accumulates.",
    );
    model.setInput({ height: 1, width: 1, channels: 1 });
    expect(describeFigure(model)).toMatch(/This network cannot be built: one of its layers does not fit\./);
    model.select(4);
    expect(describeFigure(model)).toMatch(/Chosen: classes, dense\. An earlier layer is impossible\.$/);
  });
});
