import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBibliography } from "../../../../src/build/lessons/load-bibliography.ts";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const FRONT = "---\ntitle: Ümläute\n---\n";

describe("a lesson's file", () => {
  test("is loaded with its problems, including those of its references", async () => {
    const folder = await temporaryFolder({
      "a.md": `${FRONT}\n![There](there.svg) ![None](none.svg)\n`,
      "there.svg": "<svg/>",
    });
    const { title, assets, problems } = await loadLesson(join(folder, "a.md"));
    expect(title).toBe("Ümläute");
    expect(assets).toEqual(["there.svg", "none.svg"]);
    expect(problems).toMatchObject([
      { line: 5, column: 21, message: expect.stringContaining("There is no file `none.svg`") },
    ]);
    expect(problems[0]?.file).toBe(join(folder, "a.md"));
  });

  test("cites the works of the bibliography beside it", async () => {
    const folder = await temporaryFolder({
      "a.md": `${FRONT}\n@doe2020 and @roe2020.\n`,
      "references.bib": "@book{doe2020, author = {Doe, Jane}, title = {Work}, year = 2020}",
    });
    const { problems, headings } = await loadLesson(join(folder, "a.md"));
    const file = join(folder, "references.bib");
    expect(headings).toMatchObject([{ text: "References" }]);
    expect(problems).toMatchObject([{ message: `There is no entry \`roe2020\` in \`${file}\`.` }]);
  });

  test("cites no works of a file outside, to which a symbolic link leads", async () => {
    const work = "@book{doe2020, author = {Doe, Jane}, title = {Work}, year = 2020}";
    const root = await temporaryFolder({
      "outside.bib": work,
      "course/lessons/a.md": `${FRONT}\n@doe2020.\n`,
    });
    const lessons = join(root, "course/lessons");
    await symlink("../../outside.bib", join(lessons, "references.bib"));
    const lesson = await loadLesson(join(lessons, "a.md"));
    expect(JSON.stringify(lesson)).not.toContain("Jane");
    expect((await loadBibliography([lessons, join(root, "course")])).problems).toMatchObject([
      { message: "The bibliography is a link to a file outside the course, so it is not read." },
    ]);
  });

  test("is named relative to the working directory if it is inside", async () => {
    const path = "tests/fixtures/site-lessons/wall.md";
    expect((await loadLesson(join(process.cwd(), path))).file).toBe(join(path));
  });

  test("may begin with a byte order mark", async () => {
    const folder = await temporaryFolder({ "a.md": `\uFEFF${FRONT}\nText.\n` });
    expect(await loadLesson(join(folder, "a.md"))).toMatchObject({ title: "Ümläute", problems: [] });
  });

  test.each([
    ["\n", 5],
    ["\r\n", 5],
  ])("that is not UTF-8 is reported with its position (lines end in %j)", async (end, line) => {
    const text = `${FRONT}\nVoil\xE0, encore.\n`.replaceAll("\n", end).replace("Ümläute", "Umlaute");
    const folder = await temporaryFolder({ "a.md": Buffer.from(text, "latin1") });
    const { problems, blocks } = await loadLesson(join(folder, "a.md"));
    expect(problems).toMatchObject([{ line, column: 5, remedy: "Save the file as UTF-8 in your editor." }]);
    expect(blocks.at(-1)).toMatchObject({ type: "problem", problem: problems[0] });
  });

  test("in UTF-16 is reported also if it has only letters of English", async () => {
    const folder = await temporaryFolder({ "a.md": Buffer.from("---\ntitle: A\n---\n", "utf16le") });
    const { problems } = await loadLesson(join(folder, "a.md"));
    expect(problems).toContainEqual(
      expect.objectContaining({ remedy: "Save the file as UTF-8 in your editor." }),
    );
  });

  test("that cannot be read is named in the error", async () => {
    const folder = await temporaryFolder({ "folder.md/a.svg": "" });
    for (const name of ["none.md", "folder.md"]) {
      await expect(loadLesson(join(folder, name))).rejects.toMatchObject({
        name: "CommandError",
        message: expect.stringContaining(`The lesson ${join(folder, name)} cannot be read`),
      });
    }
  });
});
