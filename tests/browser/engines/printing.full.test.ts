import { expect, inject, test } from "vitest";
import { LECTURE } from "../lecture-figures.ts";
import { describeEngine } from "./describe-engine.ts";
import { firefox } from "./firefox.ts";
import { openNotebookAt, until } from "./notebook-page.ts";
import { webKitGtk } from "./webkit.ts";

/** Whether the code of the last figure of the lecture is there. */
const IS_LOADED = `performance.getEntriesByType("resource").some(({ name }) => /\\/confusion-[^/]*\\.js$/.test(name))`;

/** How many figures are still missing in what the browser prints. */
const MISSING = `(() => {
  dispatchEvent(new Event("beforeprint"));
  const missing = document.querySelectorAll("[data-figure-host]:not([data-mounted])").length;
  dispatchEvent(new Event("afterprint"));
  return missing;
})()`;

for (const engine of [firefox, webKitGtk]) {
  describeEngine(engine, (browser) => {
    test("the browser's own menu prints all figures, though the pointer has never left the page", async () => {
      const { page } = await openNotebookAt(
        await browser().newPage(),
        `${inject("site")}lessons/${LECTURE}/`,
      );
      expect(await page.evaluate("document.querySelectorAll('[data-figure-host]').length")).toBeGreaterThan(
        20,
      );
      await until(page, IS_LOADED);
      await until(page, `${MISSING} === 0`);
      expect(page.faults).toEqual([]);
    });
  });
}
