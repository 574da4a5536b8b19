import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CommandError } from "../../../../src/build/files/command-error.ts";
import type { SiteFile } from "../../../../src/build/site/lessons-plugins.ts";
import { replaceFolder } from "../../../../src/cli/export/replace-folder.ts";
import { temporaryFolder } from "../../build/temporary-folder.ts";

const PAGE: SiteFile = { fileName: "lessons/a/index.html", source: "new" };

async function* files(error: Error | null = null): AsyncGenerator<SiteFile> {
  yield PAGE;
  if (error !== null) throw error;
}

/** As Node reports it. */
function unreadable(): Error {
  const message = "EACCES: permission denied, open 'lessons/a.csv'";
  return Object.assign(new Error(message), { code: "EACCES", syscall: "open", path: "lessons/a.csv" });
}

describe("an exported folder", () => {
  test("replaces an earlier one, whose git history stays", async () => {
    const folder = await temporaryFolder({ "course/index.html": "old", "course/.git/HEAD": "main" });
    const written = await replaceFolder(join(folder, "course"), files());
    expect(written).toEqual({ files: 1, bytes: 3, remaining: null });
    expect(await readdir(folder)).toEqual(["course"]);
    expect((await readdir(join(folder, "course"))).toSorted()).toEqual([".git", "lessons"]);
    expect(await readFile(join(folder, "course/.git/HEAD"), "utf8")).toBe("main");
    expect(await readFile(join(folder, "course", PAGE.fileName), "utf8")).toBe("new");
  });

  test("is made where there was none", async () => {
    const folder = await temporaryFolder({});
    await replaceFolder(join(folder, "new/course"), files());
    expect(await readdir(join(folder, "new"))).toEqual(["course"]);
  });

  test("that cannot be written completely leaves what was there, and says what to do", async () => {
    const folder = await temporaryFolder({ "course/index.html": "old" });
    const withinFile = async function* (): AsyncGenerator<SiteFile> {
      yield* [PAGE, { fileName: `${PAGE.fileName}/a`, source: "" }];
    };
    const writing = replaceFolder(join(folder, "course"), withinFile());
    await expect(writing).rejects.toThrow(CommandError);
    await expect(writing).rejects.toThrow(
      /course cannot be written \(E[A-Z]+: .*\)\. What was there is unchanged\. Make room/,
    );
    expect(await readdir(folder)).toEqual(["course"]);
    expect(await readFile(join(folder, "course/index.html"), "utf8")).toBe("old");
  });

  test("cannot be in a file, of which it says so", async () => {
    const folder = await temporaryFolder({});
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "file"), "");
    await expect(replaceFolder(join(folder, "file/course"), files())).rejects.toThrow(
      /cannot be written \(ENOTDIR/,
    );
  });

  test("is there although the earlier one cannot be deleted, whose new name it tells", async () => {
    const folder = await temporaryFolder({ "course/index.html": "old" });
    const refuse = () => Promise.reject(unreadable());
    const { remaining } = await replaceFolder(join(folder, "course"), files(), refuse);
    expect(remaining).toMatch(/course\.[-\w]+\.old$/);
    expect(await readFile(join(remaining ?? "", "index.html"), "utf8")).toBe("old");
    expect(await readFile(join(folder, "course", PAGE.fileName), "utf8")).toBe("new");
  });

  test("does not blame the target for a file of the course that cannot be read", async () => {
    const folder = await temporaryFolder({ "course/index.html": "old" });
    const writing = replaceFolder(join(folder, "course"), files(unreadable()));
    await expect(writing).rejects.toThrow(CommandError);
    await expect(writing).rejects.toThrow(/^A file for .*course cannot be read \(EACCES: .*lessons\/a\.csv/);
    expect(await readdir(folder)).toEqual(["course"]);
  });

  test("leaves a mistake of Lectern's as it is, with its stack", async () => {
    const folder = await temporaryFolder({});
    const mistake = new TypeError("undefined is not a function");
    await expect(replaceFolder(join(folder, "course"), files(mistake))).rejects.toBe(mistake);
    expect(await readdir(folder)).toEqual([]);
  });
});
