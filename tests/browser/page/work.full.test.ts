import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import {
  cell,
  moveTo,
  PATIENCE,
  press,
  shown,
  status,
  untilLive,
  untilStatus,
  visibleText,
  write,
} from "../cells.ts";
import { saved } from "../saved.ts";

const LESSON = "lessons/work/?backend=cpu";
const SCHEMES = ["light", "dark"] as const;

let browser: Browser;
/** Of the student. */
let page: Page;
/** Of an instructor, who has work on the lesson too. */
let other: Page;
const errors: string[] = [];
/** What the student hands in. */
let file = "";
/** With a cell of the student's. */
let link = "";

// Each story after the one before: the student works and hands in, the instructor reviews and takes over.
beforeAll(async () => {
  browser = await openBrowser();
  page = await open(await newContext());
  other = await open(await newContext());
});
afterAll(closePages);

function newContext(): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
}

async function open(context: BrowserContext, address = LESSON): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE);
  opened.on("pageerror", (error) => errors.push(error.message));
  await opened.goto(inject("site") + address);
  await untilLive(opened);
  return opened;
}

async function openMore(of: Page): Promise<void> {
  await of.getByRole("button", { name: "More", exact: true }).click();
}

/** Opens a work file by the menu. */
async function openFile(of: Page, text: string): Promise<void> {
  await openMore(of);
  const chooser = of.waitForEvent("filechooser");
  await of.getByRole("button", { name: /^Open a work file/ }).click();
  await (await chooser).setFiles({
    name: "work.json",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
  await of.getByRole("dialog").waitFor();
}

function code(of: Page, id: string): Promise<string> {
  return visibleText(cell(of, id).locator(".code"));
}

async function expectAccessible(of: Page): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await of.emulateMedia({ colorScheme });
    expect(await violations(of)).toEqual([]);
  }
}

describe("a student's work", () => {
  test("is downloaded as one file, by keyboard alone", async () => {
    await write(page, "first", "const one = 1;\nconsole.log('the student');");
    await write(page, "sum-code", "const three = 3;");
    await press(page, "sum-code");
    await page.locator("#sum[data-solved]").waitFor();
    await page.getByRole("button", { name: "More", exact: true }).focus();
    await page.keyboard.press("Enter");
    await moveTo(page, "Tab", "Download my work");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Download my work" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.type("Ada Lovelace");
    const download = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await download).suggestedFilename()).toBe("work-work-ada-lovelace.json");
    file = await readFile(await (await download).path(), "utf8");
    expect(JSON.parse(file)).toMatchObject({
      format: "lectern-work",
      version: 1,
      lesson: { slug: "work" },
      author: "Ada Lovelace",
      cells: [{ id: "first" }, { id: "sum-code", source: "const three = 3;" }],
      solved: ["sum"],
    });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("More");
  });

  test("in one cell is a link, copied by the cell's menu", async () => {
    await page.getByRole("button", { name: "More for first" }).press("Enter");
    await moveTo(page, "ArrowDown", "Copy a link");
    await page.keyboard.press("Enter");
    await page.getByText("The link to first is copied, with your code.").first().waitFor();
    link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/lessons\/work\/\?backend=cpu#cell=first&v=1&code=[\w-]+$/);
  });

  test("that is too long for a link is said to be, with the other way", async () => {
    const digits = Array.from({ length: 9000 }, (_, index) => ((index * 7919) % 65_537).toString(36));
    await write(page, "second", `const two = 2; // ${digits.join("")}`);
    await page.getByRole("button", { name: "More for second" }).click();
    await page.getByRole("menuitem", { name: "Copy a link to this cell with my code" }).click();
    await page.getByRole("dialog", { name: "The code is too long for a link" }).waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("a review", () => {
  test("shows another's work read-only, with what is changed in it", async () => {
    await write(other, "first", "const one = 1; // the instructor");
    await expect.poll(() => saved(other, "edits", "/work/first"), { timeout: PATIENCE }).toBeDefined();
    await openFile(other, file);
    const dialog = other.getByRole("dialog", { name: "The work of Ada Lovelace" });
    expect(await dialog.innerText()).toContain("first: you have changed it too, differently");
    expect(await dialog.innerText()).toContain("sum-code: unchanged here, changed in the file");
    await expectAccessible(other);
    await dialog.getByRole("button", { name: "Review" }).press("Enter");
    const banner = other.getByRole("region", { name: "Review" });
    await banner.getByText("The work of Ada Lovelace").waitFor();
    expect(await banner.innerText()).toContain("The file says: 2 changed cells, 1 exercise solved.");
    await cell(other, "first").locator("ins").waitFor();
    expect(await visibleText(cell(other, "first").locator("del"))).toContain('console.log("first ran");');
    expect(await visibleText(cell(other, "first").locator("ins"))).toContain("console.log('the student');");
    expect(await other.locator("#sum[data-solved]").count()).toBe(0);
    await expectAccessible(other);
  });

  test("takes no typing", async () => {
    await cell(other, "first").locator(".code").focus();
    await other.keyboard.press("Enter");
    await cell(other, "first").locator(".cm-content:focus").waitFor();
    await other.keyboard.type("typed");
    expect(await code(other, "first")).not.toContain("typed");
    await other.keyboard.press("Escape");
  });

  test("re-runs the checks once the reader agrees, and counts what passes here", async () => {
    await other.getByRole("button", { name: "Re-run the checks" }).press("Enter");
    const consent = other.getByRole("dialog", { name: "Run someone else's code?" });
    await consent.waitFor();
    expect(await consent.getByRole("listitem").allInnerTexts()).toEqual([
      "first, from a file",
      "sum-code, from a file",
    ]);
    await expectAccessible(other);
    expect(await status(other, "first")).toBe("idle");
    await consent.getByRole("button", { name: "Run it" }).click();
    await other.getByText("Checked here: 1 of 2 solved.").waitFor();
    expect(await other.locator("#sum[data-solved]").count()).toBe(1);
    expect(await shown(other, "first")).toContain("the student");
    await expectAccessible(other);
  });

  test("leaves the reviewer's own work as it was, over a reload too", async () => {
    const before = await saved(other, "edits", "/work/first");
    await other.getByRole("button", { name: "Leave the review" }).click();
    await other.getByRole("region", { name: "Review" }).waitFor({ state: "detached" });
    expect(await code(other, "first")).toContain("// the instructor");
    expect(await other.locator("[data-solved]").count()).toBe(0);
    await cell(other, "first").locator(".code").click();
    await other.keyboard.press("ControlOrMeta+z");
    expect(await code(other, "first")).toContain("// the instructor");
    await other.reload();
    await untilLive(other);
    expect(await code(other, "first")).toContain("// the instructor");
    expect(await code(other, "sum-code")).toContain("const three = 0;");
    expect(await saved(other, "edits", "/work/first")).toEqual(before);
    expect(await saved(other, "edits", "/work/sum-code")).toBeUndefined();
    expect(await saved(other, "outputs", "/work/sum-code")).toBeUndefined();
  });
});

describe("taking a file over", () => {
  test("marks its code, and runs none of it before the reader agrees", async () => {
    await openFile(other, file);
    await other.getByRole("button", { name: "Take over" }).press("Enter");
    await other.getByText("2 cells now have the code of the file.").first().waitFor();
    expect(await other.locator("[data-foreign=file]").count()).toBe(2);
    await expectAccessible(other);
    await other.getByRole("button", { name: "Run all" }).click();
    await other.getByRole("dialog", { name: "Run someone else's code?" }).waitFor();
    await other.keyboard.press("Escape");
    await press(other, "second");
    await other.getByRole("dialog", { name: "Run someone else's code?" }).waitFor();
    await other.keyboard.press("Escape");
    expect(await other.locator("html").getAttribute("data-runtime")).toBe("off");
    expect(await status(other, "first")).toBe("idle");
  });

  test("stays marked over a reload, and gives way to the reader's own text", async () => {
    await expect
      .poll(() => saved(other, "edits", "/work/first"), { timeout: PATIENCE })
      .toMatchObject({ foreign: { replaced: "const one = 1; // the instructor" } });
    await other.reload();
    await untilLive(other);
    await cell(other, "first").getByRole("button", { name: "Back to mine" }).press("Enter");
    expect(await code(other, "first")).toContain("// the instructor");
    await cell(other, "first").getByRole("button", { name: "Undo" }).press("Enter");
    expect(await cell(other, "first").getAttribute("data-foreign")).toBe("file");
    await press(other, "first");
    await untilStatus(other, "first", ["done"]);
    expect(await shown(other, "first")).toContain("the student");
    await cell(other, "sum-code").getByRole("button", { name: "Keep it" }).press("Enter");
    expect(await cell(other, "sum-code").getAttribute("data-foreign")).toBeNull();
  });

  test("is undone as a whole by one press", async () => {
    const context = await newContext();
    const third = await open(context);
    await write(third, "first", "const one = 1; // the third");
    await openFile(third, file);
    await third.getByRole("button", { name: "Take over" }).click();
    await third.locator("#sum[data-solved]").waitFor();
    await third.getByRole("button", { name: "Undo" }).click();
    expect(await code(third, "first")).toContain("// the third");
    expect(await code(third, "sum-code")).toContain("const three = 0;");
    expect(await third.locator("[data-solved], [data-foreign]").count()).toBe(0);
    await context.close();
  });
});

describe("trained weights", () => {
  test("are part of the file if the student wants, and are loaded into the same model elsewhere", async () => {
    await press(page, "network");
    await untilStatus(page, "network", ["done"]);
    await press(page, "weights");
    await untilStatus(page, "weights", ["done"]);
    const trained = await shown(page, "weights");
    await openMore(page);
    await page.getByRole("button", { name: /^Download my work/ }).click();
    await page.getByRole("checkbox", { name: "With the weights of model (1 kB)" }).check();
    await expectAccessible(page);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download", exact: true }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(JSON.parse(text).models).toMatchObject([
      {
        variable: "model",
        artifacts: { format: "layers-model", weightSpecs: [{ shape: [3, 2] }, { shape: [2] }] },
      },
    ]);

    const context = await newContext();
    const elsewhere = await open(context);
    await openFile(elsewhere, text);
    await elsewhere.getByRole("button", { name: "Take over" }).click();
    const load = elsewhere.getByRole("button", { name: "Load the weights" });
    await load.press("Enter");
    await elsewhere.getByText("There is no model in the variable model yet.").first().waitFor();
    // It depends on none of the cells with the file's code.
    await press(elsewhere, "network");
    await untilStatus(elsewhere, "network", ["done"]);
    await press(elsewhere, "weights");
    await untilStatus(elsewhere, "weights", ["done"]);
    expect(await shown(elsewhere, "weights")).not.toBe(trained);
    await elsewhere.getByRole("button", { name: "Try again" }).press("Enter");
    await elsewhere.getByText("The weights of model are those of the file.").first().waitFor();
    await press(elsewhere, "weights");
    await expect.poll(() => shown(elsewhere, "weights"), { timeout: PATIENCE }).toBe(trained);
    await context.close();
  });
});

describe("a file that cannot be used", () => {
  test.each<[fault: string, text: () => string, message: RegExp]>([
    ["truncated", () => file.slice(0, -40), /damaged: its end is missing.*Download it again/],
    [
      "of another lesson",
      () => file.replace('"slug": "work"', '"slug": "other"'),
      /another lesson.*open the file there/,
    ],
    [
      "of a newer version",
      () => file.replace('"version": 1', '"version": 7'),
      /newer version.*Reload the page/,
    ],
    ["no work file", () => "<script>alert(1)</script>", /is not a work file.*Download my work/],
    [
      "malicious",
      () => file.replace('"id": "first"', '"id": "first\\"><img src=x onerror=attack()>"'),
      /damaged at “cells.0.id”/,
    ],
  ])("because it is %s changes nothing, and says what to do", async (_, text, message) => {
    const before = await code(page, "first");
    await openFile(page, text());
    const dialog = page.getByRole("dialog", { name: "The file was not opened" });
    expect(await dialog.innerText()).toMatch(message);
    expect(await dialog.innerText()).toContain("Your own work is unchanged.");
    await dialog.getByRole("button", { name: "Close" }).press("Enter");
    expect(await code(page, "first")).toBe(before);
    expect(await page.locator("[data-foreign]").count()).toBe(0);
  });

  test("because it is too large is not even read", async () => {
    await page.evaluate(() => {
      const large = new File([], "work.json");
      Object.defineProperty(large, "size", { value: 200_000_000 });
      addEventListener(
        "click",
        function pick({ target }) {
          if (!(target instanceof HTMLInputElement)) return;
          removeEventListener("click", pick, true);
          Object.defineProperty(target, "files", { value: [large] });
          target.dispatchEvent(new Event("change"));
        },
        true,
      );
    });
    await openMore(page);
    await page.getByRole("button", { name: /^Open a work file/ }).click();
    const dialog = page.getByRole("dialog", { name: "The file was not opened" });
    expect(await dialog.innerText()).toContain("200 MB");
    await page.keyboard.press("Escape");
  });

  test("names in it are only ever text", async () => {
    await openFile(page, file.replace("Ada Lovelace", "<img src=x onerror=attack()>"));
    expect(await page.getByRole("dialog").getByRole("heading").innerText()).toContain("<img src=x");
    expect(await page.getByRole("dialog").locator("img").count()).toBe(0);
    await page.keyboard.press("Escape");
  });
});

describe("a link with a cell", () => {
  test("shows its code, marked, beside the reader's own, which stays saved", async () => {
    const context = await newContext();
    const visitor = await open(context);
    const source = "const one = 1; // the visitor";
    await write(visitor, "first", source);
    // Not what was saved while it was written.
    await expect
      .poll(() => saved(visitor, "edits", "/work/first"), { timeout: PATIENCE })
      .toMatchObject({ source });
    const before = await saved(visitor, "edits", "/work/first");
    await visitor.goto(link);
    await cell(visitor, "first").and(visitor.locator("[data-foreign=link]")).waitFor();
    expect(await code(visitor, "first")).toContain("the student");
    expect(await saved(visitor, "edits", "/work/first")).toEqual(before);
    await expectAccessible(visitor);
    await visitor.getByRole("button", { name: "Run all" }).click();
    await visitor.getByRole("dialog", { name: "Run someone else's code?" }).waitFor();
    await visitor.getByRole("button", { name: "Cancel" }).click();
    expect(await visitor.locator("html").getAttribute("data-runtime")).toBe("off");
    await cell(visitor, "first").getByRole("button", { name: "Back to mine" }).click();
    expect(await code(visitor, "first")).toContain("// the visitor");
    expect(new URL(visitor.url()).hash).toBe("#cell-first");
    await visitor.goto(`${inject("site")}${LESSON}`);
    await untilLive(visitor);
    expect(await code(visitor, "first")).toContain("// the visitor");
    await context.close();
  });

  test.each<[fault: string, change: (link: string) => string, message: RegExp]>([
    ["was shortened", (whole) => whole.slice(0, -12), /damaged.*Ask for it again/],
    ["is of a newer version", (whole) => whole.replace("&v=1", "&v=3"), /newer version.*Reload the page/],
    ["is too long", (whole) => `${whole}${"A".repeat(9000)}`, /longer than.*work file/],
    [
      "is for another lesson",
      (whole) => whole.replace("cell=first", "cell=train"),
      /a cell “train”.*another lesson/,
    ],
    ["is malicious", (whole) => whole.replace("cell=first", "cell=<img src=x onerror=attack()>"), /damaged/],
  ])("that %s changes nothing, and says what to do", async (_, change, message) => {
    const visitor = await open(page.context(), `${LESSON}#`);
    const before = await code(visitor, "first");
    await visitor.evaluate(
      (hash) => {
        location.hash = hash;
      },
      new URL(change(link)).hash,
    );
    const notice = visitor.locator(".notice p");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(message);
    expect(await code(visitor, "first")).toBe(before);
    expect(await visitor.locator("[data-foreign]").count()).toBe(0);
    await visitor.close();
  });

  test("has thrown nothing in any of these pages", () => {
    expect(errors).toEqual([]);
  });
});
