import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Dataset, downloadBytes } from "../datasets/dataset.ts";
import { chooseSamples, encodeSamples, SAMPLES_FILE } from "../datasets/samples.ts";
import { megabytes } from "../protocol/megabytes.ts";
import { count } from "./count.ts";
import { type DataSource, fetchDatasetFile } from "./fetch-dataset-file.ts";
import { writeAtomically } from "./write-file.ts";

/** Images of each class that figures can show before the dataset is loaded. */
const SAMPLES_PER_CLASS = 4;

/**
 * Makes sure that a folder has a dataset's files, with the correct digests, and the sample images for figures.
 * @param say receives a line for each thing that happens.
 * @returns false if a file is in none of the sources; the reasons were passed to `say`.
 */
export async function provideDataset(
  dataset: Dataset,
  folder: string,
  sources: readonly DataSource[],
  say: (line: string) => void,
): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const announce = once(() => say(`Getting ${dataset.title} (${megabytes(downloadBytes(dataset), 0)}) …`));
  for (const file of dataset.files) {
    const { from, problems } = await fetchDatasetFile(file, folder, sources, announce);
    for (const problem of problems) say(`  ${problem}`);
    if (from === null) {
      say(`${dataset.title} is not available: no source has the correct ${file.name}.`);
      return false;
    }
    if (from !== "already there") say(`  ${file.name} from ${from}`);
  }
  await writeSamples(dataset, folder);
  if (dataset.files.length > 0) {
    say(`${dataset.title} is in ${folder}: ${count(dataset.files.length, "file")}, SHA-256 checked.`);
  }
  return true;
}

async function writeSamples(dataset: Dataset, folder: string): Promise<void> {
  const files = await Promise.all(dataset.files.map(({ name }) => decompressed(join(folder, name))));
  const samples = chooseSamples(dataset.decode(files).test, dataset.classNames.length, SAMPLES_PER_CLASS);
  await writeAtomically(join(folder, SAMPLES_FILE), encodeSamples(samples));
}

async function decompressed(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(gunzipSync(await readFile(path))).buffer;
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
