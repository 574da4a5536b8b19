import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { datasetsDirectory, isCourse } from "../build/files/course-folders.ts";
import { lessonsDirectory } from "../build/files/lessons-directory.ts";
import { commandLine, isRepository } from "../build/files/package-root.ts";
import { loadDatasets } from "../build/lessons/known.ts";
import { loadLessons } from "../build/site/lesson-pages.ts";
import { coursePublic } from "../build/site/public-files.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { datasets } from "../datasets/registry.ts";
import { type DataSource, folderSource, mirrorSource } from "./fetch-dataset-file.ts";
import { provideDataset } from "./provide-dataset.ts";

/**
 * `npm run data`: puts the verified files of every dataset under `public/data/<name>/`, unless they are there
 * already; in a course, only of those that its lessons use. With `--optional`, a missing dataset is reported but is
 * not a failure: the site works with synthetic datasets.
 */
export async function data(args: readonly string[]): Promise<number> {
  const optional = args.includes("--optional");
  let code = 0;
  const used = isRepository() ? null : await usedDatasets();
  for (const dataset of (await loadDatasets()).values()) {
    if (used !== null && !used.has(dataset.name)) continue;
    const folder = resolve(coursePublic(), "data", dataset.name);
    if (await provideDataset(dataset, folder, sourcesOf(dataset), console.log)) continue;
    console.log(
      `Connect to the network, or set ${folderVariable(dataset.name)} to a folder that holds its files.`,
    );
    if (!optional) code = 1;
    else if (dataset.synthetic !== null)
      console.log(
        `Lectern uses a built-in synthetic dataset instead. Run \`${commandLine("data")}\` to retry.`,
      );
  }
  return code;
}

/** The datasets of the course's lessons: others are not downloaded. */
async function usedDatasets(): Promise<ReadonlySet<string>> {
  const lessons = await loadLessons(lessonsDirectory());
  return new Set<string>(lessons.flatMap((lesson) => lesson.datasets));
}

/** True when an environment variable names a folder of some dataset's files. */
export function isDataNamed(environment: NodeJS.ProcessEnv = process.env): boolean {
  return [...datasets.keys()].some((name) => environment[folderVariable(name)]);
}

/** The variable that names a folder with a dataset's files: `FASHION_MNIST_DIR` for `fashion-mnist`. */
function folderVariable(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_DIR`;
}

/** Where a dataset can be copied from: the folder that its variable names, one beside the course's description, and mirrors. */
export function sourcesOf(dataset: Dataset): DataSource[] {
  const named = process.env[folderVariable(dataset.name)];
  const beside = join(datasetsDirectory(), dataset.name);
  const folders = [...(named ? [named] : []), ...(isCourse() && existsSync(beside) ? [beside] : [])];
  return [...folders.map(folderSource), ...dataset.mirrors.map((mirror) => mirrorSource(mirror))];
}
