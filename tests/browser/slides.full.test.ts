import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, pressUntil, runText, shown, untilLive, visibleText } from "./cells.ts";
import { LECTURE } from "./lecture-figures.ts";
import { openLecture, openLesson } from "./site-page.ts";

let page: Page;
let faults: readonly string[];

/** What is on the slide, as far as it matters to the tests. */
const onSlide = (text: string) => page.locator("main").getByText(text).first().isVisible();
const number = async () => (await page.locator(".slide-number").innerText()).replaceAll(/\s/g, "");
const hash = () => page.evaluate(() => location.hash);
const said = () => page.locator("[data-announcer]").innerText();

async function open(fragment: string): Promise<void> {
  await page.goto(`${inject("site")}lessons/slides/?backend=cpu&present${fragment}`);
  await untilLive(page);
  await page.locator(".slide-bar").waitFor();
  await page.evaluate(() => document.fonts.ready);
}

/** Another page in between: an address that differs only in its fragment loads nothing. */
async function reopen(fragment: string): Promise<void> {
  await page.goto("about:blank");
  await open(fragment);
}

beforeAll(async () => {
  ({ page, faults } = await openLesson(await openBrowser(), "slides", {
    viewport: { width: 1280, height: 720 },
  }));
});
afterAll(closePages);

function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;
}

describe("slides", () => {
  test("begin with the title, alone on its slide, in larger type", async () => {
    const before = await page.locator("h1").evaluate((title) => title.getBoundingClientRect().height);
    await reopen("");
    expect(await number()).toMatch(/^1\/\d+$/);
    expect(await page.getByRole("heading", { level: 1, name: "Slides" }).isVisible()).toBe(true);
    expect(await onSlide("Some text")).toBe(false);
    expect(await page.getByRole("button", { name: "Run all" }).isVisible()).toBe(false);
    const now = await page.locator("h1").evaluate((title) => title.getBoundingClientRect().height);
    expect(now).toBeGreaterThan(before);
  });

  test("follow the keys, and say where they are in the address and to screen readers", async () => {
    await page.keyboard.press("ArrowRight");
    expect([await hash(), await onSlide("Some text")]).toEqual(["#first-section", true]);
    expect(await said()).toMatch(/^Slide 2 of \d+: First section$/);
    for (const key of ["PageDown", "ArrowDown"]) await page.keyboard.press(key);
    expect(await hash()).toBe("#a-long-part");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("PageUp");
    expect(await hash()).toBe("#first-section");
    await page.keyboard.press("End");
    expect(await onSlide("After the exercise.")).toBe(true);
    await page.keyboard.press("ArrowRight");
    expect(await onSlide("After the exercise.")).toBe(true);
    await page.keyboard.press("Home");
    expect(await number()).toMatch(/^1\//);
  });

  test("continue what is too long under the repeated title, and a reload stays there", async () => {
    await reopen("#a-long-part/2");
    expect(await onSlide("Paragraph 1 ")).toBe(false);
    expect(await page.locator(".slide-continued:visible").innerText()).toBe("A long part continued");
    const overflow = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    // A pixel of it is rounding.
    expect(await overflow()).toBeLessThanOrEqual(1);
    const before = await number();
    await page.reload();
    await page.locator(".slide-bar").waitFor();
    await expect.poll(number).toBe(before);
    expect(await hash()).toBe("#a-long-part/2");
  });

  test("follow links within the lesson, and keep what the window's size has moved", async () => {
    await reopen("#first-section");
    await page.getByRole("link", { name: "one within the lesson" }).click();
    await page.locator("#walk [data-mounted]").waitFor();
    expect(await hash()).toBe("#a-part");
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.locator("#walk").isVisible()).toBe(true);
    expect(await onSlide("Some text")).toBe(false);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  test("fit a figure into the window, whose caption keeps its size, and give it back as it was", async () => {
    await reopen("#a-part");
    await page.locator("#walk [data-mounted]").waitFor();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight))
      .toBeLessThanOrEqual(1);
    const zooms = () =>
      page.evaluate(() =>
        ["#walk", "#walk > .figure-host", "#walk > figcaption"].map(
          (part) => document.querySelector<HTMLElement>(part)?.style.getPropertyValue("zoom") ?? null,
        ),
      );
    const [figure, host, caption] = await zooms();
    expect([figure, caption]).toEqual(["", ""]);
    expect(Number(host)).toBeGreaterThan(0.4);
    expect(Number(host)).toBeLessThan(1);
    await page.keyboard.press("Escape");
    expect(await zooms()).toEqual(["", "", ""]);
    expect(await page.locator("[data-caption-beside]").count()).toBe(0);
  });

  test.each([
    ["alexnet", 390, 844],
    ["vgg-16", 390, 844],
    ["alexnet", 360, 740],
    ["vgg-16", 360, 740],
  ])("fit the large network %s into a phone of %i × %i", async (name, width, height) => {
    const { page: phone, close } = await openLecture(await openBrowser(), { viewport: { width, height } });
    await phone.goto(`${inject("site")}lessons/${LECTURE}/?backend=cpu&present#${name}`);
    await phone.locator(`#${name} .fig-layers`).waitFor();
    const overflow = () =>
      phone.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return Math.max(scrollWidth - innerWidth, scrollHeight - innerHeight);
      });
    await expect.poll(overflow).toBeLessThanOrEqual(1);
    await close();
  });

  test("leave a caption below a figure that would leave it no room beside it", async () => {
    const { page: phone, close } = await openLecture(await openBrowser(), {
      viewport: { width: 360, height: 480 },
    });
    await phone.goto(`${inject("site")}lessons/${LECTURE}/?backend=cpu&present#vgg-16`);
    await phone.locator("#vgg-16 .fig-layers").waitFor();
    const caption = phone.locator("#vgg-16 figcaption");
    await expect
      .poll(() => caption.evaluate((element) => element.getBoundingClientRect().width))
      .toBeGreaterThan(150);
    await close();
  });

  test("show long code in two columns, both within the window", async () => {
    await reopen("#first-section");
    await page.evaluate(() => {
      const code = document.querySelector("[data-cell=sum] .code-static code");
      const lines = Array.from({ length: 38 }, (_, line) => `const value${line} = ${line};`);
      code?.replaceChildren(lines.join("\n"));
    });
    await page.evaluate(() => {
      location.hash = "#code";
    });
    await page.locator("[data-code-columns]").waitFor();
    const overflow = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - innerWidth, scrollHeight - innerHeight];
    });
    expect(Math.max(...overflow)).toBeLessThanOrEqual(1);
  });

  test("leave the keys to figures, fields and the editor", async () => {
    await reopen("#a-part");
    await page.locator("#walk [data-mounted]").waitFor();
    const slider = page.locator("#walk input[type=range]").first();
    const before = await slider.inputValue();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    expect(Number(await slider.inputValue())).toBe(Number(before) + 1);
    await page.locator("#walk [role=grid] [tabindex='0']").first().focus();
    for (const key of ["ArrowRight", "End", "Home"]) await page.keyboard.press(key);
    expect(await hash()).toBe("#a-part");
    await reopen("#code");
    await cell(page, "sum").locator(".code").click();
    await cell(page, "sum").locator(".cm-content").waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.type("/*fbp*/");
    await page.keyboard.press("PageDown");
    expect(await hash()).toBe("#code");
    expect(await visibleText(cell(page, "sum"))).toContain("/*fbp*/");
    expect(await page.locator("html[data-black]").count()).toBe(0);
  });

  test("leave the editor first, then the slides, with the same cells and outputs", async () => {
    await page.keyboard.press("Escape");
    expect(await page.locator("html[data-present]").count()).toBe(1);
    await pressUntil(page, "sum", ["done"]);
    expect(await shown(page, "sum")).toContain("42");
    await page.getByRole("button", { name: "Leave the slides" }).click();
    expect(await page.locator("html[data-present]").count()).toBe(0);
    expect(page.url()).toMatch(/lessons\/slides\/\?backend=cpu#code$/);
    expect(await shown(page, "sum")).toContain("42");
    expect(await onSlide("Some text")).toBe(true);
    expect(await page.locator("[data-off-slide], [data-slide-start], .slide-continued").count()).toBe(0);
  });

  test("are reached from the menu, and left by going back", async () => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: /^Present/ }).click();
    await page.locator(".slide-bar").waitFor();
    expect(page.url()).toMatch(/\?backend=cpu&present#code$/);
    expect(await shown(page, "sum")).toContain("42");
    await page.goBack();
    await expect.poll(() => page.locator("html[data-present]").count()).toBe(0);
  });

  test("show the whole menu of a cell, also where there is no space above its button", async () => {
    await reopen("#code");
    await page.getByRole("button", { name: "More for sum" }).click();
    const menu = await page.getByRole("menu").boundingBox();
    const height = await page.evaluate(() => innerHeight);
    expect([(menu?.y ?? -1) >= 0, (menu?.y ?? 0) + (menu?.height ?? 0) <= height]).toEqual([true, true]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("menu").count()).toBe(0);
  });

  test("turn black and back, and full screen", async () => {
    await reopen("#code");
    await page.keyboard.press("b");
    expect(await page.locator("html[data-black]").count()).toBe(1);
    expect(await said()).toContain("The screen is black.");
    await page.keyboard.press("b");
    expect(await page.locator("html[data-black]").count()).toBe(0);
    await page.keyboard.press("f");
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await page.keyboard.press("f");
    await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true);
  });

  test("show an exercise as a section, and what follows it as one of the section around it", async () => {
    await reopen("#double");
    expect([await onSlide("Make "), await onSlide("After the exercise.")]).toEqual([true, false]);
    await page.keyboard.press("End");
    expect(await hash()).toBe("#code/2");
  });

  test("have notes and a clock in a second window, which turns the slides", async () => {
    await reopen("#first-section");
    expect(await page.getByText("Say hello").isVisible()).toBe(false);
    const [presenter] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("p")]);
    await presenter.getByText("Say hello, and wait for questions.").waitFor();
    expect(await presenter.locator("em").innerText()).toBe("hello");
    expect(await presenter.getByRole("timer").innerText()).toMatch(/^\d+:\d\d$/);
    expect(await presenter.getByText("Next: A part").count()).toBe(1);
    expect(await violations(presenter)).toEqual([]);
    await presenter.getByRole("button", { name: "Next slide" }).click();
    await presenter.getByRole("heading", { name: "A part" }).waitFor();
    expect(await hash()).toBe("#a-part");
    await presenter.keyboard.press("PageDown");
    expect(await hash()).toBe("#a-long-part");
    await Promise.all([presenter.waitForEvent("close"), page.keyboard.press("Escape")]);
  });

  test("say what to do if the browser blocks the second window", async () => {
    await reopen("");
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.keyboard.press("p");
    await page.getByText("The browser has blocked the presenter view.").waitFor();
  });

  test("are printed one to a page", async () => {
    await reopen("");
    const [, count] = (await number()).split("/");
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toBe(Number(count));
  });

  test("of the lecture are printed on no more pages than there are slides: none is continued, or empty", async () => {
    const { page: lecture, close } = await openLecture(await openBrowser(), {
      viewport: { width: 1280, height: 720 },
    });
    await lecture.goto(`${inject("site")}lessons/${LECTURE}/?backend=cpu&present`);
    const [, count] = ((await lecture.locator(".slide-number").textContent()) ?? "").split("/");
    await lecture.evaluate(() => {
      window.print = () => {
        document.documentElement.dataset["printed"] = "";
      };
    });
    await lecture.keyboard.press("Control+p");
    await lecture.locator("html[data-printed]").waitFor({ state: "attached" });
    const pdf = await lecture.pdf({ preferCSSPageSize: true });
    const hints = await lecture.locator(".slide-continued:has(+ .disclosure:not([open]))").count();
    expect(hints).toBeGreaterThan(0);
    // References take a little more space on paper.
    expect(pagesOf(pdf)).toBeLessThanOrEqual(Number(count) - hints + 2);
    // Never shown, and nevertheless laid out for the slide.
    const network = lecture.locator("#vgg-16 .fig-panorama svg");
    expect(Number(await network.getAttribute("width"))).toBeGreaterThan(1000);
    await close();
  });

  test("are printed with tables of their size, also those of slides that are not shown", async () => {
    await reopen("");
    await page.evaluate(() => {
      window.print = () => {
        document.documentElement.dataset["printed"] = "";
      };
      const text = [...document.querySelectorAll(".prose > p")].at(-1);
      text?.insertAdjacentHTML("afterend", "<table data-off-slide><tr><td>A</td><td>table</td></tr></table>");
    });
    expect(await page.locator("table").count()).toBe(1);
    expect(await page.locator("table").isVisible()).toBe(false);
    await page.keyboard.press("Control+p");
    await page.locator("html[data-printed]").waitFor({ state: "attached" });
    expect(await page.locator("table").getAttribute("style")).toBeNull();
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  });

  test.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("have no violation that axe-core finds, %s, at %d px", async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 720 });
    for (const fragment of ["", "#a-part", "#a-long-part/2", "#double"]) {
      await reopen(fragment);
      expect(await violations(page), fragment).toEqual([]);
    }
  });

  test("leave Page Down and Page Up to outputs that scroll", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await reopen("#code");
    await runText(page, "sum", "for (let line = 0; line < 100; line += 1) console.log(line);", ["done"]);
    await page.getByRole("button", { name: /^Show all 100 lines/ }).click();
    const box = page.locator("#cell-sum .out-scroll");
    const scrolled = () => box.evaluate((element) => element.scrollTop);
    await box.focus();
    const before = await number();
    await page.keyboard.press("PageDown");
    await expect.poll(scrolled).toBeGreaterThan(0);
    for (let turn = 0; turn < 20; turn += 1) await page.keyboard.press("PageDown");
    expect(await number()).toBe(before);
    await page.keyboard.press("PageUp");
    expect(await number()).toBe(before);
  });

  test("complain about nothing in the console", () => {
    expect(faults).toEqual([]);
  });
});
