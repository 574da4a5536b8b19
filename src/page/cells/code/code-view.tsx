import type { ReadonlySignal } from "@preact/signals";
import { assertNever } from "../../../protocol/assert-never.ts";
import { words } from "../../../words/words.ts";
import type { CellModel } from "../../notebook/notebook-cell.ts";
import type { Draft } from "../../saving/edits/draft.ts";
import { describeMissing } from "../../ui/missing-part.ts";
import { enterAction } from "../keys/enter-key.ts";
import { useCommandKeys } from "../keys/use-command-keys.ts";
import type { LazyEditor } from "./lazy-editor.ts";
import { type CellEditorProps, EDITING_HELP_ID, useCellEditor } from "./use-cell-editor.ts";

interface CodeViewProps extends CellEditorProps {
  readonly draft: Draft;
  readonly html: ReadonlySignal<string>;
  readonly live: ReadonlySignal<boolean>;
}

/**
 * A cell's code: highlighted text at first, replaced by an editor when the reader focuses it.
 * The box is in the tab order. Enter moves into the editor and Escape out of it, so the editor is not a keyboard trap.
 */
export function CodeView({ draft, html, live, ...props }: CodeViewProps) {
  const { cell } = props;
  const { editor, box, host } = useCellEditor(props);
  const carryOut = useCodeKeys(props, editor, live);
  const enterAt = ({ clientX: x, clientY: y }: MouseEvent): void => {
    if (!hasSelection()) void editor.enter({ type: "point", x, y });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group whose code becomes an editor; there is no element for that */}
      <div
        class="code"
        ref={box}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard enters the editor here
        tabIndex={0}
        aria-label={words.cells.codeOf(cell.id)}
        aria-describedby={EDITING_HELP_ID}
        onFocus={() => {
          if (live.value) void editor.load();
        }}
        // There is no click if the editor replaces the text between the two halves of a press.
        onMouseDown={(event) => {
          if (live.value && event.button === 0 && !isIn(host.current, event.target))
            whenReleased(event.currentTarget, enterAt);
        }}
        // Without a mouse, as by a screen reader.
        onClick={(event) => {
          if (live.value && !isIn(host.current, event.target)) enterAt(event);
        }}
        onKeyDown={(event) => {
          if (!isIn(host.current, event.target) && carryOut(event)) event.preventDefault();
        }}
      >
        {editor.state.value === "ready" ? null : <StaticCode cell={cell} draft={draft} html={html} />}
        <div class="code-editor" ref={host} />
        {editor.state.value === "missing" ? (
          <p class="code-missing" role="alert">
            {describeMissing(words.cells.editorMissing)}
          </p>
        ) : null}
        {editor.isAwaited.value ? <p class="code-loading">{words.cells.editorLoading}</p> : null}
      </div>
      {/* For the language service, which lists the problems there. */}
      <div data-problems-of={cell.id} />
    </>
  );
}

/** Calls back when the mouse is released, if that is in the element. */
function whenReleased(element: HTMLElement, act: (event: MouseEvent) => void): void {
  const release = (event: MouseEvent): void => {
    if (isIn(element, event.target)) act(event);
  };
  element.ownerDocument.addEventListener("mouseup", release, { once: true, capture: true });
}

function isIn(parent: HTMLElement | null, target: EventTarget | null): boolean {
  return target instanceof Node && parent?.contains(target) === true;
}

/** Carries out a key that is pressed before there is an editor, or on the box around it; returns whether it means something to the cell. */
function useCodeKeys(
  { cell, actions }: CellEditorProps,
  editor: LazyEditor,
  live: ReadonlySignal<boolean>,
): (event: KeyboardEvent) => boolean {
  const commands = useCommandKeys(cell.id, actions, live);
  return (event) => {
    // The reader's own text may not be restored yet.
    if (!live.value) return false;
    const action = enterAction(event);
    if (editor.isEntering && (action === null || action === "edit")) return editor.keyAhead(event);
    if (action === null) return commands(event);
    if (action === "run")
      editor.run({ run: () => actions.run(cell.id), announce: () => actions.announceRun(cell.id) });
    else if (action === "run-and-move-on") actions.runAndMoveOn(cell.id);
    else if (action === "run-and-add") actions.runAndAdd(cell.id);
    else if (action === "edit") void editor.enter({ type: "start" });
    else assertNever(action);
    return true;
  };
}

interface StaticCodeProps {
  readonly cell: CellModel;
  readonly draft: Draft;
  readonly html: ReadonlySignal<string>;
}

/** Characters of a line that fit on paper. A longer one is wrapped there, and the numbers would not be beside their lines. */
const PRINTED_LENGTH = 76;

/** The code as highlighted text, before there is an editor. */
function StaticCode({ cell, draft, html }: StaticCodeProps) {
  const source = cell.source.value;
  const tokens = draft.tokens.value;
  return (
    <pre class="code-static" data-long={source.split("\n").some((line) => line.length > PRINTED_LENGTH)}>
      <span class="code-lines" aria-hidden="true" data-lines={lineNumbers(source)} />
      {source === cell.definition.value.source ? (
        <code dangerouslySetInnerHTML={{ __html: html.value }} />
      ) : (
        <code>{tokens === null ? source : tokens.map(Token)}</code>
      )}
    </pre>
  );
}

function Token([text, classes]: readonly [string, string], index: number) {
  return classes === "" ? (
    text
  ) : (
    <span key={`${index}`} class={classes}>
      {text}
    </span>
  );
}

/** The numbers of the lines, which the style sheet draws: the text of the code is the code alone. */
function lineNumbers(source: string): string {
  return source
    .split("\n")
    .map((_, index) => index + 1)
    .join("\n");
}

/** Selecting text must not open the editor. */
function hasSelection(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}
