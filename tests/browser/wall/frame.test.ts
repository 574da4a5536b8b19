import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { armed, mark } from "./attack.ts";
import { frameLeaks, parentAttacks } from "./attacks/frame.ts";
import { evaluateText, openFreePage, runFreely } from "./free-page.ts";
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

let walled: WalledPage;

beforeAll(async () => {
  walled = await openWalledPage(browser);
  await walled.restart();
});

// As if student code had come to run in the frame itself, which it never does.
describe("nothing leaves the frame by", () => {
  for (const attack of frameLeaks) {
    test(attack.name, async () => {
      const address = walled.page.url();
      await evaluateText(walled.frame(), armed(attack, witness));
      await walled.page.waitForTimeout(500);
      expect(witness.seen(mark(attack))).toBe(0);
      expect(walled.page.url()).toBe(address);
      expect(walled.incidents).toEqual([]);
      // Its document may be gone now, and the runtime with it.
      await walled.restart();
      await walled.expectWell();
    });
  }

  test("any of these, later", () => {
    expect(witness.seen("secret")).toBe(0);
  });
});

describe("the page is out of the frame's reach:", () => {
  for (const attack of parentAttacks) {
    test(attack.name, async () => {
      const before = await describePage(walled);
      expect(await evaluateText(walled.frame(), armed(attack, witness))).toContain("refused");
      expect(await describePage(walled)).toEqual(before);
      await walled.expectWell();
    });
  }
});

describe("the control: without the wall, a frame sends something by", () => {
  for (const attack of frameLeaks) {
    test(attack.name, async () => {
      const free = await openFreePage(browser, witness);
      const outcome = await runFreely(free, attack, witness);
      await expect
        .poll(() => witness.seen(mark(attack)), { timeout: 5000, message: outcome })
        .toBeGreaterThan(0);
      await free.close();
    });
  }
});

describe("the control: without the wall, a frame reaches", () => {
  for (const attack of parentAttacks) {
    test(attack.name, async () => {
      const free = await openFreePage(browser, witness);
      expect(await runFreely(free, attack, witness)).toBe("touched");
      await free.close();
    });
  }
});

function describePage({ page }: WalledPage): Promise<unknown> {
  return page.evaluate(() => ({
    title: document.title,
    address: location.href,
    stolen: Reflect.get(globalThis, "stolen"),
    kept: localStorage.getItem("stolen"),
    mark: document.body.dataset["stolen"],
    sandbox: document.querySelector("iframe")?.getAttribute("sandbox"),
  }));
}
