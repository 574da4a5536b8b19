import { join } from "node:path";
import type { Browser } from "playwright-core";
import { preview } from "vite";
import { loadTimes } from "../in-page/watch.ts";
import { type Measurement, processor, spread } from "../measurement.ts";
import { reportScrolling, scrollThrough } from "../scroll.ts";
import { visit } from "../visit.ts";
import { LARGE, largeLesson } from "./lesson-texts.ts";
import { inTemporaryFolder } from "./temporary-course.ts";
import { timeCommand } from "./time-command.ts";

const RUNS = 3;
/** It is some hundred windows long. */
const PASSAGES = 5;
const WINDOW = { width: 1280, height: 900 } as const;

/** A lesson far larger than any lecture: its check, and its page. */
export function measureLargeLesson(browser: Browser): Promise<readonly Measurement[]> {
  return inTemporaryFolder({ "lessons/large.md": largeLesson() }, async (folder) => {
    const folders = { LESSONS_DIR: join(folder, "lessons"), OUT_DIR: join(folder, "dist") };
    const checks: number[] = [];
    for (let run = 0; run < RUNS; run += 1) checks.push((await timeCommand(["lessons"], folders)).seconds);
    const { seconds } = await timeCommand(["build"], folders);
    return [
      processor(),
      {
        name: `checking ${LARGE.cells} cells, ${LARGE.formulas} formulas and ${LARGE.figures} figures`,
        value: spread(checks, "s"),
        goal: "≤ 5 s",
      },
      { name: "building the site", value: `${seconds.toFixed(1)} s` },
      ...(await measurePage(browser, folders.OUT_DIR)),
    ];
  });
}

async function measurePage(browser: Browser, folder: string): Promise<readonly Measurement[]> {
  const server = await preview({
    configFile: false,
    logLevel: "error",
    build: { outDir: folder },
    preview: { port: 0, host: "127.0.0.1" },
  });
  try {
    const address = `${server.resolvedUrls?.local[0] ?? ""}lessons/large/`;
    const loads: ReturnType<typeof loadTimes>[] = [];
    for (let run = 0; run < RUNS; run += 1) loads.push(await timeLoad(browser, address));
    const scrolls = [await scrollThrough(browser, address, WINDOW, PASSAGES)];
    const of = (name: keyof ReturnType<typeof loadTimes>): string =>
      spread(
        loads.map((load) => load[name]),
        "ms",
        0,
      );
    return [
      { name: "the page: first contentful paint", value: of("paint"), goal: "≤ 1000 ms" },
      { name: "the page: all text is there", value: of("text"), goal: "≤ 1000 ms" },
      { name: "the page: it can be used", value: of("live") },
      ...reportScrolling(`scrolling ${PASSAGES} passages of it, 1280 px`, scrolls),
    ];
  } finally {
    await server.close();
  }
}

async function timeLoad(browser: Browser, address: string): Promise<ReturnType<typeof loadTimes>> {
  const opened = await visit(browser, address);
  const load = await opened.page.evaluate(loadTimes);
  await opened.close();
  return load;
}
