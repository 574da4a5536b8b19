import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, inject, test } from "vitest";
import { browserWithLittleMemory, launch } from "../browser.ts";
import { press, shown, untilRuntime, untilStatus, write } from "../cells.ts";
import { freePort } from "../free-port.ts";
import { memoryBombs } from "./attacks/exhaustion.ts";
import { openFreePage } from "./free-page.ts";
import { openWalledPage } from "./walled-page.ts";
import { openWitness, type Witness } from "./witness.ts";

/** V8 gives up at this size of its heap, in MB, rather than at that of a large machine. */
const SMALL_HEAP = "--js-flags=--max-old-space-size=300";

let folder: string;
let port: number;
let browser: Browser;
let witness: Witness;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-browser-"));
  port = await freePort();
  browser = await launch({
    executable: await browserWithLittleMemory(folder),
    args: [SMALL_HEAP, `--remote-debugging-port=${port}`],
  });
  witness = await openWitness();
});

afterAll(async () => {
  await browser?.close();
  await witness?.close();
  await rm(folder, { recursive: true, force: true });
});

// At once: a page takes 13 seconds to notice that its runtime is gone.
describe.concurrent("the page survives, says that the runtime crashed, and can go on after", () => {
  memoryBombs.forEach((bomb, index) => {
    test(bomb.name, async ({ expect }) => {
      const walled = await openWalledPage(browser, `${inject("wallPage")}?page=${index}`);
      const crashed = new Promise((resolve) => walled.page.once("crash", resolve));
      await walled.begin(bomb.code);
      await crashed;
      // To Playwright a page has crashed when a frame of it has; one that comes later sees the page as it is.
      const visitor = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      try {
        const page = pageAt(visitor, walled.page.url());
        await untilStatus(page, "attack", ["failed"]);
        await untilRuntime(page, "lost");
        expect(await shown(page, "attack")).toContain("The runtime crashed");
        await write(page, "next", "20 + 3");
        await press(page, "next");
        await untilStatus(page, "next", ["done"]);
        expect(await shown(page, "next")).toBe("23");
      } finally {
        await visitor.close();
        await walled.close();
      }
    });
  });
});

describe.concurrent("the control: without the wall the page itself crashes from", () => {
  for (const bomb of memoryBombs) {
    test(bomb.name, async ({ expect }) => {
      const { page, close } = await openFreePage(browser, witness);
      const crashed = new Promise<string>((resolve) => page.once("crash", () => resolve("crashed")));
      await page.evaluate(`void setTimeout(() => runHere(${JSON.stringify(bomb.code)}), 0)`);
      expect(await crashed).toBe("crashed");
      await close();
    });
  }
});

function pageAt(visitor: Browser, address: string): Page {
  const pages = visitor.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => candidate.url() === address);
  if (page === undefined)
    throw new Error(`The page is gone; there are: ${pages.map((one) => one.url()).join(", ")}`);
  return page;
}
