import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENDED } from "../cells.ts";
import { chromiumOffline } from "../engines/chromium.ts";
import { describeEngine } from "../engines/describe-engine.ts";
import { call, type EnginePage } from "../engines/engine.ts";
import { firefoxOffline } from "../engines/firefox.ts";
import { INCOMPLETE_FORMULAS, type NotebookPage, openNotebookAt, until } from "../engines/notebook-page.ts";
import { webKitOffline } from "../engines/webkit.ts";
import { LECTURE, lectureFigures, lessonsFolder } from "../lecture-figures.ts";
import { TRAINING } from "../lecture-visit.ts";
import { runExport } from "./run-export.ts";

// Opened as files, in browsers without a network.

/** How long both exports may take, each of which bundles the runtime, in ms. */
const EXPORTS = 900_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-exports-"));
  const lessons = join(folder, "lessons");
  await cp(lessonsFolder(), lessons, { recursive: true });
  for (const name of ["notebook.md", "page.md", "files.md", "german.md", "files", "lib"]) {
    await cp(resolve("tests/fixtures/site-lessons", name), join(lessons, name), { recursive: true });
  }
  await runExport(lessons, [LECTURE, "--html", "--output", join(folder, "lecture.html")]);
  await runExport(lessons, ["files", "--html", "--output", join(folder, "files.html")]);
  await runExport(lessons, ["--site", join(folder, "course")]);
}, EXPORTS);
afterAll(() => rm(folder, { recursive: true, force: true }));

const address = (path: string) => pathToFileURL(join(folder, path)).href;

for (const engine of [chromiumOffline, firefoxOffline, webKitOffline]) {
  describeEngine(engine, (browser) => {
    describe("the lecture as a single file", () => {
      let lecture: NotebookPage;
      beforeAll(async () => {
        lecture = await openNotebookAt(await browser().newPage(), address("lecture.html"));
      });

      test("trains three epochs on its whole dataset, and plots the accuracy", async () => {
        expect(await lecture.pressUntil("plot-accuracy", ENDED, TRAINING)).toBe("done");
        expect(await lecture.shown("load-data")).toMatch(/from this file[\s\S]*30000, 28, 28, 1/);
        expect((await lecture.shown("train")).match(/^Epoch \d\/3 - /gm)).toHaveLength(3);
        await call(lecture.page, scrollToElement, "#cell-plot-accuracy [data-outputs]");
        await until(
          lecture.page,
          `document.querySelectorAll("#cell-plot-accuracy .scatterlayer .trace").length === 2`,
        );
      });

      test("stops a training, and keeps the model", async () => {
        // It would not end by itself.
        await lecture.write("train", ENDLESS_TRAINING);
        await lecture.pressUntil("train", ["running"], TRAINING);
        const progress = "#cell-train [data-outputs]:not([data-old]) [data-output=progress]";
        await until(lecture.page, `document.querySelector("${progress}") !== null`);
        expect(await lecture.pressUntil("train", ENDED)).toBe("stopped");
        expect(await lecture.pressUntil("evaluate", ENDED)).toBe("done");
      });

      test("draws a figure, and accepts a solution", async () => {
        const [figure] = lectureFigures();
        await call(lecture.page, scrollToElement, `[data-figure-host="${figure?.id}"]`);
        await until(
          lecture.page,
          `document.querySelector('[data-figure-host="${figure?.id}"][data-mounted]') !== null`,
        );
        const id = String(
          await lecture.page.evaluate(`document.querySelector("[data-exercise] [data-cell]").dataset.cell`),
        );
        await call(lecture.page, openDisclosures);
        await lecture.pressButton("Put the solution into the cell");
        await lecture.pressUntil(id, ENDED);
        await until(lecture.page, `document.querySelector("[data-exercise][data-solved]") !== null`);
      });

      test("searches itself", async () => {
        const found = await search(lecture.page, "pooling");
        expect(found.length).toBeGreaterThan(3);
        expect(found.filter((href) => !href.startsWith("#"))).toEqual([]);
      });

      test("keeps an edit across a reload", () => expectEditKept(lecture, "version"));

      test("has its fonts, and needs nothing outside itself", async () => {
        await expectFonts(lecture.page);
        expect(await lecture.page.evaluate(STRANGERS)).toEqual([]);
        expect(await lecture.page.evaluate(INCOMPLETE_FORMULAS)).toEqual([]);
        expect(lecture.page.faults).toEqual([]);
      });
    });

    test.each(["files.html", "course/lessons/files/index.html"])(
      "cells of %s read its files, and no others",
      async (path) => {
        const lesson = await openNotebookAt(await browser().newPage(), address(path));
        for (const id of ["column", "pixels", "model", "text", "helper"])
          expect(await lesson.pressUntil(id, ENDED), id).toBe("done");
        expect(await lesson.shown("column")).toContain("4000");
        expect(await lesson.shown("pixels")).toContain("2,4,3 255,0,0,0,255,0,0,0,255");
        expect(await lesson.shown("model")).toContain("6");
        expect(await lesson.shown("text")).toContain("grün");
        expect(await lesson.shown("helper")).toContain("mean 3");
        await lesson.write("helper", 'import { showMean } from "./lib/statistics";\nshowMean("2");');
        await until(
          lesson.page,
          `/type 'readonly number\\[\\]'/.test(document.querySelector('[data-problems-of="helper"]').textContent)`,
        );
        const attack =
          'import { loadText } from "lectern";\nconsole.log(await loadText("files/secret.txt"));';
        await lesson.write("attack", attack);
        expect(await lesson.pressUntil("attack", ENDED)).toBe("failed");
        expect(await lesson.shown("attack")).toContain("does not declare the file");
        expect(await lesson.page.evaluate(STRANGERS)).toEqual([]);
        expect(lesson.page.faults).toEqual([]);
      },
    );

    test("the folder's list leads to a lesson, which runs on the folder's data and keeps an edit", async () => {
      const page = await browser().newPage();
      await page.open(address("course/index.html"));
      const links = await page.evaluate(
        `[...document.querySelectorAll(".lesson-item a")].map((link) => link.href)`,
      );
      expect(links).toContain(address("course/lessons/notebook/index.html"));
      expect(await search(page, "pooling")).toContainEqual(
        expect.stringMatching(new RegExp(`^lessons/${LECTURE}/index\\.html#`)),
      );
      const lecture = await openNotebookAt(page, address(`course/lessons/${LECTURE}/index.html`));
      expect(await lecture.pressUntil("load-data", ENDED, TRAINING)).toBe("done");
      expect(await lecture.shown("load-data")).toMatch(/from this folder[\s\S]*30000, 28, 28, 1/);
      await expectFonts(page);
      await expectEditKept(
        await openNotebookAt(page, address("course/lessons/notebook/index.html")),
        "first",
      );
      expect(await page.evaluate(STRANGERS)).toEqual([]);
      expect(page.faults).toEqual([]);
    });

    test("a German lesson in the folder is German, draws its figure and runs all cells", async () => {
      const lesson = await openNotebookAt(
        await browser().newPage(),
        address("course/lessons/german/index.html"),
      );
      const runAll = `document.querySelector("[data-run-all]")`;
      expect(await lesson.page.evaluate(`${runAll}.textContent`)).toBe("Alle ausführen");
      await lesson.page.evaluate(`${runAll}.click()`);
      await until(lesson.page, `document.querySelector("#cell-eins").dataset.status === "done"`);
      await call(lesson.page, scrollToElement, "#pooling");
      await until(lesson.page, `document.querySelector("#pooling [data-mounted]") !== null`);
      expect(await lesson.page.evaluate(`document.querySelector("#pooling").innerText`)).toContain(
        "Schrittweite",
      );
      expect(lesson.page.faults).toEqual([]);
    });
  });
}

describeEngine(chromiumOffline, (browser) => {
  const isNoticeShown = `document.querySelector("[data-file-notice]").hidden === false`;

  test("a single file that was cut off can be read, and says what to do", async () => {
    const whole = await readFile(join(folder, "lecture.html"));
    for (const part of [0.2, 0.6, 0.99]) {
      await writeFile(join(folder, "cut.html"), whole.subarray(0, Math.round(part * whole.length)));
      const page = await browser().newPage();
      await page.open(address("cut.html"));
      await until(page, isNoticeShown);
      expect(await page.evaluate("document.querySelector('main h1').textContent")).not.toBe("");
    }
  });

  test("a single file and a folder check types in their editors", async () => {
    for (const path of ["lecture.html", `course/lessons/${LECTURE}/index.html`]) {
      const lecture = await openNotebookAt(await browser().newPage(), address(path));
      await lecture.write("version", '"text".nothing;');
      await until(lecture.page, `document.querySelector('[data-problems-of="version"] li') !== null`);
      expect(lecture.page.faults).toEqual([]);
    }
  });

  test("a single file in which a script was changed does not run it", async () => {
    const whole = await readFile(join(folder, "lecture.html"), "utf8");
    const other = "document.title = 'changed';";
    const changed = whole.replace(
      /(data-pack="packed\.js">)[^<]*/,
      (_, opening: string) => opening + gzipSync(other).toString("base64"),
    );
    expect(changed).not.toBe(whole);
    await writeFile(join(folder, "changed.html"), changed);
    const page = await browser().newPage();
    await page.open(address("changed.html"));
    await until(page, isNoticeShown);
    expect(await page.evaluate("document.title")).not.toBe("changed");
    // The control: without the policy, the changed script runs.
    const free = changed.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
    await writeFile(join(folder, "free.html"), free);
    await page.open(address("free.html"));
    await until(page, `document.title === "changed"`);
  });

  test("a folder of which a script is missing can be read, and says what to do", async () => {
    await cp(join(folder, "course"), join(folder, "lacking"), { recursive: true });
    await rm(join(folder, "lacking/pack/packed.js"));
    const page = await browser().newPage();
    await page.open(address("lacking/lessons/notebook/index.html"));
    await until(page, isNoticeShown);
  });
});

const ENDLESS_TRAINING = `model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd", metrics: ["accuracy"] });
await model.fit(xTrain, yTrain, { epochs: 1000 });`;

/** Addresses of anything that the page has loaded from elsewhere. */
const STRANGERS = `performance.getEntriesByType("resource").map(({ name }) => name)
  .filter((name) => !/^(?:file|data|blob):/.test(name))`;

async function expectFonts(page: EnginePage): Promise<void> {
  await until(
    page,
    `Promise.all(["16px 'Source Serif 4 Variable'", "16px KaTeX_Main"].map((font) => document.fonts.load(font)))
      .then((loaded) => loaded.every((faces) => faces.length > 0))`,
  );
}

async function expectEditKept(notebook: NotebookPage, cell: string): Promise<void> {
  await notebook.write(cell, "const a = 41;\na");
  expect(await notebook.pressUntil(cell, ENDED)).toBe("done");
  const isEdited = `document.querySelector("#cell-${cell} .code").textContent.includes("41")`;
  await until(notebook.page, isEdited);
  await notebook.page.reload();
  await notebook.untilLive();
  await until(notebook.page, isEdited);
}

/** The addresses of what the search finds. */
async function search(page: EnginePage, word: string): Promise<readonly string[]> {
  await until(
    page,
    `document.documentElement.hasAttribute("data-live") || document.querySelector(".is-index")`,
  );
  await until(page, `document.querySelector(".toolbar button:enabled") !== null`);
  await call(page, clickElement, "[data-search]");
  await until(page, `document.querySelector("[data-search-field]") !== null`);
  await call(page, typeInto, "[data-search-field]", word);
  await until(page, `document.querySelector(".search-result") !== null`);
  const found = await page.evaluate(
    `[...document.querySelectorAll(".search-result")].map((link) => link.getAttribute("href"))`,
  );
  await page.press("Escape");
  return Array.isArray(found) ? found.map(String) : [];
}

// The functions below run in the page.

function clickElement(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

function typeInto(selector: string, text: string): void {
  const field = document.querySelector<HTMLInputElement>(selector);
  if (field === null) return;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function scrollToElement(selector: string): void {
  document.querySelector(selector)?.scrollIntoView({ block: "center", behavior: "instant" });
}

function openDisclosures(): void {
  for (const disclosure of document.querySelectorAll("details.disclosure"))
    disclosure.setAttribute("open", "");
}
