import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BrowserMissing, findBrowser, findOrInstallBrowser } from "../../../src/cli/browser.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-path-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, 0o755);
  return path;
}

describe("findBrowser", () => {
  test("prefers CHROME_PATH", async () => {
    await program("chromium");
    const mine = await program("my-chrome");
    expect(await findBrowser({ CHROME_PATH: mine, PATH: folder })).toBe(mine);
  });

  test("reports a CHROME_PATH that is not a program", async () => {
    await program("chromium");
    const nothing = join(folder, "nothing");
    const search = findBrowser({ CHROME_PATH: nothing, PATH: folder });
    await expect(search).rejects.toThrow(BrowserMissing);
    await expect(search).rejects.toThrow(`CHROME_PATH is "${nothing}"`);
  });

  test("ignores an empty CHROME_PATH", async () => {
    const found = await program("chromium");
    expect(await findBrowser({ CHROME_PATH: "", PATH: folder })).toBe(found);
  });

  test.each(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])(
    "%s on the path",
    async (name) => {
      const found = await program(name);
      expect(await findBrowser({ PATH: ["/nowhere", folder].join(delimiter) })).toBe(found);
    },
  );

  test("ignores folders and files that cannot be run", async () => {
    await mkdir(join(folder, "chromium"));
    await writeFile(join(folder, "google-chrome"), "");
    await chmod(join(folder, "google-chrome"), 0o644);
    // This machine may have one elsewhere.
    expect((await findBrowser({ PATH: folder })) ?? "none").not.toContain(folder);
  });

  test("finds the usual path on a Mac", async () => {
    const place = join("Applications", "Google Chrome.app", "Contents", "MacOS");
    await mkdir(join(folder, place), { recursive: true });
    const found = await program(join(place, "Google Chrome"));
    expect(await findBrowser({ HOME: folder, PATH: "" })).toBe(found);
  });
});

describe("findOrInstallBrowser", () => {
  afterEach(() => vi.unstubAllEnvs());

  // An empty path has neither a browser nor apt; elsewhere a browser may lie in the system's usual place.
  test.skipIf(process.platform !== "linux")(
    "says what to do when there is none and none can be installed",
    async () => {
      vi.stubEnv("PATH", folder);
      vi.stubEnv("CHROME_PATH", "");
      vi.stubEnv("HOME", folder);
      const search = findOrInstallBrowser();
      await expect(search).rejects.toThrow(BrowserMissing);
      await expect(search).rejects.toThrow(/apt-get install chromium.*set CHROME_PATH/);
    },
  );
});
