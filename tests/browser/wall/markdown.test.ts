import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { marked } from "marked";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { xssPayloads } from "../../fixtures/lessons/corpora.ts";
import { xssLesson } from "../../fixtures/xss-lesson.ts";
import { launch } from "../browser.ts";
import { untilLive } from "../cells.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** What ran or left while a page was shown. */
interface Sighting {
  readonly page: Page;
  readonly executed: string[];
  readonly requested: string[];
}

/** So many payloads that execute show that the control would tell. */
const ENOUGH_HARM = 10;

const slugs = inject("payloadLessons");
const payloads = xssPayloads() ?? [];

describe.skipIf(slugs.length === 0)(
  "of DOMPurify's payloads in a lesson's prose, links, images, fences and formulas",
  () => {
    for (const slug of slugs) {
      test(`none of ${slug} executes, and none reaches a server`, async () => {
        const context = await browser.newContext();
        const sighting = await watch(context, new URL(inject("fixtureSite")).origin);
        await sighting.page.goto(`${inject("fixtureSite")}lessons/${slug}/`);
        await untilLive(sighting.page);
        await provoke(sighting.page, 300);
        expect(sighting.executed).toEqual([]);
        expect(sighting.requested).toEqual([]);
        expect(await sighting.page.locator("main").count()).toBe(1);
        await context.close();
      });
    }
  },
);

describe.skipIf(payloads.length === 0)("the control: by marked alone, without a policy", () => {
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const index = Number(request.url?.slice(1));
      const body = marked.parse(xssLesson(payloads.slice(index, index + 1)));
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(Number.isInteger(index) && request.url !== "/" ? `<!doctype html><body>${body}` : "");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The control is served at no port.");
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  test("many of them execute, and some reach for a server", async () => {
    const context = await browser.newContext();
    const sighting = await watch(context, origin);
    let harmful = 0;
    // Each on a page of its own: one that opens a script or a comment would hide the others.
    for (let index = 0; index < payloads.length; index += 1) {
      const before = sighting.executed.length;
      await sighting.page.goto(`${origin}/${index}`, { waitUntil: "commit" }).catch(() => undefined);
      await sighting.page.waitForLoadState("domcontentloaded").catch(() => undefined);
      await provoke(sighting.page, 50);
      if (sighting.executed.length > before) harmful += 1;
      if (harmful >= ENOUGH_HARM && sighting.requested.length > 0) break;
    }
    expect(harmful).toBeGreaterThanOrEqual(ENOUGH_HARM);
    expect(sighting.requested.length).toBeGreaterThan(0);
    await context.close();
  });
});

/** A page that tells what of the payloads' `alert` and the like was called in it, and what it asked of other origins. */
async function watch(context: BrowserContext, origin: string): Promise<Sighting> {
  const executed: string[] = [];
  const requested: string[] = [];
  await context.exposeBinding("witnessed", (_source, name: string) => executed.push(name));
  await context.addInitScript(() => {
    for (const name of ["alert", "prompt", "confirm", "print"]) {
      Reflect.set(globalThis, name, () => Reflect.get(globalThis, "witnessed")(name));
    }
  });
  await context.route(
    (address) => address.protocol.startsWith("http") && address.origin !== origin,
    (route) => {
      requested.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    executed.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, executed, requested };
}

/** What a reader might do: move over everything, press everything that does not lead away, and wait a little. */
async function provoke(page: Page, wait: number): Promise<void> {
  await page
    .evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>("body *")) {
        for (const type of ["mouseover", "mouseenter", "focus", "pointerover"])
          element.dispatchEvent(new Event(type));
        const address = element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "";
        if (/^\s*javascript:/i.test(address))
          element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      }
    })
    // A payload of the control may take its own page away.
    .catch(() => undefined);
  await page.waitForTimeout(wait);
}
