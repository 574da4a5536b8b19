import { resolve } from "node:path";
import type { Problem } from "../../protocol/problem.ts";
import { courseDirectory } from "../files/course-folders.ts";
import { displayPath } from "../files/display-path.ts";
import { packageRoot } from "../files/package-root.ts";
import { createModuleLoader, type IsChanged } from "../loading/module-loader.ts";
import { datasetFault, datasetFileFault } from "./check-dataset.ts";
import { figureFault, figureFolderFault } from "./check-figure.ts";
import { type CodeFault, faultOf, pathFault } from "./code-fault.ts";
import { courseCodeInNode } from "./course-code-in-node.ts";
import { isOfCourse } from "./course-imports.ts";
import { type CodeFile, findDatasets, findFigures } from "./find-code.ts";
import { ImportedNames } from "./imported-names.ts";

/** A course's own figures and datasets. */
export interface CourseCode {
  readonly figures: CheckedCode;
  readonly datasets: CheckedCode;
  readonly problems: readonly Problem[];
}

/** Figures, or datasets, once their modules have been loaded. */
export interface CheckedCode {
  /** What lessons can use. */
  readonly usable: readonly CodeFile[];
  /** The locations of the problems of those that lessons cannot use, by name. */
  readonly unusable: ReadonlyMap<string, string>;
}

/** Separate from the loader of everything else, whose lists of figures and datasets wait for this one. */
const imports = new ImportedNames();
const loader = createModuleLoader([courseCodeInNode(), imports.collect()]);
let loaded: { readonly folder: string; readonly code: Promise<CourseCode> } | null = null;

/** Loads and checks the course's own figures and datasets, once. */
export function loadCourseCode(): Promise<CourseCode> {
  const folder = courseDirectory();
  if (loaded?.folder !== folder) loaded = { folder, code: load() };
  return loaded.code;
}

/** The files of the course's figures and datasets, including what they import from elsewhere. */
export async function courseCodeFiles(): Promise<readonly string[]> {
  await loadCourseCode();
  return (await loader.files()).filter(isOfCourse);
}

/** Call it after a figure or dataset of the course has changed, or without `isChanged` after any other code has. */
export function forgetCourseCode(isChanged?: IsChanged): void {
  loaded = null;
  loader.forget(isChanged);
}

async function load(): Promise<CourseCode> {
  const figures = await check(await findFigures(), {
    builtIn: builtInFigures,
    beforeLoading: figureFolderFault,
    afterLoading: figureFault,
  });
  const datasets = await check(await findDatasets(), {
    builtIn: builtInDatasets,
    beforeLoading: datasetFileFault,
    afterLoading: datasetFault,
  });
  return { figures, datasets, problems: [...figures.problems, ...datasets.problems] };
}

interface Kind {
  builtIn(): Promise<ReadonlySet<string>>;
  beforeLoading(code: CodeFile, builtIn: ReadonlySet<string>): CodeFault | null;
  afterLoading(code: CodeFile, module: Readonly<Record<string, unknown>>): CodeFault | null;
}

async function check(
  found: readonly CodeFile[],
  kind: Kind,
): Promise<CheckedCode & { readonly problems: readonly Problem[] }> {
  if (found.length === 0) return { usable: [], unusable: new Map(), problems: [] };
  const builtIn = await kind.builtIn();
  const usable: CodeFile[] = [];
  const unusable = new Map<string, string>();
  const problems: Problem[] = [];
  for (const code of found) {
    const fault =
      pathFault(code.file) ?? kind.beforeLoading(code, builtIn) ?? (await loadAndCheck(code, kind));
    if (fault === null) {
      usable.push(code);
      continue;
    }
    const problem = { ...fault, file: displayPath(fault.file) };
    problems.push(problem);
    // Lessons use Lectern's own one instead.
    if (!builtIn.has(code.name)) unusable.set(code.name, `${problem.file}:${problem.line}:${problem.column}`);
  }
  return { usable, unusable, problems };
}

async function loadAndCheck(code: CodeFile, { afterLoading }: Kind): Promise<CodeFault | null> {
  const missing = async (): Promise<CodeFault | null> => imports.missing(code.file, await loader.exports());
  try {
    const module = await loader.load<Readonly<Record<string, unknown>>>(code.file);
    return (await missing()) ?? afterLoading(code, module);
  } catch (error) {
    // The error may be that of a missing name.
    return (await missing()) ?? faultOf(error, code.file, courseDirectory());
  }
}

async function builtInFigures(): Promise<ReadonlySet<string>> {
  const file = resolve(packageRoot, "src/figures/built-in.ts");
  const { builtInFigures: figures } = await loader.load<{
    readonly builtInFigures: ReadonlyMap<string, unknown>;
  }>(file);
  return new Set(figures.keys());
}

async function builtInDatasets(): Promise<ReadonlySet<string>> {
  const file = resolve(packageRoot, "src/datasets/built-in.ts");
  const { builtInDatasets: datasets } = await loader.load<{
    readonly builtInDatasets: ReadonlyMap<string, unknown>;
  }>(file);
  return new Set(datasets.keys());
}
