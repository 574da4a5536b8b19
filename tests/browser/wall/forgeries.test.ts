import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { PATIENCE, pressUntil, status, untilRuntime, write } from "../cells.ts";
import { type Forgery, forgeries } from "./attacks/forgeries.ts";
import { useFreePage } from "./free-page.ts";
import { setUpWall } from "./set-up-wall.ts";
import { openWalledPage, type WalledPage } from "./walled-page.ts";

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
async function openForged(): Promise<WalledPage> {
  const exported = inject("wallPage").startsWith("file:");
  const attacks = forgeries.map((forgery) => `(port, run, tell) => { ${withAddress(forgery)} }`);
  const text = `
    const { port } = globalThis.lecternBoot;
    const tell = (event) => port.postMessage(JSON.stringify(event));
    const attacks = [${attacks.join(",\n")}];
    port.onmessage = ({ data }) => {
      if (data.type !== "run") return;
      const { run, cell, source } = data;
      if (cell === "attack") return attacks[Number(source)](port, run, tell);
      const value = { kind: "primitive", type: "string", text: String((0, eval)(source)) };
      tell({ type: "output", run, output: { type: "inspect", value } });
      tell({ type: "done", run, ms: 1 });
    };
    tell({ type: "ready", backend: "cpu", reason: "forged" });
    setInterval(() => tell({ type: "heartbeat", stepMs: 0 }), 500);`;
  if (exported) return openWalledPage(wall.browser, await forgedFile(text));
  const walled = await openWalledPage(wall.browser);
  await walled.page.route(/\/assets\/runtime-[^/]*\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: text }),
  );
  return walled;
}

/** The exported page with another runtime in it; its address. */
async function forgedFile(runtime: string): Promise<string> {
  const file = new URL(inject("wallPage"));
  const html = await readFile(file, "utf8");
  const forged = html.replace(
    /(data-pack="runtime\.js\.gz\.0">)[^<]*/,
    (_, opening: string) => opening + gzipSync(runtime).toString("base64"),
  );
  const address = new URL("forged.html", file);
  await writeFile(address, forged);
  return address.href;
}

async function expectUnharmed({ page, incidents }: WalledPage): Promise<void> {
  const charts = page.locator('[data-output="plot"]');
  const beingDrawn = charts.filter({
    hasNot: page.locator(".main-svg"),
    hasNotText: "could not be drawn",
  });
  const drawNext = async () => {
    const left = await beingDrawn.count();
    // Charts are drawn while they are near the window.
    if (left > 0) await beingDrawn.first().scrollIntoViewIfNeeded();
    return left;
  };
  await expect.poll(drawNext, { timeout: PATIENCE }).toBe(0);
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
    isLong: (document.querySelector("main")?.textContent ?? "").length > 2_000_000,
  };
}
