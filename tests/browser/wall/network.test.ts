import { beforeAll, describe, expect, test } from "vitest";
import { armed, asCell, mark } from "./attack.ts";
import { networkAttacks } from "./attacks/network.ts";
import { expectLeak, useFreePage, useSharedFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

const wall = setUpWall();
let walled: WalledPage;

beforeAll(async () => {
  walled = await openWalledPage(wall.browser);
});

// All attacks before the controls: what one of them sends late is seen by "any of these, later".
describe("a cell reaches no server by", () => {
  for (const attack of networkAttacks) {
    test(attack.name, async () => {
      const output = await walled.run(asCell(attack, wall.witness));
      expect(output).toContain("begun");
      expect(output).toMatch(/refused|outcome/);
      expect(wall.witness.seen(mark(attack))).toBe(0);
      expect(walled.incidents).toEqual([]);
    });
  }
});

describe("neither does a worker from which nothing was taken away: the frame's policy holds alone against", () => {
  for (const attack of networkAttacks) {
    test.concurrent(attack.name, async ({ expect }) => {
      expect(await walled.runInBareWorker(armed(attack, wall.witness))).toMatch(/refused|outcome/);
      expect(wall.witness.seen(mark(attack))).toBe(0);
    });
  }

  test("any of these, later", async () => {
    await walled.page.waitForTimeout(1000);
    expect(wall.witness.connections()).toBe(0);
    expect(wall.witness.seen("/")).toBe(0);
    await walled.expectWell();
    await walled.close();
  });
});

describe("the control: without the wall a server is reached by", () => {
  describe("requests", () => {
    const free = useSharedFreePage(wall);
    for (const attack of networkAttacks.filter(({ sendsDatagrams }) => !sendsDatagrams))
      test.concurrent(attack.name, ({ expect }) => expectLeak(expect, free, attack, wall.witness));
  });

  // After the others, for which their datagrams, which name no attack, would count as well.
  describe("datagrams", () => {
    const free = useFreePage(wall);
    for (const attack of networkAttacks.filter(({ sendsDatagrams }) => sendsDatagrams)) {
      test(attack.name, () => {
        wall.witness.forgetDatagrams();
        return expectLeak(expect, free, attack, wall.witness);
      });
    }
  });
});
