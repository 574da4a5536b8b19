import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openDisclosures } from "../../src/cli/export/in-page/paper.ts";
import { destinationPages } from "../../src/cli/export/pdf-pages.ts";
import { closePages, openBrowser } from "./browser.ts";
import { pressUntil } from "./cells.ts";
import { openLesson } from "./site-page.ts";

afterAll(closePages);

describe("the printed page", () => {
  let page: Page;
  const isPrinted = (text: string) => page.getByText(text).first().isVisible();

  beforeAll(async () => {
    ({ page } = await openLesson(await openBrowser(), "slides", { colorScheme: "dark" }));
    await pressUntil(page, "sum", ["done"]);
    await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      window.print = () => {
        document.documentElement.dataset["printed"] = "";
      };
    });
  });

  test("is prepared by Ctrl-P: figures far from the window are drawn, as stills", async () => {
    await page.keyboard.press("Control+p");
    await page.locator("html[data-printed]").waitFor({ state: "attached" });
    expect(await page.locator(".figure-host:not([data-mounted])").count()).toBe(0);
    await page.emulateMedia({ media: "print" });
    // The first state has computed eight of 25 cells; the still has all.
    const cells = page.locator("#walk [role=gridcell]");
    expect((await cells.allInnerTexts()).slice(-25).every((text) => text.trim() !== "")).toBe(true);
    expect(await page.locator("#walk .fig-player").isVisible()).toBe(false);
  });

  test("has contents, answers, code and outputs, but no controls, hints, solutions or notes", async () => {
    expect(await page.locator("main .contents-panel").getByText("A long part").isVisible()).toBe(true);
    for (const text of ["The answer is two.", "const sum", "42"])
      expect(await isPrinted(text), text).toBe(true);
    for (const text of ["Twice", "Multiply it", "Say hello"]) expect(await isPrinted(text), text).toBe(false);
    expect(await page.getByRole("button", { name: /^(Run|More|Restart)/ }).count()).toBe(0);
  });

  test("writes down where links lead", async () => {
    expect(await page.locator(".link-mark").allInnerTexts()).toEqual(["1"]);
    expect(await page.locator(".link-notes li").allInnerTexts()).toEqual(["example.org/elsewhere"]);
  });

  test("has hints and solutions if they are open", async () => {
    await page.evaluate(openDisclosures);
    for (const text of ["Twice", "Multiply it"]) expect(await isPrinted(text), text).toBe(true);
  });

  test("is light, and afterwards as it was", async () => {
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    expect(await page.locator(".link-mark, .link-notes").count()).toBe(0);
    expect(await page.locator("html[data-theme]").count()).toBe(0);
    // The figure is again where the reader has left it.
    await expect.poll(() => page.locator("#walk .fig-count").innerText()).toMatch(/^8/);
    const shown = await page.locator("#walk [role=gridcell]").allInnerTexts();
    expect(shown.slice(-25).filter((text) => text.trim() === "").length).toBeGreaterThan(0);
  });
});

describe("pages of a known size", () => {
  test("have text above a figure that does not fit below it, with its note in the margin", async () => {
    const { page } = await openLesson(await openBrowser(), "slides");
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 657, height: 1000 });
    await page.evaluate(() => {
      const root = document.documentElement;
      window.print = () => {
        root.dataset["printed"] = "";
      };
      const figure = document.querySelector("figure#walk");
      figure?.insertAdjacentHTML(
        "afterend",
        '<aside class="notes" hidden>Point at it.</aside><aside class="margin">Look.</aside>',
      );
    });
    const print = async (height: number) => {
      await page.evaluate((pageHeight) => {
        document.documentElement.dataset["printHeight"] = String(pageHeight);
        delete document.documentElement.dataset["printed"];
      }, height);
      await page.keyboard.press("Control+p");
      await page.locator("html[data-printed]").waitFor({ state: "attached" });
    };
    const isTextAbove = () =>
      page.evaluate(() => {
        const text = [...document.querySelectorAll("p")].find(({ textContent }) =>
          /^Paragraph 1/.test(textContent),
        );
        const part = text?.parentElement;
        const isNoteBesideIt = part?.previousElementSibling?.matches(".margin");
        return isNoteBesideIt === true && part?.nextElementSibling?.id === "walk";
      });
    await print(100_000);
    expect(await isTextAbove()).toBe(false);
    // Half of the figure has room on the first page.
    const half = await page.locator("figure#walk").evaluate((figure) => {
      const { top, height } = figure.getBoundingClientRect();
      return top + scrollY + height / 2;
    });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await print(half);
    expect(await isTextAbove()).toBe(true);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await isTextAbove()).toBe(false);
    expect(await page.locator("figure#walk + .notes + .margin + .prose").count()).toBe(1);
    expect(await page.locator("main").getAttribute("style")).toBeNull();
  });
});

test("a solution that is printed is divided between pages in its code, if much of one would stay empty", async () => {
  const { page, close } = await openLesson(await openBrowser(), "slides");
  await page.evaluate(openDisclosures);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 657, height: 1000 });
  const code = page.locator(".exercise .disclosure[open] pre").last();
  const top = await code.evaluate((element) => {
    const lines = Array.from({ length: 800 }, (_, line) => `const value${line} = ${line};`);
    element.textContent = lines.join("\n");
    return element.getBoundingClientRect().top + scrollY;
  });
  await page.evaluate((height) => {
    const root = document.documentElement;
    // The text above the code fills about half of a page, and the code more than one.
    root.dataset["printHeight"] = String(height);
    window.print = () => {
      root.dataset["printed"] = "";
    };
  }, 2 * top);
  await page.keyboard.press("Control+p");
  await page.locator("html[data-printed]").waitFor({ state: "attached" });
  expect(await code.locator("xpath=ancestor-or-self::*[@data-print-split]").count()).toBe(1);
  await close();
});

describe("a table of many columns", () => {
  /** One in the text, and one imported with a notebook, whose values are not broken on the screen. */
  test.each([
    [1280, 8, [0.85, 1]],
    [360, 8, [0.85, 1]],
    [1280, 20, [0.4, 0.5]],
    [1280, 60, [0.4, 0.4]],
  ])(
    "fits on paper, printed from a window of %i px: %i columns",
    async (width, count, [smallest = 0, largest = 0]) => {
      const { page } = await openLesson(await openBrowser(), "slides", { viewport: { width, height: 900 } });
      await page.evaluate((columns) => {
        window.print = () => {
          document.documentElement.dataset["printed"] = "";
        };
        const cells = Array.from({ length: columns }, (_, column) => `<td>column ${column}</td>`).join("");
        const table = `<table><tr>${cells}</tr></table>`;
        const prose = document.querySelector(".prose");
        prose?.insertAdjacentHTML("beforeend", table);
        prose?.insertAdjacentHTML(
          "afterend",
          `<div class="group is-output"><div class="prose">${table}</div></div>`,
        );
      }, count);
      await page.keyboard.press("Control+p");
      await page.locator("html[data-printed]").waitFor({ state: "attached" });
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 657, height: 1000 });
      const found = await page.locator("table").evaluateAll((tables) =>
        tables.map((table) => ({
          overflow: table.scrollWidth / table.clientWidth - 1,
          zoom: Number(table.style.getPropertyValue("zoom") || 1),
        })),
      );
      expect(found).toHaveLength(2);
      // It would be printed smaller as a whole.
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      for (const { overflow, zoom } of found) {
        // In one of more columns, not even a letter has room in each.
        if (count < 60) expect(overflow).toBeLessThanOrEqual(1);
        expect(zoom).toBeLessThanOrEqual(largest);
        expect(zoom).toBeGreaterThanOrEqual(smallest);
      }
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      expect(await page.locator("main").locator("table[style]:not([style=''])").count()).toBe(0);
      expect(await page.locator("table").count()).toBe(2);
    },
  );
});

describe("on paper", () => {
  const note = '<aside class="margin">A note.</aside>';
  const notes = '<aside class="notes" data-notes hidden>Say it.</aside>';

  test.each([
    ["two before text", `${note}${note}<div class="prose">Text.</div>`, ["right", "right"]],
    ["before a theorem", `${note}<div class="statement">Text.</div>`, ["right"]],
    ["before two notes of the speaker", `${note}${notes}${notes}<div class="prose">Text.</div>`, ["right"]],
    ["before a figure", `${note}<figure class="figure">Text.</figure>`, ["none"]],
    ["two before a box", `${note}${note}<div class="callout">Text.</div>`, ["none", "none"]],
    ["the last two", `<div class="prose">Text.</div>${note}${note}`, ["none", "none"]],
  ])("notes are in the margin if text is beside them: %s", async (_, html, expected) => {
    const { page, close } = await openLesson(await openBrowser(), "slides");
    await page.emulateMedia({ media: "print" });
    const floats = await page.locator("[data-article]").evaluate((article, content) => {
      article.innerHTML = content;
      return [...article.querySelectorAll(".margin")].map((element) => getComputedStyle(element).float);
    }, html);
    expect(floats).toEqual(expected);
    await close();
  });

  test("exercises have their bar in its colour, without what is in them, but for cells", async () => {
    const { page, close } = await openLesson(await openBrowser(), "slides");
    await page.emulateMedia({ media: "print" });
    const adjust = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).printColorAdjust);
    expect(await adjust(".exercise")).toBe("exact");
    expect(await adjust(".exercise > .prose")).toBe("economy");
    expect(await adjust(".exercise .cell")).toBe("exact");
    await close();
  });
});

describe("npm run export -- slides --pdf", () => {
  const folder = mkdtempSync(join(tmpdir(), "lectern-pdf-test-"));
  const SLIDES = ["slides", "tests/fixtures/site-lessons"] as const;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function exportPdf([lesson, lessons]: readonly [string, string], ...args: readonly string[]) {
    const command = ["src/cli/run.mjs", "export", lesson, "--pdf", ...args];
    const { NODE_ENV: _, ...inherited } = process.env;
    const env = { ...inherited, LESSONS_DIR: lessons, CHROME_PATH: inject("headlessPath") };
    return spawnSync(process.execPath, command, { encoding: "utf8", env });
  }

  test("writes A4 with outline, tags, and the pages of the contents", () => {
    const file = join(folder, "a4.pdf");
    const { stdout, stderr, status } = exportPdf(SLIDES, "--output", file);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/a4\.pdf: \d+ pages, [\d.]+ [kM]B\./);
    const pdf = readFileSync(file);
    const text = pdf.toString("latin1");
    expect(text).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d/);
    expect(text).toContain("/Marked true");
    expect(text).toMatch(/\/Title \(A long part\)/);
    expect([...destinationPages(pdf).keys()]).toEqual(
      expect.arrayContaining(["first-section", "a-part", "a-long-part", "code"]),
    );
    expect(text).toContain("example.org/elsewhere");
    expect(text).not.toContain("127.0.0.1");
  });

  test("writes Letter, without running anything if that is asked for", () => {
    const file = join(folder, "letter.pdf");
    const { stderr, status } = exportPdf(
      SLIDES,
      "--paper",
      "letter",
      "--no-run",
      "--solutions",
      "--output",
      file,
    );
    expect(status, stderr).toBe(0);
    expect(readFileSync(file, "latin1")).toMatch(/\/MediaBox \[0 0 612 792\]/);
  });

  test("runs a lesson in another language, in which a cell asks for a file, which a command cannot choose", () => {
    const lessons = join(folder, "lessons");
    mkdirSync(lessons, { recursive: true });
    const cell =
      '```ts {#fragt}\nimport { openFile } from "lectern";\nawait openFile({ accept: ".csv" });\n```\n';
    writeFileSync(join(lessons, "deutsch.md"), `---\ntitle: Deutsch\nlang: de\n---\n\n${cell}`);
    const file = join(folder, "deutsch.pdf");
    const { stdout, stderr, status } = exportPdf(["deutsch", lessons], "--output", file);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain("The cell fragt failed: the PDF shows its error");
    expect(stdout).toMatch(/deutsch\.pdf: 1 page, /);
  });

  test("shows a picture of a chart in space, which has never been on the screen", () => {
    const lessons = join(folder, "lessons");
    mkdirSync(lessons, { recursive: true });
    const surface = '{ type: "surface", z: [[1, 2, 3], [2, 3, 5], [1, 2, 2]] }';
    const cell = `\`\`\`ts {#surface}\nimport { plot } from "lectern";\nplot([${surface}]);\n\`\`\`\n`;
    const text = "A paragraph above the chart.\n\n".repeat(60);
    writeFileSync(join(lessons, "space.md"), `---\ntitle: Space\n---\n\n${text}${cell}`);
    const file = join(folder, "space.pdf");
    const { stderr, status } = exportPdf(["space", lessons], "--output", file);
    expect(status, stderr).toBe(0);
    // The only picture: charts in the plane are drawings. One that shows nothing has less than two kilobytes.
    const sizes = [...readFileSync(file, "latin1").matchAll(/\/Subtype \/Image\n[^>]*\/Length (\d+)/g)];
    expect(Math.max(...sizes.map(([, bytes]) => Number(bytes)))).toBeGreaterThan(10_000);
  });

  test("says what to do if the file cannot be written", () => {
    const { stderr, status } = exportPdf(SLIDES, "--output", join(folder, "no", "such", "folder.pdf"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/folder\.pdf cannot be written .*Name a file in a folder that exists/);
  });
});
