import { batch } from "@preact/signals";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { MOST_OWN_CELLS, newId, type OwnCell } from "../notebook/own-cells.ts";
import type { ReplacedText } from "../saving/draft.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { offerWeights } from "./load-weights.ts";
import type { WorkFile } from "./work-file.ts";

/** Puts the work of a file into the reader's cells, marked as someone else's. It can be undone as a whole, and cell by cell. */
export function takeOver(parts: LessonParts, work: WorkFile): void {
  const { notebook, edits, solved, quizzes, locked, notify } = parts;
  const before = new Map<CellId, ReplacedText>();
  const ownBefore = notebook.own.value;
  const setBefore = new Map<CellId, ControlValues>();
  const set = (id: CellId, values: ControlValues): void => {
    setBefore.set(id, parts.settings.of(id));
    replaceSettings(parts, id, values);
  };
  const answered = quizzes.ids.flatMap((id) => {
    const answer = Object.hasOwn(work.quizzes, id) ? work.quizzes[id] : undefined;
    return answer === undefined ? [] : [{ id, answer, before: quizzes.answers.get(id) ?? null }];
  });
  const isUnsolved = (id: string): boolean => !solved.exercises.value.has(id);
  const added = work.solved.filter((id) => isExercise(parts, id) && isUnsolved(id));
  // The page finds itself whether an answer is right.
  const unsolved = [...added, ...answered.map(({ id }) => id).filter(isUnsolved)];
  batch(() => {
    for (const { id, source, author } of work.cells) {
      const cell = notebook.cell(id);
      if (cell === undefined) continue;
      const text = { source: cell.source.value, foreign: cell.foreign.value };
      if (!edits.putForeign(id, { source, author, from: "file" })) continue;
      before.set(id, text);
      edits.saveText(id);
    }
    solved.add(added);
    for (const { id, answer } of answered) quizzes.replace(id, answer);
    for (const { id, own } of notebook.cells.value) {
      const values = settingsOf(work).get(id);
      if (own.value === null && values !== undefined) set(id, values);
    }
    for (const cell of newCells(work, notebook)) {
      const id = addForeign(cell, parts);
      const values = settingsOf(work).get(cell.id);
      if (values !== undefined) set(id, values);
    }
  });
  const ownAfter = notebook.own.value.length - ownBefore.length;
  const undo = (): void => {
    if (locked.value) {
      notify(words.work.leaveReviewUndo, { label: words.cells.undo, act: undo });
      return;
    }
    batch(() => {
      for (const [id, text] of before) edits.bringBack(id, text);
      const isNew = ({ id }: OwnCell): boolean => !ownBefore.some((cell) => cell.id === id);
      const own = notebook.own.value.filter(isNew);
      for (const { id } of own) edits.bringBack(id, { source: "", foreign: null });
      notebook.arrange(notebook.own.value.filter((cell) => !own.includes(cell)));
      for (const [id, values] of setBefore) replaceSettings(parts, id, values);
      for (const { id, before } of answered) quizzes.replace(id, before);
      solved.remove(unsolved);
      notify(words.work.asBefore, null);
    });
  };
  notify(words.work.takenOver(before.size, ownAfter, setBefore.size > 0, answered.length > 0), {
    label: words.cells.undo,
    act: undo,
  });
  offerWeights(parts, work.models);
}

function settingsOf({ controls }: WorkFile): ReadonlyMap<string, ControlValues> {
  return new Map(Object.entries(controls));
}

/** What has run with other values is stale: nothing of a file runs before the reader asks for it. */
function replaceSettings({ settings, notebook }: LessonParts, id: CellId, values: ControlValues): void {
  settings.replace(id, values);
  notebook.outdate(id);
}

type AddedCell = WorkFile["own"][number];

/** The added cells of a file that are not here already, as they are when a reader opens a file of their own. */
function newCells({ own }: WorkFile, notebook: Notebook): readonly AddedCell[] {
  const isHere = ({ id, kind, source }: AddedCell): boolean => {
    const cell = notebook.cell(id);
    return cell?.own.value?.kind === kind && cell.source.value === source;
  };
  return own.filter((cell) => !isHere(cell)).slice(0, MOST_OWN_CELLS - notebook.own.value.length);
}

/** Adds a cell of a file under an id that is free here, marked as someone else's. Returns the id. */
function addForeign({ source, ...cell }: AddedCell, { notebook, edits }: LessonParts): CellId {
  const isTaken = (id: CellId): boolean => notebook.cell(id) !== undefined;
  const id = isTaken(cell.id) ? newId(isTaken) : cell.id;
  notebook.arrange([...notebook.own.value, { ...cell, id }]);
  edits.putForeign(id, { source, author: null, from: "file" });
  edits.saveText(id);
  return id;
}

function isExercise({ notebook, quizzes }: LessonParts, id: string): boolean {
  if (quizzes.ids.includes(id)) return true;
  return notebook.cells.value.some(({ definition }) => definition.value.exercise?.id === id);
}
