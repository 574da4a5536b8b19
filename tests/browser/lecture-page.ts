import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import { PATIENCE, untilLive } from "./cells.ts";

const PATH = "lessons/convolutional-neural-networks/";

/** The built lecture's own page, in a browsing context of its own. */
export interface LecturePage {
  readonly page: Page;
  /** Errors and warnings: those that were thrown, those of the console, and answers such as 404. */
  readonly faults: readonly string[];
  /** Everything that the page and its frames have asked the network for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Opens the lecture and waits until it lives. Nothing is run, and motion is reduced, so that nothing moves by itself. */
export async function openLecture(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<LecturePage> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => faults.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on("request", (request) => requests.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(`${inject("site")}${PATH}?backend=wasm`);
  await untilLive(page);
  return { page, faults, requests, close: () => context.close() };
}

/** A use of a figure in the lecture: its id there, and the name of its file. */
export interface FigureUse {
  readonly id: string;
  readonly name: string;
}

/** The figures of the lecture in their order, found in the built page. */
export function lectureFigures(): readonly FigureUse[] {
  const html = readFileSync(join(inject("siteFolder"), PATH, "index.html"), "utf8");
  return Array.from(html.matchAll(/<figure [^>]*>/g), ([tag]) => ({
    id: attributeOf(tag, "data-figure-id"),
    name: attributeOf(tag, "data-figure"),
  }));
}

function attributeOf(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]+)"`).exec(tag)?.[1];
  if (value === undefined) throw new Error(`A figure of the built lecture has no ${name}: ${tag}`);
  return value;
}

/** Scrolls down a window's height at a time, as somebody who looks through the lecture, until all figures are drawn. */
export async function drawAllFigures(page: Page): Promise<void> {
  for (const { id } of lectureFigures()) {
    const host = page.locator(`[data-figure-host="${id}"]`);
    await host.scrollIntoViewIfNeeded();
    await page.locator(`[data-figure-host="${id}"][data-mounted]`).waitFor();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** A small part of the data and another name for the rest: the lecture's cells then train in a second. */
export const SMALL_DATA = `
const { train: all, test: wholeTest } = await loadFashionMnist();
const train = all.slice(0, 300);
const valid = all.slice(300, 400);
const test = wholeTest.slice(0, 300);
const { mean, deviation } = tf.tidy(() => {
  const { mean, variance } = tf.moments(train.toTensors().x, 0);
  return { mean, deviation: variance.sqrt().add(1e-7) };
});
const standardise = (pictures: tf.Tensor3D): tf.Tensor4D =>
  tf.tidy(() => pictures.sub(mean).div(deviation).expandDims(3));
function prepare(split: LabelledImages) {
  return tf.tidy(() => {
    const { x, y } = split.toTensors();
    return { x: standardise(x), y };
  });
}
const { x: xTrain, y: yTrain } = prepare(train);
const { x: xValid, y: yValid } = prepare(valid);
const { x: xTest, y: yTest } = prepare(test);
console.log(xTrain.shape);
`;
