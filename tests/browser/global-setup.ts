import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";
import { findOrInstallBrowser } from "../../src/cli/browser.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the Chromium or Chrome to drive. */
    browserPath: string;
    /** Address of the built site, ending in `/`. */
    site: string;
    /** Folder of the built site. */
    siteFolder: string;
  }
}

/** Builds the site once, serves it on a free port, and tells the tests where it and the browser are. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("browserPath", await findOrInstallBrowser());
  const folder = await mkdtemp(join(tmpdir(), "lectern-site-"));
  process.env["OUT_DIR"] = folder;
  await inProduction(() => build({ logLevel: "warn" }));
  const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string")
    throw new Error("The built site is served at no port.");
  project.provide("site", `http://127.0.0.1:${address.port}/`);
  project.provide("siteFolder", folder);
  return async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Vitest sets NODE_ENV to "test"; what is tested is the site as it is published. */
async function inProduction<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    return await work();
  } finally {
    process.env["NODE_ENV"] = before;
  }
}
