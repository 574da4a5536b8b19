import { resolve } from "node:path";
import { loadLessons } from "../build/lesson-pages.ts";
import { lessonsDirectory } from "../build/lessons-directory.ts";
import { commandLine, isRepository } from "../build/package-root.ts";
import { coursePublic } from "../build/public-files.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { datasets } from "../datasets/registry.ts";
import { type DataSource, folderSource, mirrorSource } from "./fetch-file.ts";
import { provideDataset } from "./provide-dataset.ts";

/**
 * `npm run data`: puts the files of every dataset, in a course of those that it uses, under `public/data/<name>/`, checked, where they are not there already.
 * With `--optional`, a missing dataset is reported but is not a failure: the site works with synthetic datasets.
 */
export async function data(args: readonly string[]): Promise<number> {
  const optional = args.includes("--optional");
  let code = 0;
  const used = isRepository() ? null : await usedDatasets();
  for (const dataset of datasets.values()) {
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

/** The datasets of the course's lessons: of others, nothing is downloaded. */
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

/** Where a dataset can be copied from: the folder that its variable names, and mirrors. */
export function sourcesOf(dataset: Dataset): DataSource[] {
  const folder = process.env[folderVariable(dataset.name)];
  const mirrors = dataset.mirrors.map((mirror) => mirrorSource(mirror));
  return folder === undefined || folder === "" ? mirrors : [folderSource(folder), ...mirrors];
}
