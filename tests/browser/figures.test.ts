import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { PATIENCE } from "./cells.ts";
import { descriptionOf, hostOf } from "./figure-tests.ts";
import { figuresOfTheirOwn, lectureFigures } from "./lecture-figures.ts";
import { drawAllFigures, openLecture, type SitePage } from "./site-page.ts";

/** What the lecture's first load may take of JavaScript, in bytes over the wire. */
const FIRST_LOAD = 150_000;

const figures = lectureFigures();

afterAll(closePages);

describe("the lecture", () => {
  let lecture: SitePage;

  beforeAll(async () => {
    lecture = await openLecture(await openBrowser());
  });

  test(`first loads at most ${FIRST_LOAD} bytes of JavaScript, and nothing from elsewhere`, async () => {
    // Others get the figures once the page is at rest.
    const first = await openLecture(await openBrowser(), { savesData: true });
    await first.page.waitForLoadState("networkidle");
    const requests = [...first.requests];
    await first.close();
    const isOwn = (address: string) => address.startsWith(inject("site"));
    expect(requests.filter((address) => !/^(data|blob):/.test(address) && !isOwn(address))).toEqual([]);
    const scripts = [...new Set(requests.filter((address) => new URL(address).pathname.endsWith(".js")))];
    const sizes = await Promise.all(scripts.map(sizeOverTheWire));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`First load: ${scripts.length} scripts, ${total} bytes of JavaScript.`);
    expect(scripts).not.toEqual([]);
    expect(total).toBeLessThanOrEqual(FIRST_LOAD);
  });

  test("draws no figure that is far from the window", async () => {
    expect(await lecture.page.locator("[data-figure-host][data-mounted]").count()).toBeLessThan(
      figures.length,
    );
  });

  test("draws every figure that is scrolled to", async () => {
    await drawAllFigures(lecture.page);
    expect(await lecture.page.locator("[data-figure-host]").count()).toBe(figures.length);
    expect(await lecture.page.locator("[data-figure-host][data-mounted]").count()).toBe(figures.length);
    expect(await lecture.page.locator(".figure-failed").count()).toBe(0);
  });

  test("describes what each of them shows", async () => {
    for (const { id } of figuresOfTheirOwn())
      expect((await descriptionOf(lecture.page, id)).length, id).toBeGreaterThan(20);
  });

  test("plays a player where motion is welcome, and steps it by hand where it is not", async () => {
    const { page } = lecture;
    const figure = figures.find(({ name }) => name === "convolution");
    if (figure === undefined) throw new Error("The lecture has no convolution to play.");
    const host = hostOf(page, figure.id);
    const play = host.getByRole("button", { name: /^(Play|Pause)$/ });
    await host.getByRole("button", { name: "Back to the start" }).click();
    expect(await play.getAttribute("aria-disabled")).toBe("true");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await play.click();
    await expect.poll(() => play.getAttribute("aria-label"), { timeout: PATIENCE }).toBe("Pause");
    const before = await descriptionOf(page, figure.id);
    await expect.poll(() => descriptionOf(page, figure.id), { timeout: PATIENCE }).not.toBe(before);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await expect.poll(() => play.getAttribute("aria-label"), { timeout: PATIENCE }).toBe("Play");
  });

  test("gave no error and no warning", () => {
    expect(lecture.faults).toEqual([]);
  });
});

async function sizeOverTheWire(address: string): Promise<number> {
  const response = await fetch(address);
  return gzipSync(Buffer.from(await response.arrayBuffer())).length;
}
