import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isLessonOf, lessonFiles, lessonsDirectory, slugOf } from "../../../src/build/lessons-directory.ts";
import { temporaryFolder } from "./temporary-folder.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("the folder of lessons", () => {
  test.each([
    [undefined, "lessons"],
    ["", "lessons"],
    ["course/one", "course/one"],
    [resolve("/elsewhere"), resolve("/elsewhere")],
  ])("LESSONS_DIR=%s names %s", (named, folder) => {
    vi.stubEnv("LESSONS_DIR", named);
    expect(lessonsDirectory()).toBe(resolve(folder));
  });

  test("has its Markdown files as lessons, sorted by name, without a README, other files and subfolders", async () => {
    const folder = await temporaryFolder({
      "b.md": "",
      "a b.md": "",
      "README.md": "",
      "notes.txt": "",
      "sub/c.md": "",
      "folder.md/picture.svg": "",
    });
    expect(await lessonFiles(folder)).toEqual([join(folder, "a b.md"), join(folder, "b.md")]);
    expect(isLessonOf(folder, join(folder, "b.md"))).toBe(true);
    expect(isLessonOf(folder, join(folder, "README.md"))).toBe(false);
    expect(isLessonOf(folder, join(folder, "sub/c.md"))).toBe(false);
    expect(slugOf(join(folder, "a b.md"))).toBe("a b");
  });

  test("is named in the error if it cannot be read, with the variable to set", async () => {
    const folder = await temporaryFolder({ "a.md": "" });
    await expect(lessonFiles(join(folder, "none"))).rejects.toMatchObject({
      name: "CommandError",
      message: expect.stringMatching(/none cannot be read \(ENOENT.*Set LESSONS_DIR to another one\.$/),
    });
    await expect(lessonFiles(join(folder, "a.md"))).rejects.toThrow(/a\.md cannot be read \(ENOTDIR/);
  });
});
