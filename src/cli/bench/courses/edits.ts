import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { lessonsDirectory } from "../../../build/files/lessons-directory.ts";
import { packageRoot } from "../../../build/files/package-root.ts";
import { writeAtomically } from "../../write-file.ts";
import { untilText } from "../in-page/watch.ts";
import { type Measurement, processor, spread } from "../measurement.ts";
import { visit } from "../visit.ts";
import { largeLesson } from "./lesson-texts.ts";
import { inTemporaryFolder } from "./temporary-course.ts";

const EDITS = 7;
const GOAL = "≤ 300 ms";
/** In ms; what takes longer does not come. */
const TIMEOUT = 180_000;

/** How long it takes until the development server's page shows what was written into a file. */
export async function measureEdits(browser: Browser): Promise<readonly Measurement[]> {
  const lecture = await readFile(join(lessonsDirectory(), "convolutional-neural-networks.md"), "utf8");
  const files = {
    "course.yaml": "title: A course\n",
    "figures/wave/index.tsx": figure(0),
    "lessons/lecture.md": lecture,
    "lessons/large.md": largeLesson(),
    "lessons/figure.md": "---\ntitle: A figure\n---\n\n::: {.figure name=wave}\nA wave.\n:::\n",
  };
  return inTemporaryFolder(files, async (folder) => {
    const server = await serve(join(folder, "lessons"));
    try {
      const lesson = (name: string) => lessonEdits(browser, server.address, join(folder, "lessons", name));
      const ofFigure = () => figureEdits(browser, server.address, join(folder, "figures/wave/index.tsx"));
      return [
        processor(),
        { name: "an edit of the lecture, until it shows", value: await lesson("lecture.md"), goal: GOAL },
        { name: "an edit of the large lesson", value: await lesson("large.md") },
        { name: "an edit of the course's own figure", value: await ofFigure(), goal: GOAL },
      ];
    } finally {
      server.process.kill();
    }
  });
}

/** Adds a paragraph at the end of the first section. */
async function lessonEdits(browser: Browser, address: string, file: string): Promise<string> {
  const slug = /([^/\\]+)\.md$/.exec(file)?.[1] ?? "";
  const opened = await visit(browser, `${address}lessons/${slug}/`);
  const text = await readFile(file, "utf8");
  const at = text.indexOf("\n## ", text.indexOf("\n## ") + 1);
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const mark = `Edited for time ${edit}.`;
    times.push(
      await timeUntil(opened.page, mark, file, `${text.slice(0, at)}\n\n${mark}\n${text.slice(at)}`),
    );
  }
  await opened.close();
  return spread(times, "ms", 0);
}

async function figureEdits(browser: Browser, address: string, file: string): Promise<string> {
  const opened = await visit(browser, `${address}lessons/figure/`);
  await opened.page.getByText("Drawn for time 0.").waitFor();
  const times: number[] = [];
  for (let edit = 1; edit <= EDITS; edit += 1)
    times.push(await timeUntil(opened.page, `Drawn for time ${edit}.`, file, figure(edit)));
  await opened.close();
  return spread(times, "ms", 0);
}

/** The ms from writing a file until the page shows a text, also if it is loaded again meanwhile. */
async function timeUntil(page: Page, text: string, file: string, content: string): Promise<number> {
  // Edits in fast succession would be read together.
  await page.waitForTimeout(1000);
  const shown = page.evaluate(untilText, text).catch(() => page.getByText(text).waitFor());
  const begun = performance.now();
  await writeAtomically(file, Buffer.from(content));
  await expectSoon(shown, `The page does not show "${text}" after an edit of ${file}.`);
  return performance.now() - begun;
}

/** @throws {Error} with this message if it takes too long. */
async function expectSoon<Result>(expected: Promise<Result>, message: string): Promise<Result> {
  const timer = new AbortController();
  const expire = async (): Promise<never> => {
    await setTimeout(TIMEOUT, undefined, { signal: timer.signal });
    throw new Error(message);
  };
  try {
    return await Promise.race([expected, expire()]);
  } finally {
    timer.abort();
  }
}

function figure(version: number): string {
  return `import { signal } from "@preact/signals";
import { defineFigure } from "lectern/figures";
import * as v from "valibot";

export default defineFigure({
  label: "A wave",
  attributes: v.strictObject({}),
  height: () => ({ wide: 60, narrow: 60 }),
  createModel: () => ({ interactions: signal(0) }),
  describe: () => "A wave.",
  View: () => <p>Drawn for time ${version}.</p>,
});
`;
}

/** Starts the development server in a process of its own. */
async function serve(lessons: string): Promise<{ readonly process: ChildProcess; readonly address: string }> {
  // Colours would be part of the address.
  const { FORCE_COLOR: _forced, ...environment } = process.env;
  const started = spawn(process.execPath, [resolve(packageRoot, "src/cli/run.mjs"), "dev", "--port", "0"], {
    env: { ...environment, NO_COLOR: "1", LESSONS_DIR: lessons, NODE_ENV: "development" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = new Promise<string>((done, fail) => {
    let printed = "";
    started.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      const [found] = /http:\/\/\S+?\/(?=\s)/.exec(printed) ?? [];
      if (found !== undefined) done(found);
    });
    started.on("exit", () => fail(new Error(`The development server ended:\n${printed}`)));
  });
  try {
    return {
      process: started,
      address: await expectSoon(address, "The development server has not started."),
    };
  } catch (error) {
    started.kill();
    throw error;
  }
}
