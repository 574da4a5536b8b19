import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { type CachedText, cachedText, isCached } from "../../../../src/build/bundling/cached-text.ts";
import { languageText } from "../../../../src/build/types/language-text.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A text of this version, and what makes it. */
function text(version: string, make: () => string | Promise<string> = () => "made"): CachedText {
  return { family: "types-", extension: ".txt", version: () => version, make };
}

it("makes a text once, and keeps it for the next process", async () => {
  const folder = join(await temporaryFolder({}), "cache/lectern");
  const make = vi.fn(async () => "made\nof lines");
  expect(await cachedText(text("1", make), folder)).toBe("made\nof lines");
  expect(await cachedText(text("1", make), folder)).toBe("made\nof lines");
  expect(make).toHaveBeenCalledTimes(1);
  expect(await readdir(folder)).toEqual(["types-1.txt"]);
});

it("tells whether a text of this version is kept", async () => {
  const folder = await temporaryFolder({});
  expect(await isCached(text("1"), folder)).toBe(false);
  await cachedText(text("1"), folder);
  expect(await isCached(text("1"), folder)).toBe(true);
  expect(await isCached(text("2"), folder)).toBe(false);
});

it("makes a text again if its file is damaged", async () => {
  const folder = await temporaryFolder({});
  const path = join(folder, "types-1.txt");
  const make = vi.fn(() => "made\nof lines");
  await cachedText(text("1", make), folder);
  const stored = await readFile(path, "utf8");
  for (const damaged of ["", "made\nof lines", stored.slice(0, -1), stored.slice(0, 20), `${stored}x`]) {
    await writeFile(path, damaged);
    expect(await cachedText(text("1", make), folder)).toBe("made\nof lines");
    expect(await readFile(path, "utf8")).toBe(stored);
  }
  expect(make).toHaveBeenCalledTimes(6);
});

it("keeps no text of what was saved while it was made", async () => {
  const folder = await temporaryFolder({});
  let version = "1";
  const make = vi.fn(() => {
    version = "2";
    return "made";
  });
  const edited = { ...text(""), version: () => version, make };
  expect(await cachedText(edited, folder)).toBe("made");
  expect(await readdir(folder)).toEqual([]);
  expect(await cachedText(edited, folder)).toBe("made");
  expect(await readdir(folder)).toEqual(["types-2.txt"]);
});

it("keeps only the last version of a text", async () => {
  const folder = await temporaryFolder({ "types-1.txt": "", "types-2.txt": "", "other.txt": "" });
  expect(await cachedText(text("3"), folder)).toBe("made");
  expect((await readdir(folder)).toSorted()).toEqual(["other.txt", "types-3.txt"]);
  expect(await cachedText(text("3"), folder)).toBe("made");
  expect(await readdir(folder)).toHaveLength(2);
});

it("gives the text where nothing can be written", async () => {
  const folder = await temporaryFolder({ "a-file": "", "folder/types-1.txt/inside": "" });
  // No folder can be made in a file, and no file can replace a folder.
  for (const place of [join(folder, "a-file/lectern"), join(folder, "folder")])
    expect(await cachedText(text("1"), place)).toBe("made");
  expect(await readdir(join(folder, "folder"))).toEqual(["types-1.txt"]);
});

it("does not hide that a text cannot be made", async () => {
  const failing = text("1", () => Promise.reject(new Error("No memory.")));
  await expect(cachedText(failing, await temporaryFolder({}))).rejects.toThrow("No memory.");
});

it("makes the language service's script once, and again after a failure", async () => {
  const make = vi.fn(async () => "script").mockRejectedValueOnce(new Error("No memory."));
  const text = languageText(make);
  await expect(text()).rejects.toThrow("No memory.");
  expect(await Promise.all([text(), text()])).toEqual(["script", "script"]);
  expect(make).toHaveBeenCalledTimes(2);
});
