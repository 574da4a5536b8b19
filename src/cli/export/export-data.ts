import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { CommandError } from "../../build/files/command-error.ts";
import { loadDatasets } from "../../build/lessons/known.ts";
import { gzip } from "../../build/packed/gzip.ts";
import type { DatasetExport } from "../../build/packed/pack.ts";
import { coursePublic } from "../../build/site/public-files.ts";
import type { Dataset } from "../../datasets/dataset.ts";
import { SAMPLES_FILE } from "../../datasets/samples.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { sourcesOf } from "../data.ts";
import { provideDataset } from "../provide-dataset.ts";

/** How much of each dataset to export: all of it, none of it, or a number of images per class. */
export type DataOption =
  | { readonly type: "all" }
  | { readonly type: "none" }
  | { readonly type: "some"; readonly perClass: number };

/** @throws {CommandError} for anything but `all`, `none` and a positive whole number. */
export function readDataOption(value: string | boolean | undefined): DataOption {
  if (value === undefined || value === "all") return { type: "all" };
  if (value === "none") return { type: "none" };
  const perClass = Number(value);
  if (/^\d+$/.test(String(value)) && perClass > 0) return { type: "some", perClass };
  throw new CommandError(`--data is "${value}". Give all, none, or a number of images for each class.`);
}

/**
 * The datasets of lessons, downloaded if they are not there. The sample images for figures are always exported, if they
 * are there.
 * @param say receives a line for each thing that happens.
 * @throws {CommandError} if a dataset cannot be read or downloaded.
 */
export async function exportDatasets(
  names: readonly DatasetName[],
  option: DataOption,
  say: (line: string) => void,
): Promise<DatasetExport[]> {
  const wanted = [...(await loadDatasets()).values()].filter(({ name }) => names.includes(name));
  return Promise.all(wanted.map((dataset) => exportDataset(dataset, option, say)));
}

async function exportDataset(
  dataset: Dataset,
  option: DataOption,
  say: (line: string) => void,
): Promise<DatasetExport> {
  const folder = resolve(coursePublic(), "data", dataset.name);
  if (option.type === "none") {
    return { name: dataset.name, packed: null, files: await samplesIn(folder, dataset) };
  }
  const isThere = await provideDataset(dataset, folder, sourcesOf(dataset), say);
  if (!isThere) {
    throw new CommandError(
      `${dataset.title} cannot be exported, since it is not there. Connect to the network, or export with --data none.`,
    );
  }
  const whole = await Promise.all(dataset.files.map((file) => readFile(join(folder, file.name))));
  const perClass = option.type === "some" && dataset.reduce !== undefined ? option.perClass : null;
  const files = perClass === null ? whole : reduceFiles(dataset, whole, perClass);
  const named = files.map(
    (content, index) => [pathOf(dataset, dataset.files[index]?.name ?? ""), content] as const,
  );
  return {
    name: dataset.name,
    packed: { perClass, contents: files.map(describeFile) },
    files: new Map([...(await samplesIn(folder, dataset)), ...named]),
  };
}

async function samplesIn(folder: string, dataset: Dataset): Promise<ReadonlyMap<string, Uint8Array>> {
  const samples = await readFile(join(folder, SAMPLES_FILE)).catch(() => null);
  return new Map(samples === null ? [] : [[pathOf(dataset, SAMPLES_FILE), samples]]);
}

/** Where a site would have the file; exported pages use the same names. */
function pathOf({ name }: Dataset, file: string): string {
  return `data/${name}/${file}`;
}

function reduceFiles(dataset: Dataset, whole: readonly Buffer[], perClass: number): readonly Uint8Array[] {
  const decompressed = whole.map((file) => new Uint8Array(gunzipSync(file)).buffer);
  return (dataset.reduce?.(decompressed, perClass) ?? decompressed).map((file) => gzip(new Uint8Array(file)));
}

function describeFile(file: Uint8Array) {
  return { gzip: contents(file), decompressed: contents(gunzipSync(file)) };
}

function contents(file: Uint8Array) {
  return { bytes: file.length, sha256: createHash("sha256").update(file).digest("hex") };
}
