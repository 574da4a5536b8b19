import type { EditorView, KeyBinding } from "@codemirror/view";
import { authorLines } from "../../cell/compile/lines.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import { applyRename, changedMeanwhile, changesOf, sourcesOf } from "./apply-rename.ts";
import type { AskNow, Assistance } from "./assistance.ts";
import { askForName } from "./rename-dialog.tsx";

/** F12 goes to the declaration, F2 renames, Shift-Alt-F formats, as in most editors. */
export function refactoringKeys(id: CellId, ask: AskNow, assistance: Assistance): readonly KeyBinding[] {
  const binding = (key: string, act: (view: EditorView) => Promise<void>): KeyBinding => ({
    key,
    run: (view) => {
      void act(view);
      return true;
    },
  });
  return [
    binding("F12", (view) => goToDeclaration(view, id, ask, assistance)),
    binding("F2", (view) => rename(view, id, ask, assistance)),
    binding("Shift-Alt-f", (view) => format(view, id, ask, assistance)),
  ];
}

async function goToDeclaration(
  view: EditorView,
  id: CellId,
  ask: AskNow,
  { sourceOf, goTo, say }: Assistance,
): Promise<void> {
  const answer = await ask(view, { type: "define", cell: id, offset: view.state.selection.main.head });
  if (answer?.type === "definition") {
    const { line, column } = authorLines(sourceOf(answer.cell)).position(answer.from);
    goTo(answer.cell, line, column);
    say(words.typeChecking.declaredIn(answer.cell, line));
  } else if (answer?.type === "elsewhere") say(words.typeChecking.belongsTo(answer.module));
  else say(words.typeChecking.notDeclared);
}

async function rename(view: EditorView, id: CellId, ask: AskNow, assistance: Assistance): Promise<void> {
  const { head } = view.state.selection.main;
  const word = view.state.wordAt(head);
  if (word === null || view.state.readOnly) return assistance.say(words.typeChecking.noName);
  const to = await askForName(view.state.sliceDoc(word.from, word.to));
  view.focus();
  if (to === null) return;
  const asked = sourcesOf(assistance.notebook);
  const answer = await ask(view, { type: "rename", cell: id, offset: word.from, to });
  if (answer === null) return assistance.notify(changedMeanwhile(id));
  if (answer.type === "refused") assistance.notify(answer.message);
  if (answer.type !== "edits") return;
  const refusal = applyRename(answer.edits, { view, id, asked, ...assistance });
  if (refusal !== null) return assistance.notify(refusal);
  const cells = new Set(answer.edits.map(({ cell }) => cell));
  assistance.say(words.typeChecking.renamed(answer.edits.length, cells.size));
}

async function format(view: EditorView, id: CellId, ask: AskNow, assistance: Assistance): Promise<void> {
  if (view.state.readOnly) return;
  const answer = await ask(view, { type: "format", cell: id });
  if (answer?.type === "refused") assistance.say(answer.message);
  if (answer?.type !== "edits") return;
  view.dispatch({ changes: changesOf(answer.edits), userEvent: "input.format" });
  assistance.say(
    answer.edits.length === 0 ? words.typeChecking.nothingToFormat : words.typeChecking.formatted,
  );
}
