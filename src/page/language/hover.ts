import { StateEffect, StateField } from "@codemirror/state";
import { type EditorView, hoverTooltip, type KeyBinding, showTooltip, type Tooltip } from "@codemirror/view";
import type { Description } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { AskNow } from "./assistance.ts";
import { descriptionElement, descriptionText } from "./description.ts";

/** Shows type and documentation of what is under the pointer. */
export function describeOnHover(id: CellId, ask: AskNow) {
  return [hoverTooltip((view, pos) => tooltipAt(view, pos, id, ask)), shown];
}

async function tooltipAt(view: EditorView, offset: number, id: CellId, ask: AskNow): Promise<Tooltip | null> {
  const answer = await ask(view, { type: "hover", cell: id, offset });
  if (answer?.type !== "hover" || saysNothing(answer.description)) return null;
  const { from, to, description } = answer;
  return { pos: from, end: to, above: true, create: descriptionView(description) };
}

/** As of a name that is not declared, beside the problem that says so. */
function saysNothing({ signature, documentation }: Description): boolean {
  return signature === "any" && documentation === "";
}

const show = StateEffect.define<Tooltip | null>();

/** The tooltip that a key has opened. It goes away with the next change or movement. */
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/**
 * F1: the same for what is at the caret, for readers without a pointer. Pressed again, it moves into a long description, which
 * scrolls.
 */
export function describeKey(id: CellId, ask: AskNow, say: (text: string) => void): KeyBinding {
  const describe = async (view: EditorView): Promise<void> => {
    const { head } = view.state.selection.main;
    const answer = await ask(view, { type: "hover", cell: id, offset: head });
    if (answer?.type !== "hover" || saysNothing(answer.description)) return say(words.typeChecking.nothing);
    const { from, description } = answer;
    view.dispatch({ effects: show.of({ pos: from, above: true, create: descriptionView(description) }) });
    say(descriptionText(description));
  };
  return {
    key: "F1",
    run: (view) => {
      if (!moveIntoDescription(view)) void describe(view);
      return true;
    },
  };
}

function descriptionView(description: Description): Tooltip["create"] {
  return (view) => ({ dom: descriptionElement(description, () => view.focus()) });
}

/** Focuses the open description, or that of a completion, if it scrolls. Escape returns to the editor. */
function moveIntoDescription(view: EditorView): boolean {
  const open = view.dom.querySelector<HTMLElement>(
    ":is(.cm-completionInfo .language-description, .language-description.cm-tooltip)[tabindex]",
  );
  open?.focus();
  return open !== null;
}

/** Closes the tooltip that a key has opened. */
export function closeDescription(view: EditorView): boolean {
  if (view.state.field(shown, false) == null) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}
