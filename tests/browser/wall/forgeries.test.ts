import { beforeAll, describe, expect, test } from "vitest";
import { PATIENCE, pressUntil, status, untilRuntime, write } from "../cells.ts";
import { type Forgery, forgeries } from "./attacks/forgeries.ts";
import { useFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWithRuntime, standInRuntime } from "./stand-in-runtime.ts";
import type { WalledPage } from "./walled-page.ts";

const wall = setUpWall();

// On one page, with a new runtime after each forgery for which the page has ended the old one.
describe("a runtime in an attacker's hands does the page no harm by", () => {
  let walled: WalledPage;

  beforeAll(async () => {
    walled = await openForged();
    expect(await pressUntil(walled.page, "next", ["done"])).toBe("done");
  });

  forgeries.forEach((forgery, index) => {
    test(forgery.name, async () => {
      const { page } = walled;
      await write(page, "attack", String(index));
      const end = await pressUntil(page, "attack", ["done", "failed"]);
      // One that is ended has failed; then the page has a new runtime at the next run.
      if (forgery.fate === "ended") {
        expect(end).toBe("failed");
        await untilRuntime(page, "lost");
      }
      await expectUnharmed(walled);
      await walled.expectWell();
      await expectUnharmed(walled);
      expect(await status(page, "next")).toBe("done");
    });
  });

  test("any of these, later", async () => {
    await walled.page.waitForTimeout(1000);
    await expectUnharmed(walled);
    expect(wall.witness.seen("/")).toBe(0);
  });
});

describe("the control: a page that trusts its runtime suffers from", () => {
  const free = useFreePage(wall);

  for (const forgery of forgeries) {
    test(forgery.name, async () => {
      await free.page.evaluate(`forge(${JSON.stringify(withAddress(forgery))})`);
      await expect
        .poll(() => free.page.evaluate(forgery.harm), { timeout: PATIENCE, interval: 200 })
        .toBe(true);
    });
  }
});

function withAddress({ body }: Forgery): string {
  return `const http = ${JSON.stringify(`${wall.witness.http}/forged`)};\n${body}`;
}

/** The page with a runtime that runs other cells honestly; the cell `attack` holds the number of a forgery. */
function openForged(): Promise<WalledPage> {
  const attacks = forgeries.map((forgery) => `(port, run, tell) => { ${withAddress(forgery)} }`);
  const runtime = standInRuntime(`
    if (cell !== "attack") return false;
    const attacks = [${attacks.join(",\n")}];
    attacks[Number(source)](port, run, tell);
    return true;`);
  return openWithRuntime(wall.browser, runtime);
}

async function expectUnharmed({ page, incidents }: WalledPage): Promise<void> {
  await expect.poll(() => page.evaluate(findChartToDraw), { timeout: PATIENCE }).toBe(false);
  expect(incidents).toEqual([]);
  const found = await page.evaluate(findHarm);
  expect(found).toEqual({
    pwned: undefined,
    polluted: undefined,
    dangerous: [],
    isCrowded: false,
    isLong: false,
  });
}

/** Runs in the page: scrolls to the first chart that is still to be drawn, since they are drawn near the window. */
function findChartToDraw(): boolean {
  const chart = [...document.querySelectorAll('[data-output="plot"]')].find(
    (each) => each.querySelector(".main-svg") === null && !each.textContent.includes("could not be drawn"),
  );
  chart?.scrollIntoView({ behavior: "instant" });
  return chart !== undefined;
}

/** Runs in the page. */
function findHarm(): unknown {
  const outputs = [...document.querySelectorAll("[data-outputs] *")];
  const dangerous = outputs.filter((element) =>
    [...element.attributes].some(
      ({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value) || name === "srcdoc",
    ),
  );
  return {
    pwned: Reflect.get(globalThis, "pwned"),
    polluted: Reflect.get({}, "polluted"),
    dangerous: dangerous.map((element) => element.outerHTML.slice(0, 200)),
    isCrowded: document.querySelectorAll("*").length > 20_000,
    isLong: (document.querySelector("main")?.textContent ?? "").length > 2_000_000,
  };
}
