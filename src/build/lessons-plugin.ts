import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import type { Logger, Plugin } from "vite";
import type { Lesson } from "../lesson/lesson.ts";
import { formatProblem } from "./format-problem.ts";
import { importModule } from "./import-module.ts";
import {
  fillPage,
  findLessonFile,
  loadLessons,
  PRERENDER,
  type Prerender,
  pageTemplate,
} from "./lesson-pages.ts";
import { lessonFiles, lessonsDirectory, noLessons, slugOf } from "./lessons-directory.ts";
import { loadLesson } from "./load-lesson.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";

/** Builds the pages: the list of lessons at the root, and each lesson, prerendered, at `lessons/<slug>/`. */
export function lessonsPlugin(texts: SandboxTexts): Plugin {
  const directory = lessonsDirectory();
  let root = process.cwd();
  let lessons: readonly Lesson[] = [];

  const pageFile = (slug: string): string => resolve(root, "lessons", slug, "index.html");
  const slugOfPage = (file: string): string | null => {
    const [folder, slug, name, ...more] = relative(root, file).split(sep);
    return folder === "lessons" && slug !== undefined && name === "index.html" && more.length === 0
      ? slug
      : null;
  };

  return {
    name: "lectern:lessons",
    apply: "build",
    config: async (config) => {
      root = resolve(config.root ?? process.cwd());
      const pages = (await lessonFiles(directory)).map((file) => [
        `lesson-${slugOf(file)}`,
        pageFile(slugOf(file)),
      ]);
      const input = { index: pageTemplate(root), ...Object.fromEntries(pages) };
      return { build: { rolldownOptions: { input } } };
    },
    resolveId(id) {
      return slugOfPage(resolve(root, id)) === null ? null : resolve(root, id);
    },
    async load(id) {
      // The page is filled in by transformIndexHtml; before that it is the template.
      return slugOfPage(id) === null ? null : readFile(pageTemplate(root), "utf8");
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename }) {
        if (!html.includes("<!--lectern:body-->")) return html;
        const { prerenderIndex, prerenderLesson } = await importModule<Prerender>(resolve(root, PRERENDER));
        const slug = slugOfPage(filename);
        if (slug === null) return fillPage(root, prerenderIndex(await loadLessons(directory)), texts, false);
        const file = await findLessonFile(directory, slug);
        if (file === null) throw new Error(`There is no lesson "${slug}" in ${directory}.`);
        return fillPage(root, prerenderLesson(await loadLesson(file)), texts, false);
      },
    },
    async buildStart() {
      lessons = await loadLessons(directory);
    },
    // At the end, where the long list of the site's files does not carry them out of sight.
    closeBundle() {
      if (lessons.length === 0) this.environment.logger.warn(noLessons(directory));
      tellProblems(lessons, this.environment.logger);
    },
    async generateBundle() {
      for (const file of await lessonFiles(directory)) {
        const { slug, assets } = await loadLesson(file);
        for (const asset of assets) {
          const source = resolve(dirname(file), asset);
          // A missing one is a problem of the lesson already.
          if (!existsSync(source)) continue;
          const fileName = `lessons/${slug}/${asset}`;
          this.emitFile({ type: "asset", fileName, source: await readFile(source) });
        }
      }
    },
  };
}

function tellProblems(lessons: readonly Lesson[], logger: Pick<Logger, "warn">): void {
  const problems = lessons.flatMap((lesson) => lesson.problems);
  for (const problem of problems) logger.warn(formatProblem(problem));
  if (problems.length > 0)
    logger.warn("The pages say so in place; `npm run build -- --strict` builds none until all is well.");
}
