import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Dataset } from "../datasets/dataset.ts";
import type { AttributeSchema, KnownThings } from "../lesson/lint/check-lesson.ts";
import { importModule } from "./import-module.ts";

/** What lessons may name, and where their datasets may be read from. */
export interface Known extends KnownThings {
  readonly mirrors: readonly string[];
}

let known: Promise<Known> | null = null;

/** What lessons may name, found once. */
export function loadKnown(): Promise<Known> {
  known ??= findKnown(process.cwd());
  return known;
}

/** A figure or dataset has changed: look again when next asked. */
export function forgetKnown(): void {
  known = null;
}

/**
 * Figures and datasets are found by their file names with `import.meta.glob`, which only Vite understands; its module
 * runner also keeps the figures' DOM types out of this folder.
 */
async function findKnown(root: string): Promise<Known> {
  const [{ allFigures }, { datasets }] = await Promise.all([
    importModule<{ allFigures: ReadonlyMap<string, { readonly attributes: AttributeSchema }> }>(
      resolve(root, "src/figures/all-figures.ts"),
    ),
    importModule<{ datasets: ReadonlyMap<string, Dataset> }>(resolve(root, "src/datasets/registry.ts")),
  ]);
  return {
    figures: new Map([...allFigures].map(([name, { attributes }]) => [name, attributes])),
    datasets: [...datasets.keys()],
    mirrors: [...datasets.values()].flatMap((dataset) => dataset.mirrors),
    assetExists: (lessonFile, path) => existsSync(resolve(dirname(resolve(lessonFile)), path)),
  };
}
