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
    const options = answer.completions.map(
      ({ name, type, distance }): Completion => ({
        label: name,
        type,
        boost: -20 * distance,
        info: async () => {
          const offset = view.state.selection.main.head;
          const described = await ask({ type: "describe", cell: id, offset, name });
          if (described.type !== "description") return null;
          return descriptionElement(described.description, () => view.focus());
        },
      }),
    );
    // CodeMirror itself narrows an answer down by what was typed meanwhile.
    return matching(options, answer.from, context.state.sliceDoc(answer.from, pos));
  };
}

/** The options that match what was typed, as long as that is a name. */
function matching(options: readonly Completion[], from: number, typed: string): CompletionResult {
  return {
    from,
    options: options.filter(({ label }) => matches(label, typed)),
    update(_current, start, end, { state }) {
      const now = state.sliceDoc(start, end);
      return /^[\p{ID_Continue}$]*$/u.test(now) ? matching(options, start, now) : null;
    },
  };
}

/**
 * Whether a name is a likely completion: it contains what was typed, or its words begin with it (`lfm`, loadFashionMnist).
 * CodeMirror would take any name with these letters in this order, and there are a thousand names: Enter would replace a
 * name that it does not know.
 */
export function matches(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase();
  if (name.toLowerCase().includes(wanted)) return true;
  const words = name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+/gu) ?? [];
  const initials = words.map(([initial = ""]) => initial.toLowerCase()).join("");
  return initials.startsWith(wanted);
}

function noneAt(offset: number): CompletionResult {
  return { from: offset, options: [] };
}
