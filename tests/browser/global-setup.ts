import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Plugin, preview } from "vite";
import type { TestProject } from "vitest/node";
import { findTestBrowsers } from "../../src/cli/browser.ts";
import { findOtherEngines, type OtherEngines } from "../../src/cli/other-engines.ts";
import { xssPayloads } from "../fixtures/lessons/corpora.ts";
import { xssLesson } from "../fixtures/xss-lesson.ts";
import { figureLesson, figureLessonSlug, figuresToOpen, lessonsFolder } from "./lecture-figures.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the Chromium or Chrome to drive. */
    /** Of a complete Chromium. */
    browserPath: string;
    /** Of the browser for tests without a GPU. */
    headlessPath: string;
    /** What drives Firefox and WebKitGTK, for the tests in these engines. */
    otherEngines: OtherEngines;
    /** Address of the built site, ending in `/`. It answers once the site is built. */
    site: string;
    /** The folder of the built site; complete once `site` answers. */
    siteFolder: string;
    /** Address of the page in which the wall's tests put their attacks. */
    wallPage: string;
    /** Slugs of the lessons made of DOMPurify's payloads; none where those are not at hand. */
    payloadLessons: readonly string[];
  }
}

const FIXTURE_LESSONS = resolve("tests/fixtures/site-lessons");

/**
 * Builds one site of the project's lessons and those of the tests, and serves it on a free port. The build runs in a
 * separate process while the unit tests run; requests wait until it has finished.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [lessons, folder] = await Promise.all([temporaryFolder("lessons"), temporaryFolder("site")]);
  const { complete, headless } = await findTestBrowsers();
  project.provide("siteFolder", folder);
  project.provide("browserPath", complete);
  project.provide("headlessPath", headless);
  project.provide("otherEngines", await findOtherEngines());
  project.provide("payloadLessons", await writeLessons(lessons));
  const build = startBuild(lessons, folder);
  const server = await preview({
    build: { outDir: folder },
    preview: { port: 0, host: "127.0.0.1" },
    logLevel: "error",
    plugins: [waitFor(build.ended)],
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string")
    throw new Error("The built site is not served at any port.");
  const site = `http://127.0.0.1:${address.port}/`;
  project.provide("site", site);
  project.provide("wallPage", `${site}lessons/wall/`);
  return async () => {
    build.cancel();
    await server.close();
    await Promise.all([lessons, folder].map((path) => rm(path, { recursive: true, force: true })));
  };
}

function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `lectern-${name}-`));
}

/** Collects all lessons in the folder, and returns the slugs of those made of payloads. */
async function writeLessons(folder: string): Promise<string[]> {
  await cp(lessonsFolder(), folder, { recursive: true });
  await cp(FIXTURE_LESSONS, folder, { recursive: true });
  const figures = process.env["LECTERN_FULL_TESTS"] === undefined ? [] : figuresToOpen();
  for (const use of figures) await writeFile(join(folder, `${figureLessonSlug(use)}.md`), figureLesson(use));
  return writePayloadLessons(folder);
}

/** Few enough for the lesson to stay within its greatest length. */
const PAYLOADS_PER_LESSON = 40;

async function writePayloadLessons(folder: string): Promise<string[]> {
  const payloads = xssPayloads() ?? [];
  const slugs: string[] = [];
  for (let first = 0; first < payloads.length; first += PAYLOADS_PER_LESSON) {
    const slug = `payloads-${slugs.length + 1}`;
    const lesson = xssLesson(payloads.slice(first, first + PAYLOADS_PER_LESSON));
    await writeFile(join(folder, `${slug}.md`), lesson);
    slugs.push(slug);
  }
  return slugs;
}

/** Vitest sets NODE_ENV to "test"; what is tested is the site as it is published. */
function startBuild(lessons: string, folder: string) {
  const env = { ...process.env, NODE_ENV: "production", LESSONS_DIR: lessons, OUT_DIR: folder };
  // The lessons of the tests contain mistakes, which are no errors of the build.
  const args = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(child, "exit").then(([code]) => {
    if (code !== 0) throw new Error(`The site could not be built (exit code ${String(code)}).`);
  });
  // Reported by the first request.
  ended.catch(() => undefined);
  return { ended, cancel: () => void child.kill() };
}

function waitFor(built: Promise<void>): Plugin {
  return {
    name: "lectern:wait-for-build",
    configurePreviewServer(server) {
      server.middlewares.use((_request, _response, next) => {
        built.then(() => next(), next);
      });
    },
  };
}
