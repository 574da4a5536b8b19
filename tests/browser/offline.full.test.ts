import { rm } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  PATIENCE,
  pressUntil,
  runText,
  shown,
  status,
  untilLive,
  visibleText,
  write,
} from "./cells.ts";
import { LECTURE } from "./lecture-figures.ts";
import { TRAINING } from "./lecture-visit.ts";
import { FASHION_MNIST, nextVersion, siteWithoutOffline, smallSite } from "./published-site.ts";
import { hostSites, type SiteHost } from "./site-host.ts";
import { SMALL_DATA } from "./site-page.ts";

const LECTURE_PATH = `lessons/${LECTURE}/?backend=wasm`;
const PAGE_PATH = "lessons/page/?backend=cpu";

const ALL_KEPT = "everything here opens and runs without a network";
const PAGES_KEPT = "these pages open without a network";

let browser: Browser;
let first: string;
let second: string;
let host: SiteHost;
let context: BrowserContext;

beforeAll(async () => {
  browser = await openBrowser();
  first = await smallSite(inject("siteFolder"));
  second = await nextVersion(first, "v2");
});
afterAll(async () => {
  await closePages();
  await Promise.all([first, second].map((folder) => rm(folder, { recursive: true, force: true })));
});

beforeEach(async () => {
  host = await hostSites();
  host.folders.set("/course/", first);
  context = await newVisitor();
});
afterEach(async () => {
  await context.close();
  await host.stop();
});

async function newVisitor(): Promise<BrowserContext> {
  const visitor = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 900 },
  });
  visitor.setDefaultTimeout(PATIENCE);
  return visitor;
}

/** A page with the errors that its scripts and its console reported. */
interface Tab {
  readonly page: Page;
  readonly faults: readonly string[];
}

async function open(path: string, base = "/course/"): Promise<Tab> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(`${host.origin}${base}${path}`);
  await untilLive(page);
  return { page, faults };
}

/** The part of the menu about offline use, opened. */
async function offlineSection(page: Page): Promise<Locator> {
  const section = page.locator(".more-section", { has: page.getByRole("heading", { name: "Offline" }) });
  if (!(await section.isVisible())) await page.getByRole("button", { name: "More", exact: true }).click();
  await section.getByRole("status").waitFor();
  return section;
}

/** Waits until the menu says this about offline use. */
async function untilSaid(page: Page, text: string, timeout = PATIENCE): Promise<Locator> {
  const section = await offlineSection(page);
  await section.getByText(text).waitFor({ timeout });
  return section;
}

async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
}

/** The paths of what the browser has stored for the site at this path. */
function storedPaths(page: Page, base = "/course/"): Promise<string[]> {
  return page.evaluate(async (path) => {
    const name = `lectern-site ${path}`;
    if (!(await caches.has(name))) return [];
    const keys = await (await caches.open(name)).keys();
    return keys.map(({ url }) => new URL(url).pathname);
  }, base);
}

/** As if all pages were last seen long ago: those that are open are seen again at the next navigation. */
function forgetWhenSeen(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const name = "lectern-site /course/";
    if (!(await caches.has(name))) return;
    const cache = await caches.open(name);
    for (const record of await cache.keys()) {
      const version = record.url.includes("?client=") ? await cache.match(record) : undefined;
      if (version !== undefined) await cache.put(record, new Response(await version.text()));
    }
  });
}

async function mountFigure(page: Page, id: string): Promise<void> {
  await page.locator(`[data-figure-host="${id}"]`).scrollIntoViewIfNeeded();
  await page.locator(`[data-figure-host="${id}"][data-mounted]`).waitFor();
}

/** Marks this document, to know it again: a reload would lose the mark. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { isTheSame: true }));
const isTheSame = (page: Page) => page.evaluate(() => "isTheSame" in window);

/** Expects what becomes true after a while. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: PATIENCE });

const NEW_VERSION = "There is a new version of these pages";
const announcement = (page: Page) => page.locator(".notice", { hasText: NEW_VERSION });

describe("after the first visit", () => {
  test.skipIf(FASHION_MNIST === null)(
    "the lecture opens, trains and draws without the server, once its data is kept",
    async () => {
      const { page, faults } = await open(LECTURE_PATH);
      const section = await untilSaid(page, PAGES_KEPT);
      await section.getByText("30.9 MB, not kept").waitFor();
      await section.getByRole("button", { name: "Keep for offline use (30.9 MB)" }).click();
      await untilSaid(page, ALL_KEPT, TRAINING);
      await section.getByText("30.9 MB, kept").waitFor();
      await host.stop();
      await page.reload();
      await untilLive(page);
      await write(page, "load-data", SMALL_DATA);
      expect(await pressUntil(page, "train", ["done", "failed", "stopped"])).toBe("done");
      expect(await shown(page, "load-data")).toContain("from this browser's storage");
      expect(await shown(page, "train")).toContain("Epoch 3/3");
      expect(await pressUntil(page, "plot-accuracy", ["done", "failed", "stopped"])).toBe("done");
      const plot = cell(page, "plot-accuracy").locator('[data-output="plot"] .main-svg').first();
      await plot.waitFor();
      await mountFigure(page, "max-pooling");
      expect(faults).toEqual([]);
    },
  );

  test("every page of the site opens without the server, also by its other addresses", async () => {
    const { page } = await open(PAGE_PATH);
    await untilSaid(page, "Kept in this browser");
    await host.stop();
    for (const path of [
      "",
      "index.html",
      `lessons/${LECTURE}/`,
      "lessons/page",
      "lessons/page/index.html?x#cells",
    ]) {
      await page.goto(`${host.origin}/course/${path}`);
      expect(await page.title()).toContain("Lectern");
      await page.locator("main h1").waitFor();
    }
    expect(await runText(page, "first", "21 * 2", ["done", "failed"])).toBe("done");
    expect(await shown(page, "first")).toContain("42");
  });

  test("the tab that was opened then needs no server either", async () => {
    const { page, faults } = await open(LECTURE_PATH);
    await untilSaid(page, PAGES_KEPT);
    await closeMenu(page);
    await host.stop();
    expect(await runText(page, "version", "21 * 2", ["done", "failed"])).toBe("done");
    expect(faults).toEqual([]);
  });

  test("the site can be installed: it has a manifest without errors, with icons", async () => {
    const page = await context.newPage();
    await page.goto(`${host.origin}/course/`);
    await page.locator('link[rel="manifest"]').waitFor({ state: "attached" });
    const client = await context.newCDPSession(page);
    const { errors, url, data } = await client.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(url).toBe(`${host.origin}/course/manifest.webmanifest`);
    expect(JSON.parse(data ?? "{}")).toMatchObject({ scope: "./", start_url: "./", display: "standalone" });
    const problems = await client.send("Page.getInstallabilityErrors");
    expect(problems.installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  });
});

describe("a new version of the site", () => {
  /** Runs until the tab ends, as a long training does. */
  const ENDLESS = "for (;;) await new Promise((resolve) => setTimeout(resolve, 50));";

  test("is announced once to a tab that runs a cell, which goes on with the parts and images of its version", async () => {
    const training = await open(LECTURE_PATH);
    const tab = training.page;
    await untilSaid(tab, PAGES_KEPT);
    await closeMenu(tab);
    await write(tab, "setup", "const mine = 7;");
    await runText(tab, "version", ENDLESS, ["running"]);
    await mark(tab);

    host.folders.set("/course/", second);
    const other = await open(PAGE_PATH);
    await announcement(tab).waitFor();
    await announcement(other.page).waitFor();
    expect(await other.page.title()).not.toContain("v2");
    await mountFigure(tab, "max-pooling");
    expect(await status(tab, "version")).toBe("running");

    // The other tab changes, and this one stays as it is.
    await other.page.getByRole("button", { name: "Change now" }).click();
    await other.page.waitForFunction(() => document.title.includes("v2"));
    await untilLive(other.page);
    await mountFigure(tab, "channels");
    expect(await status(tab, "version")).toBe("running");
    expect([await isTheSame(tab), await tab.title()]).toEqual([true, expect.not.stringContaining("v2")]);
    expect(await storedPaths(tab)).toContainEqual(expect.stringMatching(/main-[^/]*-v2\.js$/));
    expect(training.faults).toEqual([]);
    expect(other.faults).toEqual([]);

    // A day after this tab has changed too, nothing of the old version is left.
    await announcement(tab).getByRole("button", { name: "Change now" }).click();
    await tab.waitForFunction(() => document.title.includes("v2"));
    await untilLive(tab);
    expect(await visibleText(cell(tab, "setup").locator(".code"))).toContain("const mine = 7;");
    await forgetWhenSeen(tab);
    await other.page.reload();
    await eventually(async () =>
      (await storedPaths(tab)).filter((path) => /\.js$/.test(path) && !path.includes("-v2")),
    ).toEqual([]);
    expect(await announcement(tab).count()).toBe(0);
  });

  test("that is not wanted now is not announced again, but stays in the menu", async () => {
    const { page } = await open(PAGE_PATH);
    await untilSaid(page, "Kept in this browser");
    await closeMenu(page);
    host.folders.set("/course/", second);
    await page.reload();
    await announcement(page).waitFor();
    await announcement(page).getByRole("button", { name: "Dismiss" }).click();
    await page.reload();
    await untilLive(page);
    const section = await offlineSection(page);
    await section.getByRole("button", { name: "Change to the new version" }).waitFor();
    expect(await announcement(page).count()).toBe(0);
    await section.getByRole("button", { name: "Change to the new version" }).click();
    await page.waitForFunction(() => document.title.includes("v2"));
  });

  test("that cannot be fetched completely changes nothing, and is stored another time", async () => {
    const { page } = await open(PAGE_PATH);
    await untilSaid(page, "Kept in this browser");
    await closeMenu(page);
    host.folders.set("/course/", second);
    host.intercept = (path, response) => {
      if (!path.includes("plotly-chart")) return false;
      response.writeHead(404).end();
      return true;
    };
    await page.reload();
    await eventually(() => host.requests.some((path) => path.includes("plotly-chart"))).toBe(true);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      while (registration.installing !== null) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null)).toBe(
      true,
    );
    host.intercept = () => false;
    await page.reload();
    await announcement(page).waitFor();
  });

  test("without a service worker, a part that is gone is explained, and a reload keeps the edits", async () => {
    await context.close();
    context = await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce" });
    context.setDefaultTimeout(PATIENCE);
    const { page } = await open(LECTURE_PATH);
    await write(page, "setup", "const mine = 7;");
    host.folders.set("/course/", second);
    // The reload comes back to this place.
    await page.locator('[data-figure-host="max-pooling"]').scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: /^Keys for cells/ }).click();
    const notice = page.locator(".notice", { hasText: "A new version of this site was published" });
    await notice.waitFor();
    await notice.getByRole("button", { name: "Reload" }).click();
    await page.waitForFunction(() => document.title.includes("v2"));
    await untilLive(page);
    expect(await visibleText(cell(page, "setup").locator(".code"))).toContain("const mine = 7;");
    await mountFigure(page, "max-pooling");
  });

  test("without a service worker, so is a runtime that is gone", async () => {
    await context.close();
    context = await browser.newContext({ serviceWorkers: "block" });
    context.setDefaultTimeout(PATIENCE);
    const { page } = await open(PAGE_PATH);
    host.folders.set("/course/", second);
    expect(await pressUntil(page, "first", ["idle", "failed"])).not.toBe("done");
    await page.locator(".notice", { hasText: "A new version of this site was published" }).waitFor();
  });
});

describe("what is kept", () => {
  test("of two courses on one host is independent", async () => {
    host.folders.set("/course/other/", first);
    const one = await open(PAGE_PATH);
    await untilSaid(one.page, "Kept in this browser");
    const other = await open(PAGE_PATH, "/course/other/");
    await untilSaid(other.page, "Kept in this browser");
    host.folders.set("/course/", second);
    await one.page.reload();
    await announcement(one.page).waitFor();
    expect(await announcement(other.page).count()).toBe(0);
    const section = await offlineSection(one.page);
    await section.getByRole("button", { name: "Remove" }).click();
    await section.getByText("These pages are not kept in this browser.").waitFor();
    expect(await storedPaths(one.page)).toEqual([]);
    expect((await storedPaths(other.page, "/course/other/")).length).toBeGreaterThan(50);
    await host.stop();
    await other.page.reload();
    await untilLive(other.page);
    expect(await runText(other.page, "first", "21 * 2", ["done", "failed"])).toBe("done");
  });

  test.skipIf(FASHION_MNIST === null)(
    "of a dataset by two courses on one host is removed in one without the other's copy",
    async () => {
      host.folders.set("/course/other/", first);
      const one = await open(LECTURE_PATH);
      const other = await open(LECTURE_PATH, "/course/other/");
      for (const { page } of [one, other]) {
        const section = await untilSaid(page, PAGES_KEPT);
        await section.getByRole("button", { name: /^Keep for offline use/ }).click();
        await untilSaid(page, ALL_KEPT, TRAINING);
        await closeMenu(page);
      }
      const section = await offlineSection(one.page);
      await section.getByRole("button", { name: "Remove" }).click();
      await section.getByText("30.9 MB, not kept").waitFor();
      await host.stop();
      await other.page.reload();
      await untilLive(other.page);
      const kept = await untilSaid(other.page, ALL_KEPT);
      await kept.getByText("30.9 MB, kept").waitFor();
      await closeMenu(other.page);
      await write(other.page, "load-data", SMALL_DATA);
      expect(await pressUntil(other.page, "load-data", ["done", "failed"])).toBe("done");
      expect(await shown(other.page, "load-data")).toContain("from this browser's storage");
    },
  );

  test("can be removed, is then not kept at later visits, and can be kept again", async () => {
    const { page } = await open(PAGE_PATH);
    const section = await untilSaid(page, "Kept in this browser");
    expect(await violations(page)).toEqual([]);
    await section.getByRole("button", { name: "Remove" }).click();
    await section.getByText("These pages are not kept in this browser.").waitFor();
    await page.reload();
    await untilLive(page);
    await untilSaid(page, "These pages are not kept in this browser.");
    expect(await storedPaths(page)).toEqual([]);
    await section.getByRole("button", { name: "Keep for offline use" }).click();
    await untilSaid(page, "Kept in this browser");
    await section.getByRole("button", { name: "Remove" }).click();
    await section.getByText("These pages are not kept in this browser.").waitFor();
    // Without a reload in between: the browser still has the removed service worker.
    await section.getByRole("button", { name: "Keep for offline use" }).click();
    await untilSaid(page, "Kept in this browser");
    await host.stop();
    await page.reload();
    await untilLive(page);
  });

  test("of pages that do not fit into the storage is nothing, with a message; and all of them once there is room", async () => {
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send("Storage.overrideQuotaForOrigin", { origin: host.origin, quotaSize: 3_000_000 });
    await page.goto(`${host.origin}/course/${PAGE_PATH}`);
    await untilLive(page);
    const section = await untilSaid(page, "does not fit into this browser's storage, and nothing was kept");
    expect(await storedPaths(page)).toEqual([]);
    await closeMenu(page);
    expect(await runText(page, "first", "21 * 2", ["done", "failed"])).toBe("done");
    await client.send("Storage.overrideQuotaForOrigin", { origin: host.origin });
    await offlineSection(page);
    await section.getByRole("button", { name: "Keep for offline use" }).click();
    await untilSaid(page, "Kept in this browser");
  });

  test.skipIf(FASHION_MNIST === null)(
    "of a dataset that does not fit is nothing, and the pages stay",
    async () => {
      const { page } = await open(LECTURE_PATH);
      const client = await context.newCDPSession(page);
      const section = await untilSaid(page, PAGES_KEPT);
      await client.send("Storage.overrideQuotaForOrigin", { origin: host.origin, quotaSize: 36_000_000 });
      await section.getByRole("button", { name: /^Keep for offline use/ }).click();
      await section.getByRole("alert").getByText("does not fit into this browser's storage").waitFor();
      await section.getByText("30.9 MB, not kept").waitFor();
      await untilSaid(page, PAGES_KEPT);
      await client.send("Storage.overrideQuotaForOrigin", { origin: host.origin });
      await section.getByRole("button", { name: /^Keep for offline use/ }).click();
      await untilSaid(page, ALL_KEPT, TRAINING);
    },
  );

  test.skipIf(FASHION_MNIST === null)(
    "of a dataset can be cancelled or interrupted, and then goes on",
    async () => {
      const { page } = await open(LECTURE_PATH);
      const section = await untilSaid(page, PAGES_KEPT);
      // The third file hangs.
      let isHanging = false;
      host.intercept = (path, response) => {
        if (!path.endsWith("t10k-images-idx3-ubyte.gz")) return false;
        isHanging = true;
        response.writeHead(200).write(Buffer.from([0x1f, 0x8b, 8, 0]));
        return true;
      };
      await section.getByRole("button", { name: /^Keep for offline use/ }).click();
      await eventually(() => isHanging).toBe(true);
      await section.getByRole("progressbar", { name: "Storing Fashion-MNIST" }).waitFor();
      await section.getByRole("button", { name: "Cancel" }).click();
      await section.getByText("26.5 MB of 30.9 MB kept").waitFor();
      // The server breaks off, and no mirror can be reached.
      host.intercept = (path, response) => {
        if (path.includes("t10k-images")) response.destroy();
        return path.includes("t10k-images");
      };
      await section.getByRole("button", { name: /^Keep for offline use/ }).click();
      await section.getByRole("alert").getByText("Fashion-MNIST cannot be loaded").waitFor();
      host.intercept = () => false;
      host.requests.length = 0;
      await section.getByRole("button", { name: /^Keep for offline use/ }).click();
      await untilSaid(page, ALL_KEPT);
      expect(host.requests.filter((path) => path.includes("train-"))).toEqual([]);
      await section.getByRole("button", { name: "Remove" }).click();
      await section.getByText("30.9 MB, not kept").waitFor();
    },
  );

  test("ends with a build without offline use: the old tab goes on, and later pages come from the server alone", async () => {
    const ending = await siteWithoutOffline("v3");
    const { page, faults } = await open(LECTURE_PATH);
    await untilSaid(page, PAGES_KEPT);
    await closeMenu(page);
    await mark(page);
    host.folders.set("/course/", ending);
    const other = await open(PAGE_PATH);
    await announcement(other.page).getByRole("button", { name: "Change now" }).click();
    await other.page.waitForFunction(() => document.title.includes("v3"));
    await mountFigure(page, "max-pooling");
    expect([await isTheSame(page), faults]).toEqual([true, []]);
    await page.close();
    await other.page.reload();
    await eventually(async () => {
      await forgetWhenSeen(other.page);
      await other.page.reload();
      return other.page.evaluate(async () => [
        (await navigator.serviceWorker.getRegistrations()).length,
        (await caches.keys()).filter((name) => name.startsWith("lectern-site")),
      ]);
    }).toEqual([0, []]);
    await other.page.getByRole("button", { name: "More", exact: true }).click();
    expect(await other.page.getByRole("heading", { name: "Offline" }).count()).toBe(0);
    await rm(ending, { recursive: true, force: true });
  });
});

describe("where browsers keep nothing", () => {
  test("a page from plain http works without errors, and says why it is not kept", async () => {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(`${host.origin.replace("127.0.0.1", "lectern.test")}/course/${PAGE_PATH}`);
    await untilLive(page);
    await untilSaid(page, "only from addresses that begin with https");
    await closeMenu(page);
    expect(await runText(page, "first", "21 * 2", ["done", "failed"])).toBe("done");
    expect(faults).toEqual([]);
  });

  test("so does one in a browser that refuses service workers", async () => {
    await context.addInitScript(() => {
      navigator.serviceWorker.register = () => Promise.reject(new DOMException("denied", "SecurityError"));
    });
    const { page, faults } = await open(PAGE_PATH);
    await untilSaid(page, "This browser can't keep these pages");
    expect(faults).toEqual([]);
  });

  test("a page opened as a file says what to do, and asks for neither manifest nor service worker", async () => {
    const page = await context.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(`${first}/lessons/page/index.html`).href);
    await page.locator("[data-file-notice]").waitFor();
    expect(requests.filter((url) => /manifest|sw\.js/.test(url))).toEqual([]);
  });
});
