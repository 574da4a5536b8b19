import type { Cell } from "../../../../src/lesson/lesson.ts";
import type { DatasetServer } from "../../../../src/page/datasets/dataset-server.ts";
import type { FileServer } from "../../../../src/page/files/declared-files.ts";
import type { AskForFile } from "../../../../src/page/files/file-questions.ts";
import type { NameAnalysis } from "../../../../src/page/notebook/analyse-dependencies.ts";
import { createNotebook } from "../../../../src/page/notebook/create-notebook.ts";
import type { NotebookEvent } from "../../../../src/page/notebook/notebook.ts";
import { TypedAhead } from "../../../../src/page/notebook/typed-ahead.ts";
import type { Json } from "../../../../src/protocol/json.ts";
import { cellId, ScriptedHost, settle } from "./scripted-host.ts";

const noDatasets: DatasetServer = async (name) => {
  throw new Error(`There is no dataset "${name}".`);
};

const noFiles: FileServer = async (path) => {
  throw new Error(`There is no file "${path}".`);
};

const noReader: AskForFile = () => new Promise(() => undefined);

/** A notebook over a scripted host, with a clock and timers that the test controls. */
export function openNotebook(
  definitions: readonly Cell[],
  serveDataset: DatasetServer = noDatasets,
  serveFile = noFiles,
  askForFile = noReader,
  analysis: NameAnalysis | null = null,
) {
  const host = new ScriptedHost();
  const clock = { now: 0 };
  const typedAhead = new TypedAhead();
  let timers: (() => void)[] = [];
  const events: NotebookEvent[] = [];
  const figureStates: [string, Json][] = [];
  const notebook = createNotebook(definitions, {
    host,
    analysis,
    typedAhead,
    serveDataset,
    serveFile,
    askForFile,
    decodePicture: async () => ({ width: 1, height: 2, pixels: new ArrayBuffer(8) }),
    onFigureState: (figure, state) => figureStates.push([figure, state]),
    now: () => clock.now,
    later: (callback) => timers.push(callback),
  });
  notebook.onEvent((event) => events.push(event));
  const cell = (id: string) => {
    const model = notebook.cell(cellId(id));
    if (model === undefined) throw new Error(`There is no cell ${id}.`);
    return model;
  };
  return {
    host,
    notebook,
    clock,
    typedAhead,
    events,
    figureStates,
    cell,
    status: (id: string) => cell(id).status.value,
    statuses: () => notebook.cells.value.map((model) => model.status.value).join(" "),
    /** What the cell prints, as one text. */
    text: (id: string) =>
      cell(id)
        .outputs.value.entries.map(({ output }) =>
          output.type === "text" ? output.text : `<${output.type}>`,
        )
        .join("|"),
    /** Fires the pending timers once. */
    tick: () => {
      const due = timers;
      timers = [];
      for (const callback of due) callback();
    },
    /** Runs a cell, and those that it needs, without failures. */
    runWell: async (id: string) => {
      notebook.run(cellId(id));
      await finishAll(host);
    },
    runStaleWell: async () => {
      notebook.request({ type: "stale" });
      await finishAll(host);
    },
    runAllWell: async () => {
      notebook.runAll();
      await finishAll(host);
    },
  };
}

async function finishAll(host: ScriptedHost): Promise<void> {
  await settle();
  while (host.running !== null) {
    host.finish("done");
    await settle();
  }
}
