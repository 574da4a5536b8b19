import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { ENDED, runButton, status, untilStatus } from "../cells.ts";
import { type Exhaustion, exhaustions } from "./attacks/exhaustion.ts";
import { type FreePage, openFreePage } from "./free-page.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";
import { openWitness, type Witness } from "./witness.ts";

let browser: Browser;
let witness: Witness;

beforeAll(async () => {
  browser = await launch();
  witness = await openWitness();
});

afterAll(async () => {
  await browser?.close();
  await witness?.close();
});

const IMPORTS = `import { plot, progress, show } from "lectern";\n`;

// Each in a page of its own, so several at once: most of the time goes into waiting.
describe("the page stays well and can go on after", () => {
  for (const attack of exhaustions) {
    test.concurrent(attack.name, async () => {
      const walled = await openWalledPage(browser);
      const { page } = walled;
      await walled.begin(IMPORTS + attack.code);
      await untilStatus(page, "attack", ["running", ...ENDED]);
      // While it runs, too.
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      await endOf(attack, walled);
      expect(walled.incidents).toEqual([]);
      expect(await sizeOf(page)).toEqual({ isCrowded: false, isLong: false });
      await walled.expectWell();
      await walled.close();
    });
  }
});

describe("the control: there is harm without the wall from", () => {
  for (const attack of exhaustions) {
    const { control } = attack;
    // Silence counts as harm: other pages must not be what causes it.
    const run = control === "blocked" ? test.sequential : test.concurrent;
    run(attack.name, async ({ expect }) => {
      const free = await openFreePage(browser, witness);
      await unleash(free, attack);
      if (control === "blocked") expect(await nextRun(free.page)).not.toBe("2");
      else await expect.poll(() => isFlooded(free, control), { timeout: 60_000 }).toBe(true);
      await free.close();
    });
  }
});

async function endOf({ end }: Exhaustion, { page }: WalledPage): Promise<void> {
  switch (end) {
    case "itself":
      await untilStatus(page, "attack", ["done", "failed"]);
      return;
    case "stop":
      await page.waitForTimeout(1500);
      expect(await status(page, "attack")).toBe("running");
      await runButton(page, "attack").click();
      await untilStatus(page, "attack", ["stopped"]);
      return;
  }
}

async function unleash({ page }: FreePage, { control, code }: Exhaustion): Promise<void> {
  const source = JSON.stringify(code);
  switch (control) {
    case "flooded":
      await page.evaluate(`void runInWorker(${source})`);
      return;
    case "littered":
      await page.evaluate(`void runHere(${source})`);
      return;
    case "blocked":
      await page.evaluate(`void setTimeout(() => runHere(${source}), 0)`);
      await page.waitForTimeout(200);
      return;
  }
}

function isFlooded({ page }: FreePage, by: "flooded" | "littered"): Promise<boolean> {
  return page.evaluate(
    by === "flooded"
      ? "notebook.messages > 5000 || notebook.longest > 100_000_000"
      : "notebook.rejections + notebook.errors > 5000",
  );
}

/** What the naive notebook answers to `1 + 1`, as far as it does within three seconds. */
function nextRun(page: Page): Promise<string> {
  const answer = page.evaluate(`runHere("return 1 + 1")`).then(
    (value) => String(value),
    (error: unknown) => String(error),
  );
  const patience = new Promise<string>((resolve) => setTimeout(() => resolve("no answer"), 3000));
  return Promise.race([answer, patience]);
}

function sizeOf(page: Page): Promise<{ isCrowded: boolean; isLong: boolean }> {
  return page.evaluate(() => ({
    isCrowded: document.querySelectorAll("*").length > 20_000,
    isLong: (document.body.textContent ?? "").length > 2_000_000,
  }));
}
