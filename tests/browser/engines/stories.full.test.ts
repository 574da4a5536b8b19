import { beforeAll, describe, expect, test } from "vitest";
import { ENDED, PATIENCE } from "../cells.ts";
import { LECTURE, lectureFigures } from "../lecture-figures.ts";
import { TRAINING } from "../lecture-visit.ts";
import { SMALL_DATA } from "../site-page.ts";
import { chromium } from "./chromium.ts";
import { describeEngine } from "./describe-engine.ts";
import { call } from "./engine.ts";
import { firefox, firefoxWithoutStorage } from "./firefox.ts";
import { INCOMPLETE_FORMULAS, type NotebookPage, openNotebook, until } from "./notebook-page.ts";
import { webKitGtk } from "./webkit.ts";

/** The lines that `fit` prints, without times: all engines compute the same on WASM. */
let chromiumEpochs: readonly string[] = [];

for (const engine of [chromium, firefox, webKitGtk]) {
  describeEngine(engine, (browser) => {
    // On a page of its own: WebKitGTK paints all these figures on the processor, and trains on it.
    test("draws all figures of the lecture", async () => {
      const lecture = await openNotebook(await browser().newPage(), LECTURE);
      for (const { id, name } of lectureFigures()) {
        await call(lecture.page, scrollToElement, `[data-figure-host="${id}"]`);
        await until(
          lecture.page,
          `document.querySelector('[data-figure-host="${id}"][data-mounted]') !== null`,
        );
        const drawn = await call(lecture.page, countDrawn, id);
        expect(drawn, name).toBeGreaterThan(0);
      }
      expect(lecture.page.faults).toEqual([]);
      expect(await lecture.page.evaluate(INCOMPLETE_FORMULAS)).toEqual([]);
      // Nothing is painted any more.
      await lecture.page.open("about:blank");
    });

    describe("the lecture", () => {
      let lecture: NotebookPage;
      beforeAll(async () => {
        lecture = await openNotebook(await browser().newPage(), LECTURE);
      });

      test("trains as in Chromium, and plots the accuracy", async () => {
        await lecture.write("load-data", SMALL_DATA);
        expect(await lecture.pressUntil("plot-accuracy", ENDED, TRAINING)).toBe("done");
        expect(await lecture.shown("version")).toMatch(/TensorFlow\.js 4\.\d+\.\d+ on wasm/);
        const epochs = epochLines(await lecture.shown("train"));
        expect(epochs).toHaveLength(3);
        if (engine === chromium) chromiumEpochs = epochs;
        expect(epochs).toEqual(chromiumEpochs);
        await call(lecture.page, scrollToElement, "#cell-plot-accuracy [data-outputs]");
        await until(
          lecture.page,
          `document.querySelectorAll("#cell-plot-accuracy .scatterlayer .trace").length === 2`,
        );
      });

      test("says what is wrong with an exercise, and accepts its solution", async () => {
        const cell = await lecture.page.evaluate(
          `document.querySelector("[data-exercise] [data-cell]").dataset.cell`,
        );
        const id = String(cell);
        await lecture.pressUntil(id, ENDED);
        await until(lecture.page, `document.querySelector('#cell-${id} [data-check="failed"]') !== null`);
        await call(lecture.page, openDisclosures);
        await lecture.pressButton("Put the solution into the cell");
        await lecture.pressUntil(id, ENDED);
        await until(lecture.page, `document.querySelector("[data-exercise][data-solved]") !== null`);
      });

      test("reports no error", () => {
        expect(lecture.page.faults).toEqual([]);
      });
    });

    describe("a notebook", () => {
      let notebook: NotebookPage;
      beforeAll(async () => {
        notebook = await openNotebook(await browser().newPage(), "notebook");
      });

      test.each([
        ["awaits", "for (;;) await null;"],
        ["iterates over", "for await (const one of (function* () { for (;;) yield 1; })()) one;"],
        [
          "reads",
          'import * as tf from "@tensorflow/tfjs";\nconst ones = tf.data.generator(function* () { for (;;) yield 1; });\nawait ones.filter(() => false).forEachAsync(() => {});',
        ],
        ["queues", "(function loop() { queueMicrotask(loop); })();\nawait new Promise(() => {});"],
      ])("stops code that %s what is always ready, and keeps the runtime", async (_, source) => {
        await notebook.write("first", "let kept = 5;");
        expect(await notebook.pressUntil("first", ENDED)).toBe("done");
        await notebook.write("unrelated", source);
        await notebook.pressUntil("unrelated", ["running"]);
        expect(await notebook.pressUntil("unrelated", ENDED)).toBe("stopped");
        await notebook.write("unrelated", "kept * 11");
        expect(await notebook.pressUntil("unrelated", ENDED)).toBe("done");
        expect(await notebook.shown("unrelated")).toContain("55");
      });

      test("stops an endless loop, and runs the cells again", async () => {
        await notebook.write("unrelated", "for (;;) {}");
        await notebook.pressUntil("unrelated", ["running"]);
        expect(await notebook.pressUntil("unrelated", ENDED)).toBe("stopped");
        await notebook.untilRuntime("lost");
        await notebook.write("unrelated", "6 * 7");
        expect(await notebook.pressUntil("unrelated", ENDED)).toBe("done");
        expect(await notebook.shown("unrelated")).toContain("42");
      });

      test("completes names while typing, and lists what cannot work", async () => {
        await notebook.write("unrelated", "const numbers = [1, 2, 3];\n");
        const { page } = notebook;
        for (const key of "numbers.len") await page.press(key);
        await until(
          page,
          `document.querySelector(".cm-tooltip-autocomplete [aria-selected]")?.textContent.includes("length")`,
        );
        // CodeMirror takes no choice in the first 75 ms of a list.
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
        await page.press("Tab");
        await expect.poll(() => call(page, textOfEditor), { timeout: PATIENCE }).toMatch(/numbers\.length/);
        await notebook.write("unrelated", '"text".toUpper();');
        await until(
          page,
          `document.querySelector("#cell-unrelated .problem-list")?.textContent.includes("toUpper")`,
        );
        await notebook.write("unrelated", "6 * 7");
        await until(page, `document.querySelector("#cell-unrelated .problem-list") === null`);
      });

      test("saves edits and outputs across a reload", async () => {
        await notebook.write("first", "const a = 41;\na");
        expect(await notebook.pressUntil("first", ENDED)).toBe("done");
        await expect
          .poll(() => call(notebook.page, savedKeys), { timeout: PATIENCE })
          .toContainEqual(expect.stringMatching(/first$/));
        await notebook.page.reload();
        await notebook.untilLive();
        await until(notebook.page, `document.querySelector("#cell-first .code").textContent.includes("41")`);
        await until(
          notebook.page,
          `document.querySelector("#cell-first").textContent.includes("output of an earlier run")`,
        );
        expect(await notebook.shown("first")).toContain("41");
        expect(await notebook.pressUntil("second", ENDED)).toBe("done");
        expect(await notebook.shown("second")).toContain("42");
      });

      test("reports no error", () => {
        expect(notebook.page.faults).toEqual([]);
      });
    });
  });
}

describeEngine(firefoxWithoutStorage, (browser) => {
  test("the cells run, and the page says that it saves nothing", async () => {
    const notebook = await openNotebook(await browser().newPage(), "notebook");
    await notebook.write("first", "const a = 41;\na");
    expect(await notebook.pressUntil("second", ENDED)).toBe("done");
    expect(await notebook.shown("second")).toContain("42");
    await until(notebook.page, `document.body.innerText.includes("can't save your work")`);
    expect(notebook.page.faults).toEqual([]);
  });
});

function epochLines(text: string): readonly string[] {
  return [...text.matchAll(/^Epoch \d+\/\d+ - .*$/gm)].map(([line]) => line.replace(/ - \S+ - /, " - "));
}

// The functions below run in the page.

function scrollToElement(selector: string): void {
  document.querySelector(selector)?.scrollIntoView({ block: "center", behavior: "instant" });
}

/** How many elements a figure has drawn. */
function countDrawn(id: string): number {
  return document.querySelectorAll(`[data-figure-host="${id}"] :is(svg, canvas, table, [role])`).length;
}

function openDisclosures(): void {
  for (const disclosure of document.querySelectorAll("details.disclosure"))
    disclosure.setAttribute("open", "");
}

/** The keys under which the page has saved outputs in IndexedDB. */
async function savedKeys(): Promise<readonly string[]> {
  const answer = <Result>(request: IDBRequest<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const keys: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith("lectern-outputs")) continue;
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      keys.push(...(await answer(database.transaction(store).objectStore(store).getAllKeys())).map(String));
    }
    database.close();
  }
  return keys;
}

function textOfEditor(): string {
  return document.querySelector("#cell-unrelated .cm-content")?.textContent ?? "";
}
