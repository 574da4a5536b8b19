import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { basename, dirname, join } from "node:path";
import { type Connect, type Plugin, searchForWorkspaceRoot, type ViteDevServer } from "vite";
import { escapeHtml } from "../../lesson/html/escape-html.ts";
import { SEARCH_FILE } from "../../protocol/search-file.ts";
import {
  courseDirectory,
  courseFile,
  datasetsDirectory,
  figuresDirectory,
  isCourse,
} from "../files/course-folders.ts";
import { lessonsDirectory, reasonForNoLesson } from "../files/lessons-directory.ts";
import { isRepository, packageRoot } from "../files/package-root.ts";
import { BIBLIOGRAPHY } from "../lessons/load-bibliography.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { loadLesson } from "../lessons/load-lesson.ts";
import { OpenedLessons } from "../lessons/opened-lessons.ts";
import { editorAddress } from "./editor-address.ts";
import { followEdits } from "./follow-edits.ts";
import {
  fillPage,
  findLessonFile,
  loadEntries,
  loadLessons,
  loadPublished,
  pageTemplate,
} from "./lesson-pages.ts";
import { offeredNotebook } from "./notebook-file.ts";
import { withTime } from "./page-changes.ts";
import type { PageParts } from "./page-template.ts";
import { coursePublic, publicData } from "./public-files.ts";
import { answerRefused, realPath, refuseOtherFiles, refuseOtherModules } from "./refuse-files.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";
import { searchText } from "./search-file.ts";
import { serveAsset, serveCourseFiles } from "./serve-files.ts";
import { prerenderOf, reportProblems, withCodeProblems } from "./served-lesson.ts";
import { pathOf, readAddress, type SiteAddress } from "./site-address.ts";

/** Serves the lessons during `npm run dev`: renders each page on request, and sends an edited lesson to its open pages. */
export function lessonsServer(texts: SandboxTexts): Plugin {
  const directory = lessonsDirectory();
  const opened = new OpenedLessons();
  return {
    name: "lectern:lessons-server",
    apply: "serve",
    // The lessons' pictures may be outside the project. They are served by their real paths.
    config: () => ({
      define: {
        "import.meta.env.LECTERN_EDITOR": JSON.stringify(editorAddress()),
        "import.meta.env.LECTERN_FOLDER": JSON.stringify(process.cwd()),
      },
      server: {
        fs: {
          allow: [...codeFolders(), directory, realPath(directory), figuresDirectory(), datasetsDirectory()],
        },
      },
    }),
    configureServer(server) {
      const parts = [directory, courseFile(), figuresDirectory(), datasetsDirectory()];
      // If the watcher already knew a file in the folder, the folder itself would not be watched.
      if (isCourse()) server.watcher.add(courseDirectory());
      else server.watcher.add([...parts, join(dirname(courseFile()), BIBLIOGRAPHY)]);
      followEdits(server, directory, opened);
      if (!isRepository()) server.middlewares.use(serveCourseFiles);
      server.middlewares.use(addTrailingSlash);
      server.middlewares.use(serveSearch(directory));
      server.middlewares.use(servePages(server, { directory, texts, opened }));
      server.middlewares.use(refuseOtherFiles(server.config.root, directory));
      // After Vite's own, which ask for modules.
      return () => void server.middlewares.use(answerRefused);
    },
    configurePreviewServer(server) {
      server.middlewares.use(addTrailingSlash);
    },
    load: refuseOtherModules(directory),
  };
}

/** The folders of Lectern's code and its packages, which npm puts beside it. */
function codeFolders(): string[] {
  const beside = dirname(packageRoot);
  return [
    searchForWorkspaceRoot(process.cwd()),
    packageRoot,
    ...(basename(beside) === "node_modules" ? [beside] : []),
  ];
}

/** Redirects `/lessons/<slug>` to `/lessons/<slug>/`, as static hosts do. */
const addTrailingSlash: Connect.NextHandleFunction = (request, response, next) => {
  const url = request.originalUrl ?? "/";
  const address = readAddress(url);
  if (address.type !== "no-slash") return next();
  response.statusCode = 302;
  response.setHeader(
    "Location",
    `/lessons/${encodeURIComponent(address.slug)}/${/\?.*$/.exec(url)?.[0] ?? ""}`,
  );
  response.end();
};

/** What pages are made of. */
interface Sources {
  /** The folder of lessons. */
  readonly directory: string;
  readonly texts: SandboxTexts;
  readonly opened: OpenedLessons;
}

function servePages(server: ViteDevServer, sources: Sources): Connect.NextHandleFunction {
  const { directory, texts } = sources;
  return (request, response, next) => {
    const url = request.originalUrl ?? "/";
    const address = readAddress(url);
    if (address.type === "asset" && address.path === `${address.slug}.ipynb`) {
      serveNotebook(directory, address.slug, response, next);
      return;
    }
    if (address.type === "asset") {
      serveAsset(directory, address, response)
        .then((found) => {
          if (found === "sent") return;
          request.url = found ?? request.url;
          next();
        })
        .catch(next);
      return;
    }
    const rendered = Date.now();
    pageParts(server, sources, address)
      .then(async (parts) => {
        if (parts === null) return next();
        const html =
          parts === "missing"
            ? await missing(address, directory)
            : await renderPage(server, url, { parts, rendered }, texts);
        response.statusCode = parts === "missing" ? 404 : 200;
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.end(html);
      })
      .catch(next);
  };
}

function serveSearch(directory: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    if (pathOf(request.originalUrl ?? "/") !== `/${SEARCH_FILE}`) return next();
    loadPublished(directory).then((lessons) => {
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Cache-Control", "no-store");
      response.end(searchText(lessons));
    }, next);
  };
}

function serveNotebook(
  directory: string,
  slug: string,
  response: ServerResponse,
  next: Connect.NextFunction,
): void {
  const send = async (): Promise<void> => {
    const file = await findLessonFile(directory, slug);
    if (file === null) return next();
    response.setHeader("Content-Type", "application/x-ipynb+json");
    response.setHeader("Cache-Control", "no-store");
    response.end(offeredNotebook(await loadLesson(file)));
  };
  send().catch(next);
}

/** What a page consists of; null if the address is not that of a page. */
async function pageParts(
  server: ViteDevServer,
  { directory, opened }: Sources,
  address: SiteAddress,
): Promise<PageParts | "missing" | null> {
  if (address.type === "index") {
    const { prerenderIndex } = await prerenderOf(server);
    const { course, problems } = await loadCourse();
    const parts = prerenderIndex(await loadLessons(directory), "site", course, problems);
    return { ...parts, data: await dataOf(server) };
  }
  if (address.type !== "lesson") return null;
  const file = await findLessonFile(directory, address.slug);
  if (file === null) return "missing";
  const { prerenderLesson } = await prerenderOf(server);
  const lesson = await opened.load(file);
  reportProblems(server, lesson);
  const listed = await withCodeProblems(lesson);
  const { course } = await loadCourse();
  const parts = prerenderLesson(listed, "site", course, await loadEntries(directory));
  return { ...parts, data: await dataOf(server) };
}

/** The files under `data/`, as they are now: datasets come and go. */
function dataOf({ config }: ViteDevServer): Promise<readonly string[]> {
  return publicData(isRepository() ? [config.publicDir] : [config.publicDir, coursePublic()]);
}

async function renderPage(
  server: ViteDevServer,
  url: string,
  { parts, rendered }: { readonly parts: PageParts; readonly rendered: number },
  texts: SandboxTexts,
): Promise<string> {
  const template = withTime(await readFile(pageTemplate(server.config.root), "utf8"), rendered);
  return fillPage(await server.transformIndexHtml(url, template), parts, texts, true);
}

async function missing(address: SiteAddress, directory: string): Promise<string> {
  const slug = "slug" in address ? address.slug : "";
  const reason = await reasonForNoLesson(directory, slug);
  const text = escapeHtml(`There is no lesson “${slug}”: ${reason}`);
  return `<!doctype html><title>No such lesson</title><p>${text}</p><p><a href="/">All lessons</a></p>`;
}
