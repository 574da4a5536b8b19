import "./styles/index.ts";
import type { Problem } from "../protocol/problem.ts";
import { dictionaryFor } from "../words/languages.ts";
import { speakIn } from "../words/speak-in.ts";
import { readLessonData } from "./article/lesson-data.ts";
import type { LiveLesson } from "./connect/follow-author.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { type AddressOptions, parseOptions } from "./options/address-options.ts";
import { browserEnvironment } from "./sandbox/browser-environment.ts";
import { createHost } from "./sandbox/create-host.ts";
import { savedTheme } from "./shell/theme.ts";
import { markStarted } from "./shell/watch-start.ts";
import { startIndex } from "./start-index.tsx";
import { startLesson } from "./start-lesson.ts";
import { watchStyles } from "./ui/failed-styles.ts";

let lesson: LiveLesson | null = null;

/**
 * Hydrates the prerendered page in the document: a lesson, or the list of lessons.
 * @param deliver says where the page's parts, and a lesson's runtime and data, come from.
 */
export function startPage(deliver: (page: Document) => Delivery): void {
  const speaking = speakIn(document.documentElement.lang);
  if (speaking === null) start(deliver);
  else void speaking.then(() => start(deliver));
}

function start(deliver: (page: Document) => Delivery): void {
  const asked = parseOptions(location.search);
  warnOfIgnored(asked);
  const theme = savedTheme(document.documentElement, asked.theme);
  const delivery = deliver(document);
  const data = readLessonData(document);
  if (data === null) startIndex(theme, delivery);
  else {
    void listProblems(data.problems);
    watchStyles(document);
    const environment = browserEnvironment(asked.backend, delivery.loadRuntime);
    lesson = startLesson(data, { delivery, asked, host: createHost(environment) }, theme);
  }
  markStarted(document);
}

/** What of a newly prerendered page replaces that of the open one. */
export interface EditedPage {
  readonly title: string;
  readonly lang: string;
  readonly body: string;
}

/** Shows an edited lesson without a reload. Cells of the same id keep their state, and the reader the scroll position. */
export function updateLesson({ title, lang, body }: EditedPage): void {
  if (lesson === null) return;
  const { documentElement: html } = document;
  if (dictionaryFor(lang) !== dictionaryFor(html.lang)) {
    // Everything on the page speaks another language then.
    location.reload();
    return;
  }
  html.lang = lang;
  const fresh = new DOMParser().parseFromString(body, "text/html");
  const data = readLessonData(fresh);
  if (data === null) return;
  document.title = title;
  lesson.update(data, fresh);
  void listProblems(data.problems);
}

function warnOfIgnored({ ignored, only }: AddressOptions): void {
  const unknown = only.filter((id) => document.getElementById(id)?.closest("[data-article]") == null);
  const parts = unknown.map((id) => `only: this lesson has no part with the id ${id.slice(0, 40)}`);
  for (const option of [...ignored, ...parts]) console.warn(`Ignored in the address: ${option}.`);
}

/** Lists problems over the page, in development. */
export async function listProblems(problems: readonly Problem[]): Promise<void> {
  if (!import.meta.env.DEV) return;
  const { showProblems } = await import("./shell/problem-overlay.tsx");
  showProblems(problems);
}
