import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { siteConfig } from "../../build/site/site-config.ts";
import type { Lesson } from "../../lesson/lesson.ts";

/** The pages of lessons, served to this machine. */
export interface ServedLessons {
  addressOf(lesson: Lesson): string;
  close(): Promise<void>;
}

/** The page of one lesson, served to this machine. */
export interface ServedLesson {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds a site of only this lesson in a temporary folder, and serves it. */
export async function serveLesson(lesson: Lesson): Promise<ServedLesson> {
  console.log("Building the page …");
  const { addressOf, close } = await serveLessons([lesson]);
  return { address: addressOf(lesson), close };
}

/** Builds a site of these lessons in a temporary folder, and serves it. */
export async function serveLessons(lessons: readonly Lesson[]): Promise<ServedLessons> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-export-"));
  // A shell may have set another value, with which libraries would include their development code.
  process.env["NODE_ENV"] = "production";
  const config = siteConfig(lessons);
  const quiet = { configFile: false, logLevel: "error" } as const;
  await build({ ...config, ...quiet, build: { ...config.build, outDir: folder } });
  const server = await preview({
    ...quiet,
    build: { outDir: folder },
    preview: { port: 0, host: "127.0.0.1" },
  });
  const root = server.resolvedUrls?.local[0] ?? "";
  return {
    addressOf: ({ slug }) => `${root}lessons/${encodeURIComponent(slug)}/`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
