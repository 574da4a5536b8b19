import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { errorMessage } from "../../protocol/error-message.ts";
import { CommandError } from "./command-error.ts";
import { findAsset } from "./lesson-asset.ts";

/** The folder of lessons: `LESSONS_DIR`, relative to the working directory, or `lessons`. */
export function lessonsDirectory(): string {
  // An empty variable counts as unset: it must not name the working directory.
  return resolve(process.env["LESSONS_DIR"] || "lessons");
}

/**
 * The lessons' files in the folder, sorted by name.
 * @throws {CommandError} naming the folder, if it cannot be read.
 */
export async function lessonFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new CommandError(
      `The folder of lessons ${directory} cannot be read (${errorMessage(error)}). Set LESSONS_DIR to another one.`,
    );
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => resolve(directory, name))
    .filter((file) => isLessonOf(directory, file))
    .sort();
}

/**
 * Whether a file at that path is a lesson of the folder: its name ends in `.md` and begins with neither `_` (a draft) nor
 * `.` (hidden), and it is not a README. Files in subfolders are not, nor are links to files outside the folder.
 */
export function isLessonOf(directory: string, file: string): boolean {
  const isHere = dirname(resolve(file)) === resolve(directory);
  return isHere && reasonToIgnore(directory, basename(file)) === null && !isReadme(basename(file));
}

/**
 * Why the folder has no lesson of that name, as the rest of a sentence: its file is missing, or does not count as a
 * lesson.
 */
export async function reasonForNoLesson(directory: string, slug: string): Promise<string> {
  const files = await readdir(directory);
  const drafts = [`${slug}.md`, `_${slug}.md`];
  const file = drafts.find((name) => files.includes(name));
  const reason = file === undefined ? null : reasonToIgnore(directory, file);
  if (file === undefined || reason === null) return `the folder ${directory} has no file ${slug}.md.`;
  return `the file ${resolve(directory, file)} is ignored (${reason}). ${remedyFor(file)}`;
}

function remedyFor(file: string): string {
  return file.startsWith("_")
    ? `Rename it to ${file.replace(/^_+/, "")} to see it.`
    : "Rename or move it to see it.";
}

/** Why a file that looks like a lesson is not one; null if it is one. */
function reasonToIgnore(directory: string, name: string): string | null {
  if (name.startsWith("_")) return "drafts, whose names begin with `_`";
  if (name.startsWith(".")) return "hidden files, whose names begin with `.`";
  if (!name.endsWith(".md")) return "the name of a lesson ends in `.md`";
  const isOutside = findAsset(directory, name).type === "outside";
  return isOutside ? "symbolic links to files outside the folder of lessons" : null;
}

function isReadme(name: string): boolean {
  return name.toLowerCase() === "readme.md";
}

/** The extensions of Markdown, here and in other tools. */
const MARKDOWN = /\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd)$/i;

/**
 * The extensions of other documents, which may be meant as lessons. Those that lessons offer or use are named by a
 * lesson.
 */
const DOCUMENT = /\.(?:adoc|docx?|ipynb|odt|rst|rtf|tex|txt|typ)$/i;

/** Documents that go with any project, and drafts and hidden ones. */
const CUSTOMARY = /^(?:[._]|(?:changelog|copying|licen[cs]e|notice|readme|robots)\b)/i;

/** The documents of other kinds in the folder itself that no lesson names. */
async function unusedDocuments(directory: string): Promise<string[]> {
  const names = (await readdir(directory, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && DOCUMENT.test(entry.name) && !CUSTOMARY.test(entry.name))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const lessons = await lessonFiles(directory);
  const texts = await Promise.all(lessons.map((file) => readFile(file, "utf8").catch(() => "")));
  return names.filter((name) => !texts.some((text) => text.includes(name) || text.includes(encodeURI(name))));
}

/** A message for each reason why files that look like lessons are not. */
export async function ignoredFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const documents = new Set(await unusedDocuments(directory));
  const reasons = new Map<string, string[]>();
  for (const entry of entries) {
    const path = relative(directory, resolve(entry.parentPath, entry.name)).split(sep).join("/");
    const isCandidate = MARKDOWN.test(entry.name) || documents.has(path);
    if (entry.isDirectory() || !isCandidate || isReadme(entry.name) || isUnrelated(path)) continue;
    const reason = path.includes("/")
      ? "lessons are in the folder itself, not in a subfolder"
      : reasonToIgnore(directory, entry.name);
    if (reason !== null) reasons.set(reason, [...(reasons.get(reason) ?? []), path]);
  }
  return [...reasons].map(
    ([reason, paths]) =>
      `Not published: ${paths
        .sort()
        .map((path) => `\`${path}\``)
        .join(", ")} (${reason}).`,
  );
}

/** Whether a path leads through a folder of packages or a hidden one. */
function isUnrelated(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((part) => part === "node_modules" || part.startsWith("."));
}

/** The lesson's name in addresses: its file name without `.md`. */
export function slugOf(file: string): string {
  return basename(file, ".md");
}

/** The message for an instructor whose folder has no lessons. */
export function noLessons(directory: string): string {
  return `There are no lessons (files that end in .md) in ${directory}. Set LESSONS_DIR to another folder.`;
}
