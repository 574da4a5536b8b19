import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { CommandError } from "../build/files/command-error.ts";
import { packageRoot } from "../build/files/package-root.ts";
import { templateFile, titleFrom, writeNew, yamlText } from "./course-files.ts";
import {
  findOrigin,
  namedLectern,
  type Origin,
  specifierOf,
  VENDOR,
  warningAbout,
} from "./lectern-origin.ts";
import { readFiles } from "./options.ts";

/** `lectern init my-course`: makes a course in a folder. Files that are there stay as they are. */
export async function init(args: readonly string[]): Promise<number> {
  const [named, ...others] = readFiles(args);
  if (named === undefined || others.length > 0)
    throw new CommandError("Name one folder for the course, for example: lectern init my-course");
  const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
  if (existsSync(join(folder, "course.yaml")))
    throw new CommandError(`${folder} is a course already. \`lectern new my-lesson\` adds a lesson to it.`);
  for (const line of await makeCourse(folder, await findOrigin(packageRoot))) console.log(line);
  return 0;
}

/**
 * Makes a course.
 * @param origin where it gets Lectern from.
 * @returns what its author should know, in lines.
 */
export async function makeCourse(folder: string, origin: Origin): Promise<readonly string[]> {
  const { version, allowScripts } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const specifier = specifierOf(origin, folder, version);
  const manifest = manifestOf(folder, specifier, allowScripts);
  const kept: string[] = [];
  for (const [name, content] of await courseFiles(folder, manifest, origin))
    if (!(await writeNew(folder, name, content))) kept.push(name);
  const isNamed = (await namedLectern(folder)) === specifier;
  const install = isNamed ? "npm install" : `npm install -D ${quoted(`lectern@${specifier}`)}`;
  return report(folder, kept, install, warningAbout(origin));
}

/** The files of a new course by their paths. */
async function courseFiles(
  folder: string,
  manifest: string,
  origin: Origin,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const title = titleFrom(basename(folder));
  return new Map<string, string | Uint8Array>([
    ["package.json", manifest],
    ["course.yaml", await templateFile("course.yaml", yamlText(title))],
    ["lessons/first-lesson.md", await templateFile("lessons/first-lesson.md", title)],
    ["lessons/data/beans.csv", await templateFile("lessons/data/beans.csv", title)],
    ["figures/wave/index.tsx", await templateFile("figures/wave/index.tsx", title)],
    ["figures/wave/style.css", await templateFile("figures/wave/style.css", title)],
    ["datasets/stripes.ts", await templateFile("datasets/stripes.ts", title)],
    ["tsconfig.json", await templateFile("tsconfig.json", title)],
    [".gitignore", await templateFile("gitignore", title)],
    ["README.md", await templateFile("README.md", title)],
    [".github/workflows/publish.yml", await templateFile("publish.yml", title)],
    ...(origin.type === "tarball"
      ? [[`${VENDOR}/${basename(origin.path)}`, await readFile(origin.path)] as const]
      : []),
  ]);
}

/**
 * The course's `package.json`.
 * @param allowScripts Lectern's own. npm reads only those of the folder in which it installs; without them it warns
 * about packages whose install scripts it has not run, although they don't need to run.
 */
function manifestOf(folder: string, lectern: string, allowScripts: unknown): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const devDependencies = { lectern };
  const content = { name: name || "course", private: true, type: "module", devDependencies, allowScripts };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function report(folder: string, kept: readonly string[], install: string, warning: string | null): string[] {
  const path = relative(process.env["INIT_CWD"] ?? process.cwd(), folder);
  return [
    `The course is in ${folder}.`,
    ...(kept.length === 0 ? [] : [`These files were there, and are unchanged: ${kept.join(", ")}.`]),
    "",
    ...(path === "" ? [] : [`  cd ${quoted(path)}`]),
    `  ${install}`,
    "  npx lectern dev",
    ...(warning === null ? [] : ["", warning]),
  ];
}

/** An argument as a shell takes it. */
function quoted(text: string): string {
  return /[^\w@:./\\+-]/.test(text) ? JSON.stringify(text) : text;
}
