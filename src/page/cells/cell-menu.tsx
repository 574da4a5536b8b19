import type { ReadonlySignal, Signal } from "@preact/signals";
import { words } from "../../words/words.ts";
import { isPending } from "../notebook/cell-state.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { isEmpty } from "../notebook/output-list.ts";
import type { CellActions } from "./cell-actions.ts";
import { describeFirst, describeRun } from "./describe-plan.ts";
import { MenuButton, type MenuItem } from "./menu-button.tsx";
import { addItems, ownItems } from "./own-items.ts";

interface CellMenuProps {
  readonly cell: CellModel;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  readonly isFolded: Signal<boolean>;
  readonly isEdited: boolean;
  /** The cell shows someone else's work, and cannot be changed. */
  readonly isLocked: boolean;
}

/** The menu of a cell with code. */
export function CellMenu({ live, ...menu }: CellMenuProps) {
  return <MenuButton label={words.cells.moreFor(menu.cell.id)} live={live} items={() => itemsOf(menu)} />;
}

function itemsOf(menu: Omit<CellMenuProps, "live">): readonly MenuItem[] {
  const { cell, actions, isLocked } = menu;
  const isOwn = cell.own.value !== null;
  return [
    {
      label: words.cells.run,
      detail: describeFirst(actions.runsFirst(cell.id)),
      disabled: isPending(cell.state.value),
      act: () => actions.run(cell.id),
    },
    {
      label: words.cells.runAbove,
      detail: describeRun(actions.runsAbove(cell.id)),
      disabled: false,
      act: () => actions.runAbove(cell.id),
    },
    ...textItems(menu),
    ...(isOwn ? [] : [linkItem(menu)]),
    ...(isLocked ? [] : addItems(cell, actions)),
    ...(isOwn && !isLocked ? ownItems(cell, actions) : []),
    // The last: End reaches it.
    ...(isOwn ? [] : [resetItem(menu)]),
  ];
}

function textItems({ cell, isFolded }: Omit<CellMenuProps, "live">): MenuItem[] {
  return [
    {
      label: isFolded.value ? words.cells.showCode : words.cells.foldCode,
      detail: null,
      disabled: false,
      act: () => {
        isFolded.value = !isFolded.value;
      },
    },
    {
      label: words.cells.copyCode,
      detail: null,
      disabled: false,
      act: () => void navigator.clipboard?.writeText(cell.source.value).catch(() => undefined),
    },
  ];
}

/** What brings the author's text back. */
function resetItem({
  cell,
  actions,
  isEdited,
  isLocked,
}: Omit<CellMenuProps, "live" | "isFolded">): MenuItem {
  const isExercise = (cell.definition.value.exercise?.checks.length ?? 0) > 0;
  const hasRun = !isEmpty(cell.outputs.value);
  return isExercise
    ? {
        label: words.cells.startOver,
        detail: null,
        disabled: isLocked || (!isEdited && !hasRun),
        act: () => actions.startOver(cell.id),
      }
    : {
        label: words.cells.resetText,
        detail: null,
        disabled: isLocked || !isEdited,
        act: () => actions.reset(cell.id),
      };
}

function linkItem({ cell, actions, isEdited, isLocked }: Omit<CellMenuProps, "live" | "isFolded">): MenuItem {
  return {
    label: isEdited ? words.cells.copyLinkWithCode : words.cells.copyLink,
    detail: null,
    disabled: isLocked,
    act: () => actions.copyLink(cell.id),
  };
}
