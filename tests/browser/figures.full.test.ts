import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { PATIENCE } from "./cells.ts";
import { hostOf, overflow, reachingOut, testFigure } from "./figure-tests.ts";
import { figuresToOpen, lectureFigures } from "./lecture-figures.ts";
import { drawAllFigures, openLecture, type SitePage } from "./site-page.ts";

const figures = lectureFigures();

afterAll(closePages);

for (const figure of figuresToOpen()) testFigure(figure);

test.each([1280, 390])(
  "until a figure is drawn, the page reserves about the height that it takes, in a window of %i pixels",
  async (width) => {
    const opened = await openLecture(await openBrowser(), { viewport: { width, height: 900 } });
    const reserved = await heights(opened.page, "[data-figure-host]:not([data-mounted])");
    await drawAllFigures(opened.page);
    const taken = await heights(opened.page, "[data-figure-host]");
    const wrong = [...reserved].filter(([id, height]) => {
      const real = taken.get(id) ?? 0;
      return Math.abs(height - real) > Math.max(80, 0.15 * real);
    });
    expect(reserved.size).toBeGreaterThan(figures.length / 2);
    expect(wrong.map(([id, height]) => `${id}: ${height} reserved, ${taken.get(id)} taken`)).toEqual([]);
    await opened.close();
  },
);

test("while a figure is drawn part by part, its place is as high as before", async () => {
  const opened = await openLecture(await openBrowser());
  const collapsed = await opened.page.evaluateHandle(collapsedFigures);
  await drawAllFigures(opened.page);
  expect(await collapsed.evaluate(({ seen }) => seen.size)).toBeGreaterThan(figures.length / 2);
  expect(await collapsed.evaluate(({ found }) => found)).toEqual([]);
  await opened.close();
});

test("on paper every figure is drawn, those outside the window too, once their code is loaded", async () => {
  const opened = await openLecture(await openBrowser());
  const drawnForPaper = () =>
    opened.page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const isEmpty = (canvas: HTMLCanvasElement) => {
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels === undefined || pixels.every((value) => value === 0);
      };
      return {
        figures: document.querySelectorAll("[data-figure-host][data-mounted]").length,
        emptyCanvases: [...document.querySelectorAll<HTMLCanvasElement>("canvas.fig-canvas")].filter(isEmpty)
          .length,
      };
    });
  // The page is printed as it is after the event: no frame is drawn in between.
  await expect
    .poll(drawnForPaper, { timeout: PATIENCE })
    .toEqual({ figures: figures.length, emptyCanvases: 0 });
  await opened.close();
});

describe("the lecture", () => {
  let lecture: SitePage;
  let page: Page;

  beforeAll(async () => {
    lecture = await openLecture(await openBrowser());
    page = lecture.page;
  });

  test("scrolling through the lecture draws every figure", async () => {
    const longest = await longTasksDuring(page, async () => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let top = 0; top < height; top += 150) {
        await page.mouse.wheel(0, 150);
        await page.waitForTimeout(16);
      }
      await drawAllFigures(page);
    });
    console.log(`Scrolling: ${longest.length} tasks over 100 ms: ${longest.map(Math.round).join(", ")}.`);
    expect(await page.locator("[data-figure-host][data-mounted]").count()).toBe(figures.length);
    expect(await page.locator(".figure-failed").count()).toBe(0);
    expect(lecture.faults).toEqual([]);
  });

  describe.each([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 390, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const)("at $width pixels, $colorScheme", ({ width, colorScheme }) => {
    beforeAll(async () => {
      // Higher than any figure: otherwise the browser lays the page out again for each screenshot.
      await page.setViewportSize({ width, height: 2200 });
      await page.emulateMedia({ colorScheme });
    });

    test("every figure stays within its width", async () => {
      const wide: string[] = [];
      for (const figure of figures) {
        await hostOf(page, figure.id).scrollIntoViewIfNeeded();
        wide.push(...(await reachingOut(hostOf(page, figure.id))).map((what) => `${figure.id}: ${what}`));
        await page.locator(`#${figure.id}`).screenshot({
          path: `test-results/figures/${figure.id}-${width}-${colorScheme}.png`,
        });
      }
      expect(wide).toEqual([]);
      expect(await overflow(page)).toBe(0);
    });
  });

  test("gave no error and no warning", () => {
    expect(lecture.faults).toEqual([]);
  });
});

test("a figure whose files failed to load is drawn when the reader tries again, with its styles", async () => {
  const { page, close } = await openLecture(await openBrowser());
  const figure = figures.findLast(({ name }) => name === "receptive-field");
  if (figure === undefined) throw new Error("The lecture has no receptive field.");
  const host = hostOf(page, figure.id);
  const files = /\.(js|css)$/;
  await page.route(files, (route) => route.abort());
  await host.scrollIntoViewIfNeeded();
  const retry = host.getByRole("button", { name: "Try again" });
  await retry.waitFor();
  expect(await host.textContent()).toContain("could not be loaded. Check your connection and try again.");
  await page.unroute(files);
  await retry.click();
  await page.locator(`[data-figure-host="${figure.id}"][data-mounted]`).waitFor();
  const display = (selector: string) =>
    host.locator(selector).evaluate((element) => getComputedStyle(element).display);
  expect([await display(".fig-body"), await display(".fig-receptive")]).toEqual(["flex", "flex"]);
  await close();
});

/** How high the hosts of figures are, by the figures' ids. */
async function heights(inPage: Page, hosts: string): Promise<ReadonlyMap<string, number>> {
  const entries = await inPage
    .locator(hosts)
    .evaluateAll((elements) =>
      elements.map((element): [string, number] => [
        element.getAttribute("data-figure-host") ?? "",
        Math.round(element.getBoundingClientRect().height),
      ]),
    );
  return new Map(entries);
}

/** How long the page's thread was held up, in milliseconds, each time that it was for more than 100. */
async function longTasksDuring(inPage: Page, act: () => Promise<void>): Promise<readonly number[]> {
  const tasks = await inPage.evaluateHandle(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: "longtask" });
    return durations;
  });
  await act();
  return (await tasks.jsonValue()).filter((duration) => duration > 100);
}

/** Collects, in the page, the figures that are less high after one of their parts was drawn than before the first. */
function collapsedFigures(): { readonly seen: Set<string>; readonly found: string[] } {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const host of document.querySelectorAll<HTMLElement>("[data-figure-host]:not([data-mounted])")) {
    const id = host.dataset["figureHost"] ?? "";
    const reserved = host.offsetHeight;
    const observer = new MutationObserver(() => {
      seen.add(id);
      if (host.dataset["mounted"] !== undefined) observer.disconnect();
      else if (host.offsetHeight < reserved) found.push(`${id}: ${host.offsetHeight} of ${reserved}`);
    });
    observer.observe(host, { childList: true, subtree: true });
  }
  return { seen, found };
}
