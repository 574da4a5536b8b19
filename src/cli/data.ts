import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Dataset, downloadBytes } from "../datasets/dataset.ts";
import { datasets } from "../datasets/registry.ts";
import { chooseSamples, encodeSamples, SAMPLES_FILE } from "../datasets/samples.ts";
import { type DataSource, folderSource, mirrorSource, placeFile } from "./place-file.ts";
import { isFile, writeWhole } from "./whole-file.ts";

/** Images of each class that figures may show before the dataset itself is loaded. */
const SAMPLES_PER_CLASS = 4;

/**
 * `npm run data`: puts every dataset's files under `public/data/<name>/`, checked, where they are not there already.
 * With `--optional` what cannot be had is said, and is no failure: the site works with the built-in stand-in.
 */
export async function data(args: readonly string[]): Promise<number> {
  const optional = args.includes("--optional");
  let missing = false;
  for (const dataset of datasets.values()) {
    if (!(await obtain(dataset, resolve("public/data", dataset.name)))) missing = true;
  }
  if (!missing) return 0;
  if (optional) console.warn("The built-in stand-in will serve in its place; `npm run data` tries again.");
  return optional ? 0 : 1;
}

/** True when files of every dataset lie in `public/data`, right or not. */
export async function hasData(): Promise<boolean> {
  for (const { name, files } of datasets.values()) {
    for (const file of files) if (!(await isFile(join("public/data", name, file.name)))) return false;
  }
  return true;
}

/** The variable that names a folder with a dataset's files: `FASHION_MNIST_DIR` for `fashion-mnist`. */
export function folderVariable(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_DIR`;
}

async function obtain(dataset: Dataset, folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const sources = sourcesOf(dataset);
  let announced = false;
  for (const file of dataset.files) {
    const outcome = await placeFile(file, folder, sources, () => {
      if (!announced) console.log(`Getting ${dataset.title} (${megabytes(downloadBytes(dataset))}) …`);
      announced = true;
    });
    for (const problem of outcome.problems) console.warn(`  ${problem}`);
    if (outcome.from === null) {
      console.error(`${dataset.title} cannot be had: no source has the right ${file.name}.`);
      console.error(
        `Connect to the network, or set ${folderVariable(dataset.name)} to a folder that holds its files.`,
      );
      return false;
    }
    if (outcome.from !== "already there") console.log(`  ${file.name} from ${outcome.from}`);
  }
  await writeSamples(dataset, folder);
  console.log(`${dataset.title} is in ${folder}: ${dataset.files.length} files, SHA-256 checked.`);
  return true;
}

function sourcesOf(dataset: Dataset): DataSource[] {
  const folder = process.env[folderVariable(dataset.name)];
  const mirrors = dataset.mirrors.map((mirror) => mirrorSource(mirror));
  return folder === undefined || folder === "" ? mirrors : [folderSource(folder), ...mirrors];
}

async function writeSamples(dataset: Dataset, folder: string): Promise<void> {
  const files = await Promise.all(dataset.files.map(({ name }) => decompressed(join(folder, name))));
  const { test } = dataset.decode(files);
  await writeWhole(
    join(folder, SAMPLES_FILE),
    encodeSamples(chooseSamples(test, dataset.classNames.length, SAMPLES_PER_CLASS)),
  );
}

async function decompressed(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(gunzipSync(await readFile(path))).buffer;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
