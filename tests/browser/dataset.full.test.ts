import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { drawSamples } from "../../src/datasets/synthetic/draw.ts";
import { bytes, serve, type TestServer } from "../support/http-server.ts";
import { images, labels, smallDataset } from "../support/small-dataset.ts";
import { closePages, openBrowser } from "./browser.ts";
import type * as inPage from "./dataset-in-page.ts";

declare const lecternDataset: typeof inPage;

let browser: Browser;
let script: string;
let server: TestServer;
let mirror: TestServer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), bundle()]);
});
afterAll(closePages);

beforeEach(async () => {
  server = await serve();
  mirror = await serve();
  server.routes.set(
    "/course/",
    bytes(Buffer.from(`<!doctype html><script>${script}</script>`), { "Content-Type": "text/html" }),
  );
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(`${server.origin}/course/`);
});
afterEach(async () => {
  await context.close();
  await server.close();
  await mirror.close();
});

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve("tests/browser/dataset-in-page.ts"), formats: ["iife"], name: "lecternDataset" },
    },
  });
  const output = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunk = output.find((one) => one.type === "chunk");
  if (chunk === undefined) throw new Error("Nothing was bundled.");
  return chunk.code.replaceAll("</script", "<\\/script");
}

function offer(headers: Record<string, string> = {}): void {
  server.routes.set("/course/data/small/images.gz", bytes(images.gzip, headers));
  server.routes.set("/course/data/small/labels.gz", bytes(labels.gzip, headers));
}

/** Obtains the small dataset in the page: where from, what was noted, and the files' digests. */
function obtain(where: Page = page) {
  const { decode: _, synthetic: __, ...facts } = smallDataset([`${mirror.origin}/`], null);
  return where.evaluate(async (given) => {
    const decode = (): never => {
      throw new Error("Nothing is decoded here.");
    };
    const base = new URL(".", document.baseURI);
    const { files, origin, notes } = await lecternDataset.obtainDataset(
      { ...given, decode, synthetic: null },
      { base },
    );
    // On plain http there is nothing to make a digest with.
    const digest = async (file: ArrayBuffer) =>
      "subtle" in crypto ? [...new Uint8Array(await crypto.subtle.digest("SHA-256", file))] : [];
    const sizes = files.map((file) => file.byteLength);
    return { origin, notes, sizes, digests: await Promise.all(files.map(digest)) };
  }, facts);
}

const sizes = [images, labels].map(({ file }) => file.decompressed.bytes);
const digests = [images, labels].map(({ file }) => [...Buffer.from(file.decompressed.sha256, "hex")]);

describe("a dataset in a real browser", () => {
  test("comes from the site, is saved, and then needs no network, even after a reload", async () => {
    offer();
    expect(await obtain()).toEqual({ origin: "site", notes: [], sizes, digests });
    await page.reload();
    await context.setOffline(true);
    expect(await obtain()).toEqual({ origin: "cache", notes: [], sizes, digests });
  });

  test("may arrive decompressed", async () => {
    offer({ "Content-Encoding": "gzip" });
    expect(await obtain()).toEqual({ origin: "site", notes: [], sizes, digests });
    expect((await obtain()).origin).toBe("cache");
  });

  test("is downloaded again if the saved copy has changed", async () => {
    offer();
    await obtain();
    await page.evaluate(async () => {
      const cache = await caches.open("lectern-datasets");
      for (const key of await cache.keys()) await cache.put(key, new Response("something else"));
    });
    const again = await obtain();
    expect(again).toMatchObject({ origin: "site", digests });
    expect(again.notes).toHaveLength(2);
    expect((await obtain()).origin).toBe("cache");
  });

  test("comes from a mirror that allows it", async () => {
    const allowed = { "Access-Control-Allow-Origin": "*" };
    mirror.routes.set("/images.gz", bytes(images.gzip, allowed));
    mirror.routes.set("/labels.gz", bytes(labels.gzip, allowed));
    expect(await obtain()).toEqual({ origin: "mirror", notes: [], sizes, digests });
  });

  test("from a mirror that does not allow it gives a message", async () => {
    mirror.routes.set("/images.gz", bytes(images.gzip));
    await expect(obtain()).rejects.toThrow(
      `images.gz from ${new URL(mirror.origin).host}: it could not be reached`,
    );
  });

  test("offline without a saved copy is reported, and nothing is saved", async () => {
    await context.setOffline(true);
    await expect(obtain()).rejects.toThrow("Check your connection");
    const kept = await page.evaluate(
      async () => (await (await caches.open("lectern-datasets")).keys()).length,
    );
    expect(kept).toBe(0);
  });

  test.each([
    ["cut short", images.gzip.slice(0, 5000), "ended after 5000 of"],
    ["a web page", Buffer.from("<!doctype html><p>Sign in"), "a web page instead of the data"],
    ["changed", Buffer.from(images.gzip).fill(7, 600, 700), "SHA-256 mismatch"],
  ])("%s is refused", async (_, content, message) => {
    offer();
    server.routes.set("/course/data/small/images.gz", bytes(content));
    await expect(obtain()).rejects.toThrow(message);
    offer();
    expect(await obtain()).toMatchObject({ origin: "site", digests });
  });

  test("a corrupted transfer encoding is refused", async () => {
    offer();
    const damaged = Buffer.from(images.gzip).fill(7, 600, 700);
    server.routes.set("/course/data/small/images.gz", bytes(damaged, { "Content-Encoding": "gzip" }));
    await expect(obtain()).rejects.toThrow("images.gz from");
  });
});

describe("on plain http, where the browser offers neither storage nor digests", () => {
  test("a dataset is verified anyway, and the reader is informed that it cannot be saved", async () => {
    const insecure = await context.newPage();
    await insecure.goto(`http://lectern.test:${new URL(server.origin).port}/course/`);
    expect(await insecure.evaluate(() => [isSecureContext, "caches" in window, "subtle" in crypto])).toEqual([
      false,
      false,
      false,
    ]);
    offer();
    const obtained = await obtain(insecure);
    expect(obtained).toMatchObject({ origin: "site", sizes });
    expect(obtained.notes).toEqual([expect.stringContaining("storage needs https or localhost")]);
    server.routes.set("/course/data/small/images.gz", bytes(Buffer.from(images.gzip).fill(7, 600, 700)));
    await expect(obtain(insecure)).rejects.toThrow("SHA-256 mismatch");
  });
});

test("the synthetic dataset is the same in the browser and in Node", async () => {
  const drawn = await page.evaluate(() => Array.from(lecternDataset.drawSamples(500).images));
  const digest = (values: Iterable<number>) =>
    createHash("sha256").update(Uint8Array.from(values)).digest("hex");
  expect(digest(drawn)).toBe(digest(drawSamples(500).images));
});
