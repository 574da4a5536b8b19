import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { timeFromFocus, timeFromKey } from "./in-page/editing.ts";
import { saveData } from "./in-page/save-data.ts";
import { type Measurement, processor, spread } from "./measurement.ts";
import { type Visit, visit } from "./visit.ts";

const VISITS = 5;
const TYPED = 15;
/** A cell in the middle of the lecture, and a line that has no problems. */
const CELL = "build-model";

/** The language service in the full lecture: what it loads, and how long its answers take. */
export async function measureEditor(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const ready: number[] = [];
  const sizes: Sizes[] = [];
  for (let count = 0; count < VISITS; count += 1) {
    const opened = await visit(browser, lecture);
    // Without the figures, which are loaded at rest.
    await opened.page.addInitScript(saveData);
    await opened.reload();
    const scripts = watchScripts(opened.page);
    ready.push(await opened.page.evaluate(timeFromFocus, CELL));
    sizes.push(await scripts());
    await opened.close();
  }
  const opened = await visit(browser, lecture);
  await opened.page.evaluate(timeFromFocus, CELL);
  const completion = await measureCompletion(opened);
  const errors = await measureErrors(opened);
  await opened.close();
  const [size] = sizes;
  return [
    processor(),
    { name: "language service, in the page (gzip)", value: kilobytes(size?.assistance), goal: "≤ 80 kB" },
    { name: "editor without it (gzip)", value: kilobytes(size?.editor) },
    { name: "its worker: TypeScript and declarations (gzip)", value: kilobytes(size?.worker) },
    { name: "ready, from the first focus", value: spread(ready, "ms", 0), goal: "≤ 2000 ms" },
    { name: "completions, from the key", value: spread(completion, "ms", 0), goal: "median ≤ 100 ms" },
    { name: "an error, from the last key", value: spread(errors, "ms", 0), goal: "≤ 500 ms" },
  ];
}

async function measureCompletion({ page }: Visit): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < TYPED; count += 1) {
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("\ntf");
    times.push(await timed(page, ".", ".cm-tooltip-autocomplete li"));
    await page.keyboard.press("Escape");
    await undo(page);
  }
  return times;
}

async function measureErrors({ page }: Visit): Promise<number[]> {
  const times: number[] = [];
  const underlined = page.locator(".cm-lintRange-error").first();
  for (let count = 0; count < TYPED; count += 1) {
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("\nmodel.summar1");
    await underlined.waitFor();
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("y");
    await underlined.waitFor({ state: "detached" });
    times.push(await timed(page, "1", ".cm-lintRange-error"));
    await undo(page);
    await underlined.waitFor({ state: "detached" });
  }
  return times;
}

/** The ms from a key to the element that it brings. */
async function timed(page: Page, key: string, selector: string): Promise<number> {
  const watched = await page.evaluateHandle(timeFromKey, selector);
  await page.keyboard.press(key);
  return watched.evaluate(({ time }) => time);
}

/** Removes the line that was typed. */
async function undo(page: Page): Promise<void> {
  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
}

interface Sizes {
  readonly editor: number;
  readonly assistance: number;
  readonly worker: number;
}

/** The compressed sizes of the scripts that the page loads from now on. The benchmark's server does not compress. */
function watchScripts(page: Page): () => Promise<Sizes> {
  const loaded: Promise<{ readonly url: string; readonly bytes: number }>[] = [];
  page.on("response", (response) => {
    const url = response.url();
    if (!/\.js$/.test(url)) return;
    const bytes = response.body().then((body) => gzipSync(body, { level: 9 }).length);
    // What the page loads at rest may still be under way when it is closed.
    loaded.push(bytes.catch(() => 0).then((size) => ({ url, bytes: size })));
  });
  return async () => {
    const found = await Promise.all(loaded);
    const sum = (wanted: (url: string) => boolean): number =>
      found.reduce((total, { url, bytes }) => total + (wanted(url) ? bytes : 0), 0);
    const isWorker = (url: string): boolean => /\/language-[^/]*\.js$/.test(url);
    const isAssistance = (url: string): boolean => /\/assist-[^/]*\.js$/.test(url);
    return {
      worker: sum(isWorker),
      assistance: sum(isAssistance),
      editor: sum((url) => !isWorker(url) && !isAssistance(url)),
    };
  };
}

function kilobytes(bytes: number | undefined): string {
  return `${((bytes ?? Number.NaN) / 1000).toFixed(1)} kB`;
}
