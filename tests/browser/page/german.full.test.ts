import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "../browser.ts";
import { cell, untilStatus, visibleText } from "../cells.ts";
import { openLesson } from "../site-page.ts";

let page: Page;
let faults: readonly string[];
let requests: readonly string[];

beforeAll(async () => {
  ({ page, faults, requests } = await openLesson(await openBrowser(), "german"));
});
afterAll(closePages);

describe("a German lesson", () => {
  test("is in German before and after its script runs", async () => {
    const sent = await (await fetch(`${inject("site")}lessons/german/`)).text();
    const before =
      /<div class="toolbar-row">.*?<\/header>/s.exec(sent)?.[0].replaceAll(/<[^>]*>/g, " ") ?? "";
    const now = await page.locator(".toolbar").innerText();
    for (const label of ["nicht gestartet", "Alle ausführen", "Neu starten"]) {
      expect(before).toContain(label);
      expect(now).toContain(label);
    }
    expect(await page.locator("html").getAttribute("lang")).toBe("de-AT");
    expect(await page.locator(".toolbar .island").getAttribute("lang")).toBe("de");
  });

  test("says in German what its cells do", async () => {
    await cell(page, "breite-code").getByRole("button", { name: "breite-code ausführen" }).click();
    await untilStatus(page, "breite-code", ["done"]);
    expect(await visibleText(cell(page, "breite-code"))).toContain("noch nicht gelöst");
    expect(await page.locator("[data-announcer]").innerText()).toMatch(
      /^breite-code: fertig in .* Noch nicht gelöst: Die Breite bleibt\.$/,
    );
  });

  test("opens dialogs and draws figures in German", async () => {
    await page.getByRole("button", { name: "Mehr", exact: true }).click();
    await page.getByRole("button", { name: "Tasten für Zellen" }).click();
    const dialog = page.getByRole("dialog", { name: "Tasten für Zellen" });
    expect(await dialog.innerText()).toContain("Strg+Eingabe");
    await dialog.getByRole("button", { name: "Schließen" }).click();
    await page.locator("[data-figure-host='pooling']").scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Schrittweite: eins mehr" }).click();
    const description = page.locator("#pooling p", { hasText: "Schrittweite 3: " });
    await description.first().waitFor({ state: "attached" });
    expect(faults).toEqual([]);
  });

  test("loads the German dictionary, which an English lesson does not", async () => {
    expect(requests.some((address) => address.includes("/german-"))).toBe(true);
    const english = await openLesson(await openBrowser(), "notebook");
    expect(english.requests.some((address) => address.includes("/german-"))).toBe(false);
  });
});
