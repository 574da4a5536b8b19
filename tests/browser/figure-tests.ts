import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import { violations } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import { PATIENCE } from "./cells.ts";
import { type Operation, operateByKeyboard, operateByPointer } from "./figure-operation.ts";
import { type FigureUse, figureLessonSlug } from "./lecture-figures.ts";
import { openLesson, type SitePage } from "./site-page.ts";

/** The element that a figure is drawn in. */
export function hostOf(page: Page, id: string): Locator {
  return page.locator(`[data-figure-host="${id}"]`);
}

/** The figure's text alternative. */
export async function descriptionOf(page: Page, id: string): Promise<string> {
  return (await page.locator(`#figure-${id}-now`).textContent()) ?? "";
}

/** Every control that was used has changed something, and the text alternative followed. */
export function expectToWork({ used, changed, described, idle, focusLost }: Operation): void {
  onTestFailed(() => console.log({ used, changed, described, idle, focusLost }));
  expect(idle).toEqual([]);
  expect(changed).not.toEqual([]);
  expect(described).not.toEqual([]);
  expect(focusLost).toEqual([]);
}

/** A figure on a page that holds nothing else. */
interface OpenFigure extends SitePage {
  readonly id: string;
  readonly host: Locator;
}

/** What is asked of every figure. */
interface FigureTest {
  readonly title: string;
  run(figure: OpenFigure): Promise<void>;
}

const FIGURE_TESTS: readonly FigureTest[] = [
  {
    title: "describes what is shown",
    run: async ({ page, id }) => expect((await descriptionOf(page, id)).length).toBeGreaterThan(20),
  },
  {
    title: "works by keyboard: every control changes something",
    run: async ({ page, host }) => expectToWork(await operateByKeyboard(page, host)),
  },
  {
    title: "works by pointer: every control changes something",
    run: async ({ page, host }) => expectToWork(await operateByPointer(page, host)),
  },
  ...[1280, 390].map((width) => ({
    title: `stays within its width, in a window of ${width} pixels`,
    run: async ({ page, host }: OpenFigure) => {
      await page.setViewportSize({ width, height: 900 });
      // The figure is laid out for its new width after the window has it.
      await expect.poll(() => reachingOut(host), { timeout: PATIENCE }).toEqual([]);
      expect(await overflow(page)).toBe(0);
    },
  })),
  ...(["light", "dark"] as const).map((colorScheme) => ({
    title: `has no violation that axe-core finds, ${colorScheme}`,
    run: async ({ page }: OpenFigure) => {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    },
  })),
];

/** Tests a figure on a page that holds nothing else. */
export function testFigure(figure: FigureUse): void {
  const { id, name } = figure;
  describe(`${id} (${name})`, () => {
    let opened: OpenFigure;

    beforeAll(async () => {
      const page = await openLesson(await openBrowser(), figureLessonSlug(figure));
      opened = { ...page, id, host: hostOf(page.page, id) };
      await opened.page.locator(`[data-figure-host="${id}"][data-mounted]`).waitFor();
    });
    afterAll(() => opened?.close());

    for (const { title, run } of FIGURE_TESTS) test(title, () => run(opened));

    test("gave no error and no warning", () => {
      expect(opened.faults).toEqual([]);
    });
  });
}

/** How far the page can be scrolled sideways, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The elements that extend beyond the figure's sides, unless an element around them scrolls or clips them. */
export async function reachingOut(host: Locator): Promise<readonly string[]> {
  return host.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const contained = (inner: Element): boolean => {
      for (let outer = inner.parentElement; outer !== null && outer !== element; outer = outer.parentElement)
        if (getComputedStyle(outer).overflowX !== "visible") return true;
      return false;
    };
    return Array.from(element.querySelectorAll("*"))
      .filter((inner) => inner.closest(".fig-hidden, .katex, svg") === null && inner.checkVisibility())
      .filter((inner) => {
        const box = inner.getBoundingClientRect();
        return box.width > 0 && (box.left < left - 1 || box.right > right + 1) && !contained(inner);
      })
      .map((inner) => `${inner.localName}.${inner.getAttribute("class") ?? ""}`);
  });
}
