import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages } from "./browser.ts";
import { PATIENCE, write } from "./cells.ts";
import { OTHER_MODEL, openExplore, trainAndExplore } from "./explore-page.ts";
import { operateByKeyboard, operateByPointer } from "./figure-operation.ts";
import { descriptionOf, expectToWork, hostOf } from "./figure-tests.ts";
import type { SitePage } from "./site-page.ts";

let opened: SitePage;
let page: Page;

beforeAll(async () => {
  opened = await openExplore();
  page = opened.page;
});
afterAll(closePages);

const inside = () => hostOf(page, "inside-network");
const confusion = () => hostOf(page, "confusion");
const insideDescription = () => descriptionOf(page, "inside-network");
const confusionDescription = () => descriptionOf(page, "confusion");

describe("the figures that look into the reader's network", () => {
  test("say what to run while there is none", async () => {
    for (const figure of [inside(), confusion()]) {
      await figure.scrollIntoViewIfNeeded();
      await expect
        .poll(() => figure.textContent(), { timeout: PATIENCE })
        .toMatch(/Press Run all above, or run the cells up to/);
    }
  });

  test("show the network once one was trained", async () => {
    await trainAndExplore(page);

    await expect
      .poll(insideDescription, { timeout: PATIENCE })
      .toMatch(/Prediction: .+ Chosen: convolution 7 × 7, relu, map 1/);
    await expect.poll(confusionDescription, { timeout: PATIENCE }).toMatch(/^Accuracy: [\d.]+\s%/);
    expect(await confusion().locator("[role=gridcell]").count()).toBe(100);
  });

  test("work by keyboard: every control changes something", async () => {
    expectToWork(await operateByKeyboard(page, inside()));
    expectToWork(await operateByKeyboard(page, confusion()));
  });

  test("show the arithmetic of the selected unit", async () => {
    // The figure changes as answers of the runtime arrive, so every step waits for what it shows.
    const radio = page.getByRole("radio", { name: /^max pooling 2 × 2, map 2$/ });
    await inside().locator("label").filter({ has: radio }).click();
    await expect.poll(insideDescription, { timeout: PATIENCE }).toMatch(/Chosen: max pooling 2 × 2, map 2/);
    const map = inside().getByRole("grid").last();
    const descriptions = new Set([await insideDescription()]);
    // One of the two units is not the one that was selected.
    for (const at of [8, 40]) {
      await map.click({ position: { x: at, y: at } });
      descriptions.add(await insideDescription());
    }
    await expect
      .poll(async () => descriptions.add(await insideDescription()).size, { timeout: PATIENCE })
      .toBeGreaterThan(1);
  });

  test("compute with the trained weights, whichever epoch's kernels are shown", async () => {
    const radio = page.getByRole("radio", { name: /^convolution 7 × 7, relu, map 2$/ });
    await inside().locator("label").filter({ has: radio }).click();
    await expect.poll(insideDescription, { timeout: PATIENCE }).toMatch(/Chosen: convolution 7 × 7/);
    const kernels = inside().locator(".fig-inside-kernels");
    const pixels = () =>
      kernels
        .locator("canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const arithmetic = () => inside().locator(".fig-arithmetic").allTextContents();
    const slider = kernels.getByRole("slider", { name: "Epoch" });
    await slider.fill(await slider.evaluate((range: HTMLInputElement) => range.max));
    await expect.poll(() => kernels.textContent(), { timeout: PATIENCE }).toContain("after epoch");
    const [trained, sum] = [await pixels(), await arithmetic()];
    expect(sum.join()).toContain("=");
    await slider.fill("0");
    await expect.poll(pixels, { timeout: PATIENCE }).not.toBe(trained);
    expect(await kernels.textContent()).toContain("before training");
    expect(await arithmetic()).toEqual(sum);
  });

  test("work by pointer: every control changes something", async () => {
    expectToWork(await operateByPointer(page, inside()));
    const cells = confusion().getByRole("gridcell");
    const counts = (await cells.allTextContents()).map((text) => Number(text.replace(/\D/g, "")));
    const fullest = counts.indexOf(Math.max(...counts));
    await cells.nth(fullest === 1 ? 2 : 1).click();
    const before = await confusionDescription();
    await cells.nth(fullest).click();
    await expect.poll(confusionDescription, { timeout: PATIENCE }).not.toBe(before);
    await expect
      .poll(() => confusion().locator(".fig-confusion-examples li").count(), { timeout: PATIENCE })
      .toBeGreaterThan(0);
  });

  test("work with another architecture", async () => {
    await write(page, "model", OTHER_MODEL);
    await trainAndExplore(page);
    await expect
      .poll(() => inside().textContent(), { timeout: PATIENCE })
      .toMatch(/convolution 3 × 3, relu[\s\S]+convolution 5 × 5, relu/);
    expect(await inside().locator(".fig-inside-kernels").textContent()).toContain("after epoch");
    await expect.poll(confusionDescription, { timeout: PATIENCE }).toMatch(/^Accuracy: [\d.]+\s%/);
    expectToWork(await operateByPointer(page, inside()));
    expectToWork(await operateByKeyboard(page, confusion()));
  });

  test.each(["light", "dark"] as const)("have no violation that axe-core finds, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  });

  test("gave no error and no warning", () => {
    expect(opened.faults).toEqual([]);
  });
});
