import { afterEach, beforeEach, expect, test } from "vitest";
import { CLASS_NAMES, dataset } from "../../../../src/datasets/fashion-mnist.ts";
import { loadSamples } from "../../../../src/page/datasets/load-samples.ts";
import { siteSamples } from "../../../../src/page/datasets/site-samples.ts";
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
  const samples = await loadSamples(base());
  expect(samples.synthetic).toBe(false);
  expect(samples.images).toEqual([{ label: 9, name: "Ankle boot", pixels: Uint8Array.from(pixels) }]);
});

test.each([
  ["nothing there", null],
  ["a web page", new TextEncoder().encode("<!doctype html><title>Lessons</title>")],
])("%s: four synthetic images of each class", async (_, answer) => {
  if (answer !== null) server.routes.set(PATH, bytes(answer));
  const samples = await loadSamples(base());
  expect([samples.synthetic, samples.retriable]).toEqual([true, false]);
  expect(samples.images.map(({ name }) => name)).toEqual(CLASS_NAMES.flatMap((name) => Array(4).fill(name)));
  for (const { pixels } of samples.images) expect(Math.max(...pixels)).toBeGreaterThan(40);
});

test("a site that has no samples is not asked for them, so that no console shows an error", async () => {
  const samples = await siteSamples(base(), () => false)();
  expect([samples.synthetic, samples.retriable]).toEqual([true, false]);
  expect(samples.images).toHaveLength(4 * CLASS_NAMES.length);
  expect(server.requests).toEqual([]);
  // The control: one that may have them is.
  await siteSamples(base())();
  expect(server.requests).toEqual([PATH]);
});

test("no network: synthetic images, until the samples are asked for again", async () => {
  const away = base();
  await server.close();
  expect(await loadSamples(away)).toMatchObject({ synthetic: true, retriable: true });
  server = await serve();
});

test("the page asks again only after a failure", async () => {
  const samples = siteSamples(base());
  server.routes.set(PATH, (_request, response) => {
    response.writeHead(503).end();
  });
  expect(await samples()).toMatchObject({ synthetic: true, retriable: true });
  server.routes.set(PATH, bytes(Uint8Array.from([9, ...Array(784).fill(1)])));
  const found = await samples();
  expect(found.synthetic).toBe(false);
  expect(await samples()).toBe(found);
});
