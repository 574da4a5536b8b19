import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { untilRuntime } from "../cells.ts";
import { armed, asCell } from "./attack.ts";
import { broadcast, storageAttacks } from "./attacks/storage.ts";
import { evaluateText, runFreely, useSharedFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

const wall = setUpWall();
let walled: WalledPage;

beforeAll(async () => {
  walled = await openWalledPage(wall.browser);
});

describe("a cell keeps nothing in", () => {
  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      const output = await walled.run(asCell(attack, wall.witness));
      expect(output).toMatch(/refused|outcome/);
      expect(output).not.toContain("kept");
    });
  }
});

describe("neither does the frame, nor a worker from which nothing was taken away, in", () => {
  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      await untilRuntime(walled.page, "ready");
      expect(await walled.runInBareWorker(armed(attack, wall.witness))).not.toContain("kept");
      expect(await evaluateText(walled.frame(), armed(attack, wall.witness))).not.toContain("kept");
    });
  }

  test("anything that the page could find afterwards", async () => {
    expect(await thingsKept(walled.page)).not.toContain("stolen");
    expect(walled.incidents).toEqual([]);
  });
});

test("a cell is heard by no page of the site over BroadcastChannel", async () => {
  await listen(walled.page);
  const output = await walled.run(asCell(broadcast, wall.witness));
  expect(output).toContain("refused");
  await walled.runInBareWorker(armed(broadcast, wall.witness));
  await evaluateText(walled.frame(), armed(broadcast, wall.witness));
  await walled.page.waitForTimeout(300);
  expect(await heard(walled.page)).toBe(0);
  await walled.expectWell();
});

describe("the control: without the wall something is kept in", () => {
  const free = useSharedFreePage(wall);

  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      expect(await runFreely(free, attack, wall.witness)).toBe("kept");
    });
  }

  test("all the places where the page looks", async () => {
    for (const attack of storageAttacks) await runFreely(free, attack, wall.witness);
    const kept = await thingsKept(free.page);
    expect(kept.match(/stolen/g)?.length).toBeGreaterThanOrEqual(6);
  });

  test("nothing, but BroadcastChannel is heard", async () => {
    await listen(free.page);
    await runFreely(free, broadcast, wall.witness);
    await expect.poll(() => heard(free.page)).toBeGreaterThan(0);
  });
});

/** All that is kept for the page's origin, as one text. */
function thingsKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const files: string[] = [];
    // A page that was opened as a file has no private files.
    const folder = await navigator.storage.getDirectory().catch(() => null);
    if (folder !== null)
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        files.push(name);
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      (await indexedDB.databases()).map(({ name }) => name),
      await caches.keys(),
      files,
    ]);
  });
}

function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const channel = new BroadcastChannel("stolen");
    channel.onmessage = () => {
      document.body.dataset["heard"] = String(Number(document.body.dataset["heard"] ?? 0) + 1);
    };
  });
}

function heard(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.body.dataset["heard"] ?? 0));
}
