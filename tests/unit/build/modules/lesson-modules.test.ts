import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { loadLesson } from "../../../../src/build/lessons/load-lesson.ts";
import { madeFiles } from "../../../../src/build/modules/lesson-modules.ts";
import { readModuleTypes } from "../../../../src/language/module-types.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const HELPER =
  'import { show } from "lectern";\nimport { two } from "./two.ts";\nexport const double = (x: number) => x * two;\nexport { show };\n';

async function load(code: string, files: Readonly<Record<string, string>> = {}, front = "") {
  const text = `---\ntitle: A lesson\n${front}---\n\`\`\`ts {#a}\n${code}\n\`\`\`\n`;
  const folder = await temporaryFolder({
    "lesson.md": text,
    "lib/double.ts": HELPER,
    "lib/two.ts": "export const two = 2;\n",
    ...files,
  });
  const path = join(folder, "lesson.md");
  const lesson = await loadLesson(path);
  return {
    folder,
    path,
    lesson,
    problems: lesson.problems.map(
      ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
    ),
  };
}

function doubleOf(code: string | null): (x: number) => number {
  const double = modulesOf(code).get("./lib/double")?.["double"];
  if (typeof double !== "function") throw new Error("The module has no function.");
  return (x) => Number(double(x));
}

/** What the runtime gets from the bundle. */
function modulesOf(code: string | null): ReadonlyMap<string, Record<string, unknown>> {
  const exports: { modules?: ReadonlyMap<string, Record<string, unknown>> } = {};
  const run = new Function("require", "exports", "module", code ?? "");
  run((name: string) => ({ show: `show of ${name}` }), exports, { exports });
  return exports.modules ?? new Map();
}

describe("the modules of a lesson", () => {
  test("are bundled with what they import, but for what every cell has", async () => {
    const { lesson, problems } = await load('import { double } from "./lib/double";\ndouble(2);');
    expect(problems).toEqual([]);
    expect(lesson.modules).toEqual([{ specifier: "./lib/double", hasOnlyTypes: false, line: 5, column: 24 }]);
    expect(lesson.files).toEqual([
      { path: "lectern-modules.js", bytes: Buffer.byteLength(lesson.modulesCode ?? ""), version: "" },
      { path: "lectern-modules-types.json", bytes: Buffer.byteLength(lesson.moduleTypes ?? ""), version: "" },
    ]);
    expect([...madeFiles(lesson)]).toEqual([
      ["lectern-modules.js", lesson.modulesCode],
      ["lectern-modules-types.json", lesson.moduleTypes],
    ]);
    expect(readModuleTypes(lesson.moduleTypes).files).toEqual({
      "/modules/lib/double.ts": HELPER,
      "/modules/lib/two.ts": "export const two = 2;\n",
    });
    expect(doubleOf(lesson.modulesCode)(3)).toBe(6);
    expect(modulesOf(lesson.modulesCode).get("./lib/double")?.["show"]).toBe("show of lectern");
  });

  test("may be packages of the course", async () => {
    const { lesson, problems } = await load(
      'import papaparse from "papaparse";\npapaparse.parse("a");',
      {},
      "packages: [papaparse]\n",
    );
    expect(problems).toEqual([]);
    const module = modulesOf(lesson.modulesCode).get("papaparse");
    expect(module?.["default"]).toHaveProperty("parse");
  });

  test("are bundled again after a change of their files, also of those that they import", async () => {
    const { folder, path } = await load('import { double } from "./lib/double";\ndouble(2);');
    await writeFile(join(folder, "lib/two.ts"), "export const two = 200;\n");
    const { modulesCode, moduleTypes } = await loadLesson(path);
    expect(doubleOf(modulesCode)(3)).toBe(600);
    expect(moduleTypes).toContain("two = 200");
  });

  test("are not bundled if only types are imported, which are there all the same", async () => {
    const { lesson, problems } = await load(
      'import type { Size } from "./lib/types";\nconst size: Size = 1;\nimport { type Other } from "./lib/none";',
      { "lib/types.ts": "export type Size = number;\n" },
    );
    expect(problems).toEqual([
      "7:28 There is no module `./lib/none` beside the lesson. Write `lib/none.ts` there, or correct the path.",
    ]);
    expect(lesson.modules).toEqual([{ specifier: "./lib/types", hasOnlyTypes: true, line: 5, column: 27 }]);
    expect(lesson.modulesCode).toBeNull();
    expect(readModuleTypes(lesson.moduleTypes).imports["cells"]).toEqual({
      "./lib/types": "/modules/lib/types.ts",
    });
  });

  const OUTSIDE = 'import secret from "../../secret.json";\nexport const value = secret;\n';
  test.each<[string, string, Readonly<Record<string, string>>, string, string]>([
    [
      "is missing",
      'import { a } from "./lib/none";\na;',
      {},
      "",
      "5:19 There is no module `./lib/none` beside the lesson. Write `lib/none.ts` there, or correct the path.",
    ],
    [
      "is above the lesson",
      'import { a } from "../a";\na;',
      {},
      "",
      "5:19 `../a` is outside the lesson's folder.",
    ],
    [
      "has a mistake",
      'import { a } from "./lib/wrong";\na;',
      { "lib/wrong.ts": "export const a = ;\n" },
      "",
      "5:19 The modules that the cells import cannot be bundled: ",
    ],
    [
      "imports what is not there",
      'import { a } from "./lib/wrong";\na;',
      { "lib/wrong.ts": 'export { a } from "./gone.ts";\n' },
      "",
      "5:19 The modules that the cells import cannot be bundled: ",
    ],
    [
      "imports a package that is not there",
      'import { a } from "./lib/wrong";\na;',
      { "lib/wrong.ts": 'export { a } from "no-such-package";\n' },
      "",
      "5:19 `lib/wrong.ts`, which the cells import, needs `no-such-package`, which is not there.",
    ],
    [
      "imports from outside the lesson's folder",
      'import { value } from "./lib/out";\nvalue;',
      { "lib/out.ts": OUTSIDE.replace("../../secret.json", join(process.cwd(), "package.json")) },
      "",
      "is outside the lesson's folder. Put a copy of it there.",
    ],
    [
      "is a package that is not declared",
      'import { a } from "papaparse";\na;',
      {},
      "",
      "5:19 There is no module `papaparse` in cells.",
    ],
    [
      "is a package that the course does not have",
      'import { a } from "simple-statistics";\na;',
      {},
      "packages: [simple-statistics]\n",
      "3:12 The package `simple-statistics` is not among the dependencies in `package.json`. Run `npm install simple-statistics` in the folder of the course.",
    ],
    [
      "is declared without need",
      "1",
      {},
      "packages: [lectern]\n",
      "3:12 `lectern` is there in every lesson. Leave it out.",
    ],
    [
      "is declared though it is beside the lesson",
      "1",
      {},
      "packages: [./lib/double]\n",
      "3:12 `./lib/double` is not the name of a package.",
    ],
  ])("are reported if one %s", async (_, code, files, front, expected) => {
    const { lesson, problems } = await load(code, files, front);
    expect(problems[0]).toContain(expected);
    expect(problems).toHaveLength(1);
    expect(lesson.modulesCode).toBeNull();
  });
});

describe("a file beside the lesson's folder stays out of the site", () => {
  const SECRET = "secret-of-another-folder";
  const URL_OF = (arguments_: string) => `export const value = new URL(${arguments_}).href;\n`;

  /** The problems of a lesson in a folder beside the secret, whose cell imports `./lib/out`. */
  async function withSecret(files: Readonly<Record<string, string>>) {
    const folder = await temporaryFolder({
      "secret.txt": SECRET,
      "secret.json": JSON.stringify({ value: SECRET }),
      "lesson/lesson.md":
        '---\ntitle: A lesson\n---\n```ts {#a}\nimport { value } from "./lib/out";\nvalue;\n```\n',
      ...files,
    });
    await symlink(join(folder, "secret.json"), join(folder, "lesson/lib/link.json"));
    const lesson = await loadLesson(join(folder, "lesson/lesson.md"));
    return { code: lesson.modulesCode, problems: lesson.problems.map(({ message }) => message) };
  }

  const OUTSIDE = "is outside the lesson's folder. Put a copy of it there.";
  const META = "lib/out.ts uses `import.meta`. Declare the files that it needs under `files:`";
  test.each<[string, string, string]>([
    ["new URL", URL_OF('"../../secret.txt", import.meta.url'), META],
    ["new URL with a type", URL_OF('"../../secret.txt" as string, import.meta.url'), META],
    ["new URL with a comment", URL_OF('"../../secret.txt", import/**/.meta.url'), META],
    ["new URL that asks to be put inside", URL_OF('"../../secret.txt?inline", import.meta.url'), META],
    ["a URL found in parts", "const { url } = import.meta;\nexport const value = url;\n", META],
    ["an import of JSON", 'export { value } from "../../secret.json";\n', OUTSIDE],
    ["a link to JSON", 'export { value } from "./link.json";\n', OUTSIDE],
    ["an import of its text", 'export { default as value } from "../../secret.txt?raw";\n', OUTSIDE],
    ["an import of its address", 'export { default as value } from "../../secret.txt?inline";\n', OUTSIDE],
    [
      "a glob",
      'export const value = import.meta.glob("../../secret.*", { eager: true, query: "?raw" });\n',
      OUTSIDE,
    ],
    [
      "a style",
      'export { default as value } from "./style.css?inline";\n',
      "lib/style.css is not a module of TypeScript, JavaScript or JSON.",
    ],
    ["a picture", 'export { default as value } from "./a.svg";\n', "lib/a.svg is not a module of"],
  ])("by %s", async (_, source, expected) => {
    const { code, problems } = await withSecret({
      "lesson/lib/out.ts": source,
      "lesson/lib/style.css": 'a { background: url("../../secret.txt") }',
      "lesson/lib/a.svg": "<svg/>",
    });
    expect(problems).toEqual([expect.stringContaining(expected)]);
    expect(code).toBeNull();
  });

  test("also by a package that comes with the lesson", async () => {
    const { code, problems } = await withSecret({
      "lesson/lib/out.ts": 'export { value } from "received";\n',
      "lesson/node_modules/received/package.json": '{"name": "received", "main": "index.js"}',
      "lesson/node_modules/received/index.js": URL_OF('"../../../secret.txt", import.meta.url'),
    });
    expect(problems).toEqual([expect.stringContaining("received/index.js uses `import.meta`.")]);
    expect(code).toBeNull();
  });

  test("nor by a variable of the environment", async () => {
    vi.stubEnv("VITE_SECRET", "secret");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code } = await withSecret({
      "lesson/lib/out.ts": "export const value = [import.meta.env.VITE_SECRET, import.meta.env];\n",
    });
    expect(code).not.toContain("secret");
    expect(modulesOf(code).get("./lib/out")?.["value"]).toMatchObject([undefined, { MODE: "production" }]);
  });

  test("while modules and JSON of the lesson are bundled", async () => {
    const { code, problems } = await withSecret({
      "lesson/lib/out.ts":
        'import own from "./own.json";\nexport const value = [own.name, import.meta.env.MODE];\n',
      "lesson/lib/own.json": '{"name": "own"}',
    });
    expect(problems).toEqual([]);
    expect(modulesOf(code).get("./lib/out")?.["value"]).toEqual(["own", "production"]);
  });
});
