import "./code-editor.css";
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  currentCompletions,
  selectedCompletionIndex,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  Prec,
  StateField,
} from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  type KeyBinding,
  keymap,
  type Rect,
  runScopeHandlers,
  tooltips,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { words } from "../../../words/words.ts";
import { highlightTokens } from "../../saving/edits/highlight-tokens.ts";
import type { Tokens } from "../../saving/edits/saved-tokens.ts";

/** Where the caret goes when the editor gets the focus. */
export type Target =
  | { readonly type: "start" }
  /** A clicked point, in client coordinates. */
  | { readonly type: "point"; readonly x: number; readonly y: number }
  /** Both count from 1. */
  | { readonly type: "line"; readonly line: number; readonly column: number };

export interface EditorOptions {
  readonly source: string;
  readonly label: string;
  /** The id of the element that explains how to leave the editor. */
  readonly describedBy: string;
  readonly isReadOnly: boolean;
  /** `tokens` highlights the source, if it is to be saved. */
  readonly onChange: (source: string, tokens: () => Tokens) => void;
  readonly onRun: () => void;
  readonly onRunAndMoveOn: () => void;
  readonly onRunAndAdd: () => void;
  readonly onLeave: () => void;
  /** The language service, which may come later than the reader. */
  readonly assistance: Promise<Extension>;
}

export interface CodeEditor {
  focus(): void;
  /** Moves the cursor. */
  select(target: Target): void;
  /** Does what a key does in the editor that types no character. */
  press(key: KeyboardEvent): void;
  /** Types a text at the cursor, unless the editor is read-only. */
  type(text: string): void;
  /** The offset of the cursor. */
  cursor(): number;
  /** Shows a text that was not typed here. */
  replace(source: string): void;
  destroy(): void;
}

const fromOutside = Annotation.define<true>();

/** Creates an editor for a cell's TypeScript in `parent`. */
export function createEditor(parent: HTMLElement, options: EditorOptions): CodeEditor {
  const assistance = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.source,
      extensions: [extensions(options), assistance.of([]), lastTyped],
    }),
  });
  void options.assistance.then((extension) => {
    view.dispatch({ effects: assistance.reconfigure(extension) });
    // It completes what was typed before it came, too.
    if (view.hasFocus && view.state.field(lastTyped)) startCompletion(view);
  });
  return {
    focus: () => view.focus(),
    select(target) {
      const position = positionOf(view, target);
      view.dispatch({ selection: EditorSelection.cursor(position), scrollIntoView: target.type === "line" });
    },
    press: (key) => void runScopeHandlers(view, key, "editor"),
    type(text) {
      if (view.state.readOnly) return;
      view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    },
    cursor: () => view.state.selection.main.head,
    replace(source) {
      if (source === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: source },
        annotations: fromOutside.of(true),
      });
    },
    destroy: () => view.destroy(),
  };
}

/** A line's number, drawn by the style sheet: the text of the code is the code alone. */
class LineNumber extends GutterMarker {
  readonly #line: number;

  constructor(line: number) {
    super();
    this.#line = line;
  }
  override eq(other: GutterMarker): boolean {
    return other instanceof LineNumber && other.#line === this.#line;
  }
  override toDOM(): Node {
    const element = document.createElement("span");
    element.dataset["line"] = String(this.#line);
    return element;
  }
}

const lineNumbers: Extension = gutter({
  class: "cm-lineNumbers",
  lineMarker: (view, { from }) => new LineNumber(view.state.doc.lineAt(from).number),
  initialSpacer: (view) => new LineNumber(view.state.doc.lines),
});

function extensions(options: EditorOptions): Extension {
  return [
    keymap.of(runKeys(options)),
    Prec.highest(keymap.of([{ key: "Enter", run: closeIfComplete }])),
    history(),
    EditorState.phrases.of(words.editor.phrases),
    EditorState.readOnly.of(options.isReadOnly),
    lineNumbers,
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    search({ top: true }),
    highlightSelectionMatches(),
    javascript({ typescript: true }),
    // The same classes as in the prerendered code, so that both look the same.
    syntaxHighlighting(classHighlighter),
    tooltips({ position: "fixed", tooltipSpace: visibleSpace }),
    EditorView.contentAttributes.of(contentAttributes(options)),
    keymap.of([
      ...closeBracketsKeymap,
      ...withoutEscape(defaultKeymap),
      ...searchKeymap,
      ...historyKeymap,
      ...completionKeymap,
    ]),
    keymap.of([{ key: "Tab", run: acceptCompletion }]),
    keymap.of([{ key: "Tab", run: insertIndent, shift: indentLess }, leaveKey(options)]),
    EditorView.updateListener.of((update) => {
      const isOurs = update.transactions.some((transaction) => transaction.annotation(fromOutside));
      if (!update.docChanged || isOurs) return;
      const source = update.state.doc.toString();
      options.onChange(source, () => highlightTokens(source));
    }),
  ];
}

function contentAttributes({ label, describedBy, isReadOnly }: EditorOptions): Record<string, string> {
  return {
    "aria-label": label,
    "aria-describedby": describedBy,
    // Not in the tab order: the box around the editor is, and Enter moves into the editor.
    tabindex: "-1",
    spellcheck: "false",
    ...(isReadOnly ? { "aria-readonly": "true" } : {}),
    autocapitalize: "off",
    autocorrect: "off",
  };
}

/** Between tooltips and the edges of the window, in CSS pixels. */
const TOOLTIP_MARGIN = 6;

/** Where tooltips are placed: below the toolbar, which stays at the top, and not up to the edges of the window. */
function visibleSpace(): Rect {
  const toolbar = document.querySelector(".toolbar")?.getBoundingClientRect();
  const top = toolbar?.top === 0 ? toolbar.bottom : 0;
  const { clientWidth, clientHeight } = document.documentElement;
  return {
    left: TOOLTIP_MARGIN,
    top: top + TOOLTIP_MARGIN,
    right: clientWidth - TOOLTIP_MARGIN,
    bottom: clientHeight - TOOLTIP_MARGIN,
  };
}

/** Whether the last change of text or selection was a part of a name, or a dot, that the reader typed. */
const lastTyped = StateField.define<boolean>({
  create: () => false,
  update(before, transaction) {
    const { docChanged, selection, newDoc, newSelection } = transaction;
    if (!docChanged && selection === undefined) return before;
    const { head } = newSelection.main;
    const last = newDoc.sliceString(Math.max(0, head - 1), head);
    return transaction.isUserEvent("input") && /[\p{ID_Continue}$.]/u.test(last);
  },
});

/** Before CodeMirror's own keys, some of which are the same: Enter with a modifier runs the cell, as in Jupyter. */
function runKeys({ onRun, onRunAndMoveOn, onRunAndAdd }: EditorOptions): readonly KeyBinding[] {
  const andClose = (action: () => void) => (view: EditorView) => {
    closeCompletion(view);
    action();
    return true;
  };
  return [
    { key: "Shift-Enter", run: andClose(onRunAndMoveOn) },
    { key: "Alt-Enter", run: andClose(onRunAndAdd) },
    { key: "Mod-Enter", run: andClose(onRun) },
    { key: "Ctrl-Enter", run: andClose(onRun) },
  ];
}

/** Enter starts a new line after a name that is complete, although the list is open. */
function closeIfComplete(view: EditorView): boolean {
  const { state } = view;
  const { head } = state.selection.main;
  const isComplete = currentCompletions(state).some(
    ({ label }) =>
      state.sliceDoc(head - label.length, head) === label &&
      !/[\p{ID_Continue}$]/u.test(state.sliceDoc(head - label.length - 1, head - label.length)),
  );
  if (isComplete && selectedCompletionIndex(state) === 0) closeCompletion(view);
  return false;
}

/** By default Escape first ends a selection, so that leaving would take two presses. */
function withoutEscape(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  return bindings.filter(({ key }) => key !== "Escape");
}

/** Last in precedence, after the other uses of Escape (closing completions or the search panel). */
function leaveKey({ onLeave }: EditorOptions): KeyBinding {
  const leave = () => {
    onLeave();
    return true;
  };
  return { key: "Escape", run: leave };
}

function insertIndent(view: EditorView): boolean {
  if (view.state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  view.dispatch(view.state.replaceSelection("  "), { userEvent: "input", scrollIntoView: true });
  return true;
}

function positionOf(view: EditorView, target: Target): number {
  switch (target.type) {
    case "start":
      return 0;
    case "point":
      return view.posAtCoords({ x: target.x, y: target.y }, false);
    case "line": {
      const line = view.state.doc.line(Math.min(Math.max(1, target.line), view.state.doc.lines));
      return Math.min(line.to, line.from + Math.max(0, target.column - 1));
    }
  }
}
