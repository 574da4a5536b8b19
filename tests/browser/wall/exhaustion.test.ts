import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { PATIENCE, runButton, status, untilStatus } from "../cells.ts";
import { type Exhaustion, exhaustions } from "./attacks/exhaustion.ts";
import { type FreePage, openFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

const wall = setUpWall();

const IMPORTS = `import { plot, progress, show } from "lectern";\n`;

// On one page, which each attack has to leave as it was.
describe("the page stays well and can go on after", () => {
  let walled: WalledPage;
  beforeAll(async () => {
    walled = await openWalledPage(wall.browser);
  });

  for (const attack of exhaustions) test(attack.name, () => withstand(walled, attack));
});

async function withstand(walled: WalledPage, attack: Exhaustion): Promise<void> {
  await walled.begin(IMPORTS + attack.code);
  // It answers while the attack runs, too.
  expect(await walled.page.evaluate(() => 1 + 1)).toBe(2);
  await endOf(attack, walled);
  expect(walled.incidents).toEqual([]);
  expect(await sizeOf(walled.page)).toEqual({ isCrowded: false, isLong: false });
  await walled.expectWell();
}

describe("the control: there is harm without the wall from", () => {
  for (const attack of exhaustions) {
    const { control } = attack;
    // Silence counts as harm: other pages must not be what causes it.
    const run = control === "blocked" ? test.sequential : test.concurrent;
    run(attack.name, async ({ expect }) => {
      const free = await openFreePage(wall.browser, wall.witness);
      if (control === "blocked") {
        expect(await nextRun(free.page, PATIENCE)).toBe("2");
        await unleash(free, attack);
        expect(await nextRun(free.page, SILENCE)).not.toBe("2");
      } else {
        await unleash(free, attack);
        await expect.poll(() => isFlooded(free, control), { timeout: PATIENCE }).toBe(true);
      }
      await free.close();
    });
  }
});

/** A notebook that has answered at once before counts as blocked when it gives no answer for this long, in ms. */
const SILENCE = 1000;

async function endOf({ end }: Exhaustion, { page }: WalledPage): Promise<void> {
  switch (end) {
    case "itself":
      await untilStatus(page, "attack", ["done", "failed"]);
      return;
    case "stop":
      await untilDrawn(page, 60);
      expect(await status(page, "attack")).toBe("running");
      await runButton(page, "attack").click();
      await pressAgain(page);
      await untilStatus(page, "attack", ["stopped"]);
      return;
  }
}

/** Code that yields may have ended before the second press, which would run it again: the page itself looks and presses. */
function pressAgain(page: Page): Promise<void> {
  return page.evaluate(() => {
    const press = (): void => {
      const button = document.querySelector<HTMLElement>("#cell-attack .run");
      if (button?.getAttribute("aria-label") === "Stop attack at once") button.click();
      else if (button?.classList.contains("is-stop")) requestAnimationFrame(press);
    };
    press();
  });
}

/** Waits until the page has drawn this many frames. */
function untilDrawn(page: Page, frames: number): Promise<void> {
  return page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  }, frames);
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
      // It has begun when the next message is handled, if one ever is.
      await page.evaluate(`void setTimeout(() => runHere(${source}), 0)`);
      return;
  }
}

function isFlooded({ page }: FreePage, by: "flooded" | "littered"): Promise<boolean> {
  return page.evaluate(
    by === "flooded"
      ? "notebook.messages > 2000 || notebook.longest > 40_000_000"
      : "notebook.rejections + notebook.errors > 1000",
  );
}

/** What the naive notebook answers to `1 + 1`, as far as it does within that time, in ms. */
function nextRun(page: Page, time: number): Promise<string> {
  const answer = page.evaluate(`runHere("return 1 + 1")`).then(
    (value) => String(value),
    (error: unknown) => String(error),
  );
  const silence = new Promise<string>((resolve) => setTimeout(() => resolve("no answer"), time));
  return Promise.race([answer, silence]);
}

function sizeOf(page: Page): Promise<{ isCrowded: boolean; isLong: boolean }> {
  return page.evaluate(() => ({
    isCrowded: document.querySelectorAll("*").length > 20_000,
    isLong: (document.querySelector("main")?.textContent ?? "").length > 2_000_000,
  }));
}
