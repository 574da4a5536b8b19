import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { asCell } from "./attack.ts";
import { recoveryAttacks } from "./attacks/recovery.ts";
import { openFreePage, runFreely } from "./free-page.ts";
import { openWalledPage } from "./walled-page.ts";
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

describe("what was taken from the cells is not found again by", () => {
  for (const attack of recoveryAttacks) {
    test(attack.name, async () => {
      const walled = await openWalledPage(browser);
      const output = await walled.run(asCell(attack, witness));
      expect(output).toMatch(/^outcome:\s*$/m);
      await walled.restart();
      await walled.expectWell();
      expect(walled.incidents).toEqual([]);
      await walled.close();
    });
  }
});

describe("the control: where nothing was taken away, it is found by", () => {
  for (const attack of recoveryAttacks) {
    test(attack.name, async () => {
      const free = await openFreePage(browser, witness);
      const outcome = await runFreely(free, attack, witness);
      expect(outcome).not.toBe("");
      expect(outcome).not.toMatch(/refused|never ended|walked nowhere/);
      await free.close();
    });
  }
});
