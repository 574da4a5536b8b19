import { resolve } from "node:path";
import globals from "globals";
import type { Dataset } from "../../datasets/dataset.ts";
import type { AttributeSchema, KnownThings, ModuleExports } from "../../lesson/known-things.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { LIBRARY_NAMES } from "../../protocol/library-names.ts";
import { forgetModules, importModule } from "../bundling/import-module.ts";
import { forgetCourseCode, loadCourseCode } from "../course-code/course-code.ts";
import { CODE_LISTS, isOfCourse } from "../course-code/course-imports.ts";
import { courseDirectory } from "../files/course-folders.ts";
import { packageRoot } from "../files/package-root.ts";
import type { IsChanged } from "../loading/module-loader.ts";
import { loadTensorflowNames } from "./tensorflow-names.ts";

/** What all lessons can refer to, and where their datasets can be loaded from. */
export interface Known extends Omit<KnownThings, "beside"> {
  readonly mirrors: readonly string[];
}

let known: { readonly course: string; readonly things: Promise<Known> } | null = null;

/** What the lessons of a course can refer to, collected once. */
export function loadKnown(): Promise<Known> {
  const course = courseDirectory();
  // Tests go from one course to another, whose figures are in the same lists.
  if (known !== null && known.course !== course) forgetKnownOfCourse();
  known ??= { course, things: findKnown() };
  return known.things;
}

/** The descriptions of all datasets, Lectern's and the course's. */
export async function loadDatasets(): Promise<ReadonlyMap<DatasetName, Dataset>> {
  const { datasets } = await importModule<{ readonly datasets: ReadonlyMap<DatasetName, Dataset> }>(
    resolve(packageRoot, "src/datasets/registry.ts"),
  );
  return datasets;
}

/** Call it after a figure or dataset changed: the next `loadKnown` collects everything again. */
export function forgetKnown(isChanged?: IsChanged): void {
  known = null;
  forgetCourseCode(isChanged);
  forgetModules(isChanged);
}

/** Call it after code of the course changed: the next `loadKnown` reads that again, and not Lectern's own. */
export function forgetKnownOfCourse(): void {
  forgetKnown((file) => CODE_LISTS.includes(file) || isOfCourse(file));
}

/**
 * Figures and datasets are found with `import.meta.glob`, which only Vite understands. Its module runner also keeps the
 * figures' DOM types out of this folder.
 */
async function findKnown(): Promise<Known> {
  const [{ allFigures }, datasets, course, tensorflow] = await Promise.all([
    importModule<{ allFigures: ReadonlyMap<string, { readonly attributes: AttributeSchema }> }>(
      resolve(packageRoot, "src/figures/all-figures.ts"),
    ),
    loadDatasets(),
    loadCourseCode(),
    loadTensorflowNames(),
  ]);
  return {
    figures: new Map([...allFigures].map(([name, { attributes }]) => [name, attributes])),
    datasets: [...datasets.keys()],
    unusable: { figures: course.figures.unusable, datasets: course.datasets.unusable },
    mirrors: [...datasets.values()].flatMap((dataset) => dataset.mirrors),
    modules: new Map<string, ModuleExports>([
      ["@tensorflow/tfjs", tensorflow],
      ["lectern", new Map(LIBRARY_NAMES.map((name) => [name, null]))],
    ]),
    globals: new Set([...Object.keys(globals.builtin), ...Object.keys(globals.worker)]),
  };
}
