import { computed, type Signal, signal } from "@preact/signals";
import type { ControlValues } from "../protocol/control.ts";
import type { CellId } from "../protocol/ids.ts";
import { LESSON_RUNNER } from "../protocol/lesson-runner.ts";
import { followContents } from "./article/contents-spy.ts";
import type { LessonData } from "./article/lesson-data.ts";
import { loadFormulaFonts } from "./article/load-formula-fonts.ts";
import { reachScrollers } from "./article/reach-scrollers.ts";
import { replaceArticle } from "./article/replace-article.ts";
import { showAttempted } from "./article/show-attempted.ts";
import { showSolved } from "./article/show-solved.ts";
import type { CellActions } from "./cells/cell-actions.ts";
import { connectCells } from "./connect-cells.ts";
import { connectControls, shownValues } from "./connect-controls.tsx";
import { reportFailures } from "./connect-failures.ts";
import { connectFiles } from "./connect-files.tsx";
import { createSaver, saveWhenLeaving } from "./connect-saving.ts";
import { connectTraining } from "./connect-training.tsx";
import { connectWork, solvedToShow } from "./connect-work.tsx";
import { declaredOnly } from "./datasets/declared-only.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { createFigures, type Figures } from "./figures/loader.ts";
import { declaredFiles } from "./files/declared-files.ts";
import { createDownloadReader } from "./files/download-reader.ts";
import { FileQuestions } from "./files/file-questions.ts";
import { Islands } from "./islands.tsx";
import { createAssistant } from "./language/assistant.ts";
import { LessonToolbar, MoreOfLesson } from "./lesson-toolbar.tsx";
import {
  analyseDependencies,
  createNameAnalysis,
  type NameAnalysis,
} from "./notebook/analyse-dependencies.ts";
import { createNotebook } from "./notebook/create-notebook.ts";
import type { Notebook } from "./notebook/notebook.ts";
import { followRecorded, showRecorded } from "./notebook/recorded.ts";
import { createOfflineSection } from "./offline/offline-section.tsx";
import { type Offline, startOffline } from "./offline/start-offline.ts";
import type { AddressOptions } from "./options/address-options.ts";
import { showOnly } from "./options/show-only.ts";
import { connectPresenting } from "./presenting/connect-presenting.ts";
import { connectPrinting } from "./printing/printing.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { trackAttempts } from "./saving/attempts.ts";
import {
  browserAttemptStore,
  browserChannel,
  browserControlStore,
  browserOutputStore,
  browserOwnCellStore,
  browserSolvedStore,
  type LessonAddress,
} from "./saving/browser-stores.ts";
import { ReaderSettings } from "./saving/control-values.ts";
import { createDraft, type Draft } from "./saving/draft.ts";
import { createEdits } from "./saving/edits.ts";
import { restoreOutputs, saveOutputs } from "./saving/output-saver.ts";
import { recoverOwnCells, restoreOwnCells, saveOwnCells } from "./saving/own-cell-saver.ts";
import { trackSolved } from "./saving/solved.ts";
import { connectSearch, SEARCH_FAILED } from "./search/connect-search.ts";
import { announce, say } from "./shell/announcer.ts";
import { askInNotices } from "./shell/ask-in-notices.ts";
import { hydrateToolbar } from "./shell/hydrate-toolbar.tsx";
import { createNotices, type Notices } from "./shell/notices.tsx";
import { showRuntime } from "./shell/runtime-attributes.ts";
import { showLosses } from "./shell/show-losses.ts";
import type { Theme } from "./shell/theme-button.tsx";
import { createSliceReader } from "./values/slice-reader.ts";
import type { LessonParts } from "./work/lesson-parts.ts";
import { withPart } from "./work/load-part.ts";
import type { WorkFile } from "./work/work-file.ts";

/** What the page gets from outside. */
export interface LessonServices {
  readonly delivery: Delivery;
  /** What the address asks for. */
  readonly asked: AddressOptions;
  readonly host: RuntimeHost;
}

/** A hydrated lesson. */
export interface LiveLesson {
  /** Shows an edited lesson: its data, and its newly prerendered page. */
  update(data: LessonData, fresh: Document): void;
}

/** How long to wait for saved edits and settings before the page becomes interactive without them, in ms. */
const RESTORE_TIMEOUT = 1_000;

/** Hydrates the prerendered page of a lesson. */
export function startLesson(data: LessonData, services: LessonServices, theme: Signal<Theme>): LiveLesson {
  const { host, delivery } = services;
  const live = signal(false);
  const notices = createNotices();
  const address = { site: delivery.site, slug: data.slug };
  const { saver, canSave, denied } = createSaver(address, notices);
  reportFailures(notices, saver, canSave);
  const figures = connectFigures(services);
  const analysis = createNameAnalysis();
  const shown = { current: data };
  const settings = new ReaderSettings(browserControlStore(address));
  const reviewed = signal<WorkFile | null>(null);
  const valuesOf = shownValues(settings, reviewed);
  const questions = new FileQuestions(say);
  const notebook = connectNotebook(shown, services, {
    figures,
    notices,
    analysis,
    valuesOf,
    questions,
  });
  const draftOf = createDrafts();
  const locked = computed(() => reviewed.value !== null);
  const isLocked = () => locked.value;
  const onEdited = analyseDependencies(notebook, analysis);
  const channel = browserChannel(address);
  const edits = createEdits({ notebook, saver, draftOf, onEdited, channel, isLocked });
  const solved = trackSolved(notebook, browserSolvedStore(address), isLocked);
  const parts: LessonParts = {
    slug: data.slug,
    title: document.querySelector("h1")?.textContent ?? data.slug,
    notebook,
    host,
    edits,
    draftOf,
    solved,
    settings,
    onEdited,
    locked,
    notify: notifyIn(notices),
    say,
  };
  const work = connectWork(parts, reviewed);
  const assist = createAssistant({
    notebook,
    modules: () => shown.current.modules,
    startLanguage: delivery.startLanguage,
    change: edits.change,
    goTo: (...position) => actions.goTo(...position),
    say,
    notify: (text) => notices.show({ id: "assistant", text, action: null }),
  });
  const { actions, hasLetterKeys, showKeys } = connectCells({
    notebook,
    edits,
    isLocked,
    notify: parts.notify,
    notices,
    assist,
    copyLink: work.copyLink,
    compare: compareIn(parts),
  });
  const foldsCode = services.asked.code === "folded";
  const { notify } = parts;
  const readSlice = createSliceReader(host);
  const saySaved = (text: string) => notify(text, null, "training");
  const arranged = connectOwnCells(address, notebook, isLocked, denied);
  const training = connectTraining({
    address,
    notebook,
    host,
    isLocked,
    notify: saySaved,
    say,
    readSlice,
    arranged,
  });
  const inside = connectFiles({
    questions,
    readDownload: createDownloadReader(host),
    around: training,
    notify: (text) => notify(text, null, "download"),
    say,
  });
  const around = connectControls({ notebook, host, settings, valuesOf, isLocked, inside });
  const islands = new Islands(
    { notebook, edits, actions, figures, draftOf, live, locked, foldsCode, around },
    data,
  );
  const offline = startOffline({ root: delivery.siteRoot, notices, saveEdits: saver.flush, canSave });

  const { print } = connectPrinting({ figures, showPreparing: (is) => showPreparing(is, notices) });
  const warn = (text: string) => notices.show({ id: "presenting", text, action: null });
  const { start: present, refresh } = connectPresenting({ say, warn, isAsked: services.asked.present });
  const OfflineSection = createOfflineSection(offline, data.datasets);
  const showVariables = (): void => {
    const load = () => import("./values/variables-panel.tsx");
    void withPart(load, notify, (part) => part.openVariables({ host, readSlice, goTo: actions.goTo }));
  };
  const search = connectSearch({
    load: delivery.loadSearch,
    hasKeys: hasLetterKeys,
    onFailure: (retry) => notify(SEARCH_FAILED, { label: "Try again", act: retry }, "search"),
  });
  const more = () => (
    <MoreOfLesson {...{ search, work, OfflineSection, print, present, showKeys, showVariables }} />
  );
  hydrateToolbar(<LessonToolbar host={host} notebook={notebook} live={live} theme={theme} more={more} />);
  showRecorded(notebook, data.recorded);
  islands.hydrate();
  reportRuntime(notebook, host, notices);
  explainMissingRuntime(notebook, offline);
  enhanceArticle();
  saveWhenLeaving(saver);
  void arranged.then(() => connectOutputs(address, notebook, isLocked));
  // The texts of own cells are restored like edits, once the cells are there.
  const textsRestored = Promise.all([saver.load(), arranged]).then(([texts]) => {
    recoverOwnCells(notebook, texts);
    edits.restore(texts);
  });
  // A cell that runs earlier would not have the values that its controls show.
  const restored = Promise.all([textsRestored, settings.loaded]).then(() => undefined);
  void goLive(restored, live);
  offerAutomation(notebook, questions, restored);
  // Not before: the code of a link would hide the reader's own text from its restoring.
  void textsRestored.finally(work.followLink);

  const shownSolved = solvedToShow(parts);
  let endSolved = showSolved(data, shownSolved);
  const attempted = trackAttempts(notebook, browserAttemptStore(address), isLocked);
  let endAttempted = showAttempted(attempted);
  return {
    update(now, fresh) {
      const { recorded } = shown.current;
      shown.current = now;
      // Before the fresh page's nodes are moved into this one.
      islands.follow(now, fresh);
      replaceArticle(document, fresh);
      if (services.asked.only.length > 0) showOnly(document, services.asked.only);
      edits.redefine(now.cells);
      followRecorded(notebook, recorded, now.recorded);
      islands.hydrate();
      refresh();
      endSolved();
      endSolved = showSolved(now, shownSolved);
      endAttempted();
      endAttempted = showAttempted(attempted);
    },
  };
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
      otherName: kind === "author" ? "the author's version" : "the other tab's version",
      keepMine: () => edits.keepMine(id),
      useOther: () => (kind === "author" ? edits.reset(id) : edits.useElsewhere(id)),
    };
    const load = () => import("./cells/compare-versions.tsx");
    void withPart(load, notify, (part) => part.compareVersions(versions));
  };
}

function connectFigures({ host, delivery }: LessonServices): Figures {
  const isReady = () => host.status.value === "ready";
  return createFigures({
    sampleImages: delivery.sampleImages,
    ready: computed(isReady),
    send: (figure, value) => {
      if (isReady()) host.send({ type: "input", figure, value });
    },
  });
}

interface NotebookParts {
  readonly figures: Figures;
  readonly notices: Notices;
  readonly analysis: NameAnalysis;
  readonly valuesOf: (cell: CellId) => ControlValues;
  readonly questions: FileQuestions;
}

/** @param shown the lesson as its author has edited it meanwhile. */
function connectNotebook(
  shown: { readonly current: LessonData },
  { host, delivery }: LessonServices,
  { figures, notices, analysis, valuesOf, questions }: NotebookParts,
): Notebook {
  const data = shown.current;
  return createNotebook(data.cells, {
    host,
    analysis,
    serveDataset: declaredOnly(data.datasets, delivery.serveDatasets(askInNotices(notices, say))),
    serveFile: declaredFiles(() => shown.current.files, delivery.loadFile),
    askForFile: questions.ask,
    decodePicture: async (...picture) =>
      (await import("./files/decode-picture.ts")).decodePicture(...picture),
    onFigureState: figures.receive,
    controlsOf: valuesOf,
    now: () => performance.now(),
    later: (callback, ms) => setTimeout(callback, ms),
  });
}

/** Shows what the runtime does: in attributes, in notices, and to screen readers. */
function reportRuntime(notebook: Notebook, host: RuntimeHost, notices: Notices): void {
  showRuntime(host, document.documentElement);
  showLosses(notebook, notices);
  announce(notebook, say);
}

/** A runtime that is missing may be one of an earlier version of the site. */
function explainMissingRuntime(notebook: Notebook, { partMissing }: Offline): void {
  notebook.onEvent(({ type }) => {
    if (type === "start-failed") partMissing();
  });
}

/** What the text around the cells gains from scripts. */
function enhanceArticle(): void {
  followContents(document);
  reachScrollers(document);
  loadFormulaFonts(document);
}

/** Brings the student's own cells back, and saves them from then on. */
async function connectOwnCells(
  address: LessonAddress,
  notebook: Notebook,
  isLocked: () => boolean,
  onDenied: () => void,
): Promise<void> {
  const store = browserOwnCellStore(address);
  await restoreOwnCells(notebook, store);
  saveOwnCells(notebook, store, { isLocked, onDenied });
}

function connectOutputs(address: LessonAddress, notebook: Notebook, isLocked: () => boolean): void {
  const store = browserOutputStore(address);
  saveOutputs(notebook, store, isLocked);
  void restoreOutputs(notebook, store);
}

/** Makes the page interactive once what was saved is restored, or has taken too long. */
async function goLive(restored: Promise<void>, live: Signal<boolean>): Promise<void> {
  await Promise.race([restored, after(RESTORE_TIMEOUT)]);
  live.value = true;
  document.documentElement.dataset["live"] = "";
}

function showPreparing(isPreparing: boolean, notices: Notices): void {
  const id = "printing";
  if (isPreparing) notices.show({ id, text: "Drawing all figures for printing …", action: null });
  else notices.dismiss(id);
}

function notifyIn(notices: Notices): LessonParts["notify"] {
  return (text, action, id = "work") => {
    const act = (): void => {
      notices.dismiss(id);
      action?.act();
    };
    notices.show({ id, text, action: action === null ? null : { label: action.label, act } });
    say(text);
  };
}

function createDrafts(): (id: CellId) => Draft {
  const drafts = new Map<CellId, Draft>();
  return (id) => {
    const known = drafts.get(id) ?? createDraft();
    drafts.set(id, known);
    return known;
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
