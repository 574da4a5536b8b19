import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRelease } from "../../../../src/build/site/site-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const SITE = {
  "index.html": "<p>Ünicode",
  "sw.js": "an earlier one",
  "assets/main-1.js": "code",
  "lessons/café 1/index.html": "lesson",
  "lessons/café 1/a#b.png": "picture",
  "data/fashion-mnist/train-images-idx3-ubyte.gz": "images",
  "data/fashion-mnist/samples.bin": "samples",
};

describe("the release of a built site", () => {
  test("has every file but the datasets and the service worker, and pages by their folders", async () => {
    const { files } = await readRelease(await temporaryFolder(SITE));
    expect(files.map(({ path }) => path)).toEqual([
      "assets/main-1.js",
      "data/fashion-mnist/samples.bin",
      "",
      "lessons/caf%C3%A9%201/a%23b.png",
      "lessons/caf%C3%A9%201/",
    ]);
  });

  test("names the length in bytes and the digest of each file", async () => {
    const { files } = await readRelease(await temporaryFolder({ "index.html": "<p>Ü" }));
    const sha256 = createHash("sha256").update("<p>Ü").digest("hex");
    expect(files).toEqual([{ path: "", bytes: 5, sha256 }]);
  });

  test("has the same version as long as no file changes", async () => {
    const folder = await temporaryFolder(SITE);
    const { version } = await readRelease(folder);
    await writeFile(join(folder, "sw.js"), "another one");
    expect((await readRelease(folder)).version).toBe(version);
    await writeFile(join(folder, "assets/main-1.js"), "changed");
    expect((await readRelease(folder)).version).not.toBe(version);
  });
});
