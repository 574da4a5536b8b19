import { type Signal, signal } from "@preact/signals";
import { LESSON_RUNNER } from "../protocol/lesson-runner.ts";
import { followContents } from "./article/contents-spy.ts";
import { enterBlocks } from "./article/enter-blocks.ts";
import type { LessonData } from "./article/lesson-data.ts";
import { loadFormulaFonts } from "./article/load-formula-fonts.ts";
import { reachScrollers } from "./article/reach-scrollers.ts";
import { keepReadingPosition } from "./article/reading-position.ts";
import { connectEditing } from "./connect/connect-editing.ts";
import { connectOutputs } from "./connect/connect-outputs.ts";
import { announceUnsaved, saveWhenLeaving } from "./connect/connect-saving.ts";
import { connectToolbar } from "./connect/connect-toolbar.tsx";
import { connectWork, type WorkConnection } from "./connect/connect-work.tsx";
import { followAuthor, type LiveLesson, waitingFor } from "./connect/follow-author.ts";
import type { FileQuestions } from "./files/file-questions.ts";
import { Islands } from "./islands.tsx";
import type { Notebook } from "./notebook/notebook.ts";
import { showRecorded } from "./notebook/recorded.ts";
import { type Offline, startOffline } from "./offline/start-offline.ts";
import { type LessonServices, type OpenLesson, openLesson } from "./open-lesson.ts";
import { goLive, restoreCells, restoreLastOutputs, restoreTexts } from "./restore-work.ts";
import { announce, say } from "./shell/announcer.ts";
import { showRuntime } from "./shell/runtime-attributes.ts";
import { showLostRuntime } from "./shell/show-lost-runtime.ts";
import type { Theme } from "./shell/theme-button.tsx";
import { createSliceReader } from "./values/slice-reader.ts";

/** Hydrates the prerendered page of a lesson. */
export function startLesson(data: LessonData, services: LessonServices, theme: Signal<Theme>): LiveLesson {
  const lesson = openLesson(data, services);
  let onHydrated = (): void => undefined;
  const hydrated = new Promise<void>((resolve) => {
    onHydrated = resolve;
  });
  // Hydration expects what was prerendered, without anything that is restored.
  const arranged = hydrated.then(() => restoreCells(lesson));
  const page = connectPage(lesson, { data, theme, hydrated, arranged });
  showRecorded(lesson.parts.notebook, data.recorded);
  void page.islands.hydrateGradually().finally(onHydrated);
  followRuntime(lesson, page.offline);
  enhanceArticle(arranged);
  saveWhenLeaving(lesson.saving.saver);
  restore(lesson, page, { hydrated, arranged });
  return waitingFor(hydrated, followAuthor(lesson, page));
}

interface Phases {
  /** Resolves when the prerendered page is hydrated. */
  readonly hydrated: Promise<void>;
  /** Resolves when the reader's own cells are there after that. */
  readonly arranged: Promise<void>;
}

interface PageParts extends Phases {
  readonly data: LessonData;
  readonly theme: Signal<Theme>;
}

/** The page as it is connected to the lesson, before it is hydrated. */
interface ConnectedPage {
  readonly islands: Islands;
  readonly work: WorkConnection;
  readonly offline: Offline;
  /** Whether the reader can use the page: it is hydrated, and what they left is restored. */
  readonly live: Signal<boolean>;
  readonly refreshSlides: () => void;
}

/** Connects the cells, outputs and toolbar to what they do. */
function connectPage(lesson: OpenLesson, { data, theme, hydrated, arranged }: PageParts): ConnectedPage {
  const { notices, saving, figures, services, parts } = lesson;
  const { notebook, host, edits, draftOf, locked } = parts;
  const work = connectWork(parts, lesson.reviewed);
  announceUnsaved(saving, { notices, download: work.download });
  const { actions, hasLetterKeys, showKeys } = connectEditing(lesson, work);
  const readSlice = createSliceReader(host);
  const around = connectOutputs(lesson, { readSlice, arranged });
  const live = signal(false);
  const foldsCode = services.asked.code === "folded";
  const cells = { notebook, edits, actions, figures, draftOf, live, locked, foldsCode, around };
  const islands = new Islands(cells, data);
  const { siteRoot: root } = services.delivery;
  const { saver, canSave, giveUp } = saving;
  const offline = startOffline({ root, notices, saveEdits: saver.flush, canSave, giveUp });
  const { goTo } = actions;
  const toolbar = { live, hydrated, theme, offline, work, goTo, hasLetterKeys, showKeys, readSlice };
  return { islands, work, offline, live, refreshSlides: connectToolbar(lesson, toolbar) };
}

/** Brings back what the reader left, and lets them use the page after that. */
function restore(lesson: OpenLesson, { live, work }: ConnectedPage, { hydrated, arranged }: Phases): void {
  void arranged.then(() => restoreLastOutputs(lesson));
  const restored = restoreTexts(lesson, arranged);
  void hydrated.then(() => goLive(restored.all, live));
  offerAutomation(lesson.parts.notebook, lesson.questions, restored.all);
  // Not before: the code of a link would hide the reader's own text from its restoring.
  void restored.texts.finally(work.followLink);
}

/** Lets `lectern run` run the cells: it has put the name into the window before the page loads. */
function offerAutomation(notebook: Notebook, questions: FileQuestions, restored: Promise<void>): void {
  if (!(LESSON_RUNNER in globalThis)) return;
  const ready = Promise.all([import("./automation/offer-runner.ts"), restored]);
  void ready.then(([{ offerRunner }]) => offerRunner(notebook, questions));
}

/** Shows what the runtime does: in attributes, in notices, and to screen readers. */
function followRuntime({ notices, parts }: OpenLesson, { partMissing }: Offline): void {
  const { notebook, host } = parts;
  showRuntime(host, document.documentElement);
  showLostRuntime(notebook, notices);
  announce(notebook, say);
  // A runtime that is missing may be one of an earlier version of the site.
  notebook.onEvent(({ type }) => {
    if (type === "start-failed") partMissing();
  });
}

/** What the text around the cells gains from scripts. */
function enhanceArticle(arranged: Promise<void>): void {
  followContents(document);
  enterBlocks(document);
  keepReadingPosition(document, arranged);
  reachScrollers(document);
  loadFormulaFonts(document);
}
