import { existsSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CommandError } from "../build/files/command-error.ts";
import { lessonsDirectory } from "../build/files/lessons-directory.ts";
import { commandLine } from "../build/files/package-root.ts";
import { loadLesson } from "../build/lessons/load-lesson.ts";
import { readSvg } from "../build/lessons/read-svg.ts";
import { type ImportedLesson, importNotebook } from "../jupyter/import/import-notebook.ts";
import { type ImportNote, type ReadNotebook, readNotebook } from "../jupyter/import/read-notebook.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { count } from "./count.ts";
import { writeAtomically } from "./write-file.ts";

/** Larger files are mostly outputs, and would take much memory. */
const LARGEST = 100_000_000;

/**
 * `npm run import -- notebook.ipynb`: makes a lesson of a Jupyter notebook, with its pictures as files beside it, and
 * prints what could not be kept.
 */
async function importCommand(args: readonly string[]): Promise<number> {
  const { file, name, replace } = readArguments(args);
  const notebook = parseNotebook(file, await readText(file));
  const directory = lessonsDirectory();
  const path = join(directory, `${name}.md`);
  if (replace) await refuseToLoseNotes(path);
  else refuseExisting(directory, name);
  const imported = importNotebook(notebook, name, readSvg);
  await writeLesson(directory, path, imported);
  const lesson = await loadLesson(path);
  for (const line of report(notebook, imported, lesson)) console.log(line);
  return 0;
}

export { importCommand as import };

interface Arguments {
  readonly file: string;
  /** Of the lesson. */
  readonly name: string;
  readonly replace: boolean;
}

const OPTIONS = { as: { type: "string" }, replace: { type: "boolean" } } as const;

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [named, ...others] = positionals;
  if (named === undefined || others.length > 0)
    throw new CommandError(`Name one notebook, for example: ${commandLine("import lecture.ipynb")}`);
  const file = resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
  const name = values.as ?? lessonName(file);
  if (!/^[\p{L}\p{N}][\p{L}\p{N}.-]*$/u.test(name.replaceAll("_", "-")) || /^readme$/i.test(name))
    throw new CommandError(
      `“${name}” cannot be the name of a lesson: letters, digits, hyphens and dots can. Give another with --as my-lesson.`,
    );
  return { file, name, replace: values.replace === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    throw new CommandError(`${reason}. This command takes a notebook, --as <name> and --replace.`);
  }
}

/** The name of the notebook's file, as addresses have it. */
function lessonName(file: string): string {
  const plain = basename(file)
    .replace(/\.(?:ipynb|json)$/i, "")
    .replace(/[^\p{L}\p{N}-]+/gu, "-");
  return plain.replace(/^-+|-+$/g, "") || "notebook";
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CommandError(`There is no file ${file}.`);
  if (found.size > LARGEST) {
    const size = Math.round(found.size / 1e6);
    throw new CommandError(
      `${file} has ${size} MB; at most 100 are read. Clear its outputs in Jupyter and save it.`,
    );
  }
  return readFile(file, "utf8");
}

function parseNotebook(file: string, text: string): ReadNotebook {
  const reading = readNotebook(text);
  if (reading.type === "refused") throw new CommandError(`${file} cannot be imported. ${reading.reason}`);
  return reading.notebook;
}

function refuseExisting(directory: string, name: string): void {
  const taken = [`${name}.md`, name].find((each) => existsSync(join(directory, each)));
  if (taken === undefined) return;
  throw new CommandError(
    `${join(directory, taken)} is there already. Give the lesson another name with --as, or replace it with --replace.`,
  );
}

/** Notebooks carry no notes for the speaker. */
async function refuseToLoseNotes(path: string): Promise<void> {
  const before = await readFile(path, "utf8").catch(() => "");
  if (!/^ {0,3}:{3,} *\{[^}]*\.notes\b/m.test(before)) return;
  throw new CommandError(
    `${path} has notes for the speaker, which the notebook does not have. Give the lesson another name with --as, and copy them.`,
  );
}

/** The pictures first: a lesson that is there is complete. */
async function writeLesson(
  directory: string,
  path: string,
  { text, pictures }: ImportedLesson,
): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    for (const { path: picture, base64 } of pictures) {
      const file = join(directory, picture);
      await mkdir(dirname(file), { recursive: true });
      await writeAtomically(file, Buffer.from(base64, "base64"));
    }
    await writeAtomically(path, Buffer.from(text));
  } catch (error) {
    throw new CommandError(
      `The lesson cannot be written (${errorMessage(error)}). Make room or give yourself permission, and import again.`,
    );
  }
}

/** What was made of the notebook, and what could not be kept, with the numbers of its cells. */
function report({ cells }: ReadNotebook, imported: ImportedLesson, lesson: Lesson): string[] {
  const problems = lesson.problems.map(({ line, message }) => ({ cell: imported.cellOfLine(line), message }));
  const notes = [...imported.notes, ...problems].toSorted((a, b) => (a.cell ?? 0) - (b.cell ?? 0));
  const made = `${relative(process.cwd(), lesson.file)}: ${count(cells.length, "cell")}, ${count(imported.pictures.length, "picture")}.`;
  if (notes.length === 0) return [made, "Everything was kept."];
  return [made, "What could not be kept, or needs your attention:", ...new Set(notes.map(noteLine))];
}

function noteLine({ cell, message }: ImportNote): string {
  return cell === null ? `  ${message}` : `  cell ${cell}: ${message}`;
}
