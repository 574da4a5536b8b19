import { beforeAll, describe, type ExpectStatic, expect, test } from "vitest";
import { type Attack, armed, mark } from "./attack.ts";
import { frameLeaks, parentAttacks } from "./attacks/frame.ts";
import { evaluateText, expectLeak, runFreely, useFreePage, useSharedFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWithRuntime, standInRuntime } from "./stand-in-runtime.ts";
import type { WalledPage } from "./walled-page.ts";

const wall = setUpWall();

const navigations = frameLeaks.filter(({ navigates }) => navigates);
/** They leave the frame's document as it is, so they can run at once. */
const requests = frameLeaks.filter(({ navigates }) => !navigates);

let walled: WalledPage;

// What runs in the frame's worker makes no difference here, and the frame is opened many times.
beforeAll(async () => {
  walled = await openWithRuntime(wall.browser, standInRuntime());
  await walled.restart();
});

// As if a reader's code ran in the frame itself, which it never does.
describe("nothing leaves the frame by", () => {
  for (const attack of navigations) {
    test(attack.name, async () => {
      await expectNoLeak(expect, attack);
      // The frame's document may be replaced, and the runtime gone with it.
      await walled.restart();
    });
  }
  for (const attack of requests) test.concurrent(attack.name, ({ expect }) => expectNoLeak(expect, attack));

  test("any of these, later", async () => {
    await walled.page.waitForTimeout(1000);
    expect(wall.witness.seen("/")).toBe(0);
    expect(walled.incidents).toEqual([]);
    await walled.expectWell();
  });
});

describe("the page is out of the frame's reach:", () => {
  for (const attack of parentAttacks) {
    test(attack.name, async () => {
      const before = await describePage(walled);
      expect(await evaluateText(walled.frame(), armed(attack, wall.witness))).toContain("refused");
      expect(await describePage(walled)).toEqual(before);
    });
  }

  test("any of these, and it goes on", () => walled.expectWell());
});

describe("the control: without the wall, a frame sends something by", () => {
  describe("navigating", () => {
    const free = useFreePage(wall);
    for (const attack of navigations)
      test(attack.name, ({ expect }) => expectLeak(expect, free, attack, wall.witness));
  });

  describe("asking for", () => {
    const free = useSharedFreePage(wall);
    for (const attack of requests)
      test.concurrent(attack.name, ({ expect }) => expectLeak(expect, free, attack, wall.witness));
  });
});

describe("the control: without the wall, a frame reaches", () => {
  const free = useFreePage(wall);

  for (const attack of parentAttacks) {
    test(attack.name, async () => {
      expect(await runFreely(free, attack, wall.witness)).toBe("touched");
    });
  }
});

/** @param expect the test's own: several may run at once. */
async function expectNoLeak(expect: ExpectStatic, attack: Attack): Promise<void> {
  const address = walled.page.url();
  await evaluateText(walled.frame(), armed(attack, wall.witness));
  expect(wall.witness.seen(mark(attack))).toBe(0);
  expect(walled.page.url()).toBe(address);
  expect(walled.incidents).toEqual([]);
}

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
