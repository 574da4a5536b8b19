import { expect, it } from "vitest";
import { matches } from "../../../../src/page/language/completion.ts";

it.each([
  ["loadFashionMnist", "load"],
  ["loadFashionMnist", "fashion"],
  ["loadFashionMnist", "lfm"],
  ["CLASS_NAMES", "cn"],
  ["conv2d", "c2"],
  ["zeros", ""],
])("%s completes %s", (name, typed) => expect(matches(name, typed)).toBe(true));

it.each([
  ["ImageBitmapRenderingContext", "imgimg"],
  ["GPUExternalTexture", "true"],
  ["TransformStreamDefaultController", "tsc"],
  ["zeros", "zeroes"],
])("%s does not complete %s, whose letters it has, or nearly", (name, typed) =>
  expect(matches(name, typed)).toBe(false),
);
