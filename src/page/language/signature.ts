import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import {
  type EditorView,
  keymap,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { Answer, Signature } from "../../language/messages.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { AskNow } from "./assistance.ts";
import { withCode } from "./description.ts";

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { effects, changes }) {
    for (const effect of effects) if (effect.is(show)) return effect.value;
    return tooltip === null ? null : { ...tooltip, pos: changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** Shows the parameters of the call at the caret, from its bracket on until the caret leaves it. */
export function signatureHelp(id: CellId, ask: AskNow): Extension {
  const asking = new Asking(id, ask);
  const refresh = (view: EditorView): Promise<void> => asking.refresh(view);
  const follow = ViewPlugin.define((view) => {
    // The reader may have begun the call before the language service was loaded.
    if (view.hasFocus && /[(,][\s([{"'`]*$/.test(textBefore(view.state, 10)))
      queueMicrotask(() => void refresh(view));
    return {
      update(update: ViewUpdate) {
        const isOpen = asking.isAsking || view.state.field(shown, false) != null;
        if (isOpening(update) || (isOpen && isMoved(update))) void refresh(view);
      },
    };
  });
  return [
    shown,
    follow,
    Prec.high(
      keymap.of([
        { key: "Mod-Shift-Space", run: asked },
        { key: "Escape", run: close },
      ]),
    ),
  ];

  function asked(view: EditorView): boolean {
    void refresh(view);
    return true;
  }
}

function close(view: EditorView): boolean {
  if (view.state.field(shown, false) == null) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

/** Asks for the parameters at the caret, one question at a time. */
class Asking {
  readonly #cell: CellId;
  readonly #ask: AskNow;
  isAsking = false;
  #needsAnotherAsk = false;

  constructor(cell: CellId, ask: AskNow) {
    this.#cell = cell;
    this.#ask = ask;
  }

  async refresh(view: EditorView): Promise<void> {
    this.#needsAnotherAsk = true;
    if (this.isAsking) return;
    this.isAsking = true;
    let answer: Answer | null = null;
    // The reader may keep typing while a question is pending; only the last answer counts.
    while (this.#needsAnotherAsk) {
      this.#needsAnotherAsk = false;
      const offset = view.state.selection.main.head;
      answer = await this.#ask(view, { type: "signature", cell: this.#cell, offset });
    }
    this.isAsking = false;
    const tooltip =
      answer?.type === "signature" && view.hasFocus ? tooltipOf(answer.from, answer.signature) : null;
    if (tooltip === null && view.state.field(shown, false) == null) return;
    view.dispatch({ effects: show.of(tooltip) });
  }
}

/** The reader typed a bracket or a comma. */
function isOpening({ docChanged, transactions, state }: ViewUpdate): boolean {
  if (!docChanged || !transactions.some((transaction) => transaction.isUserEvent("input"))) return false;
  return /[(,]\s?$/.test(textBefore(state, 2));
}

/** The last characters before the caret. */
function textBefore(state: EditorState, length: number): string {
  const { head } = state.selection.main;
  return state.sliceDoc(Math.max(0, head - length), head);
}

function isMoved({ docChanged, selectionSet }: ViewUpdate): boolean {
  return docChanged || selectionSet;
}

function tooltipOf(offset: number, signature: Signature): Tooltip {
  return { pos: offset, above: true, create: () => ({ dom: signatureElement(signature) }) };
}

function signatureElement(signature: Signature): HTMLElement {
  const { before, parameters, after, documentation, active, overload, overloads } = signature;
  const element = document.createElement("div");
  element.className = "language-description";
  const code = document.createElement("pre");
  code.append(before);
  for (const [index, { text }] of parameters.entries()) {
    const parameter = document.createElement(index === active ? "strong" : "span");
    parameter.textContent = text;
    code.append(...(index > 0 ? [", "] : []), parameter);
  }
  code.append(after);
  element.append(code);
  const about = parameters[active]?.documentation ?? "";
  if (about !== "") element.append(withCode("p", about));
  const [summary = ""] = documentation.split(/\n\s*\n/);
  if (summary !== "") element.append(withCode("p", summary));
  if (overloads > 1) element.append(withCode("p", words.typeChecking.form(overload, overloads)));
  return element;
}
