import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestProject } from "vitest/node";
import { findTestBrowsers } from "../../../src/cli/browser.ts";
import { findOtherEngines } from "../../../src/cli/other-engines.ts";
import { runExport } from "./run-export.ts";

/** Exports the lesson of the wall's tests as a single file, in which these tests run then instead of on a site. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-wall-"));
  const file = join(folder, "wall.html");
  const { complete, headless } = await findTestBrowsers();
  project.provide("browserPath", complete);
  project.provide("headlessPath", headless);
  project.provide("otherEngines", await findOtherEngines());
  // There is no site to wait for.
  project.provide("site", "data:text/plain,no%20site");
  await runExport(resolve("tests/fixtures/site-lessons"), [
    "wall",
    "--html",
    "--data",
    "none",
    "--output",
    file,
  ]);
  project.provide("wallPage", pathToFileURL(file).href);
  return () => rm(folder, { recursive: true, force: true });
}
