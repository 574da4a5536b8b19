import { expect, test } from "vitest";
import { chooseSamples, decodeSamples, encodeSamples } from "../../../src/datasets/samples.ts";

/** Six images of 1 × 2 pixels; image k holds the pixels 10 k and 10 k + 1. */
const images = {
  images: Uint8Array.from([0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51]),
  labels: Uint8Array.from([1, 0, 1, 0, 1, 0]),
  length: 6,
  height: 1,
  width: 2,
};

test("the first images of each class, class by class", () => {
  const samples = chooseSamples(images, 2, 2);
  expect(samples.map(({ label, pixels }) => [label, ...pixels])).toEqual([
    [0, 10, 11],
    [0, 30, 31],
    [1, 0, 1],
    [1, 20, 21],
  ]);
});

test("the file holds the labels, then the images, and is read back as it was", () => {
  const samples = chooseSamples(images, 2, 1);
  const file = encodeSamples(samples);
  expect([...file]).toEqual([0, 1, 10, 11, 0, 1]);
  expect(decodeSamples(file, 2, 2)).toEqual(samples);
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["a file cut short", Uint8Array.from([0, 1, 10, 11, 0])],
  ["a label without a class", Uint8Array.from([0, 2, 10, 11, 0, 1])],
  ["a web page", new TextEncoder().encode("<!doctype html>")],
])("%s is refused", (_, file) => {
  expect(decodeSamples(file, 2, 2)).toBeNull();
});
