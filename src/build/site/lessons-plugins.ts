import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Logger, Plugin } from "vite";
import type { Lesson } from "../../lesson/lesson.ts";
import { type Problem, withoutConsequences } from "../../protocol/problem.ts";
import { SEARCH_FILE } from "../../protocol/search-file.ts";
import { CommandError } from "../files/command-error.ts";
import { formatProblem } from "../files/format-problem.ts";
import { findAsset, isInside } from "../files/lesson-asset.ts";
import { lessonFiles, lessonsDirectory, noLessons } from "../files/lessons-directory.ts";
import { writeOrEmpty } from "../files/out-directory.ts";
import { commandLine, isRepository } from "../files/package-root.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { publishedFiles, publishedLesson, publishedProblems } from "../lessons/published-lesson.ts";
import { madeFiles } from "../modules/lesson-modules.ts";
import { fillPage, loadPrerender, loadPublished, pageTemplate } from "./lesson-pages.ts";
import { offeredNotebook } from "./notebook-file.ts";
import { copyPublicFiles, coursePublic, siteData } from "./public-files.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";
import { searchText } from "./search-file.ts";

/** A file of the site. */
export interface SiteFile {
  readonly fileName: string;
  readonly source: string | Uint8Array;
}

const INDEX = "index.html";
/** The page of no lesson: the template as Vite processes it for the folder of every lesson's page. */
const LESSON_TEMPLATE = "lessons/template/index.html";

/**
 * Builds the pages: the list of lessons at the root, and each prerendered lesson at `lessons/<slug>/`.
 * @param loaded the lessons, if they were read already.
 */
export function lessonsPlugins(
  texts: SandboxTexts,
  loaded: readonly Lesson[] | null = null,
): readonly Plugin[] {
  const templates: Templates = { built: null };
  return [templatesPlugin(templates), pagesPlugin(templates, texts, loaded)];
}

/** The templates of the pages, once Vite has built them. */
interface Templates {
  built: Pick<SiteTemplates, "index" | "lesson"> | null;
}

/** Has Vite build the templates, and takes them out of the bundle. */
function templatesPlugin(templates: Templates): Plugin {
  let root = process.cwd();
  return {
    name: "lectern:templates",
    apply: "build",
    enforce: "post",
    config: async (config) => {
      root = resolve(config.root ?? process.cwd());
      // Before the rest of the build, which takes long.
      await lessonFiles(lessonsDirectory());
      const input = { index: pageTemplate(root), lesson: resolve(root, LESSON_TEMPLATE) };
      return { build: { copyPublicDir: false, rolldownOptions: { input } } };
    },
    resolveId: {
      order: "pre",
      handler: (id) =>
        resolve(root, id) === resolve(root, LESSON_TEMPLATE) ? resolve(root, LESSON_TEMPLATE) : null,
    },
    load: {
      order: "pre",
      handler: async (id) =>
        id === resolve(root, LESSON_TEMPLATE) ? readFile(pageTemplate(root), "utf8") : null,
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const template = (name: string): string => {
          const file = bundle[name];
          if (file?.type !== "asset") throw new Error(`Vite built no ${name}.`);
          delete bundle[name];
          return String(file.source);
        };
        templates.built = { index: template(INDEX), lesson: template(LESSON_TEMPLATE) };
      },
    },
  };
}

/** Writes the pages and the files of the lessons, and reports their problems. */
function pagesPlugin(templates: Templates, texts: SandboxTexts, loaded: readonly Lesson[] | null): Plugin {
  const directory = lessonsDirectory();
  let publicDirectory = "";
  let lessons: readonly Lesson[] = [];
  const linked: string[] = [];
  const publicFolders = () => (isRepository() ? [publicDirectory] : [publicDirectory, coursePublic()]);

  return {
    name: "lectern:lessons",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      publicDirectory = config.publicDir;
    },
    async buildStart() {
      lessons = loaded ?? (await loadPublished(directory));
    },
    async writeBundle({ dir }) {
      const site = templates.built;
      if (dir === undefined || site === null) return;
      await writeOrEmpty(dir, async () => {
        const data = await siteData(publicFolders(), lessons);
        // Not as parts of the bundle, which would keep all of them in memory, and compress each to list its size.
        for await (const file of siteFiles(lessons, { ...site, data }, texts, directory))
          await writeSiteFile(dir, file);
        for (const folder of publicFolders())
          if (existsSync(folder)) linked.push(...(await copyPublicFiles(folder, dir, lessons)));
      });
    },
    // At the end, after Vite's long list of files, which would scroll them away.
    async closeBundle() {
      if (lessons.length === 0) this.environment.logger.warn(noLessons(directory));
      for (const path of linked)
        this.environment.logger.warn(
          `Not published: public/${path} is a link out of the folder, or to a folder around it. Put a copy there.`,
        );
      reportProblems(
        [...(await loadCourse()).problems, ...lessons.flatMap((lesson) => lesson.problems)],
        this.environment.logger,
      );
    },
  };
}

/** The templates of the pages, and the files under `data/` that the site has. */
interface SiteTemplates {
  readonly index: string;
  readonly lesson: string;
  readonly data: readonly string[];
}

/** What of a site is made of its lessons. */
async function* siteFiles(
  lessons: readonly Lesson[],
  templates: SiteTemplates,
  texts: SandboxTexts,
  directory: string,
): AsyncGenerator<SiteFile> {
  yield* sitePages(lessons, templates, texts);
  yield { fileName: SEARCH_FILE, source: searchText(lessons) };
  yield* lessonAssets(lessons, directory);
}

/** @throws {CommandError} if its name, which a lesson may have chosen, leads out of the site. */
async function writeSiteFile(folder: string, { fileName, source }: SiteFile): Promise<void> {
  const path = resolve(folder, fileName);
  if (!isInside(path, resolve(folder)))
    throw new CommandError(
      `${fileName} would be outside the site. Name the file by its path from the lesson.`,
    );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, source);
}

async function* sitePages(
  lessons: readonly Lesson[],
  { index, lesson: lessonTemplate, data }: SiteTemplates,
  texts: SandboxTexts,
): AsyncGenerator<SiteFile> {
  const { prerenderIndex, prerenderLesson } = await loadPrerender();
  const { course, problems } = await loadCourse();
  const list = prerenderIndex(lessons, "site", course, publishedProblems(problems));
  yield { fileName: INDEX, source: await fillPage(index, { ...list, data }, texts, false) };
  for (const lesson of lessons) {
    const parts = prerenderLesson(publishedLesson(lesson), "site", course, lessons);
    const source = await fillPage(lessonTemplate, { ...parts, data }, texts, false);
    yield { fileName: `lessons/${lesson.slug}/index.html`, source };
  }
}

/**
 * The notebooks of the lessons, and the files beside them that they name. One that cannot be published is among the
 * lesson's problems.
 * @param named the paths of the files of a lesson.
 */
export async function* lessonAssets(
  lessons: readonly Lesson[],
  directory: string,
  named: (lesson: Lesson) => Iterable<string> = publishedFiles,
): AsyncGenerator<SiteFile> {
  for (const lesson of lessons) {
    const { slug } = lesson;
    yield { fileName: `lessons/${slug}/${slug}.ipynb`, source: offeredNotebook(lesson) };
    if (named === publishedFiles)
      for (const [path, source] of madeFiles(lesson)) yield { fileName: `lessons/${slug}/${path}`, source };
    for (const path of named(lesson)) {
      const asset = findAsset(directory, path);
      if (asset.type !== "file") continue;
      yield { fileName: `lessons/${slug}/${path}`, source: await readFile(asset.path) };
    }
  }
}

function reportProblems(found: readonly Problem[], logger: Pick<Logger, "warn">): void {
  const problems = withoutConsequences(found);
  for (const problem of problems) logger.warn(formatProblem(problem));
  if (problems.length > 0)
    logger.warn(
      `The pages show these problems too. With \`${commandLine("build --strict")}\` they are errors.`,
    );
}
