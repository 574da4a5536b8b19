import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, pressUntil, shown, untilLive, visibleText, write } from "../cells.ts";
import { type LessonPage, openLessonPage } from "./lesson-page.ts";

let lesson: LessonPage;
let page: Page;

const notice = (text: RegExp) => page.locator(".notice").filter({ hasText: text });
const said = () => page.locator("[data-announcer]").innerText();
const CANNOT_SAVE = /can't save your work/;

beforeAll(async () => {
  lesson = await openLessonPage(await openBrowser());
  page = lesson.page;
  page.setDefaultTimeout(PATIENCE);
});
afterAll(closePages);

/** Lets what the browser stores fail, as on a full disk, or work again. */
function failStorage(fails: boolean, where: Page = page): Promise<void> {
  return where.evaluate((isFailing) => {
    const { put } = IDBObjectStore.prototype;
    const kept = Reflect.get(window, "keptPut") ?? put;
    Reflect.set(window, "keptPut", kept);
    IDBObjectStore.prototype.put = isFailing
      ? () => {
          throw new DOMException("The disk is full.", "QuotaExceededError");
        }
      : kept;
  }, fails);
}

// One after the other, on one page.
describe("a failure", () => {
  test("of the storage is reported, and the report withdrawn once saving works again", async () => {
    await failStorage(true);
    await write(page, "first", "const one = 11;");
    await notice(CANNOT_SAVE).waitFor();
    await failStorage(false);
    await write(page, "second", "const two = 22;");
    await notice(CANNOT_SAVE).waitFor({ state: "detached" });
    await lesson.reload();
    // Also what could not be saved at first.
    const code = (id: string) => visibleText(cell(page, id).locator(".code"));
    await expect.poll(() => code("first"), { timeout: PATIENCE }).toContain("const one = 11;");
    await expect.poll(() => code("second"), { timeout: PATIENCE }).toContain("const two = 22;");
  });

  test("to save does not ask twice before a reload that gives the edits up", async () => {
    const { page: visited, close } = await openLessonPage(await openBrowser());
    let questions = 0;
    visited.on("dialog", async (dialog) => {
      questions += 1;
      await dialog.accept();
    });
    await failStorage(true, visited);
    await write(visited, "first", "const one = 111;");
    const noticeOn = (text: RegExp) => visited.locator(".notice").filter({ hasText: text });
    await noticeOn(CANNOT_SAVE).waitFor();
    await visited.evaluate(() => void Promise.reject(new TypeError("a fault of the page")));
    await noticeOn(/failed unexpectedly/)
      .getByRole("button", { name: "Reload", exact: true })
      .click();
    await Promise.all([
      visited.waitForEvent("load"),
      noticeOn(/can't save your edits/)
        .getByRole("button", { name: "Reload anyway" })
        .click(),
    ]);
    expect(questions).toBe(0);
    await close();
  });

  test("to load a part of the page offers to try again, which works when the network does", async () => {
    await page.route(/\/assets\/download-dialog[^/]*\.js/, (route) => route.abort());
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: /^Download my work/ }).click();
    const failed = notice(/could not be loaded. Check your connection/);
    await failed.waitFor();
    expect(await said()).toContain("could not be loaded");
    await page.unroute(/\/assets\/download-dialog[^/]*\.js/);
    await failed.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog", { name: "Download my work" }).waitFor();
    expect(await failed.count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(lesson.errors).toEqual([]);
  });

  test("of the page's own code is said once, with an offer to reload that keeps the edits", async () => {
    await write(page, "third", "const three = 33;");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError("a fault of the page");
      });
      void Promise.reject(new TypeError("another fault of the page"));
    });
    const failed = notice(/failed unexpectedly/);
    await failed.waitFor();
    expect(await failed.innerText()).toMatch(/fault of the page.*reload it: your edits are kept/);
    expect(await said()).toContain("failed unexpectedly");
    expect(await failed.count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await Promise.all([
      page.waitForEvent("load"),
      failed.getByRole("button", { name: "Reload", exact: true }).click(),
    ]);
    await cell(page, "third").getByText("const three = 33;").waitFor();
    expect(await notice(/./).count()).toBe(0);
  });
});

describe("a file that the network spoils", () => {
  const SIGN_IN = { status: 200, contentType: "text/html", body: "<!doctype html>Sign in" } as const;
  const signIn = (route: Route) => route.fulfill(SIGN_IN);
  /** The right length and kind, with other bytes in its middle. */
  const damage = async (route: Route) => {
    const response = await route.fetch();
    const body = await response.body();
    body.fill(0, Math.floor(body.length / 3), Math.floor(body.length / 2));
    await route.fulfill({ response, body });
  };

  test.each([
    ["the page's script", /\/assets\/main-[^/]*\.js/, signIn],
    [
      "a part of it",
      /\/assets\/preact[^/]*\.js|\/assets\/jsxRuntime[^/]*\.js/,
      (route: Route) => route.abort(),
    ],
  ])("%s: the page offers to reload, which works", async (_, file, spoil) => {
    const context = await (await openBrowser()).newContext({ serviceWorkers: "block" });
    const visited = await context.newPage();
    await visited.route(file, spoil);
    await visited.goto(`${inject("site")}lessons/page/?backend=cpu`);
    const failed = visited.locator(".notice", { hasText: "could not be loaded" });
    await failed.waitFor();
    expect(await violations(visited)).toEqual([]);
    await visited.unroute(file);
    await failed.getByRole("button", { name: "Reload" }).click();
    await untilLive(visited);
    expect(await visited.locator("[data-start-notice]").count()).toBe(0);
    await context.close();
  });

  test("the styles: they are loaded once more", async () => {
    let requests = 0;
    const { page: visited, close } = await openLessonPage(await openBrowser(), {
      async prepare(fresh) {
        await fresh.route(/\/assets\/[^/]*\.css/, async (route) => {
          requests += 1;
          await (requests === 1 ? route.abort() : route.continue());
        });
      },
    });
    const position = () =>
      visited.locator(".toolbar").evaluate((toolbar) => getComputedStyle(toolbar).position);
    await expect.poll(position, { timeout: PATIENCE }).toBe("sticky");
    await close();
  });

  test.each([
    ["the runtime, replaced by a sign-in page", "cpu", /\/assets\/runtime-[^/]*\.js/, signIn, /sign in/],
    ["the runtime, damaged", "cpu", /\/assets\/runtime-[^/]*\.js/, damage, /damaged/],
    ["the WASM binary, damaged", "wasm", /\/assets\/[^/]*\.wasm/, damage, /damaged/],
  ])("%s: the cell says so, and the next run loads it again", async (_, backend, file, spoil, message) => {
    const { page: visited, close } = await openLessonPage(await openBrowser());
    await visited.goto(`${inject("site")}lessons/page/?backend=${backend}`);
    await untilLive(visited);
    await visited.route(file, spoil);
    await pressUntil(visited, "first", ["failed"]);
    expect(await shown(visited, "first")).toMatch(message);
    const told = visited.locator(".notice");
    expect(await told.count()).toBe(1);
    expect(await told.innerText()).not.toContain("variables are lost");
    await visited.unroute(file);
    await pressUntil(visited, "first", ["done"]);
    expect(await told.count()).toBe(0);
    await close();
  });
});
