import { computed, effect, type Signal, signal } from "@preact/signals";
import { type ComponentChild, hydrate, render } from "preact";
import type { FigureContext } from "../../figures/figure.ts";
import type { CellId, DatasetName } from "../../protocol/ids.ts";
import type { CellActions, EditorHandle } from "../cells/cell-actions.ts";
import { CellView } from "../cells/cell-view.tsx";
import { createKeptEdit } from "../cells/inert-cell.ts";
import { ExerciseControls } from "../exercises/exercise-controls.tsx";
import { createFigures, type Figures } from "../figures.ts";
import { type CellData, cellDefinition, type LessonData } from "../lesson-data.ts";
import type { DatasetServer } from "../notebook/dataset-server.ts";
import { createNotebook, type Notebook } from "../notebook/notebook.ts";
import { createNotices, type Notices, NoticesView } from "../notices/notices.tsx";
import type { RuntimeHost } from "../sandbox/host.ts";
import { browserEditStore, browserJournal, browserOutputStore } from "../saving/browser-stores.ts";
import { createEditKeeper } from "../saving/edits.ts";
import { fromSaved, toSaved } from "../saving/saved-outputs.ts";
import type { Theme } from "../toolbar/theme-button.tsx";
import { Toolbar } from "../toolbar/toolbar.tsx";
import { announce } from "./announcer.ts";
import { followContents } from "./contents-spy.ts";
import { createEditsController, type KeptSignals } from "./edits-controller.ts";
import { homeOf, hydrateToolbar } from "./hydrate-toolbar.tsx";
import { islandOf } from "./islands.ts";
import { learnNames } from "./learn-names.ts";
import { replaceArticle } from "./replace-article.ts";
import { showLosses } from "./show-losses.ts";
import { showSolved } from "./show-solved.ts";

/** What a page is given from outside. */
export interface LessonServices {
  readonly host: RuntimeHost;
  readonly serveDataset: DatasetServer;
  readonly garments: FigureContext["garments"];
}

/** A lesson in life. */
export interface LiveLesson {
  /** Takes in an edited lesson: its data, and its newly prerendered page. */
  update(data: LessonData, fresh: Document): void;
}

/** The kept edits are waited for this long before the page comes to life without them, in ms. */
const RESTORE_PATIENCE = 1_000;
const TYPING_PAUSE = 300;

/** Brings the prerendered page of a lesson to life. */
export function startLesson(data: LessonData, services: LessonServices, theme: Signal<Theme>): LiveLesson {
  const { host } = services;
  const live = signal(false);
  const notices = createNotices();
  const figures = createFigures({
    garments: services.garments,
    ready: computed(() => host.status.value === "ready"),
    send: (figure, value) => {
      if (host.status.value === "ready") host.send({ type: "input", figure, value });
    },
  });
  const notebook = createNotebook(data.cells.map(cellDefinition), {
    host,
    serveDataset: declaredOnly(data.datasets, services.serveDataset),
    onFigureState: figures.receive,
    now: () => performance.now(),
    later: (callback, ms) => setTimeout(callback, ms),
  });

  showNotices(notices);
  showRuntime(host);
  announce(notebook, say);
  showLosses(notebook, notices);

  const keeper = createEditKeeper({
    store: browserEditStore(data.slug),
    journal: browserJournal(data.slug),
    pause: TYPING_PAUSE,
    onDenied: () =>
      notices.show({
        id: "storage",
        text: "This browser keeps nothing for this page: what you write here is gone when you close it.",
        action: null,
      }),
  });
  const kept = new Map<CellId, KeptSignals>();
  const keptOf = (id: CellId) => {
    const known = kept.get(id) ?? createKeptEdit();
    kept.set(id, known);
    return known;
  };
  const edits = createEditsController(notebook, keeper, keptOf, learnNames(notebook));
  const editors = new Map<string, EditorHandle>();
  const actions: CellActions = {
    run: notebook.run,
    runAndMoveOn(id) {
      notebook.run(id);
      nextEditor(notebook, editors, id)?.focus();
    },
    runAbove: notebook.runAbove,
    stop: notebook.stop,
    edit: edits.type,
    reset: edits.reset,
    undoReset: edits.undoReset,
    goTo: (cell, line, column) => editors.get(cell)?.goTo(line, column),
    registerEditor(id, handle) {
      editors.set(id, handle);
      return () => {
        if (editors.get(id) === handle) editors.delete(id);
      };
    },
  };

  let present = data;
  const codes = new Map<CellId, Signal<string>>();
  let stopShowingSolved = () => {};
  const islands = new Map<Element, () => void>();
  /** Brings to life the islands that are not alive yet, and takes down those that are gone. */
  function hydrateIslands(now: LessonData): void {
    for (const [element, takeDown] of islands) {
      if (element.isConnected) continue;
      takeDown();
      islands.delete(element);
    }
    for (const cell of now.cells) {
      bring(islandOf(`cell:${cell.id}`), (island) => cellIsland(island, cell));
      bring(islandOf(`solution:${cell.id}`), () => solutionIsland(cell));
    }
    bringFigures(now, figures, islands);
    stopShowingSolved();
    stopShowingSolved = showSolved(now, notebook);
  }

  function bring(island: Element | null, view: (island: Element) => ComponentChild): void {
    if (island === null || islands.has(island)) return;
    hydrate(view(island), island);
    islands.set(island, () => render(null, island));
  }

  function cellIsland(island: Element, cell: CellData): ComponentChild {
    const model = notebook.cell(cell.id);
    if (model === undefined) return null;
    return (
      <CellView
        cell={model}
        kept={keptOf(cell.id)}
        html={htmlOf(cell.id, island)}
        hiddenCode={cell.hiddenCode}
        actions={actions}
        live={live}
      />
    );
  }

  function htmlOf(id: CellId, island: Element): Signal<string> {
    const known = codes.get(id) ?? signal(codeHtml(island) ?? "");
    codes.set(id, known);
    return known;
  }

  function solutionIsland({ id }: CellData): ComponentChild {
    return (
      <ExerciseControls
        live={live}
        useSolution={() => {
          const solution = present.cells.find((cell) => cell.id === id)?.solution ?? null;
          if (solution !== null) edits.put(id, solution);
        }}
      />
    );
  }

  hydrateToolbar(
    <Toolbar
      home={homeOf(document)}
      live={live}
      theme={theme}
      setTheme={(next) => {
        theme.value = next;
      }}
      runtime={{
        status: host.status,
        backend: host.backend,
        busy: notebook.busy,
        runAll: notebook.runAll,
        stopAll: notebook.stopAll,
        restart: notebook.restart,
      }}
    />,
  );
  hydrateIslands(data);
  followContents(document);

  const outputs = browserOutputStore(data.slug);
  keepOutputs(notebook, outputs);
  addEventListener("pagehide", keeper.leave);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keeper.flush();
  });

  const restored = keeper.load().then((found) => {
    edits.restore(found);
  });
  void restoreOutputs(notebook, outputs);
  void Promise.race([restored, after(RESTORE_PATIENCE)]).then(() => {
    live.value = true;
    document.documentElement.dataset["live"] = "";
  });
  return {
    update(now, fresh) {
      present = now;
      // Before the fresh page's nodes are moved into this one.
      for (const [id, code] of codes) {
        const island = fresh.querySelector(`[data-island="${CSS.escape(`cell:${id}`)}"]`);
        code.value = (island === null ? null : codeHtml(island)) ?? code.value;
      }
      replaceArticle(document, fresh);
      edits.redefine(now.cells.map(cellDefinition));
      hydrateIslands(now);
    },
  };
}

/** A cell's static code, as the parser highlighted it. */
function codeHtml(island: Element): string | null {
  return island.querySelector(".code-static code")?.innerHTML ?? null;
}

/** The page serves what the lesson declares and nothing else. */
function declaredOnly(declared: readonly DatasetName[], serve: DatasetServer): DatasetServer {
  return async (name, options) => {
    if (declared.includes(name)) return serve(name, options);
    throw new Error(`This lesson does not declare the dataset "${name}"; its front matter has to name it.`);
  };
}

function bringFigures(data: LessonData, figures: Figures, islands: Map<Element, () => void>): void {
  for (const figure of data.figures) {
    const host = document.querySelector<HTMLElement>(`[data-figure-host="${CSS.escape(figure.id)}"]`);
    if (host !== null && !islands.has(host)) islands.set(host, figures.watch(host, figure));
  }
}

function nextEditor(
  notebook: Notebook,
  editors: ReadonlyMap<string, EditorHandle>,
  id: CellId,
): EditorHandle | undefined {
  const cells = notebook.cells.value;
  const next = cells[cells.findIndex((cell) => cell.id === id) + 1];
  return next === undefined ? undefined : editors.get(next.id);
}

function showRuntime(host: RuntimeHost): void {
  const { dataset } = document.documentElement;
  effect(() => {
    dataset["runtime"] = host.status.value;
    const name = host.backend.value?.name;
    if (name === undefined) delete dataset["backend"];
    else dataset["backend"] = name;
  });
}

function keepOutputs(notebook: Notebook, store: ReturnType<typeof browserOutputStore>): void {
  notebook.onHappening((happening) => {
    if (happening.type !== "ended") return;
    for (const cell of notebook.cells.value) {
      const list = cell.outputs.value;
      if (list.old || cell.status.value === "running") continue;
      // Outputs are made again easily: where they cannot be kept, nothing is lost.
      store.save(cell.id, toSaved(list)).catch(() => undefined);
    }
  });
}

async function restoreOutputs(
  notebook: Notebook,
  store: ReturnType<typeof browserOutputStore>,
): Promise<void> {
  const found = await store.load().catch(() => new Map<string, unknown>());
  for (const cell of notebook.cells.value) {
    const list = fromSaved(found.get(cell.id));
    if (list !== null) notebook.restoreOutputs(cell.id, list);
  }
}

function say(words: string): void {
  const announcer = document.querySelector("[data-announcer]");
  if (announcer !== null) announcer.textContent = words;
}

function showNotices(notices: Notices): void {
  const host = document.querySelector("[data-notices]");
  if (host !== null) render(<NoticesView notices={notices} />, host);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
