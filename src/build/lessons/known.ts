import { createRequire } from "node:module";
import { resolve } from "node:path";
import globals from "globals";
import type { Dataset } from "../../datasets/dataset.ts";
import type { AttributeSchema, KnownThings, ModuleExports } from "../../lesson/known-things.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { LIBRARY_NAMES } from "../../protocol/library-names.ts";
import { forgetModules, importModule } from "../bundling/import-module.ts";
import { forgetCourseCode, loadCourseCode } from "../course-code/course-code.ts";
import { courseDirectory } from "../course-code/course-folders.ts";
import { packageRoot } from "../package-root.ts";

/** What all lessons can refer to, and where their datasets can be loaded from. */
export interface Known extends Omit<KnownThings, "beside"> {
  readonly mirrors: readonly string[];
}

let known: { readonly course: string; readonly things: Promise<Known> } | null = null;

/** What the lessons of a course can refer to, collected once. */
export function loadKnown(): Promise<Known> {
  const course = courseDirectory();
  // Tests go from one course to another, whose figures are in the same lists.
  if (known !== null && known.course !== course) forgetKnown();
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
export function forgetKnown(): void {
  known = null;
  forgetCourseCode();
  forgetModules();
}

/**
 * Figures and datasets are found with `import.meta.glob`, which only Vite understands. Its module runner also keeps the
 * figures' DOM types out of this folder.
 */
async function findKnown(): Promise<Known> {
  // Its names alone are needed, and this file of Node's has them all.
  const tensorflow: object = createRequire(import.meta.url)("@tensorflow/tfjs");
  const [{ allFigures }, datasets, course] = await Promise.all([
    importModule<{ allFigures: ReadonlyMap<string, { readonly attributes: AttributeSchema }> }>(
      resolve(packageRoot, "src/figures/all-figures.ts"),
    ),
    loadDatasets(),
    loadCourseCode(),
  ]);
  return {
    figures: new Map([...allFigures].map(([name, { attributes }]) => [name, attributes])),
    datasets: [...datasets.keys()],
    unusable: { figures: course.figures.unusable, datasets: course.datasets.unusable },
    mirrors: [...datasets.values()].flatMap((dataset) => dataset.mirrors),
    modules: new Map<string, ModuleExports>([
      ["@tensorflow/tfjs", exportsOf(tensorflow)],
      ["lectern", new Map(LIBRARY_NAMES.map((name) => [name, null]))],
    ]),
    globals: new Set([...Object.keys(globals.builtin), ...Object.keys(globals.worker)]),
  };
}

function exportsOf(module: object): ModuleExports {
  const exported = Object.entries(module).filter(([name]) => name !== "default");
  return new Map(exported.map(([name, value]) => [name, membersOf(value)]));
}

/** The names of what an object or a class has, inherited ones included; null for instances, which may get more later. */
function membersOf(value: unknown): ReadonlySet<string> | null {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof value === "object" && prototype !== null && prototype !== Object.prototype) return null;
  return new Set(inheritanceOf(value).flatMap((each) => Object.getOwnPropertyNames(each)));
}

/** The object and its prototypes. */
function inheritanceOf(object: object): object[] {
  const prototype: object | null = Object.getPrototypeOf(object);
  return [object, ...(prototype === null ? [] : inheritanceOf(prototype))];
}
