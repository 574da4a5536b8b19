import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  PATIENCE,
  press,
  runButton,
  shown,
  status,
  untilLive,
  untilRuntime,
  untilStatus,
  waitForStops,
  write,
} from "./cells.ts";
import { saved } from "./saved.ts";

let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(closePages);

beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await open();
});

afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});

async function open(): Promise<void> {
  await page.goto(`${inject("site")}lessons/notebook/?backend=cpu`);
  await untilLive(page);
}

async function runAndWait(id: string, ...ends: readonly string[]): Promise<void> {
  await press(page, id);
  await untilStatus(page, id, ends);
}

describe("running", () => {
  test("first runs the cells above that have not run, and shows each value", async () => {
    expect(await page.locator("html").getAttribute("data-runtime")).toBe("off");
    await runAndWait("second", "done");
    expect(await status(page, "first")).toBe("done");
    expect(await status(page, "unrelated")).toBe("idle");
    expect(await shown(page, "first")).toContain("1");
    expect(await shown(page, "second")).toContain("2");
    expect(await page.locator("html").getAttribute("data-runtime")).toBe("ready");
    expect(await page.locator("html").getAttribute("data-backend")).toBe("cpu");
  });

  test("every change of status is a change of the attribute, and the button says what it does", async () => {
    await page.evaluate(() => {
      const seen: string[] = [];
      Reflect.set(globalThis, "seen", seen);
      const target = document.querySelector("#cell-first");
      if (target === null) throw new Error("There is no such cell.");
      new MutationObserver(() => {
        const button = target.querySelector("button");
        seen.push(
          `${target.getAttribute("data-status")}:${button?.getAttribute("aria-label")?.split(" ")[0]}`,
        );
      }).observe(target, { attributes: true, attributeFilter: ["data-status"] });
    });
    await runAndWait("first", "done");
    const seen = await page.evaluate(() => [...new Set(Reflect.get(globalThis, "seen") as string[])]);
    expect(seen.at(-1)).toBe("done:Run");
    expect(seen).toContain("running:Stop");
  });

  test("Run all runs the cells in order, except manual ones", async () => {
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "unrelated", ["done"]);
    expect(await status(page, "fails")).toBe("idle");
    expect(await status(page, "fit")).toBe("idle");
  });

  test("an error shows the author's line and leads to it", async () => {
    await runAndWait("second", "done");
    await runAndWait("fails", "failed");
    const error = cell(page, "fails").locator('[data-output="error"]');
    const text = await error.innerText();
    expect(text).toContain("ReferenceError");
    expect(text).toContain("nowhere");
    expect(text).toMatch(/Line 3/);
    expect(text).toContain("return value + nowhere;");
    await error.getByRole("button", { name: "Go to line 3" }).click();
    await cell(page, "fails").locator(".cm-content").waitFor();
    await page.keyboard.type("// here");
    expect(await cell(page, "fails").locator(".cm-line").nth(2).innerText()).toContain("// here");
  });

  test("Run all stops at the first failure", async () => {
    await write(page, "second", "throw new Error('on purpose')");
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "second", ["failed"]);
    await page.getByRole("button", { name: "Run all" }).waitFor();
    expect(await status(page, "unrelated")).toBe("idle");
  });
});

describe("editing", () => {
  test("makes the cell and what depends on it stale, and nothing else", async () => {
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "unrelated", ["done"]);
    await write(page, "first", "const a = 10;\na");
    await untilStatus(page, "first", ["stale"]);
    await untilStatus(page, "second", ["stale"]);
    expect(await status(page, "unrelated")).toBe("done");
    await runAndWait("second", "done");
    expect(await shown(page, "second")).toContain("11");
    expect(await status(page, "first")).toBe("done");
  });

  test("survives a reload, and a reset brings the author's text back", async () => {
    await write(page, "first", "const a = 41;\na");
    await page.reload();
    await untilLive(page);
    expect(await cell(page, "first").locator(".code").innerText()).toContain("41");
    await runAndWait("second", "done");
    expect(await shown(page, "second")).toContain("42");
    await cell(page, "first").getByRole("button", { name: "More for first" }).click();
    await page.getByRole("menuitem", { name: "Reset to the author's version" }).click();
    await expect.poll(() => cell(page, "first").locator(".code").innerText()).not.toContain("41");
    await page.reload();
    await untilLive(page);
    expect(await cell(page, "first").locator(".code").innerText()).toContain("const a = 1;");
  });

  test("belongs to this site, not to another one of the same origin", async () => {
    await write(page, "first", "const a = 41;\na");
    await expect.poll(() => saved(page, "edits", "/notebook/first"), { timeout: PATIENCE }).toBeDefined();
    const other = `${inject("site")}other/`;
    await page.route(`${other}**`, (route) =>
      route.continue({ url: route.request().url().replace(other, inject("site")) }),
    );
    const code = () => cell(page, "first").locator(".code").innerText();
    await page.goto(`${other}lessons/notebook/`);
    await untilLive(page);
    expect(await code()).toContain("const a = 1;");
    await open();
    expect(await code()).toContain("const a = 41;");
  });

  test("of the time before keys named the site is taken over, once", async () => {
    const edit = { source: "const a = 17;", author: "const a = 1;\na", tokens: null };
    await page.evaluate(async (value) => {
      const opening = indexedDB.open("lectern-edits");
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const store = opening.result.transaction("edits", "readwrite").objectStore("edits");
      // As if the lesson had not been opened since.
      store.delete("/notebook/");
      const put = store.put(value, "notebook/first");
      await new Promise((resolve) => put.addEventListener("success", resolve));
      localStorage.removeItem("lectern-unsaved/notebook/");
      localStorage.setItem(
        "lectern-unsaved/notebook",
        JSON.stringify({ second: { ...value, source: "18" } }),
      );
      opening.result.close();
    }, edit);
    await page.reload();
    await untilLive(page);
    const code = (id: string) => cell(page, id).locator(".code").innerText();
    expect(await code("first")).toContain("const a = 17;");
    expect(await code("second")).toContain("18");
    for (const id of ["first", "second"]) {
      await cell(page, id)
        .getByRole("button", { name: `More for ${id}` })
        .click();
      await page.getByRole("menuitem", { name: "Reset to the author's version" }).click();
    }
    await expect.poll(() => saved(page, "edits", "/notebook/first"), { timeout: PATIENCE }).toBeUndefined();
    await page.reload();
    await untilLive(page);
    expect(await code("first")).toContain("const a = 1;");
    expect(await code("second")).not.toContain("18");
  });

  test("marks outputs of before a reload as old", async () => {
    await runAndWait("first", "done");
    await expect.poll(() => saved(page, "outputs", "/notebook/first"), { timeout: PATIENCE }).toBeDefined();
    await page.reload();
    await untilLive(page);
    expect(await status(page, "first")).toBe("idle");
    await cell(page, "first").getByText("output of an earlier run").waitFor({ timeout: PATIENCE });
    expect(await shown(page, "first")).toContain("1");
  });
});

describe("by keyboard alone", () => {
  test("Tab reaches Run, and Enter runs", async () => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
      if (name === "Run first") break;
    }
    await page.keyboard.press("Enter");
    await untilStatus(page, "first", ["done"]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Run first");
  });

  test("Enter enters the editor, Escape leaves it, and Tab moves on", async () => {
    await cell(page, "first").locator(".code").focus();
    await page.keyboard.press("Enter");
    await cell(page, "first").locator(".cm-content:focus").waitFor();
    await page.keyboard.type("// typed\n");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.classList.contains("code"))).toBe(true);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor"))).toBeNull();
    expect(await cell(page, "first").locator(".cm-content").innerText()).toContain("// typed");
  });

  test("Ctrl-Enter runs and stays, Shift-Enter runs and moves on", async () => {
    await cell(page, "first").locator(".code").focus();
    await page.keyboard.press("Enter");
    await cell(page, "first").locator(".cm-content:focus").waitFor();
    await page.keyboard.press("Control+Enter");
    await untilStatus(page, "first", ["done"]);
    expect(await page.evaluate(() => document.activeElement?.closest(".cell")?.id)).toBe("cell-first");
    expect(await cell(page, "first").locator(".cm-content").innerText()).toBe("const a = 1;\na");
    await page.keyboard.press("Shift+Enter");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest(".cell")?.id))
      .toBe("cell-second");
    await page.keyboard.press("Shift+Enter");
    await untilStatus(page, "second", ["done"]);
  });
});

describe("the runtime", () => {
  test("Stop ends training after the running batch: model and history stay", async () => {
    await waitForStops(page);
    await open();
    await runAndWait("prepare", "done");
    await press(page, "fit");
    await untilStatus(page, "fit", ["running"]);
    await cell(page, "fit")
      .getByText("Epoch 3/10000", { exact: false })
      .first()
      .waitFor({ timeout: PATIENCE });
    await runButton(page, "fit").click();
    await untilStatus(page, "fit", ["stopped"]);
    expect(await page.locator("html").getAttribute("data-runtime")).toBe("ready");
    await runAndWait("afterwards", "done");
    expect(await shown(page, "afterwards")).toMatch(/model trained, history of [1-9]/);
  });

  test("when lost, says so, marks the outputs as old, and offers to run the cells above again", async () => {
    await runAndWait("second", "done");
    await write(page, "unrelated", "for (;;) {}");
    await press(page, "unrelated");
    await untilStatus(page, "unrelated", ["running"]);
    await runButton(page, "unrelated").click();
    await untilStatus(page, "unrelated", ["stopped"]);
    await untilRuntime(page, "lost");
    expect(await status(page, "second")).toBe("idle");
    await cell(page, "second").getByText("output of an earlier run").waitFor();
    await page.getByText(/runtime was ended.*variables are lost/).waitFor();
    await page.getByRole("button", { name: "Run the cells above unrelated again" }).click();
    await untilStatus(page, "second", ["done"]);
    expect(await shown(page, "second")).toContain("2");
  });

  test("Restart forgets everything", async () => {
    await runAndWait("second", "done");
    await page.getByRole("button", { name: "Restart" }).click();
    await untilStatus(page, "second", ["idle"]);
    await untilRuntime(page, "ready");
    await write(page, "unrelated", "typeof a");
    await write(page, "first", "0");
    await write(page, "second", "0");
    await runAndWait("unrelated", "done");
    expect(await shown(page, "unrelated")).toContain("undefined");
  });
});
