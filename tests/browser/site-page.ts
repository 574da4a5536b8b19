import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import { saveData } from "../../src/cli/bench/in-page/save-data.ts";
import { PATIENCE, untilLive } from "./cells.ts";
import { LECTURE, lectureFigures } from "./lecture-figures.ts";

/** A lesson's page, in a browsing context of its own. */
export interface SitePage {
  readonly page: Page;
  /** Errors and warnings: those that were thrown, those of the console, and answers such as 404. */
  readonly faults: readonly string[];
  /** Everything that the page and its frames have asked the network for. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** What Playwright itself writes to the console with `serviceWorkers: "block"`. */
const WORKER_BLOCKED = "Service Worker registration blocked by Playwright";

export interface SitePageOptions extends BrowserContextOptions {
  /** The reader saves data: nothing is loaded before it is needed. */
  readonly savesData?: boolean;
}

/** Opens the lesson and waits until its script runs. No cell is run, and motion is reduced, so that nothing moves by itself. */
export async function openLesson(
  browser: Browser,
  slug: string,
  { savesData = false, ...options }: SitePageOptions = {},
): Promise<SitePage> {
  const context = await browser.newContext({
    serviceWorkers: "block",
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  if (savesData) await context.addInitScript(saveData);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => faults.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.text() === WORKER_BLOCKED) return;
    if (["error", "warning"].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on("request", (request) => requests.push(request.url()));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(`${inject("site")}lessons/${slug}/?backend=wasm`);
  await untilLive(page);
  return { page, faults, requests, close: () => context.close() };
}

/** Opens the lecture. */
export function openLecture(browser: Browser, options: SitePageOptions = {}): Promise<SitePage> {
  return openLesson(browser, LECTURE, options);
}

/** Scrolls to one figure of the lecture after the other, until all are drawn. */
export async function drawAllFigures(page: Page): Promise<void> {
  for (const { id } of lectureFigures()) {
    const host = page.locator(`[data-figure-host="${id}"]`);
    await host.scrollIntoViewIfNeeded();
    await page.locator(`[data-figure-host="${id}"][data-mounted]`).waitFor();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Replaces the cell `load-data` of the lecture: with so little data its cells train in a second. */
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
