import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { outDirectory, requireReplaceable } from "../../../../src/build/files/out-directory.ts";
import { temporaryFolder } from "../temporary-folder.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("the folder of the built site", () => {
  test.each([
    [undefined, "dist"],
    ["", "dist"],
    ["site", "site"],
  ])("OUT_DIR=%s names %s", (named, folder) => {
    vi.stubEnv("OUT_DIR", named);
    expect(outDirectory()).toBe(resolve(folder));
  });

  test("may be new, empty, or a previously built site", async () => {
    await requireReplaceable(join(await temporaryFolder({}), "new"));
    await requireReplaceable(await temporaryFolder({}));
    const built = (await readFile("index.html", "utf8")).replace(/<!--lectern:\w+-->/g, "");
    await requireReplaceable(await temporaryFolder({ "index.html": built, "assets/main.js": "" }));
  });

  test.each<[string, Record<string, string>]>([
    ["somebody's notes", { "notes.txt": "" }],
    ["another site", { "index.html": "<!doctype html><title>Mine</title>" }],
  ])("is refused if it contains %s", async (_what, files) => {
    const folder = await temporaryFolder(files);
    await expect(requireReplaceable(folder)).rejects.toMatchObject({
      name: "CommandError",
      message: expect.stringMatching(/building would delete them.*OUT_DIR/),
    });
  });

  test("may not be this project or a file", async () => {
    await expect(requireReplaceable(process.cwd())).rejects.toThrow("building would delete them");
    await expect(requireReplaceable(resolve("package.json"))).rejects.toThrow("is not a folder");
  });
});
