import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Connect, Plugin, ViteDevServer } from "vite";
import type { Lesson } from "../lesson/lesson.ts";
import type { Problem } from "../protocol/problem.ts";
import { formatProblem } from "./format-problem.ts";
import { importModule } from "./import-module.ts";
import { forgetKnown, loadKnown } from "./known.ts";
import { lessonFiles, lessonsDirectory } from "./lessons-directory.ts";
import { loadLesson } from "./load-lesson.ts";
import { fillTemplate, type PageParts } from "./page-template.ts";
import { pagePolicy } from "./policy.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";

/** The page's own prerendering, brought in by Vite's module runner, so that this folder needs neither DOM nor page. */
interface Prerender {
  prerenderLesson(lesson: Lesson): PageParts;
  prerenderIndex(lessons: readonly Lesson[]): PageParts;
}

const PRERENDER = "src/page/prerender.tsx";

export interface LessonsOptions {
  readonly texts: SandboxTexts;
  /** A problem of a lesson ends the build. */
  readonly strict: boolean;
}

/** Makes the pages: the list of lessons at the root, and each lesson, prerendered, at `lessons/<slug>/`. */
export function lessonsPlugin({ texts, strict }: LessonsOptions): Plugin {
  const directory = lessonsDirectory();
  let root = process.cwd();

  const pageFile = (slug: string): string => resolve(root, "lessons", slug, "index.html");
  const slugOfPage = (file: string): string | null => {
    const [folder, slug, name, ...more] = relative(root, file).split(sep);
    return folder === "lessons" && slug !== undefined && name === "index.html" && more.length === 0
      ? slug
      : null;
  };

  async function fill(parts: PageParts, development: boolean): Promise<string> {
    const template = await readFile(resolve(root, "index.html"), "utf8");
    const { mirrors } = await loadKnown();
    const policy = pagePolicy({ frameScript: await texts.frameScript(), mirrors, development });
    return fillTemplate(template, parts, policy);
  }

  async function loadAll(): Promise<Lesson[]> {
    const files = await lessonFiles(directory);
    return Promise.all(files.map((file) => loadLesson(file)));
  }

  async function findLesson(slug: string): Promise<Lesson | null> {
    const file = (await lessonFiles(directory)).find((candidate) => slugOf(candidate) === slug);
    return file === undefined ? null : loadLesson(file);
  }

  return {
    name: "lectern:lessons",
    config: async (config, { command }) => {
      root = resolve(config.root ?? process.cwd());
      if (command !== "build") return {};
      const pages = (await lessonFiles(directory)).map((file) => [
        `lesson-${slugOf(file)}`,
        pageFile(slugOf(file)),
      ]);
      return {
        build: {
          rolldownOptions: { input: { index: resolve(root, "index.html"), ...Object.fromEntries(pages) } },
        },
      };
    },
    resolveId(id) {
      return slugOfPage(resolve(root, id)) === null ? null : resolve(root, id);
    },
    async load(id) {
      const slug = slugOfPage(id);
      // The page is filled in by transformIndexHtml; before that it is the template.
      return slug === null ? null : readFile(resolve(root, "index.html"), "utf8");
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { filename, server }) {
        if (server !== undefined || !html.includes("<!--lectern:body-->")) return html;
        const { prerenderIndex, prerenderLesson } = await loadPrerender(root);
        const slug = slugOfPage(filename);
        if (slug === null) return fill(prerenderIndex(await loadAll()), false);
        const lesson = await findLesson(slug);
        if (lesson === null) throw new Error(`There is no lesson "${slug}" in ${directory}.`);
        return fill(prerenderLesson(lesson), false);
      },
    },
    async buildStart() {
      if (this.environment.mode === "dev") return;
      const lessons = await loadAll();
      const problems = lessons.flatMap((lesson) => lesson.problems);
      for (const problem of problems) this.warn(formatProblem(problem));
      if (strict && problems.length > 0)
        this.error(`${count(problems)} in the lessons, and --strict was asked for.`);
    },
    async generateBundle() {
      for (const file of await lessonFiles(directory)) {
        const { slug, assets } = await loadLesson(file);
        for (const asset of assets) {
          const source = resolve(dirname(file), asset);
          // A missing one is a problem of the lesson already.
          if (!existsSync(source)) continue;
          this.emitFile({
            type: "asset",
            fileName: `lessons/${slug}/${asset}`,
            source: await readFile(source),
          });
        }
      }
    },
    configureServer(server) {
      // A new figure or dataset, or an edited schema, is known at the next request.
      server.watcher.on("all", (_event, file) => {
        if (/[\\/]src[\\/](figures|datasets)[\\/]/.test(file)) forgetKnown();
      });
      server.watcher.add(directory);
      server.watcher.on("all", (_event, file) => {
        if (file.endsWith(".md") && resolve(file).startsWith(resolve(directory) + sep))
          void sendLesson(server, file);
      });
      server.middlewares.use(pages(server));
    },
  };

  /** Tells the open pages of a lesson that was edited; they keep the student's place and the runtime. */
  async function sendLesson(server: ViteDevServer, file: string): Promise<void> {
    if (!existsSync(file)) return;
    const lesson = await loadLesson(file);
    for (const problem of lesson.problems)
      server.config.logger.warn(formatProblem(problem), { timestamp: true });
    const { prerenderLesson } = await prerenderOf(server);
    server.ws.send("lectern:lesson", { slug: lesson.slug, body: prerenderLesson(lesson).body });
  }

  function pages(server: ViteDevServer): Connect.NextHandleFunction {
    return (request, response, next) => {
      const path = decodeURIComponent((request.originalUrl ?? "/").split(/[?#]/)[0] ?? "/");
      respond(server, path).then((html) => {
        if (html === null) return next();
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.end(html);
      }, next);
    };
  }

  async function respond(server: ViteDevServer, path: string): Promise<string | null> {
    const slug = /^\/lessons\/([^/]+)\/(?:index\.html)?$/.exec(path)?.[1];
    if (path !== "/" && path !== "/index.html" && slug === undefined) return null;
    const { prerenderIndex, prerenderLesson } = await prerenderOf(server);
    if (slug === undefined) return toDevelopmentHtml(server, path, prerenderIndex(await loadAll()));
    const lesson = await findLesson(slug);
    if (lesson === null) return null;
    for (const problem of lesson.problems)
      server.config.logger.warn(formatProblem(problem), { timestamp: true });
    return toDevelopmentHtml(server, path, prerenderLesson(lesson));
  }

  async function toDevelopmentHtml(server: ViteDevServer, path: string, parts: PageParts): Promise<string> {
    return server.transformIndexHtml(path, await fill(parts, true));
  }
}

function loadPrerender(root: string): Promise<Prerender> {
  return importModule<Prerender>(resolve(root, PRERENDER));
}

/** In development through the server itself, so that an edit of the page's code shows at the next reload. */
async function prerenderOf(server: ViteDevServer): Promise<Prerender> {
  const module = await server.ssrLoadModule(join("/", PRERENDER));
  return module as Prerender & Record<string, unknown>;
}

function slugOf(file: string): string {
  return file.slice(file.lastIndexOf(sep) + 1).replace(/\.md$/, "");
}

function count(problems: readonly Problem[]): string {
  return `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
}
