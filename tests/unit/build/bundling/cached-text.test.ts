import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { cachedText } from "../../../../src/build/bundling/cached-text.ts";
import { languageText } from "../../../../src/build/types/language-text.ts";
import { temporaryFolder } from "../temporary-folder.ts";

it("makes a text once, and keeps it for the next process", async () => {
  const folder = await temporaryFolder({});
  const path = join(folder, "cache/lectern/text.js");
  const make = vi.fn(async () => "made");
  expect(await cachedText(path, make)).toBe("made");
  expect(await cachedText(path, make)).toBe("made");
  expect(make).toHaveBeenCalledTimes(1);
  expect(await readFile(path, "utf8")).toBe("made");
  expect(await readdir(join(folder, "cache/lectern"))).toEqual(["text.js"]);
});

it("keeps only the last version of a text", async () => {
  const folder = await temporaryFolder({ "types-1.txt": "", "types-2.txt": "", "other.txt": "" });
  const keep = (name: string) => cachedText(join(folder, name), () => "made", "types-");
  expect(await keep("types-3.txt")).toBe("made");
  expect((await readdir(folder)).toSorted()).toEqual(["other.txt", "types-3.txt"]);
  expect(await keep("types-3.txt")).toBe("made");
  expect(await readdir(folder)).toHaveLength(2);
});

it("gives the text where nothing can be written", async () => {
  const folder = await temporaryFolder({ "a-file": "", "folder/text.js/inside": "" });
  // No folder can be made in a file, and no file can replace a folder.
  for (const path of [join(folder, "a-file/lectern/text.js"), join(folder, "folder/text.js")])
    expect(await cachedText(path, async () => "made")).toBe("made");
  expect(await readdir(join(folder, "folder"))).toEqual(["text.js"]);
});

it("does not hide that a text cannot be made", async () => {
  const path = join(await temporaryFolder({}), "text.js");
  await expect(cachedText(path, () => Promise.reject(new Error("No memory.")))).rejects.toThrow("No memory.");
});

it("makes the language service's script once, and again after a failure", async () => {
  const make = vi.fn(async () => "script").mockRejectedValueOnce(new Error("No memory."));
  const text = languageText(make);
  await expect(text()).rejects.toThrow("No memory.");
  expect(await Promise.all([text(), text()])).toEqual(["script", "script"]);
  expect(make).toHaveBeenCalledTimes(2);
});
