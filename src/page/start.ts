import "./styles/index.ts";
import { type LessonData, readLessonData } from "./article/lesson-data.ts";
import type { DatasetServer } from "./datasets/dataset-server.ts";
import { siteDatasets } from "./datasets/serve-dataset.ts";
import { siteSamples } from "./datasets/site-samples.ts";
import { browserEnvironment } from "./sandbox/browser-environment.ts";
import { createHost } from "./sandbox/create-host.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { requestedBackend } from "./sandbox/requested-backend.ts";
import { keptTheme } from "./shell/theme.ts";
import { startIndex } from "./start-index.tsx";
import { type LiveLesson, startLesson } from "./start-lesson.tsx";

/** What tests and other pages may put in place of the real parts. */
export interface PageOptions {
  readonly host?: RuntimeHost;
  readonly serveDataset?: DatasetServer;
}

let lesson: LiveLesson | null = null;

/** Brings the prerendered page that is in the document to life: a lesson, or the list of lessons. */
export function startPage(options: PageOptions = {}): void {
  const theme = keptTheme(document.documentElement);
  const data = readLessonData(document);
  if (data === null) {
    startIndex(theme);
    return;
  }
  void overlayProblems(data);
  const root = siteRoot();
  lesson = startLesson(
    data,
    {
      host: options.host ?? createHost(browserEnvironment(requestedBackend(location.search))),
      serveDataset: options.serveDataset ?? siteDatasets(root),
      sampleImages: siteSamples(root),
    },
    theme,
  );
}

/**
 * Takes in an edited lesson without a reload: cells of the same id keep their state and their place.
 * @param body the body of the newly prerendered page.
 */
export function updateLesson(body: string): void {
  if (lesson === null) return;
  const fresh = new DOMParser().parseFromString(body, "text/html");
  const data = readLessonData(fresh);
  if (data === null) return;
  lesson.update(data, fresh);
  void overlayProblems(data);
}

async function overlayProblems({ problems }: LessonData): Promise<void> {
  if (!import.meta.env.DEV) return;
  const { showProblems } = await import("./shell/problem-overlay.tsx");
  showProblems(problems);
}

/** The site's root, under which its data and its other pages lie. */
function siteRoot(): URL {
  const root = document.querySelector<HTMLElement>("[data-root]")?.dataset["root"] ?? "./";
  return new URL(root, location.href);
}
