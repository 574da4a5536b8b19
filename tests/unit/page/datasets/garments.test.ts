import { afterEach, beforeEach, expect, test } from "vitest";
import { CLASS_NAMES, dataset } from "../../../../src/datasets/fashion-mnist.ts";
import { loadGarments } from "../../../../src/page/datasets/garments.ts";
import { bytes, serve, type TestServer } from "../../../support/http-server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await serve();
});
afterEach(() => server.close());

const PATH = `/course/data/${dataset.name}/samples.bin`;
const base = () => new URL(`${server.origin}/course/`);

test("the site's samples, with the names of their classes", async () => {
  const pixels = [...Array(784).keys()].map((value) => value % 256);
  server.routes.set(PATH, bytes(Uint8Array.from([9, ...pixels])));
  const garments = await loadGarments(base());
  expect(garments.standIn).toBe(false);
  expect(garments.images).toEqual([{ label: 9, name: "Ankle boot", pixels: Uint8Array.from(pixels) }]);
});

test.each([
  ["nothing there", null],
  ["a web page", new TextEncoder().encode("<!doctype html><title>Lessons</title>")],
])("%s: four of the stand-in's of each class", async (_, answer) => {
  if (answer !== null) server.routes.set(PATH, bytes(answer));
  const garments = await loadGarments(base());
  expect(garments.standIn).toBe(true);
  expect(garments.images.map(({ name }) => name)).toEqual(CLASS_NAMES.flatMap((name) => Array(4).fill(name)));
  for (const { pixels } of garments.images) expect(Math.max(...pixels)).toBeGreaterThan(40);
});

test("no network: the stand-in's", async () => {
  const away = base();
  await server.close();
  expect((await loadGarments(away)).standIn).toBe(true);
  server = await serve();
});
