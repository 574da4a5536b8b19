import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { untilRuntime } from "../cells.ts";
import { armed, asCell } from "./attack.ts";
import { broadcast, storageAttacks } from "./attacks/storage.ts";
import { evaluateText, openFreePage, runFreely } from "./free-page.ts";
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

describe("a cell keeps nothing in", () => {
  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      const output = await walled.run(asCell(attack, witness));
      expect(output).toMatch(/refused|outcome/);
      expect(output).not.toContain("kept");
      await walled.expectWell();
    });
  }
});

describe("neither does the frame, nor a worker from which nothing was taken away, in", () => {
  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      await untilRuntime(walled.page, "ready");
      expect(await walled.runInBareWorker(armed(attack, witness))).not.toContain("kept");
      expect(await evaluateText(walled.frame(), armed(attack, witness))).not.toContain("kept");
    });
  }

  test("anything that the page could find afterwards", async () => {
    expect(await thingsKept(walled.page)).not.toContain("stolen");
    expect(walled.incidents).toEqual([]);
  });
});

test("a cell is heard by no page of the site over BroadcastChannel", async () => {
  await listen(walled.page);
  const output = await walled.run(asCell(broadcast, witness));
  expect(output).toContain("refused");
  await walled.runInBareWorker(armed(broadcast, witness));
  await evaluateText(walled.frame(), armed(broadcast, witness));
  await walled.page.waitForTimeout(300);
  expect(await heard(walled.page)).toBe(0);
  await walled.expectWell();
});

describe("the control: without the wall something is kept in", () => {
  for (const attack of storageAttacks) {
    test(attack.name, async () => {
      const free = await openFreePage(browser, witness);
      expect(await runFreely(free, attack, witness)).toBe("kept");
      await free.close();
    });
  }

  test("all the places where the page looks", async () => {
    const free = await openFreePage(browser, witness);
    for (const attack of storageAttacks) await runFreely(free, attack, witness);
    const kept = await thingsKept(free.page);
    expect(kept.match(/stolen/g)?.length).toBeGreaterThanOrEqual(6);
    await free.close();
  });

  test("nothing, but BroadcastChannel is heard", async () => {
    const free = await openFreePage(browser, witness);
    await listen(free.page);
    await runFreely(free, broadcast, witness);
    await expect.poll(() => heard(free.page)).toBeGreaterThan(0);
    await free.close();
  });
});

/** All that is kept for the page's origin, as one text. */
function thingsKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const files: string[] = [];
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
