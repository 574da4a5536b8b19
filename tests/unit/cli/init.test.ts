import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadKnown } from "../../../src/build/lessons/known.ts";
import { loadCourse } from "../../../src/build/lessons/load-course.ts";
import { loadLesson } from "../../../src/build/lessons/load-lesson.ts";
import { init, makeCourse } from "../../../src/cli/init.ts";
import { new as newLesson } from "../../../src/cli/new.ts";
import { temporaryFolder } from "../build/temporary-folder.ts";

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function initIn(folder: string, name: string): Promise<string> {
  vi.stubEnv("INIT_CWD", folder);
  expect(await init([name])).toBe(0);
  const course = join(folder, name);
  vi.stubEnv("LESSONS_DIR", join(course, "lessons"));
  return course;
}

async function lecternOf(course: string): Promise<unknown> {
  return JSON.parse(await readFile(join(course, "package.json"), "utf8")).devDependencies.lectern;
}

describe("lectern init", () => {
  it("makes a course without a problem, named after its folder", async () => {
    const course = await initIn(await temporaryFolder({}), "my-first-course");
    expect(await loadCourse()).toMatchObject({
      course: { title: "My first course", sections: [{ title: "Part one", lessons: ["first-lesson"] }] },
      problems: [],
    });
    const lesson = await loadLesson(join(course, "lessons/first-lesson.md"));
    expect(lesson.problems).toEqual([]);
    expect(lesson.files.map(({ path }) => path)).toEqual(["data/beans.csv"]);
    const { figures, datasets } = await loadKnown();
    expect([figures.has("wave"), datasets.includes("stripes")]).toEqual([true, true]);
    for (const file of [".gitignore", "README.md", "tsconfig.json", ".github/workflows/publish.yml"])
      expect(existsSync(join(course, file)), file).toBe(true);
    expect(JSON.parse(await readFile(join(course, "package.json"), "utf8"))).toMatchObject({
      name: "my-first-course",
      devDependencies: { lectern: expect.stringMatching(/^file:/) },
      allowScripts: { "core-js": false, "es5-ext": false },
    });
    expect(printed.join("\n")).toContain("cd my-first-course\n  npm install\n  npx lectern dev");
  });

  it("has one of everything in its lesson", async () => {
    const course = await initIn(await temporaryFolder({}), "course");
    const { blocks } = await loadLesson(join(course, "lessons/first-lesson.md"));
    expect(new Set(blocks.map(({ type }) => type))).toEqual(
      new Set(["prose", "div", "notes", "cell", "listing", "figure", "exercise"]),
    );
  });

  it("leaves files that are there as they are, and names them", async () => {
    const folder = await temporaryFolder({ "course/package.json": "{}", "course/README.md": "Mine." });
    const course = await initIn(folder, "course");
    expect(await readFile(join(course, "README.md"), "utf8")).toBe("Mine.");
    expect(await readFile(join(course, "package.json"), "utf8")).toBe("{}");
    expect(printed).toContain("These files were there, and are unchanged: package.json, README.md.");
  });

  it("makes valid YAML of any folder's name", async () => {
    await initIn(await temporaryFolder({}), "#1: yes");
    const { course, problems } = await loadCourse();
    expect(course.title).toBe("#1: yes");
    // Of its figure and its dataset, whose paths are no addresses of modules.
    for (const { message } of problems) expect(message).toContain("The path of this file contains `#`");
    expect(problems).toHaveLength(2);
  });

  it.each(["$& $` $$1", `${"A long title with many words ".repeat(5)}!`, 'Quotes: "a" # b'])(
    "writes the title %j as it is, on one line",
    async (title) => {
      const course = await initIn(await temporaryFolder({}), title);
      expect((await loadCourse()).course.title).toBe(title);
      expect((await readFile(join(course, "course.yaml"), "utf8")).split("\n")[1]).toBe("author: Your name");
      expect(await readFile(join(course, "README.md"), "utf8")).toContain(`# ${title}\n`);
    },
  );

  it("takes the package file along, so that the course can be installed elsewhere", async () => {
    const folder = await temporaryFolder({ "lectern-0.1.0.tgz": "A package." });
    const course = join(folder, "course");
    const lines = await makeCourse(course, { type: "tarball", path: join(folder, "lectern-0.1.0.tgz") });
    expect(await lecternOf(course)).toBe("file:vendor/lectern-0.1.0.tgz");
    expect(await readFile(join(course, "vendor/lectern-0.1.0.tgz"), "utf8")).toBe("A package.");
    expect(spawnSync("git", ["init", "--quiet"], { cwd: course }).status).toBe(0);
    // 1: no rule ignores it.
    const ignored = spawnSync("git", ["check-ignore", "vendor/lectern-0.1.0.tgz"], { cwd: course });
    expect(ignored.status).toBe(1);
    expect(lines.slice(-2)).toEqual(["  npm install", "  npx lectern dev"]);
  });

  it("names an address as npm knows it", async () => {
    const course = join(await temporaryFolder({}), "course");
    await makeCourse(course, { type: "address", specifier: "github:owner/lectern#v1" });
    expect(await lecternOf(course)).toBe("github:owner/lectern#v1");
  });

  it.each([
    [
      { type: "folder", path: resolve("..", "code") } as const,
      /a folder of this computer, which GitHub does not have/,
    ],
    [{ type: "unknown" } as const, /Nothing says where this Lectern is from.* run `npm install -D`/],
  ])("says what to do before others can install the course: %j", async (origin, warning) => {
    const course = join(await temporaryFolder({}), "course");
    expect((await makeCourse(course, origin)).at(-1)).toMatch(warning);
  });

  it("says how to add Lectern to a package.json that is there, unless it names it", async () => {
    const origin = { type: "address", specifier: "github:owner/lectern#v1" } as const;
    const folder = await temporaryFolder({
      "course/package.json": "{}",
      "other/package.json": JSON.stringify({ dependencies: { lectern: origin.specifier } }),
    });
    const lines = await makeCourse(join(folder, "course"), origin);
    expect(lines.slice(-2)).toEqual([
      '  npm install -D "lectern@github:owner/lectern#v1"',
      "  npx lectern dev",
    ]);
    expect(await makeCourse(join(folder, "other"), origin)).toContain("  npm install");
  });

  it("has no link in its README that leads nowhere", async () => {
    const course = await initIn(await temporaryFolder({}), "course");
    const readme = await readFile(join(course, "README.md"), "utf8");
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(existsSync(join(course, link)), link).toBe(true);
  });

  it("refuses a folder that is a course, and more or less than one folder", async () => {
    const folder = await temporaryFolder({ "course/course.yaml": "title: Mine\n" });
    vi.stubEnv("INIT_CWD", folder);
    await expect(init(["course"])).rejects.toThrow("is a course already. `lectern new my-lesson` adds");
    await expect(init([])).rejects.toThrow("Name one folder");
    await expect(init(["a", "b"])).rejects.toThrow("Name one folder");
    expect(existsSync(join(folder, "course/lessons"))).toBe(false);
  });
});

describe("lectern new", () => {
  it("adds a lesson without a problem, and says how to place it", async () => {
    const course = await initIn(await temporaryFolder({}), "course");
    expect(await newLesson(["linear-models"])).toBe(0);
    const lesson = await loadLesson(join(course, "lessons/linear-models.md"));
    expect(lesson).toMatchObject({ title: "Linear models", problems: [] });
    expect(printed.at(-1)).toBe(
      "It comes last: add `- linear-models` to `lessons` in course.yaml to place it.",
    );
  });

  it("overwrites no lesson", async () => {
    const folder = await temporaryFolder({ "mine.md": "Mine." });
    vi.stubEnv("LESSONS_DIR", folder);
    await expect(newLesson(["mine"])).rejects.toThrow(
      "mine.md exists, and is unchanged. Choose another name.",
    );
    expect(await readFile(join(folder, "mine.md"), "utf8")).toBe("Mine.");
  });

  it.each(["My lesson", "../up", "_draft", "Überblick", "a--b", ""])("refuses the name %j", async (name) => {
    vi.stubEnv("LESSONS_DIR", await temporaryFolder({}));
    await expect(newLesson([name])).rejects.toThrow(/is not a valid lesson name: use lowercase letters/);
  });
});

describe("the command lectern", () => {
  const lectern = (folder: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [resolve("src/cli/lectern.mjs"), ...args], { cwd: folder, encoding: "utf8" });

  it("works in a course from any of its folders, and prints problems as JSON", async () => {
    const folder = await temporaryFolder({
      "course.yaml": "title: Course\n",
      "lessons/a.md": "---\ntitle: A\n---\n\n[x](lost.md)\n",
    });
    const { status, stdout } = lectern(join(folder, "lessons"), "check", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      lessons: 1,
      problems: [{ file: join("lessons/a.md"), line: 5, remedy: expect.any(String) }],
    });
    expect(status).toBe(1);
  });

  it("lists its own commands, and explains them", async () => {
    const folder = await temporaryFolder({});
    expect(lectern(folder).stderr).toContain("Commands (npx lectern <command>):");
    expect(lectern(folder, "bench").stderr).toContain('There is no command "bench".');
    expect(lectern(folder, "check", "--help").stdout).toContain("lectern check --watch");
  });
});
