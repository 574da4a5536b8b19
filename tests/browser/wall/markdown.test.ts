import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { marked } from "marked";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { xssPayloads } from "../../fixtures/lessons/corpora.ts";
import { xssLesson } from "../../fixtures/xss-lesson.ts";
import { closePages, openBrowser } from "../browser.ts";
import { untilLive } from "../cells.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(closePages);

/** What ran or left while a page was shown. */
interface Sighting {
  readonly page: Page;
  /** What was called, and in the document of which address. */
  readonly executed: { readonly name: string; readonly address: string }[];
  readonly requested: string[];
}

/** Once this many payloads have executed, the control has shown that it notices them. */
const ENOUGH_HARM = 10;

const slugs = inject("payloadLessons");
/** Those that name a server first, since the control ends once it has seen enough. */
const payloads = (xssPayloads() ?? []).toSorted(
  (a, b) => Number(/https?:/.test(b)) - Number(/https?:/.test(a)),
);

describe.skipIf(slugs.length === 0)(
  "of DOMPurify's payloads in a lesson's prose, links, images, fences and formulas",
  () => {
    let sighting: Sighting;

    beforeAll(async () => {
      const context = await browser.newContext({ serviceWorkers: "block" });
      sighting = await watch(context, new URL(inject("site")).origin);
    });
    afterAll(() => sighting.page.context().close());

    for (const slug of slugs) {
      test(`none of ${slug} executes, and none reaches a server`, async () => {
        const { page, executed, requested } = sighting;
        await page.goto(`${inject("site")}lessons/${slug}/`);
        await untilLive(page);
        await provoke(page.mainFrame());
        await page.waitForTimeout(300);
        expect(executed).toEqual([]);
        expect(requested).toEqual([]);
        expect(await page.locator("main").count()).toBe(1);
      });
    }
  },
);

describe.skipIf(payloads.length === 0)("the control: by marked alone, without a policy", () => {
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [, kind, index] = (request.url ?? "").split("/");
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      if (kind === "payload") response.end(payloadPage(Number(index)));
      else response.end();
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
    const harmful = () => new Set(sighting.executed.map(({ address }) => address)).size;
    const isEnough = () => harmful() >= ENOUGH_HARM && sighting.requested.length > 0;
    // Each on its own page: one that opens a script or a comment would hide the others.
    for (let index = 0; index < payloads.length && !isEnough(); index += 1) {
      await sighting.page.goto(`${origin}/payload/${index}`, { waitUntil: "commit" }).catch(() => undefined);
      await sighting.page.waitForLoadState("domcontentloaded").catch(() => undefined);
      await provoke(sighting.page.mainFrame());
      await sighting.page.waitForTimeout(50);
    }
    expect(harmful()).toBeGreaterThanOrEqual(ENOUGH_HARM);
    expect(sighting.requested.length).toBeGreaterThan(0);
    await context.close();
  });
});

function payloadPage(index: number): string {
  return `<!doctype html><body>${marked.parse(xssLesson(payloads.slice(index, index + 1)))}`;
}

/** A page that records the calls of `alert` and the like, and the requests to other origins. */
async function watch(context: BrowserContext, origin: string): Promise<Sighting> {
  const executed: Sighting["executed"] = [];
  const requested: string[] = [];
  await context.exposeBinding("witnessed", ({ frame }, name: string) =>
    executed.push({ name, address: frame.url() }),
  );
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
    executed.push({ name: `dialog ${dialog.message()}`, address: page.url() });
    void dialog.dismiss();
  });
  return { page, executed, requested };
}

/** What a reader might do: move over everything, and press everything that does not lead away. */
async function provoke(frame: Frame): Promise<void> {
  await frame
    .evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>("body *")) {
        for (const type of ["mouseover", "mouseenter", "focus", "pointerover"])
          element.dispatchEvent(new Event(type));
        const address = element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "";
        if (/^\s*javascript:/i.test(address))
          element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      }
    })
    // A payload of the control may navigate its frame away.
    .catch(() => undefined);
}
