import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import { siteConfig } from "../../build/site-config.ts";
import type { Lesson } from "../../lesson/lesson.ts";

/** The page of one lesson, served to this machine. */
export interface ServedLesson {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds a site of only this lesson in a temporary folder, and serves it. */
export async function serveLesson(lesson: Lesson): Promise<ServedLesson> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-export-"));
  // A shell may have set another value, with which libraries would include their development code.
  process.env["NODE_ENV"] = "production";
  console.log("Building the page …");
  const config = siteConfig([lesson]);
  const quiet = { configFile: false, logLevel: "error" } as const;
  await build({ ...config, ...quiet, build: { ...config.build, outDir: folder } });
  const server = await preview({
    ...quiet,
    build: { outDir: folder },
    preview: { port: 0, host: "127.0.0.1" },
  });
  return {
    address: `${server.resolvedUrls?.local[0] ?? ""}lessons/${encodeURIComponent(lesson.slug)}/`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
