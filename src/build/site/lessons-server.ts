import { existsSync, realpathSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { basename, dirname, join, relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Connect, normalizePath, type Plugin, searchForWorkspaceRoot, type ViteDevServer } from "vite";
import { escapeHtml } from "../../lesson/html/escape-html.ts";
import { encodePath } from "../../lesson/html/finish-links.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { SEARCH_FILE } from "../../protocol/search-file.ts";
import type { SandboxTexts } from "../bundling/sandbox-plugin.ts";
import { type CourseCode, courseCodeFiles, loadCourseCode } from "../course-code/course-code.ts";
import {
  courseDirectory,
  courseFile,
  datasetsDirectory,
  figureOf,
  figuresDirectory,
  isCourse,
  isCourseCode,
} from "../course-code/course-folders.ts";
import { forgetCode } from "../course-code/follow-code.ts";
import { editorAddress } from "../editor-address.ts";
import { formatProblem } from "../format-problem.ts";
import { forgetKnown } from "../lessons/known.ts";
import { findAsset, isInside } from "../lessons/lesson-asset.ts";
import { isLessonOf, lessonsDirectory, reasonForNoLesson } from "../lessons/lessons-directory.ts";
import { BIBLIOGRAPHY, isBibliography } from "../lessons/load-bibliography.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { loadLesson } from "../lessons/load-lesson.ts";
import { OPEN, OpenedLessons } from "../lessons/opened-lessons.ts";
import { madeFiles } from "../modules/lesson-modules.ts";
import { outDirectory } from "../out-directory.ts";
import { isRepository, packageRoot } from "../package-root.ts";
import { recordedLesson } from "../recording/recording-file.ts";
import {
  fillPage,
  findLessonFile,
  loadEntries,
  loadLessons,
  loadPublished,
  PRERENDER,
  type Prerender,
  pageTemplate,
} from "./lesson-pages.ts";
import { publishedFiles } from "./lessons-plugins.ts";
import { offeredNotebook } from "./notebook-file.ts";
import type { PageParts } from "./page-template.ts";
import { coursePublic, publicData } from "./public-files.ts";
import { searchText } from "./search-file.ts";
import { pathOf, readAddress, type SiteAddress } from "./site-address.ts";

/**
 * Milliseconds from the last change of a file to reading it: editors empty it first, and the watcher reports only the
 * first of several changes within 50 ms.
 */
const SETTLING = 60;

/** Milliseconds for which an empty file counts as one that is being written, on a busy machine, too. */
const EMPTIED = 2000;

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
      server.middlewares.use(refuseLinks(server.config.root, directory));
    },
    configurePreviewServer(server) {
      server.middlewares.use(addTrailingSlash);
    },
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

/** Serves the public files of a course. In the repository, these are the ones that Vite serves. */
const serveCourseFiles: Connect.NextHandleFunction = (request, _response, next) => {
  const asset = findAsset(coursePublic(), pathOf(request.url ?? "/").slice(1));
  if (asset.type === "file") request.url = fileUrl(asset.path);
  next();
};

/** The URL at which Vite serves a file. */
function fileUrl(path: string): string {
  return `/@fs/${encodePath(normalizePath(path).replace(/^\//, ""))}`;
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
    pageParts(server, sources, address)
      .then(async (parts) => {
        if (parts === null) return next();
        const html =
          parts === "missing"
            ? await missing(address, directory)
            : await renderPage(server, url, parts, texts);
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
    reportCourse(server, problems);
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
  parts: PageParts,
  texts: SandboxTexts,
): Promise<string> {
  const template = await readFile(pageTemplate(server.config.root), "utf8");
  return fillPage(await server.transformIndexHtml(url, template), parts, texts, true);
}

/**
 * Sends a file that the lesson's cells read, byte by byte as it is: Vite would change some. For another file that the
 * lesson names, the URL at which Vite serves it; null for any other.
 */
async function serveAsset(
  directory: string,
  { slug, path }: Extract<SiteAddress, { type: "asset" }>,
  response: ServerResponse,
): Promise<string | "sent" | null> {
  const file = await findLessonFile(directory, slug);
  const lesson = file === null ? null : await loadLesson(file);
  const made = lesson === null ? undefined : madeFiles(lesson).get(path);
  if (made !== undefined) return sendFile(response, made);
  const asset = lesson !== null && publishedFiles(lesson).has(path) ? findAsset(directory, path) : null;
  if (lesson === null || asset?.type !== "file") return null;
  if (lesson.assets.includes(path)) return fileUrl(asset.path);
  return sendFile(response, await readFile(asset.path));
}

function sendFile(response: ServerResponse, content: string | Uint8Array): "sent" {
  response.setHeader("Content-Type", "application/octet-stream");
  response.setHeader("Cache-Control", "no-store");
  response.end(content);
  return "sent";
}

/** Vite follows symbolic links: refuses those in the folder of lessons that lead out of it. */
function refuseLinks(root: string, directory: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const file = requestedFile(request.url ?? "/", root);
    const folder = [resolve(directory), realPath(directory)].find((each) => isInside(file, each));
    if (folder === undefined || findAsset(folder, relative(folder, file)).type !== "outside") return next();
    response.statusCode = 403;
    response.end("This file is outside the folder of lessons.");
  };
}

/** The file that Vite would serve, whether there is one or not. */
function requestedFile(url: string, root: string): string {
  const path = pathOf(url);
  const [, absolute] = /^\/@fs(\/.*)$/s.exec(path) ?? [];
  if (absolute === undefined) return resolve(root, `.${path}`);
  return resolve(/^\/[A-Za-z]:/.test(absolute) ? absolute.slice(1) : absolute);
}

function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

async function missing(address: SiteAddress, directory: string): Promise<string> {
  const slug = "slug" in address ? address.slug : "";
  const reason = await reasonForNoLesson(directory, slug);
  const text = escapeHtml(`There is no lesson “${slug}”: ${reason}`);
  return `<!doctype html><title>No such lesson</title><p>${text}</p><p><a href="/">All lessons</a></p>`;
}

/**
 * Sends an edited lesson to its open pages, which keep the scroll position and the runtime. Pages load again after an
 * edit of what they have in common.
 */
function followEdits(server: ViteDevServer, directory: string, opened: OpenedLessons): void {
  const logError = (error: unknown): void =>
    server.config.logger.error(errorMessage(error), { timestamp: true });
  let logo: string | null = null;
  const followLogo = async (): Promise<void> => {
    logo = (await loadCourse()).logoFile;
    if (logo !== null) server.watcher.add(logo);
  };
  // In sequence, so that of two fast edits the later one arrives last.
  let work = followLogo().catch(logError);
  const code = followCode(server, opened, logError);
  const follow = async (event: string, file: string): Promise<void> => {
    const isCourse = file === courseFile();
    const isShared = isCourse || file === logo;
    const isBesideLesson = isInside(file, directory);
    if (!isShared && !isBesideLesson && !code.has(file) && !isBibliography(file)) return;
    await settled(file);
    if (code.has(file)) await code.follow(event, file);
    if (isShared) server.ws.send({ type: "full-reload" });
    if (isCourse) await followLogo();
    if (isBibliography(file)) await sendAll(server, directory);
    else if (isBesideLesson) await sendAffected(server, directory, opened, file);
  };
  server.watcher.on("all", (event, file) => {
    // A new figure or dataset, or an edited schema, counts from the next request on.
    if (/[\\/]src[\\/](figures|datasets)[\\/]/.test(file)) forgetKnown();
    if (code.has(file)) forgetCode(server);
    if (event === "addDir" || event === "unlinkDir") return;
    work = work.then(() => follow(event, resolve(file))).catch(logError);
  });
}

interface FollowedCode {
  /** Whether a file is, or may be, a part of the course's code. */
  has(file: string): boolean;
  follow(event: string, file: string): Promise<void>;
}

/** Follows the course's own figures and datasets, with all that they import. */
function followCode(
  server: ViteDevServer,
  opened: OpenedLessons,
  logError: (error: unknown) => void,
): FollowedCode {
  let figures = loadCourseCode().then(usableFigures, () => "");
  /** What the course's code imports from elsewhere in the course. */
  let imported: ReadonlySet<string> = new Set();
  /** Whether that has a problem: then a file may correct it that is not imported yet. */
  let isFaulty = false;
  const followImports = async (): Promise<void> => {
    const files = (await courseCodeFiles()).filter((file) => !isCourseCode(file));
    imported = new Set(files.map((file) => resolve(file)));
    isFaulty = (await loadCourseCode()).problems.length > 0;
    server.watcher.add([...imported]);
  };
  void followImports().catch(logError);
  return {
    has: (file) => isCourseCode(file) || imported.has(resolve(file)) || (isFaulty && mayBeImported(file)),
    /** Vite gives pages an edited figure, as long as the list of figures is the same; lessons may have its height. */
    async follow(event, file) {
      const before = await figures;
      await reloadCode(server);
      const now = usableFigures(await loadCourseCode());
      figures = Promise.resolve(now);
      await followImports();
      if (event !== "change" || figureOf(file) === null || before !== now) {
        server.ws.send({ type: "full-reload" });
        return;
      }
      for (const lesson of opened.files)
        if (existsSync(lesson)) await send(server, await opened.load(lesson));
    },
  };
}

/** Whether the course's code may import a file: not one of a package or a built site, nor one beside lessons. */
function mayBeImported(file: string): boolean {
  const path = resolve(file);
  const isOther = [lessonsDirectory(), outDirectory()].some((folder) => isInside(path, resolve(folder)));
  if (isOther || !isInside(path, courseDirectory())) return false;
  return !/(^|[\\/])(node_modules|\.[^\\/]+)[\\/]/.test(relative(courseDirectory(), path));
}

/** Loads the course's own figures and datasets again. */
async function reloadCode(server: ViteDevServer): Promise<void> {
  // What was loaded of a file that was half written.
  forgetCode(server);
  reportCourse(server, (await loadCourse()).problems);
}

/** The names of the figures that lessons can use. */
function usableFigures({ figures }: CourseCode): string {
  return figures.usable.map(({ name }) => name).join();
}

/** Resolves when the file has not changed for a moment, and is not being written; at once if there is none. */
async function settled(file: string): Promise<void> {
  for (;;) {
    const found = await stat(file).catch(() => null);
    if (found === null) return;
    const age = Date.now() - found.mtimeMs;
    const settling = found.size === 0 ? EMPTIED : SETTLING;
    // A time to come is that of a copied file, or another computer's.
    if (age >= settling || age < 0) return;
    await setTimeout(Math.min(SETTLING, settling - age));
  }
}

async function sendAffected(
  server: ViteDevServer,
  directory: string,
  opened: OpenedLessons,
  file: string,
): Promise<void> {
  // Its name may be that of a lesson that was deleted.
  if (isLessonOf(directory, file)) {
    for (const affected of [file, ...opened.dependents(file)])
      if (existsSync(affected)) await send(server, await opened.load(affected));
    return;
  }
  const recorded = recordedLesson(file);
  if (recorded !== null && isLessonOf(directory, recorded)) {
    if (existsSync(recorded)) await send(server, await loadLesson(recorded, OPEN));
    return;
  }
  const asset = normalizePath(relative(directory, file));
  for (const lesson of await loadLessons(directory, OPEN)) {
    const usesModules = lesson.modules.length > 0 && /\.[cm]?[jt]s$/.test(asset);
    if (usesModules || publishedFiles(lesson).has(asset)) await send(server, lesson);
  }
}

async function sendAll(server: ViteDevServer, directory: string): Promise<void> {
  reportCourse(server, (await loadCourse()).problems);
  for (const lesson of await loadLessons(directory, OPEN)) await send(server, lesson);
}

async function send(server: ViteDevServer, lesson: Lesson): Promise<void> {
  reportProblems(server, lesson);
  const { prerenderLesson } = await prerenderOf(server);
  const listed = await withCodeProblems(lesson);
  const { title, lang, body } = prerenderLesson(listed, "site", (await loadCourse()).course);
  server.ws.send("lectern:lesson", { slug: lesson.slug, title, lang, body });
}

/** The lesson with the problems of the course's own figures and datasets among those that its page lists. */
async function withCodeProblems(lesson: Lesson): Promise<Lesson> {
  return { ...lesson, problems: [...lesson.problems, ...(await loadCourseCode()).problems] };
}

function reportCourse({ config }: ViteDevServer, problems: readonly Problem[]): void {
  for (const problem of problems) config.logger.warn(formatProblem(problem), { timestamp: true });
}

function reportProblems({ config }: ViteDevServer, { problems, file }: Lesson): void {
  for (const problem of problems) config.logger.warn(formatProblem(problem), { timestamp: true });
  if (problems.length === 0) config.logger.info(`${file}: no problems`, { timestamp: true });
}

/** Loaded by the server itself, so that an edit of the page's code shows at the next reload. */
async function prerenderOf(server: ViteDevServer): Promise<Prerender> {
  const module = await server.ssrLoadModule(join("/", PRERENDER));
  return module as Prerender & Record<string, unknown>;
}
