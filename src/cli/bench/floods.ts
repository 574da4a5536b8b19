import type { Browser } from "playwright-core";
import { startWatching, takeWatched } from "./in-page/watch.ts";
import type { Measurement } from "./measurement.ts";
import { visit } from "./visit.ts";

/** Cells that keep the page busy. Endless ones are stopped after a while. */
const FLOODS: readonly { readonly name: string; readonly source: string; readonly endless: boolean }[] = [
  {
    name: "a million lines",
    endless: false,
    source: `for (let line = 0; line < 1e6; line += 1) console.log("line " + line);`,
  },
  {
    name: "lines from tasks",
    endless: true,
    source: `for (;;) { for (let line = 0; line < 1000; line += 1) console.log("line " + line); await new Promise((resolve) => setTimeout(resolve, 0)); }`,
  },
  { name: "one line of 200 million letters", endless: false, source: `console.log("x".repeat(2e8));` },
  {
    name: "thousands of values",
    endless: false,
    source: `import { show } from "lectern"; for (let turn = 0; turn < 30000; turn += 1) show({ turn, list: [1, 2, 3] });`,
  },
  {
    name: "hundreds of charts",
    endless: false,
    source: `import { plot } from "lectern"; for (let turn = 0; turn < 500; turn += 1) plot([{ y: [1, 2, turn] }]);`,
  },
  {
    name: "progress of a hundred things",
    endless: true,
    source: `import { progress } from "lectern"; const bars = Array.from({ length: 100 }, (_, index) => progress(1e9, "bar " + index)); for (let step = 0; ; step += 1) { for (const update of bars) update(step, "detail"); await new Promise((resolve) => setTimeout(resolve, 0)); }`,
  },
  {
    name: "forged messages",
    endless: false,
    source: `const long = "<b>text</b> ".repeat(100000); Object.prototype.toJSON = function () { return this.type ? { ...this, text: long, label: long, message: long } : this; }; try { for (let turn = 0; turn < 20000; turn += 1) console.log(turn); } finally { delete Object.prototype.toJSON; }`,
  },
  {
    name: "a hundred thousand rejections",
    endless: false,
    source: `for (let turn = 0; turn < 100; turn += 1) { for (let each = 0; each < 1000; each += 1) Promise.reject(new Error("rejected")); await new Promise((resolve) => setTimeout(resolve, 0)); }`,
  },
  { name: "an endless loop", endless: true, source: `for (;;) {}` },
];

/** Milliseconds after which an endless flood is stopped. */
const ENDLESS_FOR = 4000;

/** How long each flood of messages blocks the page. */
export async function measureFloods(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const found: Measurement[] = [];
  for (const flood of FLOODS) {
    const value = await measureFlood(browser, lecture, flood).catch(
      // Playwright reports a crash of the sandboxed frame as one of the page; the other floods can still be measured.
      (error: unknown) => `not measured: ${String(error).split("\n")[0]}`,
    );
    found.push({ name: `the page's longest silence under ${flood.name}`, value, goal: "≤ 100 ms" });
  }
  return found;
}

async function measureFlood(
  browser: Browser,
  lecture: string,
  { source, endless }: (typeof FLOODS)[number],
): Promise<string> {
  const opened = await visit(browser, `${lecture}?backend=wasm`);
  try {
    await opened.run("version");
    await opened.write("version", source);
    await opened.page.evaluate(startWatching);
    await opened.page.waitForTimeout(500);
    await opened.page.evaluate(takeWatched);
    await opened.begin("version");
    await opened.untilStatus("version", ["running", "done", "failed", "stopped"]);
    if (endless) {
      await opened.page.waitForTimeout(ENDLESS_FOR);
      await opened.begin("version");
    }
    await opened.untilStatus("version", ["done", "failed", "stopped"]);
    await opened.page.waitForTimeout(1000);
    const { longestGap } = await opened.page.evaluate(takeWatched);
    return `${longestGap.toFixed(0)} ms`;
  } finally {
    await opened.close();
  }
}
