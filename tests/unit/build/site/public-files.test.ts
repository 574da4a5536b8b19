import { readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyPublicFiles, siteData } from "../../../../src/build/site/public-files.ts";
import { readSiteData, writeSiteData } from "../../../../src/protocol/site-data.ts";
import { read } from "../../../fixtures/lessons/read.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const FILES = {
  "public/icon.svg": "",
  "public/data/one/images.gz": "",
  "public/data/one/samples.bin": "",
  "public/data/two/images.gz": "",
  "public/data/two/samples.bin": "",
};

async function copied(datasets: readonly string[]): Promise<string[]> {
  const folder = await temporaryFolder(FILES);
  const lesson = read(`---\ntitle: A lesson\ndatasets: [${datasets.join(", ")}]\n---\n`);
  await copyPublicFiles(join(folder, "public"), join(folder, "site"), [lesson]);
  const entries = await readdir(join(folder, "site"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, "site").length + 1))
    .toSorted();
}

describe("the public files of a site", () => {
  test("include the datasets that its lessons use", async () => {
    expect(await copied(["two"])).toEqual([
      "data/one/samples.bin",
      "data/two/images.gz",
      "data/two/samples.bin",
      "icon.svg",
    ]);
  });

  test("include no dataset if no lesson uses one, only the sample images for figures", async () => {
    expect(await copied([])).toEqual(["data/one/samples.bin", "data/two/samples.bin", "icon.svg"]);
  });

  test("include no file outside of their folder, to which a symbolic link leads", async () => {
    const folder = await temporaryFolder({ ...FILES, "secret.txt": "", "private/key.txt": "" });
    const links = { "leak.txt": "../secret.txt", private: "../private", loop: ".", "same.svg": "icon.svg" };
    for (const [name, target] of Object.entries(links)) await symlink(target, join(folder, "public", name));
    await symlink("../../../secret.txt", join(folder, "public/data/two/leak.gz"));
    const lesson = read("---\ntitle: A lesson\ndatasets: [two]\n---\n");
    const left = await copyPublicFiles(join(folder, "public"), join(folder, "site"), [lesson]);
    expect(left.toSorted()).toEqual([join("data/two/leak.gz"), "leak.txt", "loop", "private"]);
    const site = await readdir(join(folder, "site"), { recursive: true });
    expect(site.filter((name) => /leak|private|key|loop/.test(name))).toEqual([]);
    expect(site).toContain("same.svg");
    expect(await siteData([join(folder, "public")], [lesson])).toEqual([
      "one/samples.bin",
      "two/images.gz",
      "two/samples.bin",
    ]);
  });

  test("are known to its pages as far as they are data", async () => {
    const folder = await temporaryFolder({ ...FILES, "course/data/three/a b.bin": "" });
    const lesson = read("---\ntitle: A lesson\ndatasets: [two, three]\n---\n");
    const folders = ["public", "course", "missing"].map((name) => join(folder, name));
    const paths = await siteData(folders, [lesson]);
    expect(paths).toEqual(["one/samples.bin", "three/a b.bin", "two/images.gz", "two/samples.bin"]);
    expect(readSiteData(writeSiteData(paths))).toEqual(paths);
    expect(readSiteData(writeSiteData([]))).toEqual([]);
  });
});
