import { resolve } from "node:path";
import type { Plugin } from "vite";
import { isCourseCode } from "../files/course-folders.ts";
import { packageRoot } from "../files/package-root.ts";
import { loadCourseCode } from "./course-code.ts";
import {
  COURSE_ENTRIES,
  DATASET_LIST,
  FIGURE_LIST,
  fileOf,
  LECTERN_FILE,
  normalizePath,
  SHARED_PACKAGE,
} from "./course-imports.ts";
import type { CodeFile } from "./find-code.ts";

const EDITED_FIGURES = normalizePath(resolve(packageRoot, "src/figures/course/edited-figures.ts"));

/** Puts the course's own figures and datasets among Lectern's, in whatever is bundled. */
export function courseCodePlugin(): Plugin {
  return {
    name: "lectern:course-code",
    enforce: "pre",
    async resolveId(id, from) {
      const entry = COURSE_ENTRIES.get(id);
      if (entry !== undefined) return entry;
      if (this.environment.config.consumer === "server") return null;
      if (from === undefined || !SHARED_PACKAGE.test(id) || !isCourseCode(fileOf(from))) return null;
      return this.resolve(id, LECTERN_FILE, { skipSelf: true });
    },
    async load(id) {
      const file = normalizePath(fileOf(id));
      if (file === FIGURE_LIST) return listFigures((await loadCourseCode()).figures.usable);
      if (file === DATASET_LIST) return listDatasets((await loadCourseCode()).datasets.usable);
      return null;
    },
  };
}

function listFigures(figures: readonly CodeFile[]): string {
  const entries = figures.map(({ name, file }) => {
    const load = `() => import(${JSON.stringify(normalizePath(file))})`;
    return `[${JSON.stringify(name)}, ${load}]`;
  });
  const list = `export const courseFigures = new Map([${entries.join(", ")}]);\n`;
  return list + followEdits(figures);
}

/** The code by which open pages draw edited figures again instead of being loaded again. Only the server keeps it. */
function followEdits(figures: readonly CodeFile[]): string {
  const accepted = figures.map(({ name, file }) => {
    const announce = `(module) => announceFigure(${JSON.stringify(name)}, module)`;
    return `  import.meta.hot.accept(${JSON.stringify(normalizePath(file))}, ${announce});\n`;
  });
  return `import { announceFigure } from ${JSON.stringify(EDITED_FIGURES)};\nif (import.meta.hot) {\n${accepted.join("")}}\n`;
}

function listDatasets(datasets: readonly CodeFile[]): string {
  const imports = datasets.map(
    ({ file }, index) =>
      `import { dataset as dataset${index} } from ${JSON.stringify(normalizePath(file))};\n`,
  );
  const names = datasets.map((_, index) => `dataset${index}`);
  return `${imports.join("")}export const courseDatasets = [${names.join(", ")}];\n`;
}
