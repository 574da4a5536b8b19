import { parseArgs } from "node:util";
import { CommandError } from "../build/files/command-error.ts";
import { lessonsDirectory, noLessons } from "../build/files/lessons-directory.ts";
import { commandLine } from "../build/files/package-root.ts";
import { loadLesson } from "../build/lessons/load-lesson.ts";
import { findLessonFile, loadPublished } from "../build/site/lesson-pages.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import type { ExportForm } from "./export/export-form.ts";

/** The forms by the option that asks for them, each loaded when it is needed. */
const FORMS: Readonly<Record<string, () => Promise<ExportForm>>> = {
  html: async () => (await import("./export/html.ts")).form,
  ipynb: async () => (await import("./export/ipynb.ts")).form,
  site: async () => (await import("./export/site.ts")).form,
  pdf: async () => (await import("./export/pdf.ts")).form,
};

/** `npm run export`: writes a lesson, or the course, in a form that needs no server. */
async function exportLesson(args: readonly string[]): Promise<number> {
  const form = await chooseForm(args);
  const { values, positionals } = parse(args, form);
  const { output, ...options } = values;
  const target = form.of === "lesson" ? output : onlyOne(positionals, "Name the folder to write.");
  const lessons = form.of === "lesson" ? [await findLesson(positionals)] : await findCourse();
  const request = { lessons, output: typeof target === "string" ? target : null, options };
  for (const line of await form.write(request)) console.log(line);
  return 0;
}

export { exportLesson as export };

async function chooseForm(args: readonly string[]): Promise<ExportForm> {
  const named = Object.keys(FORMS).filter((name) => args.includes(`--${name}`));
  const [name, ...others] = named;
  const load = name === undefined ? undefined : FORMS[name];
  if (load !== undefined && others.length === 0) return load();
  const known = Object.keys(FORMS).map((form) => `--${form}`);
  throw new CommandError(`Name one form to export: ${known.join(", ")}.`);
}

function parse(args: readonly string[], form: ExportForm) {
  const forms = Object.fromEntries(Object.keys(FORMS).map((name) => [name, { type: "boolean" as const }]));
  const options = { ...forms, ...form.options, output: { type: "string" as const } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    const names = [...Object.keys(form.options), "output"].map((name) => `--${name}`);
    throw new CommandError(`${reason}. This form takes ${names.join(", ")}.`);
  }
}

async function findCourse(): Promise<readonly Lesson[]> {
  const lessons = await loadPublished(lessonsDirectory());
  if (lessons.length === 0) throw new CommandError(noLessons(lessonsDirectory()));
  return lessons;
}

async function findLesson(named: readonly string[]): Promise<Lesson> {
  const name = onlyOne(named, `Name one lesson, for example: ${commandLine("export my-lesson --html")}`);
  const directory = lessonsDirectory();
  const file = await findLessonFile(directory, name.replace(/\.md$/, ""));
  if (file === null) throw new CommandError(`There is no lesson "${name}" in ${directory}.`);
  return loadLesson(file);
}

function onlyOne(named: readonly string[], message: string): string {
  const [name, ...others] = named;
  if (name === undefined || others.length > 0) throw new CommandError(message);
  return name;
}
