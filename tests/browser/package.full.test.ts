import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, pressUntil, shown, untilLive } from "./cells.ts";
import { freePort } from "./free-port.ts";
import { hostSites, type SiteHost } from "./site-host.ts";

// Commands build pages and install packages, which takes minutes on a busy machine.
vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

/** What a command printed, and its exit code. */
interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a command as an instructor does, without what the tests' own npm and Vitest put into the environment. */
async function run(folder: string, command: string, ...args: readonly string[]): Promise<Ended> {
  const child = start(folder, command, ...args);
  const text = collect(child);
  const [code] = await once(child, "close");
  return { code, text: text() };
}

function start(folder: string, command: string, ...args: readonly string[]): ChildProcess {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?!config_(?:registry|cache))|INIT_CWD|NODE_ENV|VITEST|LESSONS_DIR|OUT_DIR)/.test(name),
  );
  return spawn(command, args, {
    cwd: folder,
    env: Object.fromEntries(kept),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What a command has printed so far, without the colours that Vite uses where the variable CI is set. */
function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) stream?.on("data", (part) => (text += String(part)));
  return () => stripVTControlCharacters(text);
}

let folder: string;
let course: string;
let browser: Browser;

const lectern = (...args: readonly string[]) => run(course, "npx", "--no", "--", "lectern", ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-course-"));
  browser = await openBrowser();
  const packed = await run(process.cwd(), "npm", "pack", "--pack-destination", folder);
  expect(packed.code, packed.text).toBe(0);
  const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  const empty = join(folder, "empty");
  await mkdir(empty);
  const installed = await run(
    empty,
    "npm",
    "install",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    `../${tarball}`,
  );
  expect(installed.code, installed.text).toBe(0);
  expect(installed.text).not.toContain("EBADENGINE");
  const made = await run(empty, "npx", "--no", "--", "lectern", "init", "my-course");
  expect(made.code, made.text).toBe(0);
  course = join(empty, "my-course");
  const ready = await run(course, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund");
  expect(ready.code, ready.text).toBe(0);
  expect(ready.text).not.toContain("npm warn");
}, 1_200_000);

afterAll(async () => {
  await closePages();
  await rm(folder, { recursive: true, force: true });
});

/** A page, and what went wrong on it. */
async function openPage(
  address: string,
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => void errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`);
  });
  page.setDefaultTimeout(PATIENCE);
  // The development server bundles packages before it answers the first time.
  await page.goto(address, { timeout: 5 * PATIENCE });
  return { page, errors };
}

async function expectLessonWorks(page: Page): Promise<void> {
  await untilLive(page);
  expect(await pressUntil(page, "line", ["done", "failed"])).toBe("done");
  await expect.poll(() => shown(page, "line"), { timeout: PATIENCE }).toContain("fitted line");
  expect(await pressUntil(page, "stripes", ["done", "failed"])).toBe("done");
  const figure = page.locator('[data-figure="wave"]');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole("slider").fill("5");
  await expect.poll(() => figure.innerText(), { timeout: PATIENCE }).toContain("A sine wave with 5 periods.");
}

describe("a course made with the installed package", () => {
  test("needs no compiler of the kernels, and has no problem", async () => {
    expect(await readdir(join(course, "node_modules"))).not.toContain("assemblyscript");
    expect(await lectern("check")).toEqual({ code: 0, text: "0 problems in 1 lesson.\n" });
  });

  test("has types for its figures and its datasets", async () => {
    const checked = await run(course, "npx", "--no", "--", "tsc", "--project", ".");
    expect(checked).toEqual({ code: 0, text: "" });
    const file = join(course, "figures/wave/index.tsx");
    const right = await readFile(file, "utf8");
    await writeFile(file, right.replace("low={1}", 'low="one"'));
    const wrong = await run(course, "npx", "--no", "--", "tsc", "--project", ".");
    expect(wrong.text).toMatch(/^figures\/wave\/index\.tsx\(\d+,\d+\): error TS2322/);
    await writeFile(file, right);
  });

  test("has figures and datasets whose mistakes are found in their lines", async () => {
    const file = join(course, "figures/wave/index.tsx");
    const right = await readFile(file, "utf8");
    await writeFile(file, right.replace("export default", "export const figure ="));
    const wrong = await lectern("check");
    expect(wrong.text).toContain("figures/wave/index.tsx:1:1: This figure has no default export.");
    expect(wrong.text).toContain("1 problem in 1 lesson.");
    expect(wrong.code).toBe(1);
    const only = await lectern("check", "first-lesson.md");
    expect(only.text).toMatch(/lessons\/first-lesson\.md:\d+:\d+: The figure `wave` cannot be used/);
    await writeFile(file, right);
  });

  test("has a new lesson, whose mistake is found in its line", async () => {
    expect((await lectern("new", "second")).code).toBe(0);
    const file = join(course, "lessons/second.md");
    const right = await readFile(file, "utf8");
    await appendFile(file, "\n[Lost](lost.md)\n");
    const line = right.split("\n").length + 1;
    const wrong = await lectern("check");
    expect(wrong.text).toContain(`lessons/second.md:${line}:`);
    expect(wrong.code).toBe(1);
    const strict = await lectern("build", "--strict");
    expect(strict.text).toContain("Nothing was built");
    expect(strict.code).toBe(1);
    await writeFile(file, right);
    expect((await lectern("check")).code).toBe(0);
  });

  test("runs every cell, and records what they show", async () => {
    const ran = await lectern("run", "--record", "first-lesson");
    expect(ran.text).toMatch(/✓ line +[\d.]+ m?s/);
    expect(ran.text).toMatch(/✓ mean-code \(solution\)/);
    expect(ran.text).toMatch(/lessons\/first-lesson\.outputs\.yaml: outputs of \d cells\./);
    expect(ran.code, ran.text).toBe(0);
    expect((await lectern("check")).code).toBe(0);
  });

  test("has no cell, solution or starter that is wrong without being reported", async () => {
    const file = join(course, "lessons/second.md");
    const right = await readFile(file, "utf8");
    const wrong = [
      "```ts {#fails}\nconst squares2 = squares;\nnull.length;\n```\n",
      '::: {.exercise #two title="Two"}\nTwo.\n',
      "```ts {#two-code .starter}\nconst two = 2;\n```\n",
      '```ts {.check}\ncheck(two === 2, "It is two.");\n```\n',
      "::: {.solution}\n```ts\nconst two = 3;\n```\n:::\n:::\n",
    ];
    await writeFile(file, [right, ...wrong].join("\n"));
    const ran = await lectern("run", "--json", "second");
    expect(ran.code).toBe(1);
    const text = ran.text.slice(ran.text.indexOf("{\n"));
    const { problems } = JSON.parse(text.slice(0, text.indexOf("\n}\n") + 2));
    const lines = (await readFile(file, "utf8")).split("\n");
    expect(problems).toMatchObject([
      { line: lines.indexOf("null.length;") + 1, message: expect.stringMatching(/The cell `fails` fails/) },
      { line: lines.indexOf("const two = 2;") + 1, message: expect.stringMatching(/passes its checks/) },
      { line: lines.indexOf("const two = 3;") + 1, message: expect.stringMatching(/It is two/) },
    ]);
    await writeFile(file, right);
  });

  describe("built and published under a path", () => {
    let host: SiteHost;
    beforeAll(async () => {
      const built = await lectern("build", "--strict");
      expect(built.code, built.text).toBe(0);
      host = await hostSites();
      host.folders.set("/courses/mine/", join(course, "dist"));
    });
    afterAll(() => host.stop());

    test("lists its lessons in the order of course.yaml", async () => {
      const { page, errors } = await openPage(`${host.origin}/courses/mine/`);
      expect(await page.title()).toBe("My course");
      expect(await page.getByRole("heading").allTextContents()).toEqual([
        "My course",
        "Part one",
        "First lesson",
        "More lessons",
        "Second",
      ]);
      expect(await page.locator(".brand").textContent()).toBe("My course");
      expect(await page.locator(".page-footer").textContent()).toContain("Your name · CC BY 4.0");
      expect(errors).toEqual([]);
    });

    test("trains a network and draws a figure", async () => {
      const { page, errors } = await openPage(`${host.origin}/courses/mine/lessons/first-lesson/`);
      expect(await shown(page, "stripes")).toContain("Recorded by the author.");
      await expectLessonWorks(page);
      expect(errors).toEqual([]);
    });
  });

  describe("served while it is written", () => {
    let server: ChildProcess;
    let address: string;
    beforeAll(async () => {
      const port = await freePort();
      server = start(
        course,
        process.execPath,
        "node_modules/lectern/src/cli/lectern.mjs",
        "dev",
        "--port",
        `${port}`,
      );
      const text = collect(server);
      await vi.waitFor(() => expect(text()).toContain(`localhost:${port}`), { timeout: PATIENCE });
      address = `http://localhost:${port}/lessons/first-lesson/`;
    });
    afterAll(async () => {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "close");
    });

    test("shows a lesson that works, and its edits and mistakes", async () => {
      const { page, errors } = await openPage(address);
      await expectLessonWorks(page);
      const file = join(course, "lessons/first-lesson.md");
      await appendFile(file, "\n[Lost](lost.md)\n");
      const place = page.locator("[data-problems]").getByRole("link", { name: /first-lesson\.md:\d+:\d+/ });
      await place.waitFor();
      expect(await place.getAttribute("href")).toMatch(
        /^vscode:\/\/file\/.*\/lessons\/first-lesson\.md:\d+:\d+$/,
      );
      expect(await cell(page, "line").getAttribute("data-status")).toBe("done");
      expect(errors).toEqual([]);
      const figure = join(course, "figures/wave/index.tsx");
      const right = await readFile(figure, "utf8");
      await page.evaluate(() => Reflect.set(globalThis, "isSamePage", true));
      await writeFile(figure, right.replace("viewBox", 'data-edited="" viewBox'));
      await page.locator("svg[data-edited]").waitFor();
      expect(await page.evaluate(() => Reflect.get(globalThis, "isSamePage"))).toBe(true);
      expect(await cell(page, "line").getAttribute("data-status")).toBe("done");
      await writeFile(figure, right.replace("export default", "export default ("));
      const broken = page
        .locator("[data-problems]")
        .getByRole("link", { name: /figures\/wave\/index\.tsx:\d+:\d+/ });
      await broken.waitFor();
      expect(await broken.getAttribute("href")).toMatch(
        /^vscode:\/\/file\/.*\/figures\/wave\/index\.tsx:\d+:\d+$/,
      );
    });
  });
});
