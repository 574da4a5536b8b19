import { rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { untilBuilt } from "../browser.ts";
import { smallSite } from "../published-site.ts";
import { hostSites, type SiteHost } from "../site-host.ts";
import { describeEngine } from "./describe-engine.ts";
import { firefox, firefoxWithoutStorage } from "./firefox.ts";
import { type NotebookPage, openNotebook, until } from "./notebook-page.ts";
import { webKitGtk } from "./webkit.ts";

let site: string;
let host: SiteHost;

beforeAll(async () => {
  await untilBuilt();
  site = await smallSite(inject("siteFolder"));
});
afterAll(() => rm(site, { recursive: true, force: true }));

beforeEach(async () => {
  host = await hostSites();
  host.folders.set("/course/", site);
  return () => host.stop();
});

const openPage = async (page: Parameters<typeof openNotebook>[0]) =>
  openNotebook(page, "page", `${host.origin}/course/`);

/** Opens the menu, and waits until it says one of these about offline use; resolves to what it says. */
async function said(notebook: NotebookPage, texts: readonly string[]): Promise<string> {
  await notebook.pressButton("More");
  const status = `document.querySelector(".offline [role=status]")?.textContent ?? ""`;
  await until(notebook.page, `${JSON.stringify(texts)}.some((text) => (${status}).includes(text))`);
  return String(await notebook.page.evaluate(status));
}

const KEPT = "everything here opens and runs without a network";
const NOT_KEPT = "This browser can't keep these pages";

for (const engine of [firefox, webKitGtk]) {
  describeEngine(engine, (browser) => {
    test("after the first visit, the page opens and runs without the server", async (context) => {
      const notebook = await openPage(await browser().newPage());
      const words = await said(notebook, [KEPT, NOT_KEPT]);
      expect(notebook.page.faults).toEqual([]);
      if (words.includes(NOT_KEPT))
        return context.skip("This browser has no service workers as it is driven here.");
      await host.stop();
      await notebook.page.reload();
      await notebook.untilLive();
      expect(await notebook.run("first", "21 * 2")).toContain("42");
      expect(notebook.page.faults).toEqual([]);
    });
  });
}

describeEngine(firefoxWithoutStorage, (browser) => {
  test("the page says that it can't be kept, and works without errors", async () => {
    const notebook = await openPage(await browser().newPage());
    await said(notebook, [NOT_KEPT]);
    expect(await notebook.run("first", "21 * 2")).toContain("42");
    expect(notebook.page.faults).toEqual([]);
  });
});
