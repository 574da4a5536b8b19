import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CellId } from "../protocol/ids.ts";
import { MODULE_TYPES_FILE } from "../protocol/lesson-modules.ts";
import { LESSON_RUNNER } from "../protocol/lesson-runner.ts";
import { followContents } from "./article/contents-spy.ts";
import { enterBlocks } from "./article/enter-blocks.ts";
import type { LessonData } from "./article/lesson-data.ts";
import { loadFormulaFonts } from "./article/load-formula-fonts.ts";
import { reachScrollers } from "./article/reach-scrollers.ts";
import { keepReadingPosition } from "./article/reading-position.ts";
import { replaceArticle } from "./article/replace-article.ts";
import { showAttempted } from "./article/show-attempted.ts";
import { showQuizzes } from "./article/show-quizzes.ts";
import { showSolved } from "./article/show-solved.ts";
import type { CellActions } from "./cells/cell-actions.ts";
import { beforeEditing } from "./cells/code/before-editing.ts";
import { type CellConnection, connectCells } from "./connect-cells.ts";
import { connectOutputs } from "./connect-outputs.ts";
import { connectQuizzes } from "./connect-quizzes.ts";
import { saveWhenLeaving } from "./connect-saving.ts";
import { connectToolbar } from "./connect-toolbar.tsx";
import { connectWork, solvedToShow, type WorkConnection } from "./connect-work.tsx";
import type { FileQuestions } from "./files/file-questions.ts";
import { Islands } from "./islands.tsx";
import { createAssistant } from "./language/assistant.ts";
import type { ModulesNow } from "./language/lesson-modules.ts";
import type { Notebook } from "./notebook/notebook.ts";
import { followRecorded, showRecorded } from "./notebook/recorded.ts";
import { type Offline, startOffline } from "./offline/start-offline.ts";
import { type LessonServices, type OpenLesson, openLesson } from "./open-lesson.ts";
import { showOnly } from "./options/show-only.ts";
import { goLive, restoreCells, restoreLastOutputs, restoreReturned, restoreTexts } from "./restore-work.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { trackAttempts } from "./saving/attempts.ts";
import { browserAttemptStore } from "./saving/browser-stores.ts";
import { announce, say } from "./shell/announcer.ts";
import type { Notices } from "./shell/notices.tsx";
import { showRuntime } from "./shell/runtime-attributes.ts";
import { showLostRuntime } from "./shell/show-lost-runtime.ts";
import type { Theme } from "./shell/theme-button.tsx";
import { createSliceReader } from "./values/slice-reader.ts";
import type { LessonParts } from "./work/lesson-parts.ts";
import { withPart } from "./work/load-part.ts";

/** A hydrated lesson. */
export interface LiveLesson {
  /** Shows an edited lesson: its data, and its newly prerendered page. */
  update(data: LessonData, fresh: Document): void;
}

/** Hydrates the prerendered page of a lesson. */
export function startLesson(data: LessonData, services: LessonServices, theme: Signal<Theme>): LiveLesson {
  const lesson = openLesson(data, services);
  const { notices, saving, figures, questions, parts } = lesson;
  const { notebook, host, edits, draftOf, locked } = parts;
  const work = connectWork(parts, lesson.reviewed);
  const { actions, hasLetterKeys, showKeys } = connectEditing(lesson, work);
  let onHydrated = (): void => undefined;
  const hydrated = new Promise<void>((resolve) => {
    onHydrated = resolve;
  });
  // Hydration expects what was prerendered, without anything that is restored.
  const arranged = hydrated.then(() => restoreCells(lesson));
  const readSlice = createSliceReader(host);
  const around = connectOutputs(lesson, { readSlice, arranged });
  const live = signal(false);
  const foldsCode = services.asked.code === "folded";
  const islands = new Islands(
    { notebook, edits, actions, figures, draftOf, live, locked, foldsCode, around },
    data,
  );
  const { siteRoot: root } = services.delivery;
  const offline = startOffline({ root, notices, saveEdits: saving.saver.flush, canSave: saving.canSave });
  const { goTo } = actions;
  const toolbar = { live, hydrated, theme, offline, work, goTo, hasLetterKeys, showKeys, readSlice };
  const refreshSlides = connectToolbar(lesson, toolbar);
  showRecorded(notebook, data.recorded);
  void islands.hydrateGradually().finally(onHydrated);
  reportRuntime(notebook, host, notices);
  explainMissingRuntime(notebook, offline);
  enhanceArticle(arranged);
  saveWhenLeaving(saving.saver);
  void arranged.then(() => restoreLastOutputs(lesson));
  const restored = restoreTexts(lesson, arranged);
  void hydrated.then(() => goLive(restored.all, live));
  offerAutomation(notebook, questions, restored.all);
  // Not before: the code of a link would hide the reader's own text from its restoring.
  void restored.texts.finally(work.followLink);
  return waitingFor(hydrated, followAuthor(lesson, { islands, refreshSlides, live }));
}

/** An edited lesson waits until this page is hydrated; otherwise the old text would be hydrated with the new data. */
function waitingFor(hydrated: Promise<void>, lesson: LiveLesson): LiveLesson {
  let isHydrated = false;
  void hydrated.then(() => {
    isHydrated = true;
  });
  return {
    update(data, fresh) {
      if (isHydrated) lesson.update(data, fresh);
      else void hydrated.then(() => lesson.update(data, fresh));
    },
  };
}

interface LiveParts {
  readonly islands: Islands;
  readonly refreshSlides: () => void;
  readonly live: ReadonlySignal<boolean>;
}

/** Connects the cells with their editors. */
function connectEditing(lesson: OpenLesson, { copyLink }: WorkConnection): CellConnection {
  const { notices, shown, services, typedAhead, parts } = lesson;
  const { notebook, edits, locked, notify, say } = parts;
  const assistant = createAssistant({
    notebook,
    modules: () => modulesOf(shown.current),
    loadFile: services.delivery.loadFile,
    startLanguage: services.delivery.startLanguage,
    change: edits.change,
    goTo: (...position) => cells.actions.goTo(...position),
    say,
    notify: (text) => notices.show({ id: "assistant", text, action: null }),
  });
  const cells = connectCells({
    notebook,
    edits,
    typedAhead,
    ids: parts.ids,
    isLocked: () => locked.value,
    notify,
    notices,
    assistant,
    copyLink,
    compare: compareIn(parts),
  });
  beforeEditing(document, () => {
    assistant.warmUp();
    // A failure is for the editor that needs it.
    import("./cells/code/code-editor.ts").catch(() => undefined);
  });
  return cells;
}

function modulesOf({ modules, files }: LessonData): ModulesNow {
  return { names: modules, types: files.find(({ path }) => path === MODULE_TYPES_FILE) ?? null };
}

/** Shows what the author changes while the lesson is open. */
function followAuthor(lesson: OpenLesson, { islands, refreshSlides, live }: LiveParts): LiveLesson {
  const { shown, address, services, parts } = lesson;
  const { notebook, edits, quizzes, locked } = parts;
  const solved = solvedToShow(parts);
  const tried = trackAttempts(notebook, browserAttemptStore(address), () => locked.value);
  const attempted = computed(() => new Set([...tried.value, ...quizzes.attempted.value]));
  const quizControl = connectQuizzes(parts, live);
  void quizzes.define(shown.current.quizzes);
  let endQuizzes = showQuizzes(quizControl);
  let endSolved = showSolved(shown.current, solved);
  let endAttempted = showAttempted(attempted);
  return {
    update(now, fresh) {
      const { recorded } = shown.current;
      shown.current = now;
      // Before the fresh page's nodes are moved into this one.
      islands.follow(now, fresh);
      replaceArticle(document, fresh);
      if (services.asked.only.length > 0) showOnly(document, services.asked.only);
      const added = addedCells(notebook, now);
      edits.redefine(now.cells);
      followRecorded(notebook, recorded, now.recorded);
      islands.hydrate();
      void restoreReturned(lesson, added);
      refreshSlides();
      endSolved();
      endSolved = showSolved(now, solved);
      endQuizzes();
      void quizzes.define(now.quizzes);
      endQuizzes = showQuizzes(quizControl);
      endAttempted();
      endAttempted = showAttempted(attempted);
    },
  };
}

/** The cells of the edited lesson that were not in the page. */
function addedCells(notebook: Notebook, { cells }: LessonData): ReadonlySet<CellId> {
  const known = new Set(notebook.all.value.filter(({ own }) => own.value === null).map(({ id }) => id));
  return new Set(cells.map(({ id }) => id).filter((id) => !known.has(id)));
}

/** Lets `lectern run` run the cells: it has put the name into the window before the page loads. */
function offerAutomation(notebook: Notebook, questions: FileQuestions, restored: Promise<void>): void {
  if (!(LESSON_RUNNER in globalThis)) return;
  const ready = Promise.all([import("./automation/offer-runner.ts"), restored]);
  void ready.then(([{ offerRunner }]) => offerRunner(notebook, questions));
}

/** Shows two versions of a cell side by side, which is loaded when it is needed. */
function compareIn({ notebook, edits, draftOf, notify }: LessonParts): CellActions["compare"] {
  return (id, kind) => {
    const cell = notebook.cell(id);
    const other = kind === "author" ? cell?.definition.value.source : draftOf(id).elsewhere.value;
    if (cell === undefined || other == null) return;
    const versions = {
      cell: id,
      mine: cell.source.value,
      other,
      otherName: kind,
      keepMine: () => edits.keepMine(id),
      useOther: () => (kind === "author" ? edits.reset(id) : edits.useElsewhere(id)),
    };
    const load = () => import("./cells/compare/compare-versions.tsx");
    void withPart(load, notify, (part) => part.compareVersions(versions));
  };
}

/** Shows what the runtime does: in attributes, in notices, and to screen readers. */
function reportRuntime(notebook: Notebook, host: RuntimeHost, notices: Notices): void {
  showRuntime(host, document.documentElement);
  showLostRuntime(notebook, notices);
  announce(notebook, say);
}

/** A runtime that is missing may be one of an earlier version of the site. */
function explainMissingRuntime(notebook: Notebook, { partMissing }: Offline): void {
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
