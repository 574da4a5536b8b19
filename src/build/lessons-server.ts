import { dirname, join, relative, resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Connect, normalizePath, type Plugin, searchForWorkspaceRoot, type ViteDevServer } from "vite";
import { escapeHtml } from "../lesson/html/escape-html.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { formatProblem } from "./format-problem.ts";
import { forgetKnown } from "./known.ts";
import { fillPage, findLessonFile, loadLessons, PRERENDER, type Prerender } from "./lesson-pages.ts";
import { isLessonOf, lessonsDirectory } from "./lessons-directory.ts";
import { loadLesson } from "./load-lesson.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";
import { readAddress } from "./site-address.ts";

/**
 * Milliseconds from a change to reading the file: editors empty it first, and the watcher reports only the first of
 * several changes within 50 ms.
 */
const SETTLING = 100;

/** Serves the lessons during `npm run dev`: renders each page on request, and sends an edited lesson to its open pages. */
export function lessonsServer(texts: SandboxTexts): Plugin {
  const directory = lessonsDirectory();
  return {
    name: "lectern:lessons-server",
    apply: "serve",
    // The lessons' pictures may be outside the project.
    config: () => ({ server: { fs: { allow: [searchForWorkspaceRoot(process.cwd()), directory] } } }),
    configureServer(server) {
      server.watcher.add(directory);
      followEdits(server, directory);
      server.middlewares.use(addTrailingSlash);
      server.middlewares.use(servePages(server, directory, texts));
    },
    configurePreviewServer(server) {
      server.middlewares.use(addTrailingSlash);
    },
  };
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

function servePages(
  server: ViteDevServer,
  directory: string,
  texts: SandboxTexts,
): Connect.NextHandleFunction {
  return (request, response, next) => {
    const url = request.originalUrl ?? "/";
    answer(url).then((page) => {
      if (page === null) return next();
      response.statusCode = page.status;
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.end(page.html);
    }, next);

    async function answer(asked: string): Promise<{ status: number; html: string } | null> {
      const address = readAddress(asked);
      if (address.type === "other" || address.type === "no-slash") return null;
      const { prerenderIndex, prerenderLesson } = await prerenderOf(server);
      const render = async (parts: ReturnType<Prerender["prerenderIndex"]>): Promise<string> =>
        server.transformIndexHtml(asked, await fillPage(server.config.root, parts, texts, true));
      if (address.type === "index")
        return { status: 200, html: await render(prerenderIndex(await loadLessons(directory))) };
      const file = await findLessonFile(directory, address.slug);
      if (address.type === "asset") {
        if (file !== null) request.url = await assetUrl(file, address.path, request.url ?? asked);
        return null;
      }
      if (file === null) return { status: 404, html: missing(address.slug, directory) };
      const lesson = await loadLesson(file);
      reportProblems(server, lesson);
      return { status: 200, html: await render(prerenderLesson(lesson)) };
    }
  };
}

/** The URL at which Vite serves a file that the lesson names; for any other file the unchanged URL. */
async function assetUrl(lessonFile: string, path: string, url: string): Promise<string> {
  const { assets } = await loadLesson(lessonFile);
  if (!assets.includes(path)) return url;
  const file = normalizePath(resolve(dirname(lessonFile), path));
  return `/@fs/${file.split("/").filter(Boolean).map(encodeURIComponent).join("/")}`;
}

function missing(slug: string, directory: string): string {
  const text = escapeHtml(`There is no lesson “${slug}”: the folder ${directory} has no file ${slug}.md.`);
  return `<!doctype html><title>No such lesson</title><p>${text}</p><p><a href="/">All lessons</a></p>`;
}

/** Sends an edited lesson to its open pages, which keep the scroll position and the runtime. */
function followEdits(server: ViteDevServer, directory: string): void {
  // In sequence, so that of two fast edits the later one arrives last.
  let work = Promise.resolve();
  server.watcher.on("all", (event, file) => {
    // A new figure or dataset, or an edited schema, counts from the next request on.
    if (/[\\/]src[\\/](figures|datasets)[\\/]/.test(file)) forgetKnown();
    if (event === "addDir" || event === "unlinkDir" || !resolve(file).startsWith(directory + sep)) return;
    const settled = setTimeout(SETTLING);
    work = work
      .then(() => settled)
      .then(() => sendAffected(server, directory, event, file))
      .catch((error: unknown) => {
        server.config.logger.error(errorMessage(error), {
          timestamp: true,
        });
      });
  });
}

async function sendAffected(
  server: ViteDevServer,
  directory: string,
  event: string,
  file: string,
): Promise<void> {
  if (isLessonOf(directory, file)) {
    if (event !== "unlink") await send(server, await loadLesson(file));
    return;
  }
  const asset = normalizePath(relative(directory, file));
  for (const lesson of await loadLessons(directory)) {
    if (lesson.assets.includes(asset)) await send(server, lesson);
  }
}

async function send(server: ViteDevServer, lesson: Lesson): Promise<void> {
  reportProblems(server, lesson);
  const { prerenderLesson } = await prerenderOf(server);
  server.ws.send("lectern:lesson", { slug: lesson.slug, body: prerenderLesson(lesson).body });
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
