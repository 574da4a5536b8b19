import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ignoredFiles,
  isLessonOf,
  lessonFiles,
  lessonsDirectory,
  reasonForNoLesson,
  slugOf,
} from "../../../../src/build/files/lessons-directory.ts";
import { temporaryFolder } from "../temporary-folder.ts";

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

  test.each([
    ["lost", "the folder … has no file lost.md."],
    ["../a", "the folder … has no file ../a.md."],
    [
      "_draft",
      "the file …/_draft.md is ignored (drafts, whose names begin with `_`). Rename it to draft.md to see it.",
    ],
    [
      "draft",
      "the file …/_draft.md is ignored (drafts, whose names begin with `_`). Rename it to draft.md to see it.",
    ],
    [
      ".x",
      "the file …/.x.md is ignored (hidden files, whose names begin with `.`). Rename or move it to see it.",
    ],
  ])("says why it has no lesson %s", async (slug, reason) => {
    const folder = await temporaryFolder({ "_draft.md": "", ".x.md": "" });
    expect((await reasonForNoLesson(folder, slug)).replace(folder, "…")).toBe(reason);
  });

  test("says which files that look like lessons are none, and why", async () => {
    const folder = await temporaryFolder({
      "a.md": "",
      "_draft.md": "",
      "._a.md": "",
      "b.markdown": "",
      "B.MD": "",
      "readme.md": "",
      "week-1/c.md": "",
      "week-1/README.md": "",
      "node_modules/x/d.md": "",
      ".git/e.md": "",
    });
    await symlink("a.md", join(folder, ".#a.md"));
    await symlink("/etc/hosts", join(folder, "hosts.md"));
    expect(await lessonFiles(folder)).toEqual([join(folder, "a.md")]);
    expect((await ignoredFiles(folder)).toSorted()).toEqual([
      "Not published: `.#a.md`, `._a.md` (hidden files, whose names begin with `.`).",
      "Not published: `B.MD`, `b.markdown` (the name of a lesson ends in `.md`).",
      "Not published: `_draft.md` (drafts, whose names begin with `_`).",
      "Not published: `hosts.md` (symbolic links to files outside the folder of lessons).",
      "Not published: `week-1/c.md` (lessons are in the folder itself, not in a subfolder).",
    ]);
  });

  test("reports documents of other kinds in the folder itself that no lesson names", async () => {
    const folder = await temporaryFolder({
      "a.md": "[The handout](hand%20out.docx), and `names.txt`.",
      "hand out.docx": "",
      "names.txt": "",
      "lecture.txt": "",
      "lecture.docx": "",
      "Lecture.ipynb": "",
      "_notes.txt": "",
      "LICENSE.txt": "",
      "readme.html": "",
      "table.csv": "",
      "photo.png": "",
      "library.bib": "",
      "plots.ts": "",
      "data/words.txt": "",
    });
    expect(await ignoredFiles(folder)).toEqual([
      "Not published: `Lecture.ipynb`, `lecture.docx`, `lecture.txt` (the name of a lesson ends in `.md`).",
    ]);
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
