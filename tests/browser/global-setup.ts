import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";
import { findOrInstallBrowser } from "../../src/cli/browser.ts";
import { xssPayloads } from "../fixtures/lessons/corpora.ts";
import { xssLesson } from "../fixtures/xss-lesson.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the Chromium or Chrome to drive. */
    browserPath: string;
    /** Address of the built site, ending in `/`. */
    site: string;
    /** Folder of the built site. */
    siteFolder: string;
    /** Address of a site built from `tests/fixtures/site-lessons`, ending in `/`. It has no datasets. */
    fixtureSite: string;
    /** Slugs of lessons of the fixture site that are made of DOMPurify's payloads; none where those are not at hand. */
    payloadLessons: readonly string[];
  }
}

interface ServedSite {
  readonly address: string;
  readonly folder: string;
  close(): Promise<void>;
}

const FIXTURE_LESSONS = resolve("tests/fixtures/site-lessons");

/** Builds the sites once, serves them on free ports, and tells the tests where they and the browser are. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("browserPath", await findOrInstallBrowser());
  const lessons = await mkdtemp(join(tmpdir(), "lectern-lessons-"));
  await cp(FIXTURE_LESSONS, lessons, { recursive: true });
  project.provide("payloadLessons", await writePayloadLessons(lessons));
  const fixtures = await serveSite({ lessons, isFixture: true });
  const site = await serveSite({ lessons: process.env["LESSONS_DIR"], isFixture: false });
  project.provide("site", site.address);
  project.provide("siteFolder", site.folder);
  project.provide("fixtureSite", fixtures.address);
  return async () => {
    await site.close();
    await fixtures.close();
    await rm(lessons, { recursive: true, force: true });
  };
}

/** So many payloads make a lesson that is not too long to be one. */
const PAYLOADS_PER_LESSON = 40;

async function writePayloadLessons(folder: string): Promise<string[]> {
  const payloads = xssPayloads() ?? [];
  const slugs: string[] = [];
  for (let first = 0; first < payloads.length; first += PAYLOADS_PER_LESSON) {
    const slug = `payloads-${slugs.length + 1}`;
    await writeFile(
      join(folder, `${slug}.md`),
      xssLesson(payloads.slice(first, first + PAYLOADS_PER_LESSON)),
    );
    slugs.push(slug);
  }
  return slugs;
}

interface SiteOptions {
  readonly lessons: string | undefined;
  /** Without what lies in `public`, the datasets among it; and problems of its lessons are meant to be there. */
  readonly isFixture: boolean;
}

async function serveSite({ lessons, isFixture }: SiteOptions): Promise<ServedSite> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-site-"));
  const environment = { NODE_ENV: "production", OUT_DIR: folder, LESSONS_DIR: lessons };
  const server = await withEnvironment(environment, async () => {
    await build({ logLevel: isFixture ? "error" : "warn", build: { copyPublicDir: !isFixture } });
    // Every page asks for its icon.
    if (isFixture) await cp(resolve("public/icon.svg"), join(folder, "icon.svg"));
    return preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string")
    throw new Error("The built site is served at no port.");
  return {
    address: `http://127.0.0.1:${address.port}/`,
    folder,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Vitest sets NODE_ENV to "test"; what is tested is the site as it is published. */
async function withEnvironment<Result>(
  wanted: Readonly<Record<string, string | undefined>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  setEnvironment(Object.entries(wanted));
  try {
    return await work();
  } finally {
    setEnvironment(before);
  }
}

function setEnvironment(entries: readonly (readonly [name: string, value: string | undefined])[]): void {
  for (const [name, value] of entries) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
