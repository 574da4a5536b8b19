import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withReadableCanvas } from "../../../../src/build/site/readable-canvas.ts";

test("the canvas on which Plotly measures texts is read from the page's own memory", () => {
  const code = readFileSync("node_modules/plotly.js/stackgl_modules/index.js", "utf8");
  const contexts = [...withReadableCanvas(code).matchAll(/\.getContext\(["']2d["'].*\)/g)].map(
    ([text]) => text,
  );
  expect(contexts).toEqual(['.getContext("2d", { willReadFrequently: true })']);
});

test("another version of Plotly's code is reported", () => {
  expect(() => withReadableCanvas("const canvas = 1;")).toThrow("Plotly has no");
});
