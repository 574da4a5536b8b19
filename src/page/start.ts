import "./styles/index.ts";
import { type LessonData, readLessonData } from "./article/lesson-data.ts";
import type { DatasetServer } from "./datasets/dataset-server.ts";
import { siteSamples } from "./datasets/site-samples.ts";
import { workerDatasets } from "./datasets/worker-datasets.ts";
import { type AddressOptions, parseOptions } from "./options/address-options.ts";
import { browserEnvironment } from "./sandbox/browser-environment.ts";
import { createHost } from "./sandbox/create-host.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { savedTheme } from "./shell/theme.ts";
import { startIndex } from "./start-index.tsx";
import { type LiveLesson, startLesson } from "./start-lesson.tsx";
import { watchStyles } from "./ui/failed-styles.ts";

/** Replacements for parts of the page, for tests. */
export interface PageOptions {
  readonly host?: RuntimeHost;
  readonly serveDataset?: DatasetServer;
}

let lesson: LiveLesson | null = null;

/** Hydrates the prerendered page in the document: a lesson, or the list of lessons. */
export function startPage(options: PageOptions = {}): void {
  const asked = parseOptions(location.search);
  warnOfIgnored(asked);
  const theme = savedTheme(document.documentElement, asked.theme);
  const data = readLessonData(document);
  if (data === null) {
    startIndex(theme);
    return;
  }
  void overlayProblems(data);
  watchStyles(document);
  const root = siteRoot();
  lesson = startLesson(
    data,
    {
      site: root.pathname,
      asked,
      host: options.host ?? createHost(browserEnvironment(asked.backend)),
      serveDataset: options.serveDataset ?? workerDatasets(root),
      sampleImages: siteSamples(root),
    },
    theme,
  );
}

/**
 * Shows an edited lesson without a reload. Cells of the same id keep their state, and the reader the scroll position.
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

function warnOfIgnored({ ignored }: AddressOptions): void {
  for (const option of ignored) console.warn(`Ignored in the address: ${option}.`);
}

async function overlayProblems({ problems }: LessonData): Promise<void> {
  if (!import.meta.env.DEV) return;
  const { showProblems } = await import("./shell/problem-overlay.tsx");
  showProblems(problems);
}

/** The URL of the site's root. */
function siteRoot(): URL {
  const root = document.querySelector<HTMLElement>("[data-root]")?.dataset["root"] ?? "./";
  return new URL(root, location.href);
}
