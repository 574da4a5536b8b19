import { signal } from "@preact/signals";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import type { Preview } from "../notebook/notebook.ts";
import { type CellModel, createCell } from "../notebook/notebook-cell.ts";
import { recordedList } from "../notebook/recorded.ts";
import { TypedAhead } from "../notebook/typed-ahead.ts";
import { createDraft, type Draft } from "../saving/edits/draft.ts";
import type { CellActions } from "./cell-actions.ts";

const nothing = () => undefined;
const NOTHING: Preview = { run: [], leftOut: [] };

/** The actions of a page that is not hydrated. */
export const INERT_ACTIONS: CellActions = {
  run: nothing,
  announceRun: () => ({ start: nothing, drop: nothing }),
  runAndMoveOn: nothing,
  runAndAdd: nothing,
  command: nothing,
  busy: signal(false),
  hasLetterKeys: signal(false),
  add: nothing,
  runAbove: nothing,
  runsFirst: () => NOTHING,
  runsAbove: () => NOTHING,
  staleSources: () => [],
  stop: nothing,
  edit: nothing,
  reset: nothing,
  undoReset: nothing,
  keepForeign: nothing,
  dropForeign: nothing,
  compare: nothing,
  useElsewhere: nothing,
  keepMine: nothing,
  copyLink: nothing,
  startOver: nothing,
  goTo: nothing,
  registerEditor: () => nothing,
  typedAhead: new TypedAhead(),
  assistant: { warmUp: nothing, prepare: nothing, assist: async () => [] },
};

export const INERT_LIVE = signal(false);
export const INERT_LOCKED = signal(false);

/** A cell as the prerendered page shows it: not run, not edited, with what was recorded of it. */
export function createInertCell(
  definition: Cell,
  recorded?: RecordedOutputs,
): { model: CellModel; draft: Draft } {
  const model = createCell(definition, signal<ReadonlySet<CellId>>(new Set()));
  if (recorded !== undefined) model.outputs.value = recordedList(recorded);
  return { model, draft: createDraft() };
}
