import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { stringify } from "yaml";
import { CommandError } from "../build/command-error.ts";
import { packageRoot } from "../build/package-root.ts";
import { templateFile, titleFrom, writeNew } from "./course-files.ts";
import { readFiles } from "./options.ts";

/** `lectern init my-course`: makes a course in a folder. Files that are there stay as they are. */
export async function init(args: readonly string[]): Promise<number> {
  const [named, ...others] = readFiles(args);
  if (named === undefined || others.length > 0)
    throw new CommandError("Name one folder for the course, for example: lectern init my-course");
  const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
  if (existsSync(join(folder, "course.yaml")))
    throw new CommandError(`${folder} is a course already. \`lectern new my-lesson\` adds a lesson to it.`);
  const kept: string[] = [];
  for (const [name, content] of await courseFiles(folder))
    if (!(await writeNew(folder, name, content))) kept.push(name);
  for (const line of report(folder, kept)) console.log(line);
  return 0;
}

/** The files of a new course by their paths. */
async function courseFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const title = titleFrom(basename(folder));
  return new Map([
    ["package.json", await manifest(folder)],
    // YAML puts a title in quotes that needs them.
    ["course.yaml", await templateFile("course.yaml", stringify(title).trim())],
    ["lessons/first-lesson.md", await templateFile("lessons/first-lesson.md", title)],
    [".gitignore", await templateFile("gitignore", title)],
    ["README.md", await templateFile("README.md", title)],
    [".github/workflows/publish.yml", await templateFile("publish.yml", title)],
  ]);
}

async function manifest(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const lectern = (await localPackage(folder)) ?? `^${version}`;
  const content = { name: name || "course", private: true, type: "module", devDependencies: { lectern } };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The file or folder from which Lectern was installed, as `file:…` from the course; null if it came from a registry. */
async function localPackage(folder: string): Promise<string | null> {
  const beside = dirname(packageRoot);
  if (basename(beside) !== "node_modules") return fileSpecifier(folder, packageRoot);
  const installer = dirname(beside);
  const text = await readFile(join(installer, "package.json"), "utf8").catch(() => "{}");
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
  const specifier: unknown = { ...devDependencies, ...dependencies }.lectern;
  if (typeof specifier !== "string" || !specifier.startsWith("file:")) return null;
  return fileSpecifier(folder, resolve(installer, specifier.slice("file:".length)));
}

function fileSpecifier(folder: string, path: string): string {
  return `file:${relative(folder, path).split(sep).join("/")}`;
}

function report(folder: string, kept: readonly string[]): string[] {
  const path = relative(process.env["INIT_CWD"] ?? process.cwd(), folder);
  return [
    `The course is in ${folder}.`,
    ...(kept.length === 0 ? [] : [`These files were there, and are unchanged: ${kept.join(", ")}.`]),
    "",
    ...(path === "" ? [] : [`  cd ${/\s/.test(path) ? JSON.stringify(path) : path}`]),
    "  npm install",
    "  npx lectern dev",
  ];
}
