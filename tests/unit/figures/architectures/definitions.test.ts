import { describe, expect, test } from "vitest";
import { analyse } from "../../../../src/figures/architectures/analysis.ts";
import { ARCHITECTURES, type ArchitectureName } from "../../../../src/figures/architectures/definitions.ts";
import { formatShape, layerLabel } from "../../../../src/figures/architectures/describe.ts";

function shapes(name: ArchitectureName): string[] {
  return analyse(ARCHITECTURES[name]).layers.map((layer) =>
    layer.type === "counted" ? formatShape(layer.cost.output) : layer.type,
  );
}

describe("the networks of the lecture", () => {
  test("have the published numbers of parameters", () => {
    expect(analyse(ARCHITECTURES.lecture).parameters).toBe(6570);
    expect(analyse(ARCHITECTURES["lenet-5"]).parameters).toBe(61_706);
    expect(analyse(ARCHITECTURES.alexnet).parameters).toBe(62_378_344);
    expect(analyse(ARCHITECTURES["alexnet-grouped"]).parameters).toBe(60_965_224);
    expect(analyse(ARCHITECTURES["vgg-16"]).parameters).toBe(138_357_544);
  });

  test("have the published numbers of multiply–accumulates", () => {
    expect(analyse(ARCHITECTURES["lenet-5"]).multiplyAccumulates).toBe(416_520);
    expect(analyse(ARCHITECTURES["alexnet-grouped"]).multiplyAccumulates).toBe(724_406_816);
    expect(analyse(ARCHITECTURES["vgg-16"]).multiplyAccumulates).toBe(15_470_264_320);
  });

  test("have the published shapes", () => {
    expect(shapes("lenet-5")).toEqual([
      "28 × 28 × 6",
      "14 × 14 × 6",
      "10 × 10 × 16",
      "5 × 5 × 16",
      "120",
      "84",
      "10",
    ]);
    expect(shapes("alexnet").slice(0, 8)).toEqual([
      "55 × 55 × 96",
      "27 × 27 × 96",
      "27 × 27 × 256",
      "13 × 13 × 256",
      "13 × 13 × 384",
      "13 × 13 × 384",
      "13 × 13 × 256",
      "6 × 6 × 256",
    ]);
    expect(shapes("vgg-16").filter((_, index) => [2, 5, 9, 13, 17].includes(index))).toEqual([
      "112 × 112 × 64",
      "56 × 56 × 128",
      "28 × 28 × 256",
      "14 × 14 × 512",
      "7 × 7 × 512",
    ]);
  });

  test("VGG-16 has sixteen layers with weights, and AlexNet eight", () => {
    const weighted = (name: ArchitectureName) =>
      ARCHITECTURES[name].layers.filter(({ layer }) => layer.type !== "pool").length;
    expect(weighted("vgg-16")).toBe(16);
    expect(weighted("alexnet")).toBe(8);
  });
});

describe("analyse", () => {
  test("stops at a layer that does not fit, says why, and leaves what follows open", () => {
    const { input, layers } = ARCHITECTURES["lenet-5"];
    const analysis = analyse({ input: { ...input, height: 12, width: 12 }, layers });
    expect(analysis.layers.map(({ type }) => type)).toEqual([
      "counted",
      "counted",
      "impossible",
      "unknown",
      "unknown",
      "unknown",
      "unknown",
    ]);
    const third = analysis.layers[2];
    expect(third?.type === "impossible" && third.reason).toContain(
      "A window of 5 × 5 does not fit an input of 4 × 4",
    );
    expect(analysis.parameters).toBe(156);
    expect(analysis.complete).toBe(false);
    expect(analyse(ARCHITECTURES["lenet-5"]).complete).toBe(true);
  });

  test("tells where the weights and the work are", () => {
    const { denseParameters, denseMultiplyAccumulates } = analyse(ARCHITECTURES["vgg-16"]);
    expect(denseParameters).toBeCloseTo(123_642_856 / 138_357_544, 12);
    expect(denseMultiplyAccumulates).toBeCloseTo(123_633_664 / 15_470_264_320, 12);
  });

  test("names layers as a table does", () => {
    expect(ARCHITECTURES["alexnet-grouped"].layers.map(layerLabel).slice(0, 3)).toEqual([
      "11 × 11 conv, stride 4",
      "3 × 3 max pool, stride 2",
      "5 × 5 conv, 2 groups",
    ]);
  });
});
