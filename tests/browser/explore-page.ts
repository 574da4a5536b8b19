import type { Page } from "playwright-core";
import { expect } from "vitest";
import { openBrowser } from "./browser.ts";
import { ENDED, pressUntil, shown } from "./cells.ts";
import { openLesson, type SitePage } from "./site-page.ts";

/** Opens the fixture lesson `explore`: a small network with the two figures that look into it. */
export async function openExplore(): Promise<SitePage> {
  return openLesson(await openBrowser(), "explore");
}

/** Trains the network in the lesson's cell and lets the figures look into it. */
export async function trainAndExplore(page: Page): Promise<void> {
  const end = await pressUntil(page, "explore-model", ENDED);
  expect(end, await shown(page, "explore-model")).toBe("done");
}

/** For the cell `model`: two convolutions, of which the lesson's own network has one. */
export const OTHER_MODEL = `
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 3, activation: "relu" }),
    tf.layers.averagePooling2d({ poolSize: 2 }),
    tf.layers.conv2d({ filters: 3, kernelSize: 5, activation: "relu" }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
`;
