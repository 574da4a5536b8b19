import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { datasetsDirectory, figuresDirectory, isCourse } from "../files/course-folders.ts";

/** A figure or dataset of the course by its name. */
export interface CodeFile {
  readonly name: string;
  /** The file that exports it; it may be missing. */
  readonly file: string;
}

/** Files by which a folder shows that it is meant as a figure, and not as code that figures share. */
const ENTRY = /^index\.(?:tsx|ts|jsx|js|mjs)$/;

/** The folders of figures; others in `figures/` hold what figures share. */
export async function findFigures(): Promise<readonly CodeFile[]> {
  const folder = figuresDirectory();
  const names = (await entriesOf(folder)).filter((entry) => !entry.isFile()).map(({ name }) => name);
  const found: CodeFile[] = [];
  for (const name of names) {
    const files = await entriesOf(join(folder, name));
    const isFigure = files.some((file) => ENTRY.test(file.name));
    if (isFigure) found.push({ name, file: join(folder, name, "index.tsx") });
  }
  return found;
}

/** The files of datasets; folders in `datasets/` hold their data, or what they share. */
export async function findDatasets(): Promise<readonly CodeFile[]> {
  const folder = datasetsDirectory();
  return (await entriesOf(folder))
    .filter((entry) => !entry.isDirectory() && /\.ts$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map(({ name }) => ({ name: name.slice(0, -".ts".length), file: join(folder, name) }));
}

async function entriesOf(folder: string) {
  if (!isCourse() || !existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
}
