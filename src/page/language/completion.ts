import type { Completion, CompletionSource } from "@codemirror/autocomplete";
import type { Answer, Question } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import { descriptionElement } from "./description.ts";

/** Completes names with what TypeScript knows at the caret. */
export function completionSource(id: CellId, ask: (question: Question) => Promise<Answer>): CompletionSource {
  return async (context) => {
    const { view, pos, explicit } = context;
    if (view === undefined) return null;
    // After a dot, in a word, or in a text; elsewhere only if asked for.
    if (!explicit && context.matchBefore(/[\p{ID_Continue}$]|\.|["'`]/u) === null) return null;
    const answer = await ask({ type: "complete", cell: id, offset: pos });
    // CodeMirror itself narrows an answer down by what was typed meanwhile.
    if (answer.type !== "completions" || context.aborted) return null;
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
