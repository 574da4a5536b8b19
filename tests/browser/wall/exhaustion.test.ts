import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { PATIENCE, runButton, status, untilStatus } from "../cells.ts";
import { type Exhaustion, exhaustions } from "./attacks/exhaustion.ts";
import { openFreePage, useSharedFreePage } from "./free-page.ts";
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
  const other = useSharedFreePage(wall);

  // Each on a page of its own, which is closed at once: a flooded one is slow to load again.
  for (const { name, control, code } of exhaustions) {
    test.concurrent(name, async ({ expect }) => {
      const { page, close } = await openFreePage(wall.browser, wall.witness);
      const source = JSON.stringify(code);
      if (control === "blocked") {
        expect(await nextRun(page)).toBe("2");
        // Without waiting: the answer does not come either.
        page.evaluate(`void runHere(${source})`).catch(() => undefined);
        expect(await Promise.race([nextRun(page), silence(other.page)])).not.toBe("2");
      } else {
        await page.evaluate(`void ${RUN[control]}(${source})`);
        await expect.poll(() => page.evaluate(HARM[control]), { timeout: PATIENCE }).toBe(true);
      }
      await close();
    });
  }
});

/** Where a naive notebook runs an attack: in its worker, or on its own thread. */
const RUN = { flooded: "runInWorker", littered: "runHere" } as const;

/** What has become of it then. */
const HARM = {
  flooded: "notebook.messages > 2000 || notebook.longest > 40_000_000",
  littered: "notebook.rejections + notebook.errors > 1000",
} as const;

/** What the naive notebook answers to `1 + 1`, if it does. */
function nextRun(page: Page): Promise<string> {
  return page.evaluate(`runHere("return 1 + 1")`).then(
    (value) => String(value),
    (error: unknown) => String(error),
  );
}

/** A notebook that has answered before counts as blocked when another has answered this many questions meanwhile. */
const QUESTIONS = 50;

async function silence(other: Page): Promise<string> {
  for (let asked = 0; asked < QUESTIONS; asked += 1) await nextRun(other);
  return "no answer";
}

async function endOf({ end }: Exhaustion, { page }: WalledPage): Promise<void> {
  switch (end) {
    case "itself":
      await untilStatus(page, "attack", ["done", "failed"]);
      return;
    case "stop":
      await untilDrawn(page, 30);
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

function sizeOf(page: Page): Promise<{ isCrowded: boolean; isLong: boolean }> {
  return page.evaluate(() => ({
    isCrowded: document.querySelectorAll("*").length > 20_000,
    isLong: (document.querySelector("main")?.textContent ?? "").length > 2_000_000,
  }));
}
