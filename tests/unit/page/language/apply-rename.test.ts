import { EditorState, type TransactionSpec } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { CellEdit } from "../../../../src/language/messages.ts";
import { applyRename, sourcesOf } from "../../../../src/page/language/apply-rename.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define } from "../notebook/scripted-host.ts";

const SOURCE = "const n = 1;\nn;";
const EDITS: CellEdit[] = [
  { cell: "a", from: 6, to: 7, text: "count" },
  { cell: "a", from: 13, to: 14, text: "count" },
  { cell: "b", from: 0, to: 1, text: "count" },
];

/** Two cells, with an editor of the first whose caret is before the last `;`. */
function open() {
  const { notebook, cell } = openNotebook([
    define("a", { source: SOURCE }),
    define("b", { source: "n + 1;" }),
  ]);
  const editor = { state: EditorState.create({ doc: SOURCE, selection: { anchor: 14 } }) };
  const view = {
    dispatch: (...specs: readonly unknown[]) => {
      editor.state = editor.state.update(...(specs as TransactionSpec[])).state;
    },
  };
  const changed: [string, string][] = [];
  const change = (id: string, source: string) => changed.push([id, source]);
  const target = { view, id: cellId("a"), asked: sourcesOf(notebook), notebook, change };
  return { notebook, cell, editor, changed, target };
}

describe("a renaming", () => {
  it("changes the editor where the name is, which leaves the caret, and the other cells so that it can be undone", () => {
    const { editor, changed, target } = open();
    expect(applyRename(EDITS, target)).toBeNull();
    const text = editor.state.doc.toString();
    expect(text).toBe("const count = 1;\ncount;");
    expect(text.slice(editor.state.selection.main.head)).toBe(";");
    expect(changed).toEqual([["b", "count + 1;"]]);
  });

  it("changes nothing, and says why, if another cell has changed since the question", () => {
    const { notebook, editor, changed, target } = open();
    notebook.edit(cellId("b"), "2 * n;");
    expect(applyRename(EDITS, target)).toBe(
      "Nothing was renamed, since the cell “b” has changed meanwhile. Try again.",
    );
    expect([editor.state.doc.toString(), changed]).toEqual([SOURCE, []]);
  });
});
