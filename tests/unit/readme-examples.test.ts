import { spawnSync } from "node:child_process";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { forgetCourseCode } from "../../src/build/course-code/course-code.ts";
import { isCourseCode } from "../../src/build/files/course-folders.ts";
import { loadDatasets, loadKnown } from "../../src/build/lessons/known.ts";
import { loadCourse } from "../../src/build/lessons/load-course.ts";
import type { Dataset } from "../../src/datasets/dataset.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { temporaryFolder } from "./build/temporary-folder.ts";
import { literalTexts } from "./words/literals.ts";

const READMES = ["src/datasets/README.md", "src/figures/README.md"];

/** The examples of the READMEs that name their file in the first line, by that path. */
const examples = new Map((await Promise.all(READMES.map(examplesIn))).flat());

async function examplesIn(readme: string): Promise<[path: string, code: string][]> {
  const blocks = (await readFile(readme, "utf8")).matchAll(/^( *)```tsx?\n\1\/\/ (\S+)\n([\s\S]*?)^\1```$/gm);
  return Array.from(blocks, ([, indent = "", path = "", code = ""]) => [
    path,
    code
      .split("\n")
      .map((line) => line.slice(indent.length))
      .join("\n"),
  ]);
}

afterEach(() => {
  forgetCourseCode(isCourseCode);
  vi.unstubAllEnvs();
});

describe("the examples of the READMEs", () => {
  test("are files for Lectern and for a course", () => {
    expect([...examples.keys()]).toEqual([
      "src/datasets/bars.ts",
      "datasets/bars.ts",
      "src/figures/square/index.tsx",
      "src/words/english/figures/square.ts",
      "src/words/german/figures/square.ts",
      "figures/square/index.tsx",
    ]);
  });

  test("are formatted, and have nothing that the linter finds", async () => {
    const { formatter, linter } = JSON.parse(await readFile("biome.json", "utf8"));
    const config = JSON.stringify({ root: true, formatter, linter });
    const folder = await temporaryFolder({ ...Object.fromEntries(examples), "biome.json": config });
    const { status, stdout, stderr } = spawnSync(
      resolve("node_modules/.bin/biome"),
      ["ci", "--colors=off", "src", "datasets", "figures"],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining(`${examples.size} files`)]);
  });

  test("compile, and are found", async () => {
    const folder = await temporaryFolder(Object.fromEntries(examples));
    await copySource(folder);
    await addToDictionary(folder, "english");
    await addToDictionary(folder, "german");
    expect(typeErrors(folder)).toBe("");
    const { builtInDatasets }: { builtInDatasets: ReadonlyMap<string, Dataset> } = await import(
      join(folder, "src/datasets/built-in.ts")
    );
    const { train, test } = builtInDatasets.get("bars")?.decode([]) ?? {};
    expect([train?.length, test?.length]).toEqual([8, 2]);
    const { builtInFigures }: { builtInFigures: ReadonlyMap<string, () => Promise<Figure>> } = await import(
      join(folder, "src/figures/built-in.ts")
    );
    const square = await builtInFigures.get("square")?.();
    expect(square?.reservedHeight({ side: "4" })).toEqual({ wide: 80, narrow: 80 });
    expect(literalTexts(examples.get("src/figures/square/index.tsx") ?? "")).toEqual([]);
  });

  test("have no problem in a course", async () => {
    const ofCourse = [...examples].filter(([path]) => !path.startsWith("src/"));
    const folder = await temporaryFolder({
      "course.yaml": "title: Mine\nlessons: [a]\n",
      "lessons/a.md":
        '---\ntitle: A\ndatasets: [bars]\n---\n\n::: {.figure name="square" side=4}\nA square.\n:::\n',
      ...Object.fromEntries(ofCourse),
    });
    vi.stubEnv("LESSONS_DIR", join(folder, "lessons"));
    expect((await loadCourse()).problems).toEqual([]);
    expect((await loadKnown()).figures.has("square")).toBe(true);
    const bars = [...(await loadDatasets()).values()].find(({ name }) => name === "bars");
    expect(bars?.decode([]).train.length).toBe(200);
  });
});

/** Puts what the examples are made of beside them, without the folders of other figures. */
async function copySource(folder: string): Promise<void> {
  for (const part of ["datasets", "figures", "protocol", "words"])
    await cp(`src/${part}`, join(folder, "src", part), { recursive: true, force: false });
  await cp("tsconfig.base.json", join(folder, "tsconfig.base.json"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const paths = ["figures", "datasets"].map((part) => [`lectern/${part}`, [`./src/${part}/course/index.ts`]]);
  const config = {
    extends: "./tsconfig.base.json",
    compilerOptions: {
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      types: ["vite/client"],
      composite: false,
      emitDeclarationOnly: false,
      noEmit: true,
      paths: Object.fromEntries(paths),
    },
    files: [...examples.keys()],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
}

/** Does what the README says of the dictionaries: an import, and a line. */
async function addToDictionary(folder: string, language: string): Promise<void> {
  const path = join(folder, `src/words/${language}/figures/figures.ts`);
  const before = await readFile(path, "utf8");
  const after = `import { square } from "./square.ts";\n${before}`.replace(
    /^ {2}weightSharing,$/m,
    "$&\n  square,",
  );
  await writeFile(path, after);
}

function typeErrors(folder: string): string {
  const compiler = resolve("node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" }).stdout;
}
