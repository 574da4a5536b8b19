import { beforeAll, describe, expect, test } from "vitest";
import { asCell } from "./attack.ts";
import { recoveryAttacks } from "./attacks/recovery.ts";
import { runFreely, useFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

const wall = setUpWall();
let walled: WalledPage;

beforeAll(async () => {
  walled = await openWalledPage(wall.browser);
});

describe("what was taken from the cells is not found again by", () => {
  for (const attack of recoveryAttacks) {
    test(attack.name, async () => {
      const output = await walled.run(asCell(attack, wall.witness));
      if (attack.outcome === undefined) expect(output).toMatch(/^outcome:\s*$/m);
      else {
        expect(output).toContain("to be heard");
        expect(await walled.run(`console.log("outcome: " + ${attack.outcome})`)).toMatch(/^outcome:\s*$/m);
      }
      if (attack.leavesTraces) await walled.restart();
      expect(walled.incidents).toEqual([]);
    });
  }

  test("any of these, and the page goes on", () => walled.expectWell());
});

describe("the control: where nothing was taken away, it is found by", () => {
  const free = useFreePage(wall);

  for (const attack of recoveryAttacks) {
    test(attack.name, async () => {
      const outcome = await runFreely(free, attack, wall.witness);
      expect(outcome).not.toBe("");
      expect(outcome).not.toMatch(/refused|never ended|walked nowhere/);
    });
  }
});
