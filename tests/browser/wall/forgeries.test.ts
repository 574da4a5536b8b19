import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../browser.ts";
import { press, status, untilRuntime, untilStatus } from "../cells.ts";
import { type Forgery, forgeries } from "./attacks/forgeries.ts";
import { openFreePage } from "./free-page.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";
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

// Each in a page of its own, so several at once: much of the time goes into waiting.
describe("a runtime in an attacker's hands does the page no harm by", () => {
  for (const forgery of forgeries) {
    test.concurrent(forgery.name, async () => {
      const walled = await openForged(forgery);
      const { page } = walled;
      await press(page, "next");
      await untilStatus(page, "next", ["done"]);
      await press(page, "attack");
      // One that is ended has failed; then the page has a new runtime at the next run.
      await untilStatus(page, "attack", forgery.fate === "ended" ? ["failed"] : ["done", "failed"]);
      if (forgery.fate === "ended") await untilRuntime(page, "lost");
      await page.waitForTimeout(500);
      await expectUnharmed(walled);
      await walled.expectWell();
      expect(await status(page, "next")).toBe("done");
      await walled.close();
    });
  }

  test("any of these, later", () => expect(witness.seen("/")).toBe(0));
});

describe("the control: a page that believes what it is told suffers from", () => {
  for (const forgery of forgeries) {
    test.concurrent(forgery.name, async ({ expect }) => {
      const free = await openFreePage(browser, witness);
      await free.page.evaluate(`forge(${JSON.stringify(withAddress(forgery))})`);
      await expect
        .poll(() => free.page.evaluate(forgery.harm), { timeout: 60_000, interval: 200 })
        .toBe(true);
      await free.close();
    });
  }
});

function withAddress({ body }: Forgery): string {
  return `const http = ${JSON.stringify(`${witness.http}/forged`)};\n${body}`;
}

/** The page with a runtime that runs other cells honestly and, in the cell `attack`, has the attacker's way. */
async function openForged(forgery: Forgery): Promise<WalledPage> {
  const walled = await openWalledPage(browser);
  const text = `
    const { port } = globalThis.lecternBoot;
    const tell = (event) => port.postMessage(JSON.stringify(event));
    const attack = (port, run, tell) => { ${withAddress(forgery)} };
    port.onmessage = ({ data }) => {
      if (data.type !== "run") return;
      const { run, cell, source } = data;
      if (cell === "attack") return attack(port, run, tell);
      const value = { kind: "primitive", type: "string", text: String((0, eval)(source)) };
      tell({ type: "output", run, output: { type: "inspect", value } });
      tell({ type: "done", run, ms: 1 });
    };
    tell({ type: "ready", backend: "cpu", reason: "forged" });
    setInterval(() => tell({ type: "heartbeat", stepMs: 0 }), 500);`;
  await walled.page.route(/\/assets\/runtime-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: text }),
  );
  return walled;
}

async function expectUnharmed({ page, incidents }: WalledPage): Promise<void> {
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
    isLong: (document.body.textContent ?? "").length > 2_000_000,
  };
}
