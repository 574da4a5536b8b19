import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { startWatching, takeWatched, timeToStop } from "./in-page/watch.ts";
import { type Measurement, spread } from "./measurement.ts";
import { type Visit, visit } from "./visit.ts";

/** The lecture's training, its evaluation, Stop, and what they cost the page. */
export async function measureTraining(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
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

/** Stops in different phases of an epoch. */
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

/** The peak resident memory of the browser's renderers: one for the page, one for the sandbox. Linux only. */
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
