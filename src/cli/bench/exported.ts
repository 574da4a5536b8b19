import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { lessonsDirectory } from "../../build/files/lessons-directory.ts";
import { loadLesson } from "../../build/lessons/load-lesson.ts";
import { form as htmlForm } from "../export/html.ts";
import { timeToReady } from "./in-page/watch.ts";
import { type Measurement, spread } from "./measurement.ts";
import { visit } from "./visit.ts";

const VISITS = 5;

/** The lecture as a single file without data and with all of it: sizes, and times from opening it by double-click. */
export async function measureExports(browser: Browser): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-bench-"));
  try {
    const empty = await exportLecture(folder, "none");
    const whole = await exportLecture(folder, "all");
    return [
      { name: "the lecture as one file without data", value: await sizeOf(empty), goal: "≤ 6 MB" },
      ...(await measureVisits(browser, empty)),
      { name: "the lecture as one file with all data", value: await sizeOf(whole) },
      ...(await measureVisits(browser, whole)),
      await measureTraining(browser, whole),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exportLecture(folder: string, data: "none" | "all"): Promise<string> {
  const lesson = await loadLesson(join(lessonsDirectory(), "convolutional-neural-networks.md"));
  const output = join(folder, `${data}.html`);
  await htmlForm.write({ lessons: [lesson], output, options: { data } });
  return output;
}

async function sizeOf(file: string): Promise<string> {
  return `${((await stat(file)).size / 1e6).toFixed(1)} MB`;
}

async function measureVisits(browser: Browser, file: string): Promise<readonly Measurement[]> {
  const paints: number[] = [];
  const starts: number[] = [];
  for (let turn = 0; turn < VISITS; turn += 1) {
    const opened = await visit(browser, `${pathToFileURL(file)}?backend=wasm`);
    paints.push(
      await opened.page.evaluate(
        () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      ),
    );
    starts.push(await opened.page.evaluate(timeToReady, "version"));
    await opened.close();
  }
  return [
    { name: "  readable after", value: spread(paints, "ms", 0), goal: "≤ 1000 ms" },
    { name: "  runtime ready after the first Run", value: spread(starts, "ms", 0), goal: "≤ 3000 ms" },
  ];
}

async function measureTraining(browser: Browser, file: string): Promise<Measurement> {
  const opened = await visit(browser, `${pathToFileURL(file)}?backend=wasm`);
  const begun = performance.now();
  await opened.run("build-model");
  const loaded = performance.now();
  await opened.run("train");
  const trained = performance.now();
  await opened.close();
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  return {
    name: "  data loaded, and three epochs trained",
    value: `${seconds(begun, loaded)}, ${seconds(loaded, trained)}`,
  };
}
