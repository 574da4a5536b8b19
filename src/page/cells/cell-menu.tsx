import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isPending } from "../notebook/cell-state.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { isEmpty } from "../notebook/output-list.ts";
import { MoreIcon } from "../ui/icons.tsx";
import type { CellActions } from "./cell-actions.ts";
import { describeAbove, describeFirst } from "./describe-plan.ts";

interface CellMenuProps {
  readonly cell: CellModel;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  readonly isFolded: Signal<boolean>;
  readonly isEdited: boolean;
  /** The cell shows someone else's work, and cannot be changed. */
  readonly isLocked: boolean;
}

interface Item {
  readonly label: string;
  /** What it does, below the label; null if the label says it. */
  readonly detail: string | null;
  readonly disabled: boolean;
  readonly act: () => void;
}

/** The cell's menu, following the ARIA menu button pattern (arrows, Home, End, Escape). */
export function CellMenu({ cell, actions, live, isFolded, isEdited, isLocked }: CellMenuProps) {
  const isOpen = useSignal(false);
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    const close = (event: Event) => {
      if (event.target instanceof Node && host.current?.contains(event.target) !== true) isOpen.value = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, [isOpen.value, isOpen]);
  const close = () => {
    isOpen.value = false;
    host.current?.querySelector("button")?.focus();
  };
  const menu = { cell, actions, isFolded, isEdited, isLocked };
  return (
    <span class="menu" ref={host}>
      <button
        type="button"
        class="menu-button"
        aria-label={`More for ${cell.id}`}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        disabled={!live.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          isOpen.value = true;
        }}
      >
        <MoreIcon />
      </button>
      {isOpen.value ? <Items label={`More for ${cell.id}`} items={itemsOf(menu)} close={close} /> : null}
    </span>
  );
}

function itemsOf({ cell, actions, ...menu }: Omit<CellMenuProps, "live">): readonly Item[] {
  const isPendingNow = isPending(cell.state.value);
  return [
    {
      label: "Run",
      detail: describeFirst(actions.runsFirst(cell.id)),
      disabled: isPendingNow,
      act: () => actions.run(cell.id),
    },
    {
      label: "Run the cells above",
      detail: describeAbove(actions.runsAbove(cell.id)),
      disabled: false,
      act: () => actions.runAbove(cell.id),
    },
    ...textItems({ cell, actions, ...menu }),
  ];
}

function textItems({ cell, actions, isFolded, isEdited, isLocked }: Omit<CellMenuProps, "live">): Item[] {
  const isExercise = (cell.definition.value.exercise?.checks.length ?? 0) > 0;
  const hasRun = !isEmpty(cell.outputs.value);
  return [
    {
      label: isFolded.value ? "Show the code" : "Fold the code",
      detail: null,
      disabled: false,
      act: () => {
        isFolded.value = !isFolded.value;
      },
    },
    {
      label: "Copy the code",
      detail: null,
      disabled: false,
      act: () => void navigator.clipboard?.writeText(cell.source.value).catch(() => undefined),
    },
    {
      label: isEdited ? "Copy a link to this cell with my code" : "Copy a link to this cell",
      detail: null,
      disabled: isLocked,
      act: () => actions.copyLink(cell.id),
    },
    isExercise
      ? {
          label: "Start over",
          detail: null,
          disabled: isLocked || (!isEdited && !hasRun),
          act: () => actions.startOver(cell.id),
        }
      : {
          label: "Reset to the author's version",
          detail: null,
          disabled: isLocked || !isEdited,
          act: () => actions.reset(cell.id),
        },
  ];
}

interface ItemsProps {
  readonly label: string;
  readonly items: readonly Item[];
  readonly close: () => void;
}

function Items({ label, items, close }: ItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  // Focus synchronously, so a key pressed right after opening reaches the menu.
  useLayoutEffect(() => buttons()[0]?.focus(), []);
  const move = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((button) => button.matches(":focus"));
    const next = nextIndex(event.key, at, all.length);
    if (event.key === "Escape") close();
    else if (next === null) return;
    else all[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu-items" role="menu" tabIndex={-1} aria-label={label} ref={list} onKeyDown={move}>
      {items.map((item) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          key={item.label}
          aria-disabled={item.disabled}
          onClick={() => {
            if (item.disabled) return;
            close();
            item.act();
          }}
        >
          <span>{item.label}</span>
          {item.detail === null ? null : <small>{item.detail}</small>}
        </button>
      ))}
    </div>
  );
}

function nextIndex(key: string, at: number, length: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % length;
    case "ArrowUp":
      return (at - 1 + length) % length;
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
