import { words } from "../../../words/words.ts";
import "./compare-versions.css";
import { javascript } from "@codemirror/lang-javascript";
import { syntaxHighlighting } from "@codemirror/language";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { openDialog } from "../../ui/dialog.tsx";
import { showDeceptive } from "./line-changes.ts";

/** Two texts of a cell; the reader chooses one. */
export interface Versions {
  readonly cell: string;
  readonly mine: string;
  readonly other: string;
  /** Whose the other one is: the author's, or that of another tab. */
  readonly otherName: "author" | "elsewhere";
  readonly keepMine: () => void;
  readonly useOther: () => void;
}

/** Shows both texts side by side, with what is different. */
export function compareVersions(versions: Versions): void {
  openDialog({
    title: words.cells.twoVersions(versions.cell),
    contents: (close) => <Compare versions={versions} close={close} />,
  });
}

function Compare({ versions, close }: { readonly versions: Versions; readonly close: () => void }) {
  const host = useRef<HTMLDivElement>(null);
  const isNarrow = useMemo(() => matchMedia(NARROW).matches, []);
  const { mine, other, otherName } = versions;
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const view = (isNarrow ? showInOne : showBeside)(parent, versions);
    return () => view.destroy();
  }, [mine, other, otherName]);
  const choose = (act: () => void): void => {
    close();
    act();
  };
  return (
    <>
      <div class={isNarrow ? "compare-heads is-one" : "compare-heads"}>
        <span>{words.cells.yourVersion}</span>
        <span>{words.cells.versions[otherName].name}</span>
      </div>
      <div class="compare" ref={host} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {words.cells.decideLater}
        </button>
        <button type="button" class="button" onClick={() => choose(versions.keepMine)}>
          {words.cells.keepMineAtLength}
        </button>
        <button type="button" class="button is-main" onClick={() => choose(versions.useOther)}>
          {words.cells.versions[otherName].use}
        </button>
      </div>
    </>
  );
}

/** Two columns of code would have half of this. */
const NARROW = "(max-width: 620px)";

const COLLAPSED = { margin: 3, minSize: 6 };

function showBeside(parent: HTMLElement, { mine, other, otherName }: Versions): MergeView {
  return new MergeView({
    parent,
    a: { doc: showLines(mine), extensions: readOnly(words.cells.yourVersion) },
    b: { doc: showLines(other), extensions: readOnly(words.cells.versions[otherName].name) },
    collapseUnchanged: COLLAPSED,
    gutter: true,
  });
}

/** Both in one column: where they differ, the reader's lines above the others. */
function showInOne(parent: HTMLElement, { cell, mine, other }: Versions): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: showLines(other),
      extensions: [
        readOnly(words.cells.twoVersions(cell)),
        unifiedMergeView({
          original: showLines(mine),
          mergeControls: false,
          collapseUnchanged: COLLAPSED,
          gutter: true,
        }),
      ],
    }),
  });
}

function readOnly(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorState.phrases.of(words.editor.phrases),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true" }),
    EditorView.lineWrapping,
    lineNumbers(),
    javascript({ typescript: true }),
    syntaxHighlighting(classHighlighter),
  ];
}

function showLines(text: string): string {
  return text.split("\n").map(showDeceptive).join("\n");
}
