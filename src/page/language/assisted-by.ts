import { autocompletion } from "@codemirror/autocomplete";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin } from "@codemirror/view";
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Answer, CellProblem, Problems, Question } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { AskNow, Assistance } from "./assistance.ts";
import { completionSource } from "./completion.ts";
import { withCode } from "./description.ts";
import { closeDescription, describeKey, describeOnHover } from "./hover.ts";
import { hasLocation, problemText } from "./problem-text.ts";
import { refactoringKeys } from "./refactor.ts";
import { signatureHelp } from "./signature.ts";

/** The language service in the editor of a cell. */
export function assistedBy(id: CellId, assistance: Assistance): Extension {
  const { client } = assistance;
  const ask = async (question: Question): Promise<Answer> => {
    // While the editor is updated, the notebook has the old text.
    await Promise.resolve();
    assistance.flush();
    return client.ask(question);
  };
  const askNow: AskNow = async (view, question) => {
    const { doc } = view.state;
    const answer = await ask(question);
    return view.state.doc.eq(doc) ? answer : null;
  };
  return [
    // Completions are fast enough to be asked for with the key; CodeMirror would wait for 100 ms.
    autocompletion({
      override: [completionSource({ id, ask, isInUse: () => client.isInUse })],
      activateOnTypingDelay: 15,
    }),
    describeOnHover(id, askNow),
    signatureHelp(id, askNow),
    underlines(id, assistance.problems),
    EditorView.domEventHandlers({ focus: () => assistance.restart() }),
    // Before the editor's own keys: Escape closes a tooltip before it leaves the editor.
    Prec.high(
      keymap.of([
        ...lintKeymap.filter(({ key }) => key === "F8"),
        describeKey(id, askNow, assistance.say),
        { key: "Escape", run: closeDescription },
        ...refactoringKeys(id, askNow, assistance),
      ]),
    ),
  ];
}

/** Underlines the problems of the cell, each with its message on hover. */
function underlines(id: CellId, problems: ReadonlySignal<Problems>): Extension {
  return ViewPlugin.define((view) => {
    let end: (() => void) | null = null;
    // A plugin is made within an update, which admits no other.
    queueMicrotask(() => {
      end = effect(() => underline(view, problems.value.get(id) ?? []));
    });
    return { destroy: () => end?.() };
  });
}

function underline(view: EditorView, problems: readonly CellProblem[]): void {
  const { length } = view.state.doc;
  const diagnostics = problems
    .filter((problem) => hasLocation(problem) && problem.to <= length)
    .map((problem) => {
      const { from, to } = problem;
      const message = problemText(problem);
      return {
        from,
        to,
        message,
        renderMessage: () => withCode("span", message),
        severity: "error" as const,
      };
    });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
