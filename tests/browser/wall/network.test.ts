import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { armed, asCell, mark } from "./attack.ts";
import { networkAttacks } from "./attacks/network.ts";
import { openFreePage, runFreely } from "./free-page.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";
import { openWitness, type Witness } from "./witness.ts";

let browser: Browser;
let witness: Witness;
let walled: WalledPage;

beforeAll(async () => {
  browser = await launch();
  witness = await openWitness();
  walled = await openWalledPage(browser);
});

afterAll(async () => {
  await browser?.close();
  await witness?.close();
});

// All attacks first: what one of them sends late is still seen.
describe("a cell reaches no server by", () => {
  for (const attack of networkAttacks) {
    test(attack.name, async () => {
      const output = await walled.run(asCell(attack, witness));
      expect(output).toContain("begun");
      expect(output).toMatch(/refused|outcome/);
      await walled.page.waitForTimeout(300);
      expect(witness.seen(mark(attack))).toBe(0);
      expect(walled.incidents).toEqual([]);
      await walled.expectWell();
    });
  }
});

describe("neither does a worker from which nothing was taken away: the frame's policy holds alone against", () => {
  for (const attack of networkAttacks) {
    test(attack.name, async () => {
      expect(await walled.runInBareWorker(armed(attack, witness))).toMatch(/refused|outcome/);
      expect(witness.seen(mark(attack))).toBe(0);
    });
  }

  test("any of these, later", async () => {
    await walled.page.waitForTimeout(1000);
    expect(witness.connections()).toBe(0);
    expect(witness.seen("/")).toBe(0);
    await walled.close();
  });
});

describe("the control: without the wall a server is reached by", () => {
  for (const attack of networkAttacks) {
    test(attack.name, async () => {
      witness.forgetDatagrams();
      const free = await openFreePage(browser, witness);
      const outcome = await runFreely(free, attack, witness);
      await expect
        .poll(() => witness.seen(mark(attack)), { timeout: 5000, message: `${attack.name}: ${outcome}` })
        .toBeGreaterThan(0);
      await free.close();
    });
  }
});
