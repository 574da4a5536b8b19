import { effect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { words } from "../../../words/words.ts";
import type { CellModel } from "../../notebook/notebook-cell.ts";
import { loadFailedStyles } from "../../ui/failed-styles.ts";
import type { CellActions } from "../cell-actions.ts";
import { type AheadField, type AheadFieldOptions, openAheadField } from "./ahead-field.ts";
import type { CodeEditor, Target } from "./code-editor.ts";
import { LazyEditor } from "./lazy-editor.ts";

/** The id of the text that explains how to enter and leave the editor. */
export const EDITING_HELP_ID = "editing-help";

export interface CellEditorProps {
  readonly cell: CellModel;
  readonly actions: CellActions;
  readonly isReadOnly: boolean;
  /** Shows the code if another tab is shown instead. */
  readonly reveal: () => void;
}

interface CellEditor {
  readonly editor: LazyEditor;
  /** The box around the code, which has the focus in command mode. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** Where the editor is put. */
  readonly host: RefObject<HTMLDivElement | null>;
}

/**
 * The editor of a cell: loaded when it is needed, registered with the actions, and kept in step with the cell's text.
 */
export function useCellEditor(props: CellEditorProps): CellEditor {
  const { cell, actions, reveal } = props;
  const box = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useMemo(
    () =>
      new LazyEditor({
        create: () => openEditor(props, box, host),
        openField: (target, on) => openField(props, box.current, target, on),
        typedAhead: actions.typedAhead,
      }),
    [],
  );
  // Before the next key, which is for the cell that was just added.
  useLayoutEffect(() => {
    const unregister = register(cell, actions, { editor, box, reveal });
    return () => {
      unregister();
      editor.destroy();
    };
  }, []);
  // A reset, an undo or an edit of the lesson changes the text. Update the editor synchronously:
  // what is typed before the next render would go into the old text.
  useEffect(() => effect(() => editor.replace(cell.source.value)), []);
  return { editor, box, host };
}

async function openEditor(
  { cell, actions, isReadOnly }: CellEditorProps,
  box: RefObject<HTMLDivElement | null>,
  host: RefObject<HTMLDivElement | null>,
): Promise<CodeEditor> {
  const assistance = actions.assistant.assist(cell.id);
  await loadFailedStyles();
  const { createEditor } = await import("./code-editor.ts");
  const parent = host.current;
  if (parent === null) throw new Error("The cell is gone.");
  return createEditor(parent, {
    source: cell.source.peek(),
    label: words.cells.codeOf(cell.id),
    describedBy: EDITING_HELP_ID,
    isReadOnly,
    onChange: (source, tokens) => actions.edit(cell.id, source, tokens),
    onRun: () => actions.run(cell.id),
    onRunAndMoveOn: () => actions.runAndMoveOn(cell.id),
    onRunAndAdd: () => actions.runAndAdd(cell.id),
    onLeave: () => box.current?.focus(),
    assistance,
  });
}

function openField(
  { cell, isReadOnly }: CellEditorProps,
  box: HTMLElement | null,
  target: Target,
  on: Pick<AheadFieldOptions, "onText" | "onLeave">,
): AheadField | null {
  if (box === null) return null;
  const label = words.cells.codeOf(cell.id);
  const top = topOf(target, box);
  return openAheadField(box, { label, describedBy: EDITING_HELP_ID, isReadOnly, top, ...on });
}

/** Where the target is about, in CSS pixels below the top of the box. */
function topOf(target: Target, box: HTMLElement): number {
  if (target.type !== "point") return 0;
  const { top, height } = box.getBoundingClientRect();
  return Math.min(Math.max(0, target.y - top - HALF_LINE), Math.max(0, height - 2 * HALF_LINE));
}

/** In CSS pixels. */
const HALF_LINE = 11;

interface Registered extends Pick<CellEditor, "editor" | "box">, Pick<CellEditorProps, "reveal"> {}

/** Lets the actions move the focus to the cell and into its editor. */
function register(cell: CellModel, actions: CellActions, { editor, box, reveal }: Registered): () => void {
  // Also at once: what is hidden until the next render takes no focus.
  const show = (): void => {
    reveal();
    box.current?.closest("[role=tabpanel]")?.removeAttribute("hidden");
  };
  const unfold = (): void => {
    show();
    box.current?.closest("details")?.setAttribute("open", "");
  };
  const enter = (target: Target): void => {
    unfold();
    void editor.enter(target);
  };
  return actions.registerEditor(cell.id, {
    focus() {
      show();
      box.current?.focus();
    },
    edit: () => enter({ type: "start" }),
    cursor: () => editor.cursor(),
    goTo: (line, column) => enter({ type: "line", line, column }),
  });
}
