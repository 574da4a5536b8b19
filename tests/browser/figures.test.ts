import { gzipSync } from "node:zlib";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFailed, test } from "vitest";
import { launch } from "./browser.ts";
import { ENDED, PATIENCE, press, shown, untilStatus, write } from "./cells.ts";
import { type Operation, operateByKeyboard, operateByPointer } from "./figure-operation.ts";
import {
  drawAllFigures,
  type FigureUse,
  type LecturePage,
  lectureFigures,
  openLecture,
  SMALL_DATA,
} from "./lecture-page.ts";

/** As many different figures as the lecture was planned with; some of them it uses several times. */
const FIGURE_NAMES = 14;
/** What the lecture's first load may take of JavaScript, in bytes over the wire. */
const FIRST_LOAD = 150_000;
/** Those that show nothing before a network was trained. */
const FROM_THE_RUNTIME: readonly string[] = ["inside-network", "confusion"];
/** Seldom has a figure as many; the rest of a long table is more of the same. */
const ALL_CONTROLS = 16;
/** Of a figure that was gone through in an earlier place of the lecture. */
const SOME_CONTROLS = 6;

const figures = lectureFigures();
const drawn = figures.filter(({ name }) => !FROM_THE_RUNTIME.includes(name));

let browser: Browser;
let lecture: LecturePage;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  lecture = await openLecture(browser);
  page = lecture.page;
});
afterAll(() => browser?.close());

function isFirstOfItsName({ id, name }: FigureUse): boolean {
  return figures.find((figure) => figure.name === name)?.id === id;
}

function hostOf({ id }: FigureUse): Locator {
  return page.locator(`[data-figure-host="${id}"]`);
}

async function words({ id }: FigureUse): Promise<string> {
  return (await page.locator(`#figure-${id}-now`).textContent()) ?? "";
}

describe("the first load", () => {
  test(`takes at most ${FIRST_LOAD} bytes of JavaScript, and nothing from elsewhere`, async () => {
    await page.waitForLoadState("networkidle");
    const requests = [...lecture.requests];
    expect(requests.filter((address) => !/^(data|blob):/.test(address) && !isOwn(address))).toEqual([]);
    const scripts = [...new Set(requests.filter((address) => new URL(address).pathname.endsWith(".js")))];
    const sizes = await Promise.all(scripts.map(sizeOverTheWire));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`First load: ${scripts.length} scripts, ${total} bytes of JavaScript.`);
    expect(scripts).not.toEqual([]);
    expect(total).toBeLessThanOrEqual(FIRST_LOAD);
  });

  test("draws no figure that is far from the window", async () => {
    expect(await page.locator("[data-figure-host][data-mounted]").count()).toBeLessThan(figures.length);
  });
});

test.each([1280, 390])(
  "until a figure is drawn, about as much room is kept for it as it takes, %i pixels wide",
  async (width) => {
    const opened = await openLecture(browser, { viewport: { width, height: 900 } });
    const kept = await heights(opened.page, "[data-figure-host]:not([data-mounted])");
    await drawAllFigures(opened.page);
    const taken = await heights(opened.page, "[data-figure-host]");
    const wrong = [...kept].filter(([id, height]) => {
      const real = taken.get(id) ?? 0;
      return Math.abs(height - real) > Math.max(80, 0.15 * real);
    });
    expect(kept.size).toBeGreaterThan(figures.length / 2);
    expect(wrong.map(([id, height]) => `${id}: ${height} kept, ${taken.get(id)} taken`)).toEqual([]);
    await opened.close();
  },
);

test("on paper every figure is drawn, those not seen as well, once their code is there", async () => {
  const opened = await openLecture(browser);
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
  // Paper takes what is there when the event has been heard: no frame comes in between.
  await expect
    .poll(drawnForPaper, { timeout: PATIENCE })
    .toEqual({ figures: figures.length, emptyCanvases: 0 });
  await opened.close();
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
  expect(new Set(figures.map(({ name }) => name)).size).toBe(FIGURE_NAMES);
  expect(await page.locator("[data-figure-host][data-mounted]").count()).toBe(figures.length);
  expect(await page.locator(".figure-failed").count()).toBe(0);
  expect(lecture.faults).toEqual([]);
});

describe.each(drawn)("$id ($name)", (figure) => {
  const most = isFirstOfItsName(figure) ? ALL_CONTROLS : SOME_CONTROLS;

  test("says what is seen", async () => {
    expect((await words(figure)).length).toBeGreaterThan(20);
  });

  test("works by keyboard", async () => {
    expectToWork(await operateByKeyboard(page, hostOf(figure), most));
  });

  test("works by pointer", async () => {
    expectToWork(await operateByPointer(page, hostOf(figure), most));
  });
});

test("a player plays where motion is welcome, and steps by hand where it is not", async () => {
  const figure = drawn.find(({ name }) => name === "convolution");
  if (figure === undefined) throw new Error("The lecture has no convolution to play.");
  const play = hostOf(figure).getByRole("button", { name: /^(Play|Pause)$/ });
  await hostOf(figure).getByRole("button", { name: "Back to the start" }).click();
  expect(await play.getAttribute("aria-disabled")).toBe("true");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await play.click();
  await expect.poll(() => play.getAttribute("aria-label"), { timeout: PATIENCE }).toBe("Pause");
  const before = await words(figure);
  await expect.poll(() => words(figure), { timeout: PATIENCE }).not.toBe(before);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(() => play.getAttribute("aria-label"), { timeout: PATIENCE }).toBe("Play");
});

describe("the figures that look into the student's network", () => {
  const inside = figureNamed("inside-network");
  const confusion = figureNamed("confusion");

  test("say kindly what to run before there is one", async () => {
    for (const figure of [inside, confusion]) {
      expect(await hostOf(figure).textContent()).toMatch(/Press Run all above, or run the cells up to/);
    }
  });

  test("come alive when one was trained", async () => {
    await write(page, "load-data", SMALL_DATA);
    await runToItsEnd("explore-model");
    await hostOf(inside).scrollIntoViewIfNeeded();
    await expect
      .poll(() => words(inside), { timeout: PATIENCE })
      .toMatch(/Prediction: .+ Chosen: convolution 7 × 7, relu, map 1/);
    await expect.poll(() => words(confusion), { timeout: PATIENCE }).toMatch(/^Accuracy: [\d.]+\s%/);
    expect(await hostOf(confusion).locator("[role=gridcell]").count()).toBe(100);
  });

  test("are worked by keyboard", async () => {
    expectToWork(await operateByKeyboard(page, hostOf(inside), SOME_CONTROLS));
    expectToWork(await operateByKeyboard(page, hostOf(confusion), SOME_CONTROLS));
  });

  test("are worked by pointer", async () => {
    expectToWork(await operateByPointer(page, hostOf(inside), SOME_CONTROLS));
    const before = await words(confusion);
    await hostOf(confusion).locator('[data-place="3-3"]').click();
    await expect.poll(() => words(confusion), { timeout: PATIENCE }).not.toBe(before);
    await expect
      .poll(() => hostOf(confusion).locator(".fig-confusion-examples li").count(), { timeout: PATIENCE })
      .toBeGreaterThan(0);
  });

  test("show the arithmetic of a unit that was clicked", async () => {
    // By what is seen of it, which is waited for until it stands still: figures on the way may still be coming in.
    const radio = page.getByRole("radio", { name: /^max pooling 2 × 2, map 2$/ });
    await hostOf(inside).locator("label").filter({ has: radio }).click();
    await expect.poll(() => words(inside), { timeout: PATIENCE }).toMatch(/Chosen: max pooling 2 × 2, map 2/);
    const before = await words(inside);
    const map = hostOf(inside).getByRole("grid").last();
    await map.click({ position: { x: 8, y: 8 } });
    await expect.poll(() => words(inside), { timeout: PATIENCE }).not.toBe(before);
  });

  test("compute with the trained weights, whichever epoch's kernels are looked at", async () => {
    const radio = page.getByRole("radio", { name: /^convolution 7 × 7, relu, map 2$/ });
    await hostOf(inside).locator("label").filter({ has: radio }).click();
    await expect.poll(() => words(inside), { timeout: PATIENCE }).toMatch(/Chosen: convolution 7 × 7/);
    const kernels = hostOf(inside).locator(".fig-inside-kernels");
    const pixels = () =>
      kernels
        .locator("canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const arithmetic = () => hostOf(inside).locator(".fig-arithmetic").allTextContents();
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

  test("work again after another architecture was trained", async () => {
    await write(page, "build-model", OTHER_MODEL);
    await runToItsEnd("explore-model");
    await expect
      .poll(() => hostOf(inside).textContent(), { timeout: PATIENCE })
      .toMatch(/convolution 3 × 3, relu[\s\S]+convolution 5 × 5, relu/);
    expect(await hostOf(inside).locator(".fig-inside-kernels").textContent()).toContain("after epoch");
    await expect.poll(() => words(confusion), { timeout: PATIENCE }).toMatch(/^Accuracy: [\d.]+\s%/);
    expectToWork(await operateByPointer(page, hostOf(inside), SOME_CONTROLS));
    expectToWork(await operateByKeyboard(page, hostOf(confusion), SOME_CONTROLS));
  });
});

describe.each([
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const)("at $width pixels, $colorScheme", ({ width, colorScheme }) => {
  beforeAll(async () => {
    // So high that no figure is higher: the browser need not lay the page out anew for each picture of one.
    await page.setViewportSize({ width, height: 2200 });
    await page.emulateMedia({ colorScheme });
  });

  test("every figure stays within its width", async () => {
    const wide: string[] = [];
    for (const figure of figures) {
      await hostOf(figure).scrollIntoViewIfNeeded();
      wide.push(...(await reachingOut(hostOf(figure))).map((what) => `${figure.id}: ${what}`));
      await page.locator(`#figure-${figure.id}`).screenshot({
        path: `test-results/figures/${figure.id}-${width}-${colorScheme}.png`,
      });
    }
    expect(wide).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
  });
});

test("nothing of all this gave an error or a warning", () => {
  expect(lecture.faults).toEqual([]);
});

const OTHER_MODEL = `
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

function figureNamed(name: string): FigureUse {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new Error(`The lecture has no figure "${name}".`);
  return found;
}

function expectToWork({ met, changed, told, focusLost }: Operation): void {
  onTestFailed(() => console.log({ met, changed, told, focusLost }));
  expect(changed).not.toEqual([]);
  expect(told).not.toEqual([]);
  expect(focusLost).toEqual([]);
}

async function runToItsEnd(id: string): Promise<void> {
  await press(page, id);
  await untilStatus(page, id, ["queued", "running"]);
  await untilStatus(page, id, ENDED, 4 * PATIENCE);
  expect(await page.locator(`#cell-${id}`).getAttribute("data-status"), await shown(page, id)).toBe("done");
}

function isOwn(address: string): boolean {
  return address.startsWith(inject("site"));
}

async function sizeOverTheWire(address: string): Promise<number> {
  const response = await fetch(address);
  return gzipSync(Buffer.from(await response.arrayBuffer())).length;
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

/** What of the figure reaches out of it sideways, unless something around it scrolls or cuts it off. */
async function reachingOut(host: Locator): Promise<readonly string[]> {
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
