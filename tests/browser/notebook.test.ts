import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  ENDED,
  PATIENCE,
  press,
  pressUntil,
  runButton,
  shown,
  status,
  untilLive,
  untilRuntime,
  untilStatus,
  visibleText,
  write,
} from "./cells.ts";
import { silenceLanguage } from "./silent-language.ts";

let page: Page;
const faults: string[] = [];

// On one page, each story after the one before: to start a runtime for each would take most of the time.
beforeAll(async () => {
  const browser = await openBrowser();
  const context = await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce" });
  page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await silenceLanguage(page);
  await page.goto(`${inject("site")}lessons/notebook/?backend=cpu`);
  await untilLive(page);
});

afterAll(closePages);

async function runAndWait(id: string, end = "done"): Promise<void> {
  expect(await pressUntil(page, id, ENDED)).toBe(end);
}

/** What the page's cells have. */
function statuses(...ids: readonly string[]): Promise<(string | null)[]> {
  return Promise.all(ids.map((id) => status(page, id)));
}

const runtime = () => page.locator("html").getAttribute("data-runtime");

describe("running", () => {
  test("first runs the cells that it depends on and that have not run, and shows each value", async () => {
    expect(await runtime()).toBe("off");
    await runButton(page, "second").focus();
    const plan = cell(page, "second").getByText("Runs first first.");
    await expect.poll(() => plan.isVisible(), { timeout: PATIENCE }).toBe(true);
    await observe("first");
    await runAndWait("second");
    expect(await statuses("first", "unrelated")).toEqual(["done", "idle"]);
    await cell(page, "second").getByText("Runs this cell only.").waitFor({ state: "attached" });
    expect(await shown(page, "first")).toContain("1");
    expect(await shown(page, "second")).toContain("2");
    expect(await runtime()).toBe("ready");
    expect(await page.locator("html").getAttribute("data-backend")).toBe("cpu");
  });

  test("every change of status was a change of the attribute, and the button said what it does", async () => {
    const seen = await page.evaluate(() => [...new Set(Reflect.get(globalThis, "seen") as string[])]);
    expect(seen.at(-1)).toBe("done:Run");
    expect(seen).toContain("running:Stop");
  });

  test("Run all runs the cells in order, except manual ones", async () => {
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "unrelated", ["done"]);
    expect(await statuses("fails", "fit")).toEqual(["idle", "idle"]);
  });

  test("an error shows the author's line and leads to it", async () => {
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
    expect(await visibleText(cell(page, "fails").locator(".cm-line").nth(2))).toContain("// here");
  });

  test("an edit makes the cell and what depends on it stale, and nothing else", async () => {
    await write(page, "first", "const a = 10;\na");
    await untilStatus(page, "first", ["stale"]);
    await untilStatus(page, "second", ["stale"]);
    expect(await status(page, "unrelated")).toBe("done");
    await runAndWait("second");
    expect(await shown(page, "second")).toContain("11");
    expect(await status(page, "first")).toBe("done");
  });

  test("Run all stops at the first failure", async () => {
    await write(page, "second", "throw new Error('on purpose')");
    await write(page, "unrelated", "const c = 200;\nc");
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "second", ["failed"]);
    await page.getByRole("button", { name: "Run all" }).waitFor();
    expect(await status(page, "unrelated")).toBe("stale");
  });
});

describe("by keyboard alone", () => {
  test("Tab reaches Run, and Enter runs", async () => {
    await write(page, "first", "const a = 1;\na");
    await untilStatus(page, "first", ["stale"]);
    await page.locator("a").first().focus();
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focusedName()) === "Run first") break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await untilStatus(page, "first", ["done"]);
    expect(await focusedName()).toBe("Run first");
  });
});

describe("the runtime", () => {
  test("Stop ends training after the running batch: model and history stay", async () => {
    await write(page, "second", "const b = a + 1;\nb");
    await runAndWait("prepare");
    await press(page, "fit");
    await untilStatus(page, "fit", ["running"]);
    await cell(page, "fit")
      .getByText("Epoch 3/10000", { exact: false })
      .first()
      .waitFor({ timeout: PATIENCE });
    await runButton(page, "fit").click();
    await untilStatus(page, "fit", ["stopped"]);
    expect(await runtime()).toBe("ready");
    await runAndWait("afterwards");
    expect(await shown(page, "afterwards")).toMatch(/model trained, history of [1-9]/);
  });

  test("Restart forgets everything", async () => {
    await page.getByRole("button", { name: "Restart" }).click();
    await untilStatus(page, "second", ["idle"]);
    await untilRuntime(page, "ready");
    await write(page, "unrelated", "typeof a");
    await write(page, "first", "0");
    await write(page, "second", "0");
    await runAndWait("unrelated");
    expect(await shown(page, "unrelated")).toContain("undefined");
  });

  test("when lost, says so, marks the outputs as old, and offers to run the cells above again", async () => {
    await write(page, "second", "20 + 3");
    await runAndWait("second");
    await write(page, "unrelated", "for (;;) {}");
    await press(page, "unrelated");
    await untilStatus(page, "unrelated", ["running"]);
    await runButton(page, "unrelated").click();
    // Again: at once.
    await runButton(page, "unrelated").click();
    await untilStatus(page, "unrelated", ["stopped"]);
    await untilRuntime(page, "lost");
    expect(await status(page, "second")).toBe("idle");
    await cell(page, "second").getByText("output of an earlier run").waitFor();
    await page.getByText(/runtime was ended.*variables are lost/).waitFor();
    await page.getByRole("button", { name: "Run the cells above unrelated again" }).click();
    await untilStatus(page, "second", ["done"]);
    expect(await shown(page, "second")).toContain("23");
  });

  test("shows under its cell what that prints later, and ends its timers by Stop", async () => {
    await write(page, "first", `let ticks = 0;\nsetInterval(() => console.log("tick " + ++ticks), 5);`);
    await runAndWait("first");
    await write(page, "unrelated", "1");
    await runAndWait("unrelated");
    await cell(page, "first").getByText("After the cell had ended:").waitFor({ timeout: PATIENCE });
    await cell(page, "first").getByText("still active: 1 timer").waitFor({ timeout: PATIENCE });
    expect(await shown(page, "unrelated")).not.toContain("tick");
    await page.getByRole("button", { name: "Stop what first has left behind" }).click();
    await page.locator("#cell-first:not([data-work])").waitFor({ timeout: PATIENCE });
    expect(await status(page, "first")).toBe("done");
  });
});

test("none of this gave an error", () => {
  expect(faults).toEqual([]);
});

function focusedName(): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
}

/** Notes each status that the cell takes, with what its button says then. */
function observe(id: string): Promise<void> {
  return page.evaluate((observed) => {
    const seen: string[] = [];
    Reflect.set(globalThis, "seen", seen);
    const target = document.querySelector(`#cell-${observed}`);
    if (target === null) throw new Error("There is no such cell.");
    new MutationObserver(() => {
      const name = target.querySelector("button")?.getAttribute("aria-label");
      seen.push(`${target.getAttribute("data-status")}:${name?.split(" ")[0]}`);
    }).observe(target, { attributes: true, attributeFilter: ["data-status"] });
  }, id);
}
