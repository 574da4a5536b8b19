import { effect, type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import type { Draft } from "../saving/edits/draft.ts";
import { loadFailedStyles } from "../ui/failed-styles.ts";
import type { CellActions } from "./cell-actions.ts";
import type { CodeEditor, Target } from "./code-editor.ts";
import { useCommandKeys } from "./use-command-keys.ts";

interface CodeViewProps {
  readonly cell: CellModel;
  readonly draft: Draft;
  readonly html: ReadonlySignal<string>;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  readonly isReadOnly: boolean;
  /** Shows the code if another tab is shown instead. */
  readonly reveal: () => void;
}

/** The id of the text that explains how to enter and leave the editor. */
export const EDITING_HELP_ID = "editing-help";

/**
 * A cell's code: highlighted text at first, replaced by an editor when the student focuses it.
 * The box is in the tab order. Enter moves into the editor and Escape out of it, so the editor is no keyboard trap.
 */
export function CodeView({ cell, draft, html, actions, live, isReadOnly, reveal }: CodeViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Promise<CodeEditor> | null>(null);
  const mounted = useRef<CodeEditor | null>(null);
  const isMounted = useSignal(false);
  const isMissing = useSignal(false);

  const load = async (): Promise<CodeEditor | null> => {
    editor.current ??= importEditor().then(({ createEditor }) => {
      const parent = host.current;
      if (parent === null) throw new Error("The cell is gone.");
      const made = createEditor(parent, {
        source: cell.source.peek(),
        label: words.cells.codeOf(cell.id),
        describedBy: EDITING_HELP_ID,
        isReadOnly,
        onChange: (source, tokens) => actions.edit(cell.id, source, tokens),
        onRun: () => actions.run(cell.id),
        onRunAndMoveOn: () => actions.runAndMoveOn(cell.id),
        onRunAndAdd: () => actions.runAndAdd(cell.id),
        onLeave: () => box.current?.focus(),
      });
      mounted.current = made;
      isMounted.value = true;
      isMissing.value = false;
      actions.assist(cell.id, made);
      return made;
    });
    try {
      return await editor.current;
    } catch {
      // The next attempt imports it again.
      editor.current = null;
      isMissing.value = true;
      return null;
    }
  };
  /** Also at once: what is hidden until the next render takes no focus. */
  const show = () => {
    reveal();
    box.current?.closest("[role=tabpanel]")?.removeAttribute("hidden");
  };
  const enter = async (target: Target): Promise<void> => {
    const made = await load();
    made?.focus(target);
  };

  useEffect(() => {
    const unregister = actions.registerEditor(cell.id, {
      focus: () => {
        show();
        box.current?.focus();
      },
      edit: () => {
        show();
        box.current?.closest("details")?.setAttribute("open", "");
        void enter({ type: "start" });
      },
      cursor: () => mounted.current?.cursor() ?? null,
      goTo: (line, column) => {
        show();
        box.current?.closest("details")?.setAttribute("open", "");
        void enter({ type: "line", line, column });
      },
    });
    return () => {
      unregister();
      mounted.current?.destroy();
    };
  }, []);

  // A reset, an undo or an edit of the lesson changes the text. Update the editor synchronously:
  // what is typed before the next render would go into the old text.
  useEffect(
    () =>
      effect(() => {
        const source = cell.source.value;
        mounted.current?.replace(source);
      }),
    [],
  );

  const commands = useCommandKeys(cell.id, actions, live);
  const tokens = draft.tokens.value;
  const isEdited = cell.source.value !== cell.definition.value.source;
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
          if (live.value) void load();
        }}
        // On the box, not the text: the editor may replace the text between pointerdown and click.
        onClick={(event) => {
          const isInEditor = event.target instanceof Node && host.current?.contains(event.target) === true;
          if (!live.value || isInEditor || hasSelection()) return;
          void enter({ type: "point", x: event.clientX, y: event.clientY });
        }}
        onKeyDown={(event) => {
          if (event.target !== box.current) return;
          if (event.key === "Enter" && event.shiftKey) actions.runAndMoveOn(cell.id);
          else if (event.key === "Enter" && event.altKey) actions.runAndAdd(cell.id);
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) actions.run(cell.id);
          else if (event.key === "Enter") void enter({ type: "start" });
          else if (!commands(event)) return;
          event.preventDefault();
        }}
      >
        {isMounted.value ? null : (
          <pre class="code-static">
            <span class="code-lines" aria-hidden="true" data-lines={lineNumbers(cell.source.value)} />
            {isEdited ? (
              <code>{tokens === null ? cell.source.value : tokens.map(Token)}</code>
            ) : (
              <code dangerouslySetInnerHTML={{ __html: html.value }} />
            )}
          </pre>
        )}
        <div class="code-editor" ref={host} />
        {isMissing.value ? <p class="code-missing">{words.cells.editorMissing}</p> : null}
      </div>
      {/* For the language service, which lists the problems there. */}
      <div data-problems-of={cell.id} />
    </>
  );
}

async function importEditor() {
  await loadFailedStyles();
  return import("./code-editor.ts");
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
