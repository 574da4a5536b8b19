import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import type { Bench } from "./bench.ts";
import { startWatching, takeWatched, timeToReady, timeToStop, timeToText } from "./in-page/watch.ts";
import { type Measurement, spread } from "./measurement.ts";
import { measureEngines } from "./race/engines.ts";
import { measureGrowth } from "./race/growth.ts";
import { measureScrolling } from "./scroll.ts";
import { type Visit, visit } from "./visit.ts";

type Part = (bench: Bench) => Promise<readonly Measurement[]>;

/** The parts by the names that `npm run bench -- <part>` takes. */
export const parts: Readonly<Record<string, Part>> = {
  load: withBrowser(measureFirstLoad),
  scroll: withBrowser(measureScrolling),
  boot: withBrowser(measureBoot),
  value: withBrowser(measureFirstValue),
  engines: measureEngines,
  growth: measureGrowth,
  training: withBrowser(measureTraining),
  floods: withBrowser(measureFloods),
};

function withBrowser(measure: (browser: Browser, lecture: string) => Promise<readonly Measurement[]>): Part {
  return async ({ launch, lecture }) => {
    const browser = await launch();
    try {
      return await measure(browser, lecture);
    } finally {
      await browser.close();
    }
  };
}

async function measureFirstLoad(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  const origins = new Set<string>();
  let requests = 0;
  page.on("response", (response) => {
    if (!response.url().startsWith("http")) return;
    requests += 1;
    origins.add(new URL(response.url()).origin);
    // The server of the measurement does not compress; one that publishes does.
    const isScript = response.request().resourceType() === "script";
    if (isScript) scripts.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(lecture, { waitUntil: "networkidle" });
  await page.locator("html[data-live]").waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, length) => sum + length, 0);
  await context.close();
  return [
    {
      name: "first load, JavaScript over the wire (gzip)",
      value: `${(bytes / 1000).toFixed(1)} kB in ${scripts.length} files`,
      goal: "≤ 150 kB",
    },
    {
      name: "first load, requests",
      value: `${requests}, to ${origins.size} origin${origins.size === 1 ? "" : "s"}`,
      goal: "1 origin",
    },
  ];
}

const BOOTS = 5;

async function measureBoot(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const times: number[] = [];
  for (let turn = 0; turn < BOOTS; turn += 1) {
    const opened = await visit(browser, `${lecture}?backend=wasm`);
    times.push(await opened.page.evaluate(timeToReady, "version"));
    await opened.close();
  }
  return [{ name: "runtime ready on a cold page (WASM)", value: spread(times, "ms", 0), goal: "≤ 1500 ms" }];
}

const VALUES = 30;

async function measureFirstValue(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const opened = await visit(browser, `${lecture}?backend=wasm`);
  // The sum that is shown is another one each time: a value that stays is no change to be seen.
  await opened.write("version", "globalThis.turn = (globalThis.turn ?? 0) + 1");
  await opened.run("version");
  const times: number[] = [];
  for (let turn = 2; turn < 2 + VALUES; turn += 1) {
    times.push(await opened.page.evaluate(timeToText, { id: "version", text: String(turn) }));
    await opened.untilStatus("version", ["done"]);
  }
  await opened.close();
  return [{ name: "a sum, from Run to the shown value", value: spread(times, "ms"), goal: "≤ 30 ms" }];
}

async function measureTraining(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const opened = await visit(browser, `${lecture}?backend=wasm`);
  await opened.run("build-model");
  await opened.page.evaluate(startWatching);
  await opened.page.waitForTimeout(1000);
  await opened.page.evaluate(takeWatched);
  const begun = performance.now();
  await opened.run("train");
  const seconds = (performance.now() - begun) / 1000;
  const { longTasks, longestTask, longestGap } = await opened.page.evaluate(takeWatched);
  const memory = await peakMemory(browser);
  const evaluations = await timeEvaluations(opened);
  const stops = await timeStops(opened);
  await opened.close();
  return [
    {
      name: "the lecture's training on WASM, three epochs with validation",
      value: `${seconds.toFixed(1)} s`,
      goal: "< 3 s",
    },
    { name: "evaluation on 10 000 images", value: spread(evaluations, "ms", 0), goal: "≤ 200 ms" },
    { name: "from Stop to stopped, within a training", value: spread(stops, "ms", 0), goal: "≤ 100 ms" },
    {
      name: "long tasks of the page meanwhile",
      value: `${longTasks}, the longest ${longestTask.toFixed(0)} ms`,
      goal: "none over 100 ms",
    },
    { name: "the page's longest silence meanwhile", value: `${longestGap.toFixed(0)} ms`, goal: "≤ 100 ms" },
    ...memory,
  ];
}

const EVALUATIONS = 7;

async function timeEvaluations({ write, run }: Visit): Promise<readonly number[]> {
  await write(
    "evaluate",
    `const times: number[] = [];
for (let turn = 0; turn < ${EVALUATIONS}; turn += 1) {
  const begun = performance.now();
  tf.dispose(model.evaluate(xTest, yTest));
  times.push(performance.now() - begun);
}
console.log("ms " + JSON.stringify(times));`,
  );
  const [, list = "[]"] = /ms (\[.*?\])/.exec(await run("evaluate")) ?? [];
  return JSON.parse(list);
}

const STOPS = 5;

/** Stopped at moments that lie in different phases of an epoch. */
async function timeStops({ page, begin, untilStatus }: Visit): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < STOPS; turn += 1) {
    await begin("train");
    await untilStatus("train", ["running"]);
    await page.waitForTimeout(400 + 170 * turn);
    times.push(await page.evaluate(timeToStop, "train"));
  }
  return times;
}

/** The largest resident memory that the browser's renderers have had: one has the page, one the sandbox. Linux only. */
async function peakMemory(browser: Browser): Promise<readonly Measurement[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks: number[] = [];
  for (const { id, type } of processInfo) {
    const status = type === "renderer" ? await readFile(`/proc/${id}/status`, "utf8").catch(() => "") : "";
    const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(status) ?? [];
    if (kilobytes !== undefined) peaks.push(Number(kilobytes) / 1024);
  }
  if (peaks.length === 0) return [{ name: "peak memory", value: "not measured: only on Linux" }];
  const list = peaks.toSorted((a, b) => b - a).map((peak) => `${peak.toFixed(0)} MB`);
  return [
    { name: "peak memory of the renderers (the sandbox's first)", value: list.join(", "), goal: "≤ 600 MB" },
  ];
}

/** What a cell can do to keep the page busy. Those without an end are stopped after a while. */
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

const ENDLESS_FOR = 4000;

async function measureFloods(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const found: Measurement[] = [];
  for (const flood of FLOODS) {
    const value = await measureFlood(browser, lecture, flood).catch(
      // Playwright takes a page for crashed when its sandboxed frame is; the other floods can still be measured.
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
