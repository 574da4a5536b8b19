import { batch } from "@preact/signals";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { MOST_OWN_CELLS } from "../notebook/own-cells.ts";
import { type CellText, NO_TEXT, textIn } from "../saving/edits/cell-text.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { offerWeights } from "./load-weights.ts";
import type { WorkFile } from "./work-file.ts";

/** A part of what was taken over, which can be undone. */
interface Step {
  /** How many things it has changed. */
  readonly count: number;
  readonly undo: () => void;
}

/** Puts the work of a file into the reader's cells, marked as someone else's. It can be undone as a whole, and cell by cell. */
export function takeOver(parts: LessonParts, work: WorkFile): void {
  const { cells, own, controls, answers, solved } = batch(() => {
    // The page itself checks whether an answer is right, and then marks its quiz as solved.
    const solved = markSolved(parts, work);
    const cells = replaceTexts(parts, work);
    const own = addCells(parts, work);
    const controls = setControls(parts, work, own.from);
    return { cells, own, controls, answers: replaceAnswers(parts, work), solved };
  });
  parts.notify(words.work.takenOver(cells.count, own.count, controls.count > 0, answers.count > 0), {
    label: words.cells.undo,
    act: undoer(parts, [cells, own, controls, answers, solved]),
  });
  offerWeights(parts, work.models);
}

function undoer({ locked, notify }: LessonParts, steps: readonly Step[]): () => void {
  const undo = (): void => {
    if (locked.value) {
      notify(words.work.leaveReviewUndo, { label: words.cells.undo, act: undo });
      return;
    }
    batch(() => {
      for (const step of steps) step.undo();
      notify(words.work.asBefore, null);
    });
  };
  return undo;
}

function replaceTexts({ notebook, edits }: LessonParts, { cells }: WorkFile): Step {
  const before = new Map<CellId, CellText>();
  for (const { id, source, author } of cells) {
    const cell = notebook.cell(id);
    if (cell === undefined) continue;
    const text = textIn(cell);
    if (!edits.putForeign(id, { source, author, from: "file" })) continue;
    before.set(id, text);
    edits.saveText(id);
  }
  return {
    count: before.size,
    undo() {
      for (const [id, text] of before) edits.bringBack(id, text);
    },
  };
}

interface AddedCells extends Step {
  /** The ids of the cells in the file, by those that they have here. */
  readonly from: ReadonlyMap<CellId, CellId>;
}

function addCells(parts: LessonParts, work: WorkFile): AddedCells {
  const { notebook, edits } = parts;
  const from = new Map(newCells(work, notebook).map((cell) => [addForeign(cell, parts), cell.id]));
  return {
    count: from.size,
    from,
    undo() {
      const own = notebook.own.value.filter(({ id }) => from.has(id));
      for (const { id } of own) edits.bringBack(id, NO_TEXT);
      notebook.arrange(notebook.own.value.filter((cell) => !own.includes(cell)));
    },
  };
}

function setControls(parts: LessonParts, work: WorkFile, added: AddedCells["from"]): Step {
  const settings = settingsOf(work);
  const authors = parts.notebook.cells.value.filter(({ own }) => own.value === null);
  const ids = [...authors.map(({ id }) => [id, id] as const), ...added];
  const set = ids.flatMap(([id, from]) => {
    const values = settings.get(from);
    return values === undefined ? [] : [{ id, values, before: parts.settings.of(id) }];
  });
  for (const { id, values } of set) replaceSettings(parts, id, values);
  return {
    count: set.length,
    undo() {
      for (const { id, before } of set) replaceSettings(parts, id, before);
    },
  };
}

function replaceAnswers({ quizzes }: LessonParts, work: WorkFile): Step {
  const answered = answersIn(work, quizzes.ids).map((answer) => ({
    ...answer,
    before: quizzes.answers.get(answer.id) ?? null,
  }));
  for (const { id, answer } of answered) quizzes.replace(id, answer);
  return {
    count: answered.length,
    undo() {
      for (const { id, before } of answered) quizzes.replace(id, before);
    },
  };
}

function answersIn({ quizzes }: WorkFile, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const answer = Object.hasOwn(quizzes, id) ? quizzes[id] : undefined;
    return answer === undefined ? [] : [{ id, answer }];
  });
}

/** Undoing it also takes back what the file's answers have solved. */
function markSolved(parts: LessonParts, work: WorkFile): Step {
  const { solved, quizzes } = parts;
  const isUnsolved = (id: string): boolean => !solved.exercises.value.has(id);
  const added = work.solved.filter((id) => isExercise(parts, id) && isUnsolved(id));
  const answered = answersIn(work, quizzes.ids).map(({ id }) => id);
  const unsolved = [...added, ...answered.filter(isUnsolved)];
  solved.add(added);
  return { count: added.length, undo: () => solved.remove(unsolved) };
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
  const isHere = ({ kind, source }: AddedCell): boolean =>
    notebook.all.value.some((cell) => cell.own.value?.kind === kind && cell.source.value === source);
  return own.filter((cell) => !isHere(cell)).slice(0, MOST_OWN_CELLS - notebook.own.value.length);
}

/** Adds a cell of a file under an id that is free, marked as someone else's. Returns the id. */
function addForeign({ source, ...cell }: AddedCell, { notebook, edits, ids }: LessonParts): CellId {
  const id = ids.adopt(cell.id);
  notebook.arrange([...notebook.own.value, { ...cell, id }]);
  edits.putForeign(id, { source, author: null, from: "file" });
  edits.saveText(id);
  return id;
}

function isExercise({ notebook, quizzes }: LessonParts, id: string): boolean {
  if (quizzes.ids.includes(id)) return true;
  return notebook.cells.value.some(({ definition }) => definition.value.exercise?.id === id);
}
