import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import type { Logger, Plugin } from "vite";
import type { Lesson } from "../lesson/lesson.ts";
import { formatProblem } from "./format-problem.ts";
import { importModule } from "./import-module.ts";
import { fillPage, loadLessons, PRERENDER, type Prerender, pageTemplate } from "./lesson-pages.ts";
import { lessonFiles, lessonsDirectory, noLessons, slugOf } from "./lessons-directory.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";

/** Builds the pages: the list of lessons at the root, and each prerendered lesson at `lessons/<slug>/`. */
export function lessonsPlugin(texts: SandboxTexts): Plugin {
  const directory = lessonsDirectory();
  let root = process.cwd();
  let lessons: readonly Lesson[] = [];

  return {
    name: "lectern:lessons",
    apply: "build",
    config: async (config) => {
      root = resolve(config.root ?? process.cwd());
      const slugs = (await lessonFiles(directory)).map(slugOf);
      const pages = slugs.map((slug) => [`lesson-${slug}`, pageFile(root, slug)]);
      const input = { index: pageTemplate(root), ...Object.fromEntries(pages) };
      return { build: { rolldownOptions: { input } } };
    },
    resolveId(id) {
      return slugOfPage(root, resolve(root, id)) === null ? null : resolve(root, id);
    },
    async load(id) {
      // The template, which transformIndexHtml fills.
      return slugOfPage(root, id) === null ? null : readFile(pageTemplate(root), "utf8");
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename }) {
        if (!html.includes("<!--lectern:body-->")) return html;
        const { prerenderIndex, prerenderLesson } = await importModule<Prerender>(resolve(root, PRERENDER));
        const slug = slugOfPage(root, filename);
        if (slug === null) return fillPage(root, prerenderIndex(lessons), texts, false);
        const lesson = lessons.find((each) => each.slug === slug);
        if (lesson === undefined) throw new Error(`There is no lesson "${slug}" in ${directory}.`);
        return fillPage(root, prerenderLesson(lesson), texts, false);
      },
    },
    async buildStart() {
      lessons = await loadLessons(directory);
    },
    async generateBundle() {
      for (const { fileName, source } of assetsOf(lessons, directory)) {
        this.emitFile({ type: "asset", fileName, source: await readFile(source) });
      }
    },
    // At the end, after Vite's long list of files, which would scroll them away.
    closeBundle() {
      if (lessons.length === 0) this.environment.logger.warn(noLessons(directory));
      reportProblems(lessons, this.environment.logger);
    },
  };
}

/** The page of a lesson, a file that exists only for Vite. */
function pageFile(root: string, slug: string): string {
  return resolve(root, "lessons", slug, "index.html");
}

/** The lesson of such a page, or null for any other file. */
function slugOfPage(root: string, file: string): string | null {
  const [, slug = ""] = relative(root, resolve(file)).split(sep);
  return resolve(file) === pageFile(root, slug) ? slug : null;
}

/** The files beside the lessons to copy into the site. A missing one is reported with the lesson's problems. */
function assetsOf(lessons: readonly Lesson[], directory: string) {
  const assets = lessons.flatMap(({ slug, assets }) =>
    assets.map((asset) => ({ fileName: `lessons/${slug}/${asset}`, source: resolve(directory, asset) })),
  );
  return assets.filter(({ source }) => existsSync(source));
}

function reportProblems(lessons: readonly Lesson[], logger: Pick<Logger, "warn">): void {
  const problems = lessons.flatMap((lesson) => lesson.problems);
  for (const problem of problems) logger.warn(formatProblem(problem));
  if (problems.length > 0)
    logger.warn("The pages show these problems too. With `npm run build -- --strict` they are errors.");
}
