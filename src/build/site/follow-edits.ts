import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { normalizePath, type ViteDevServer } from "vite";
import type { Lesson, LessonEntry } from "../../lesson/lesson.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { type CourseCode, courseCodeFiles, loadCourseCode } from "../course-code/course-code.ts";
import { courseDirectory, courseFile, figureOf, isCourseCode } from "../files/course-folders.ts";
import { displayPath } from "../files/display-path.ts";
import { isInside } from "../files/lesson-asset.ts";
import { isLessonOf, lessonsDirectory, slugOf } from "../files/lessons-directory.ts";
import { outDirectory } from "../files/out-directory.ts";
import { forgetKnown } from "../lessons/known.ts";
import { isBibliography } from "../lessons/load-bibliography.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { loadLesson } from "../lessons/load-lesson.ts";
import { OPEN, type OpenedLessons } from "../lessons/opened-lessons.ts";
import { publishedFiles } from "../lessons/published-lesson.ts";
import { recordedLesson } from "../recording/recording-file.ts";
import { forgetCode } from "./follow-code.ts";
import { loadEntries, loadLessons } from "./lesson-pages.ts";
import { announceLesson, announceList, followPages } from "./page-changes.ts";
import { prerenderOf, reportCourse, reportProblems, withCodeProblems } from "./served-lesson.ts";

/**
 * Milliseconds from the last change of a file to reading it: editors empty it first, and the watcher reports only the
 * first of several changes within 50 ms.
 */
const SETTLING = 60;

/** Milliseconds for which an empty file counts as one that is being written, on a busy machine, too. */
const EMPTIED = 2000;

/** Whose edits are followed. */
interface Followed {
  readonly server: ViteDevServer;
  /** The folder of lessons. */
  readonly directory: string;
  readonly opened: OpenedLessons;
  /** All lessons, which the pages of others link to; null before they are read. */
  entries: readonly LessonEntry[] | null;
}

/**
 * Sends an edited lesson to its open pages, which keep the scroll position and the runtime. Pages load again after an
 * edit of what they have in common.
 */
export function followEdits(server: ViteDevServer, directory: string, opened: OpenedLessons): void {
  const logError = (error: unknown): void =>
    server.config.logger.error(errorMessage(error), { timestamp: true });
  followPages(server);
  const course = followCourse(server);
  const site: Followed = { server, directory, opened, entries: null };
  // In sequence, so that of two fast edits the later one arrives last.
  let work = course
    .read()
    .then(() => followList(site))
    .catch(logError);
  const code = followCode(site, logError);
  const follow = async (event: string, file: string): Promise<void> => {
    const isShared = file === courseFile() || course.isLogo(file);
    const isBesideLesson = isInside(file, directory);
    if (!isShared && !isBesideLesson && !code.has(file) && !isBibliography(file)) return;
    await settled(file);
    if (code.has(file)) await code.follow(event, file);
    if (isShared) server.ws.send({ type: "full-reload" });
    if (file === courseFile()) await course.read();
    if (isBibliography(file)) await sendAll(site);
    else if (isBesideLesson) {
      await sendAffected(site, file);
      if (dirname(file) === resolve(directory)) await followList(site);
    }
  };
  server.watcher.on("all", (event, file) => {
    // A new figure or dataset, or an edited schema, counts from the next request on.
    if (/[\\/]src[\\/](figures|datasets)[\\/]/.test(file)) forgetKnown();
    if (code.has(file)) forgetCode(server);
    if (event === "addDir" || event === "unlinkDir") return;
    work = work.then(() => follow(event, resolve(file))).catch(logError);
  });
}

interface FollowedCourse {
  /** Reads `course.yaml`, reports its problems, and watches the logo that it names. */
  read(): Promise<void>;
  isLogo(file: string): boolean;
}

function followCourse(server: ViteDevServer): FollowedCourse {
  let logo: string | null = null;
  return {
    async read() {
      const { logoFile, problems } = await loadCourse();
      logo = logoFile;
      if (logo !== null) server.watcher.add(logo);
      reportCourse(server, problems);
    },
    isLogo: (file) => file === logo,
  };
}

interface FollowedCode {
  /** Whether a file is, or may be, a part of the course's code. */
  has(file: string): boolean;
  follow(event: string, file: string): Promise<void>;
}

/** Follows the course's own figures and datasets, with all that they import. */
function followCode(site: Followed, logError: (error: unknown) => void): FollowedCode {
  const { server } = site;
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
      for (const lesson of await loadOpened(site)) await send(site, lesson);
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

/** Has pages follow lessons that come, go, or have another title. */
async function followList(site: Followed): Promise<void> {
  const { entries: before, directory, server } = site;
  const now = await loadEntries(directory);
  site.entries = now;
  if (before === null || JSON.stringify(before) === JSON.stringify(now)) return;
  announceList(server);
  for (const lesson of await loadOpened(site)) await show(site, lesson);
}

async function sendAffected(site: Followed, file: string): Promise<void> {
  const { server, directory, opened } = site;
  // Its name may be that of a lesson that was deleted.
  if (isLessonOf(directory, file)) {
    for (const affected of [file, ...opened.dependents(file)])
      if (existsSync(affected)) await send(site, await opened.load(affected));
    if (!existsSync(file))
      announceLesson(server, "lectern:removed", { slug: slugOf(file), problem: removed(file) });
    return;
  }
  const recorded = recordedLesson(file);
  if (recorded !== null && isLessonOf(directory, recorded)) {
    if (existsSync(recorded)) await send(site, await loadLesson(recorded, OPEN));
    return;
  }
  const asset = normalizePath(relative(directory, file));
  for (const lesson of await loadLessons(directory, OPEN)) {
    const usesModules = lesson.modules.length > 0 && /\.[cm]?[jt]s$/.test(asset);
    const file = join(directory, `${lesson.slug}.md`);
    if (usesModules || publishedFiles(lesson).has(asset) || opened.used(file, asset))
      await send(site, lesson);
  }
}

/** What the open page of a lesson says when its file is gone. */
function removed(file: string): Problem {
  return {
    file: displayPath(file),
    line: 1,
    column: 1,
    message: "The file of this lesson is gone.",
    remedy: "The page shows its last version, and follows the file when it is there again.",
  };
}

/** All lessons that were opened, and are still there. */
async function loadOpened({ opened }: Followed): Promise<readonly Lesson[]> {
  const lessons: Lesson[] = [];
  for (const file of opened.files) if (existsSync(file)) lessons.push(await opened.load(file));
  return lessons;
}

async function sendAll(site: Followed): Promise<void> {
  const { server, directory } = site;
  reportCourse(server, (await loadCourse()).problems);
  for (const lesson of await loadLessons(directory, OPEN)) await send(site, lesson);
}

async function send(site: Followed, lesson: Lesson): Promise<void> {
  reportProblems(site.server, lesson);
  await show(site, lesson);
}

async function show({ server, entries }: Followed, lesson: Lesson): Promise<void> {
  const { prerenderLesson } = await prerenderOf(server);
  const listed = await withCodeProblems(lesson);
  const { course } = await loadCourse();
  const { title, lang, body } = prerenderLesson(listed, "site", course, entries ?? []);
  announceLesson(server, "lectern:lesson", { slug: lesson.slug, title, lang, body });
}
