import type { Completion, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { localCompletionSource } from "@codemirror/lang-javascript";
import type { Answer, Question } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import { descriptionElement } from "./description.ts";

export interface CompletionOptions {
  readonly id: CellId;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly isInUse: () => boolean;
}

/** Completes names with what TypeScript knows at the caret, or, if it cannot be loaded, with the names of the cell. */
export function completionSource({ id, ask, isInUse }: CompletionOptions): CompletionSource {
  return async (context) => {
    const { view, pos, explicit } = context;
    if (view === undefined) return null;
    if (!isInUse()) return localCompletionSource(context);
    // After a dot, in a word, or in a text; elsewhere only if asked for.
    if (!explicit && context.matchBefore(/[\p{ID_Continue}$]|\.|["'`]/u) === null) return null;
    const answer = await ask({ type: "complete", cell: id, offset: pos });
    if (context.aborted || !view.hasFocus) return null;
    // After null, CodeMirror would not ask for what was typed meanwhile.
    if (answer.type !== "completions") return view.state.doc.eq(context.state.doc) ? null : noneAt(pos);
    // CodeMirror itself narrows an answer down by what was typed meanwhile.
    return {
      from: answer.from,
      options: answer.completions.map(
        ({ name, kind, distance }): Completion => ({
          label: name,
          type: kind,
          boost: -20 * distance,
          info: async () => {
            const described = await ask({
              type: "describe",
              cell: id,
              offset: view.state.selection.main.head,
              name,
            });
            return described.type === "description" ? descriptionElement(described.description) : null;
          },
        }),
      ),
      validFor: /^[\p{ID_Continue}$]*$/u,
    };
  };
}

function noneAt(offset: number): CompletionResult {
  return { from: offset, options: [] };
}
