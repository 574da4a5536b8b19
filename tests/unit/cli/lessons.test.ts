import fs from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { lessons } from "../../../src/cli/lessons.ts";
import { temporaryFolder } from "../build/temporary-folder.ts";

let printed: string[] = [];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A file of the tests, as an author names it who is in the folder of the lessons. */
const NAMED = { folder: "tests/fixtures/lessons", file: "good/first-steps.md" };

/** For what happens soon, but not at once. The machine may be busy. */
const WAIT = { timeout: 50_000, interval: 400 };

function lessonsIn(directory: string): Promise<number> {
  vi.stubEnv("LESSONS_DIR", directory);
  return lessons([]);
}

describe("npm run lessons", () => {
  it("succeeds if there are no problems", async () => {
    expect(await lessonsIn("tests/fixtures/lessons/good")).toBe(0);
    expect(printed).toEqual(["0 problems in 1 lesson."]);
  });

  it("prints each problem with file, line, column and remedy, and fails", async () => {
    expect(await lessonsIn("tests/fixtures/lessons/broken")).toBe(1);
    const lines = printed.slice(0, -1).map((text) => text.split("\n"));
    expect(lines.map(([problem]) => problem?.split(" ")[0])).toEqual(
      ["3:12", "6:1", "8:1", "8:5", "11:8", "11:19", "11:37", "14:19", "17:1", "17:5"].map(
        (position) => `tests/fixtures/lessons/broken/mistakes.md:${position}:`,
      ),
    );
    expect(lines.every(([, remedy]) => remedy?.startsWith("    "))).toBe(true);
    expect(printed.at(-1)).toBe("10 problems in 1 lesson.");
  });

  it("checks only the files that are named, from the author's folder", async () => {
    vi.stubEnv("INIT_CWD", resolve(NAMED.folder));
    vi.stubEnv("LESSONS_DIR", "tests/fixtures/lessons/broken");
    expect(await lessons([NAMED.file])).toBe(0);
    expect(printed).toEqual(["0 problems in 1 lesson."]);
  });

  it("checks drafts, too", async () => {
    const folder = await temporaryFolder({ "draft.md": "---\ntitle: A\ndraft: true\n---\n[x](#y)\n" });
    expect(await lessonsIn(folder)).toBe(1);
    expect(printed[0]).toContain("There is no `#y` in this lesson.");
  });

  it("says once what is wrong in a dataset that lessons use, and where that is if only one is checked", async () => {
    const lesson = "---\ntitle: A\ndatasets: [dots]\n---\n";
    const folder = await temporaryFolder({
      "course.yaml": "title: A\n",
      "lessons/a.md": lesson,
      "lessons/b.md": lesson,
      "datasets/dots.ts": "export const dots = 1;\n",
    });
    expect(await lessonsIn(join(folder, "lessons"))).toBe(1);
    expect(printed).toEqual([expect.stringContaining("datasets/dots.ts:1:"), "1 problem in 2 lessons."]);
    printed = [];
    expect(await lessons(["a.md"])).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/a\.md:3:12: The dataset `dots` cannot be used: .*\n +Correct `.*dots\.ts:1:/),
      "1 problem in 1 lesson.",
    ]);
  });

  it("finds a file by its name alone in the folder of lessons", async () => {
    vi.stubEnv("LESSONS_DIR", "tests/fixtures/lessons/good");
    expect(await lessons(["first-steps.md"])).toBe(0);
    expect(printed).toEqual(["0 problems in 1 lesson."]);
  });

  it.each([
    ["none.md", /^The lesson .*none\.md cannot be read \(ENOENT/],
    ["--file", /^Unknown option '--file'\. This command takes --json, --watch and the names of files\.$/],
  ])("refuses %s", async (argument, message) => {
    expect(await lessons([argument])).toBe(1);
    expect(printed).toEqual([expect.stringMatching(message)]);
  });

  it("prints JSON for programs", async () => {
    vi.stubEnv("LESSONS_DIR", "tests/fixtures/lessons/broken");
    expect(await lessons(["--json"])).toBe(1);
    const { lessons: count, problems } = JSON.parse(printed.join("\n"));
    expect(count).toBe(1);
    expect(problems).toHaveLength(10);
    expect(problems[0]).toEqual({
      file: "tests/fixtures/lessons/broken/mistakes.md",
      line: 3,
      column: 12,
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it("prints the problems of a module once, which several lessons import", async () => {
    const cell = '```ts {#a}\nimport { one } from "./shared.ts";\none;\n```\n';
    const folder = await temporaryFolder({
      "a.md": `---\ntitle: A\n---\n\n${cell}`,
      "b.md": `---\ntitle: B\n---\n\n${cell}`,
      "shared.ts": 'export const one: number = "1";\n',
    });
    expect(await lessonsIn(folder)).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/shared\.ts:1:14: Type 'string' is not assignable to type 'number'/),
      "1 problem in 2 lessons.",
    ]);
  });

  it("checks again after each change with --watch, until it is interrupted", async () => {
    const folder = await temporaryFolder({ "lessons/a.md": "---\ntitle: A\n---\n" });
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    const watching = lessons(["--watch"]);
    await vi.waitFor(() => expect(printed.at(-1)).toBe("0 problems in 1 lesson."), WAIT);
    await vi.waitFor(async () => {
      await writeFile(join(folder, "lessons/a.md"), "---\ntitle: A\n---\n\n[x](lost.md)\n");
      expect(printed.at(-1)).toBe("1 problem in 1 lesson.");
    }, WAIT);
    await vi.waitFor(async () => {
      await writeFile(join(folder, "course.yaml"), "title: A\nauther: B\n");
      expect(printed.at(-1)).toBe("2 problems in 1 lesson.");
    }, WAIT);
    process.emit("SIGTERM");
    expect(await watching).toBe(0);
  });

  it("sees what changes during its first check", async () => {
    const folder = await temporaryFolder({ "lessons/a.md": "---\ntitle: A\n---\n" });
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    vi.spyOn(console, "log").mockImplementation((text) => {
      if (printed.length === 0)
        fs.writeFileSync(join(folder, "lessons/a.md"), "---\ntitle: A\n---\n\n[x](lost.md)\n");
      printed.push(String(text));
    });
    const watching = lessons(["--watch"]);
    await vi.waitFor(() => expect(printed.at(-1)).toBe("1 problem in 1 lesson."), WAIT);
    process.emit("SIGTERM");
    expect(await watching).toBe(0);
  });

  it("watches the course's own figures and datasets", async () => {
    const folder = await temporaryFolder({
      "course.yaml": "title: A\n",
      "lessons/a.md": "---\ntitle: A\n---\n",
      "datasets/a.ts": "export const a = 1;\n",
    });
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    const watching = lessons(["--watch"]);
    await vi.waitFor(() => expect(printed.at(-1)).toBe("1 problem in 1 lesson."), WAIT);
    await vi.waitFor(async () => {
      await rm(join(folder, "datasets/a.ts"), { force: true });
      expect(printed.at(-1)).toBe("0 problems in 1 lesson.");
    }, WAIT);
    process.emit("SIGTERM");
    expect(await watching).toBe(0);
  });

  it("watches code elsewhere in the course, in folders that are new or made again, and files that were replaced", async () => {
    const folder = await temporaryFolder({
      "course.yaml": "title: A\n",
      "lessons/a.md": "---\ntitle: A\n---\n",
    });
    const problems = (count: string) => expect(printed.at(-1)).toBe(`${count} in 1 lesson.`);
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    const watching = lessons(["--watch"]);
    await vi.waitFor(() => problems("0 problems"), WAIT);
    await mkdir(join(folder, "datasets"));
    const dataset = 'import { name } from "../shared/code/name.ts";\nexport const a = name;\n';
    await vi.waitFor(async () => {
      await writeFile(join(folder, "datasets/a.ts"), dataset);
      problems("1 problem");
    }, WAIT);
    const place = () => expect(printed.at(-2)).toContain("There is no file `../shared/code/name.ts`.");
    place();
    await mkdir(join(folder, "shared/code"), { recursive: true });
    const shared = join(folder, "shared/code/name.ts");
    await vi.waitFor(async () => {
      await writeFile(shared, "export const name = 1;\n");
      expect(place).toThrow();
    }, WAIT);
    await rm(join(folder, "shared"), { recursive: true });
    await vi.waitFor(place, WAIT);
    await mkdir(join(folder, "shared/code"), { recursive: true });
    await writeFile(`${shared}.new`, "export const name = 1;\n");
    await rename(`${shared}.new`, shared);
    await vi.waitFor(() => expect(place).toThrow(), WAIT);
    await writeFile(shared, "export const nam = 1;\nexport const name = ;\n");
    await vi.waitFor(() => expect(printed.at(-2)).toMatch(/name\.ts:2:/), WAIT);
    process.emit("SIGTERM");
    expect(await watching).toBe(0);
  });

  it("watches a file that is named and not in the folder of lessons, also if it is not there yet", async () => {
    const folder = await temporaryFolder({ "course/lessons/a.md": "", "draft/b.md": "" });
    const draft = join(folder, "draft/later.md");
    vi.stubEnv("LESSONS_DIR", join(folder, "course/lessons"));
    const watching = lessons([draft, "--watch"]);
    await vi.waitFor(() => expect(printed.at(-1)).toMatch(/later\.md cannot be read/), WAIT);
    await vi.waitFor(async () => {
      await writeFile(draft, "---\ntitle: A\n---\n\n[x](lost.md)\n");
      expect(printed.at(-1)).toBe("1 problem in 1 lesson.");
    }, WAIT);
    process.emit("SIGTERM");
    expect(await watching).toBe(0);
  });

  it("says which folder it cannot watch, at once or after a while", async () => {
    const folder = await temporaryFolder({ "lessons/a.md": "---\ntitle: A\n---\n" });
    vi.stubEnv("LESSONS_DIR", join(folder, "none"));
    expect(await lessons(["--watch"])).toBe(1);
    expect(printed.at(-1)).toMatch(/^The folder .*none cannot be watched \(ENOENT/);
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    const watch = vi.spyOn(fs, "watch");
    onTestFinished(() => {
      watch.mockRestore();
      syncBuiltinESMExports();
    });
    syncBuiltinESMExports();
    const watching = lessons(["--watch"]);
    // Node itself watches the folders in a folder, so that there are more calls than ours.
    await vi.waitFor(() => expect(watch.mock.calls.map(([path]) => path)).toContain(folder), WAIT);
    watch.mock.results[0]?.value.emit("error", new Error("ENOSPC"));
    expect(await watching).toBe(1);
    expect(printed.at(-1)).toMatch(
      /lessons cannot be watched \(ENOSPC\)\. Correct this and start the command again\.$/,
    );
  });

  it("says which files are no lessons", async () => {
    const folder = await temporaryFolder({ "a.md": "---\ntitle: A\n---\n", "_b.md": "" });
    expect(await lessonsIn(folder)).toBe(0);
    expect(printed).toEqual([
      "Not published: `_b.md` (drafts, whose names begin with `_`).",
      "0 problems in 1 lesson.",
    ]);
  });

  it("names a folder that it cannot read", async () => {
    expect(await lessonsIn("no/such/folder")).toBe(1);
    expect(printed).toEqual([
      expect.stringMatching(/no.such.folder cannot be read .*Set LESSONS_DIR to another one\.$/),
    ]);
  });

  it("names a folder without lessons", async () => {
    expect(await lessonsIn("tests/unit")).toBe(1);
    expect(printed).toEqual([expect.stringMatching(/^There are no lessons .*unit\. Set LESSONS_DIR/)]);
  });
});
