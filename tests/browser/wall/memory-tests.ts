import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserWithLittleMemory, launch } from "../browser.ts";
import { press, shown, untilRuntime, untilStatus, write } from "../cells.ts";
import { freePort } from "../free-port.ts";
import type { MemoryBomb } from "./attacks/exhaustion.ts";
import { openFreePage } from "./free-page.ts";
import { openWalledPage } from "./walled-page.ts";
import { openWitness, type Witness } from "./witness.ts";

/** V8 gives up at this size of its heap, in MB, rather than at that of a large machine. */
const SMALL_HEAP = "--js-flags=--max-old-space-size=300";

/** Tests each bomb in a browser with little memory, behind the wall and without it. */
export function testMemoryBombs(bombs: readonly MemoryBomb[]): void {
  let folder: string;
  let executable: string;
  let witness: Witness;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lectern-browser-"));
    executable = await browserWithLittleMemory(folder);
    witness = await openWitness();
  });

  afterAll(async () => {
    await witness?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe("the page survives, says that the runtime crashed, and can go on after", () => {
    for (const bomb of bombs) {
      test(bomb.name, async () => {
        const port = await freePort();
        const browser = await launch({ executable, args: [SMALL_HEAP, `--remote-debugging-port=${port}`] });
        try {
          const walled = await openWalledPage(browser);
          const crashed = new Promise((resolve) => walled.page.once("crash", resolve));
          await walled.begin(bomb.code);
          await crashed;
          // To Playwright a page has crashed when a frame of it has; one that comes later sees the page as it is.
          const page = await meetPage(port, walled.page.url());
          await untilStatus(page, "attack", ["failed"]);
          await untilRuntime(page, "lost");
          expect(await shown(page, "attack")).toContain("The runtime crashed");
          await write(page, "next", "20 + 3");
          await press(page, "next");
          await untilStatus(page, "next", ["done"]);
          expect(await shown(page, "next")).toBe("23");
        } finally {
          await browser.close();
        }
      });
    }
  });

  describe("the control: without the wall the page itself crashes from", () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await launch({ executable, args: [SMALL_HEAP] });
    });
    afterAll(() => browser?.close());

    for (const bomb of bombs) {
      test(bomb.name, async () => {
        const { page, close } = await openFreePage(browser, witness);
        const crashed = new Promise<string>((resolve) => page.once("crash", () => resolve("crashed")));
        await page.evaluate(`void setTimeout(() => runHere(${JSON.stringify(bomb.code)}), 0)`);
        expect(await crashed).toBe("crashed");
        await close();
      });
    }
  });
}

async function meetPage(port: number, address: string): Promise<Page> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => candidate.url() === address);
  if (page === undefined)
    throw new Error(`The page is gone; there are: ${pages.map((one) => one.url()).join(", ")}`);
  return page;
}
