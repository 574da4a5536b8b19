import { computed, type Signal, signal } from "@preact/signals";
import type { ControlValues } from "../protocol/control.ts";
import type { CellId } from "../protocol/ids.ts";
import type { LessonFile } from "../protocol/lesson-file.ts";
import { MODULE_TYPES_FILE } from "../protocol/lesson-modules.ts";
import type { LessonData } from "./article/lesson-data.ts";
import { shownValues } from "./connect/connect-controls.tsx";
import { reportFailures } from "./connect/connect-failures.ts";
import { createSaver, type Saving } from "./connect/connect-saving.ts";
import { declaredOnly } from "./datasets/declared-only.ts";
import { sha256OfText } from "./datasets/sha256.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { createFigures, type Figures } from "./figures/create-figures.ts";
import { declaredFiles } from "./files/declared-files.ts";
import { FileQuestions } from "./files/file-questions.ts";
import {
  analyseDependencies,
  createNameAnalysis,
  type NameAnalysis,
} from "./notebook/analyse-dependencies.ts";
import { createNotebook } from "./notebook/create-notebook.ts";
import type { Notebook } from "./notebook/notebook.ts";
import { TypedAhead } from "./notebook/typed-ahead.ts";
import type { AddressOptions } from "./options/address-options.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import {
  browserChannel,
  browserControlStore,
  browserNumberStore,
  browserQuizStore,
  browserSolvedStore,
  type LessonAddress,
} from "./saving/browser-stores.ts";
import { ReaderSettings } from "./saving/control-values.ts";
import { createDraft, type Draft } from "./saving/edits/draft.ts";
import { createEdits } from "./saving/edits/edits.ts";
import { OwnIds } from "./saving/own-ids.ts";
import { Quizzes } from "./saving/quizzes.ts";
import type { RetriedWrites } from "./saving/retried-writes.ts";
import { trackSolved } from "./saving/solved.ts";
import { say } from "./shell/announcer.ts";
import { askInNotices } from "./shell/ask-in-notices.ts";
import { createNotices, type Notices } from "./shell/notices.tsx";
import type { LessonParts } from "./work/lesson-parts.ts";
import type { WorkFile } from "./work/work-file.ts";

/** What the page gets from outside. */
export interface LessonServices {
  readonly delivery: Delivery;
  /** What the address asks for. */
  readonly asked: AddressOptions;
  readonly host: RuntimeHost;
}

/** The lesson in the page: its notebook, and what the reader has done in it. */
export interface OpenLesson {
  readonly services: LessonServices;
  readonly address: LessonAddress;
  /** The lesson as its author has edited it meanwhile. */
  readonly shown: { current: LessonData };
  readonly notices: Notices;
  readonly saving: Saving;
  readonly figures: Figures;
  /** The questions of cells for a file of the reader's. */
  readonly questions: FileQuestions;
  /** What is typed for editors that are still being loaded. */
  readonly typedAhead: TypedAhead;
  /** The values of a cell's controls in the page. */
  readonly valuesOf: (cell: CellId) => ControlValues;
  /** The work under review, if there is one. */
  readonly reviewed: Signal<WorkFile | null>;
  readonly parts: LessonParts;
}

/** Connects a notebook to the runtime, and to what is saved of it in this browser. */
export function openLesson(data: LessonData, services: LessonServices): OpenLesson {
  const notices = createNotices();
  const address = { site: services.delivery.site, slug: data.slug };
  const saving = createSaver(address);
  reportFailures(notices, saving);
  const figures = connectFigures(services);
  const analysis = createNameAnalysis();
  const shown = { current: data };
  const settings = new ReaderSettings(browserControlStore(address, saving.writes));
  const reviewed = signal<WorkFile | null>(null);
  const valuesOf = shownValues(settings, reviewed);
  const questions = new FileQuestions(say);
  const typedAhead = new TypedAhead();
  const notebookParts = { figures, notices, analysis, typedAhead, valuesOf, questions };
  const notebook = connectNotebook(shown, services, notebookParts);
  const parts = createParts(data, notebook, {
    host: services.host,
    address,
    saving,
    settings,
    reviewed,
    onEdited: analyseDependencies(notebook, analysis),
    notify: notifyIn(notices),
  });
  return {
    services,
    address,
    shown,
    notices,
    saving,
    figures,
    questions,
    typedAhead,
    valuesOf,
    reviewed,
    parts,
  };
}

interface PartSources extends Pick<LessonParts, "host" | "settings" | "onEdited" | "notify"> {
  readonly address: LessonAddress;
  readonly saving: Saving;
  readonly reviewed: Signal<WorkFile | null>;
}

/** What the reader does in the notebook, and what is saved of it. */
function createParts(
  { slug }: LessonData,
  notebook: Notebook,
  { address, saving, reviewed, ...sources }: PartSources,
): LessonParts {
  const draftOf = createDrafts();
  const locked = computed(() => reviewed.value !== null);
  const isLocked = () => locked.value;
  const { onEdited } = sources;
  const { saver, writes } = saving;
  const channel = browserChannel(address);
  return {
    ...sources,
    slug,
    title: document.querySelector("h1")?.textContent ?? slug,
    notebook,
    edits: createEdits({ notebook, saver, draftOf, onEdited, channel, isLocked }),
    ids: new OwnIds(notebook, browserNumberStore(address)),
    draftOf,
    solved: trackSolved(notebook, browserSolvedStore(address, writes), isLocked),
    quizzes: openQuizzes(address, writes, reviewed),
    locked,
    say,
  };
}

function openQuizzes(
  address: LessonAddress,
  writes: RetriedWrites,
  reviewed: Signal<WorkFile | null>,
): Quizzes {
  return new Quizzes({
    store: browserQuizStore(address, writes),
    digest: sha256OfText,
    reviewed: () => reviewed.value?.quizzes ?? null,
  });
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
  readonly typedAhead: TypedAhead;
  readonly valuesOf: (cell: CellId) => ControlValues;
  readonly questions: FileQuestions;
}

/** All but what only the editor needs. */
function filesForCells({ files }: LessonData): readonly LessonFile[] {
  return files.filter(({ path }) => path !== MODULE_TYPES_FILE);
}

function connectNotebook(
  shown: OpenLesson["shown"],
  { host, delivery }: LessonServices,
  { figures, notices, analysis, typedAhead, valuesOf, questions }: NotebookParts,
): Notebook {
  const data = shown.current;
  return createNotebook(data.cells, {
    host,
    analysis,
    typedAhead,
    serveDataset: declaredOnly(data.datasets, delivery.serveDatasets(askInNotices(notices, say))),
    serveFile: declaredFiles(() => filesForCells(shown.current), delivery.loadFile),
    askForFile: questions.ask,
    decodePicture: async (...picture) =>
      (await import("./files/decode-picture.ts")).decodePicture(...picture),
    onFigureState: figures.receive,
    controlsOf: valuesOf,
    now: () => performance.now(),
    later: (callback, ms) => setTimeout(callback, ms),
  });
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
