import { describe, expect, test } from "vitest";
import { loadKnown } from "../../../../src/build/lessons/known.ts";
import { readExports, writeExports } from "../../../../src/build/lessons/tensorflow-names.ts";

describe("what lessons can refer to", () => {
  test("are the exports of TensorFlow.js, with the members of its objects and classes", async () => {
    const exported = (await loadKnown()).modules.get("@tensorflow/tfjs");
    expect(exported?.has("sequential")).toBe(true);
    expect(exported?.get("layers")?.has("dense")).toBe(true);
    expect(exported?.get("layers")?.has("dens")).toBe(false);
    expect(exported?.get("train")?.has("adam")).toBe(true);
    expect(exported?.get("image")?.has("resizeBilinear")).toBe(true);
    expect(exported?.get("sequential")?.has("call")).toBe(true);
    // An instance, which gets members when flags are set.
    expect(exported?.get("ENV")).toBeNull();
  });

  test("are the same after they were kept in a file", async () => {
    const exported = (await loadKnown()).modules.get("@tensorflow/tfjs") ?? new Map();
    expect(exported.size).toBeGreaterThan(400);
    expect(readExports(writeExports(exported))).toEqual(exported);
    expect(() => readExports(writeExports(exported).slice(0, 100))).toThrow();
  });
});
