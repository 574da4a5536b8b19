import { signal } from "@preact/signals";
import { JSDOM } from "jsdom";
import { render } from "preact";
import { renderToString } from "preact-render-to-string";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NO_NAMES } from "../../../../../src/cell/names/cell-names.ts";
import { highlight } from "../../../../../src/lesson/html/highlight.ts";
import { CodeView } from "../../../../../src/page/cells/code/code-view.tsx";
import { INERT_ACTIONS } from "../../../../../src/page/cells/inert-cell.ts";
import { createCell } from "../../../../../src/page/notebook/notebook-cell.ts";
import { createDraft } from "../../../../../src/page/saving/edits/draft.ts";
import { cellId } from "../../notebook/scripted-host.ts";

const SOURCE = 'const tag = "</code>";\n// two\ntag;';

/** The view of a cell's code, with what it asked for. */
function view(live: boolean) {
  const definition = { id: cellId("one"), source: SOURCE, hiddenCode: false, manual: false, exercise: null };
  const model = createCell({ ...definition, ...NO_NAMES }, signal(new Set()));
  const draft = createDraft();
  const asked: string[] = [];
  const actions = {
    ...INERT_ACTIONS,
    run: () => asked.push("run"),
    runAndMoveOn: () => asked.push("run and move on"),
    runAndAdd: () => asked.push("run and add"),
    assistant: {
      ...INERT_ACTIONS.assistant,
      assist: () => {
        asked.push("load");
        return new Promise<never>(() => undefined);
      },
    },
  };
  const element = (
    <CodeView
      cell={model}
      draft={draft}
      html={signal(highlight(SOURCE, "ts"))}
      live={signal(live)}
      actions={actions}
      isReadOnly={false}
      reveal={() => undefined}
    />
  );
  const edit = (source: string) => {
    model.text.value = { ...model.text.value, source };
  };
  return { draft, asked, element, edit };
}

function drawn({ element }: ReturnType<typeof view>): Element {
  return new JSDOM(renderToString(element)).window.document.body;
}

describe("the code of a prerendered cell", () => {
  it("is the source, highlighted, and nothing else", () => {
    const code = drawn(view(false)).querySelector(".code-static code");
    expect(code?.textContent).toBe(SOURCE);
    expect(code?.querySelector(".tok-keyword")?.textContent).toBe("const");
    expect(code?.querySelector(".tok-string")?.textContent).toBe('"</code>"');
  });

  it("has its lines numbered outside the text", () => {
    const lines = drawn(view(false)).querySelector(".code-lines");
    expect(lines?.getAttribute("data-lines")).toBe("1\n2\n3");
    expect(lines?.textContent).toBe("");
  });

  it("is a named group in the tab order, with an explanation of the keys", () => {
    const box = drawn(view(false)).querySelector(".code");
    expect(
      ["role", "tabindex", "aria-label", "aria-describedby"].map((name) => box?.getAttribute(name)),
    ).toEqual(["group", "0", expect.stringContaining("one"), "editing-help"]);
  });
});

describe("the code of an edited cell", () => {
  it("is the reader's text, never the author's highlighting", () => {
    const edited = view(true);
    edited.edit("let <b>x</b>");
    const code = drawn(edited).querySelector(".code-static code");
    expect([code?.textContent, code?.childElementCount]).toEqual(["let <b>x</b>", 0]);
  });

  it("has the restored highlighting, if there is one", () => {
    const edited = view(true);
    edited.edit("let x");
    edited.draft.tokens.value = [
      ["let", "tok-keyword"],
      [" x", ""],
    ];
    expect(drawn(edited).querySelector(".code-static code")?.innerHTML).toBe(
      '<span class="tok-keyword">let</span> x',
    );
  });
});

describe("a reader at the code", () => {
  const { window } = new JSDOM("<!doctype html><main></main>");
  beforeEach(() => {
    for (const name of ["document", "Node", "getSelection"] as const) vi.stubGlobal(name, window[name]);
    vi.stubGlobal("window", window);
  });
  afterEach(() => {
    render(null, window.document.body);
    vi.unstubAllGlobals();
  });

  function boxOf({ element }: ReturnType<typeof view>): HTMLElement {
    render(element, window.document.body);
    const box = window.document.querySelector<HTMLElement>(".code");
    if (box === null) throw new Error("Nothing was drawn.");
    return box;
  }
  const press = (box: HTMLElement, init: KeyboardEventInit) =>
    box.dispatchEvent(new window.KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...init }));

  it("loads no editor and runs nothing before the page is live", () => {
    const shown = view(false);
    const box = boxOf(shown);
    box.focus();
    box.click();
    expect(press(box, { key: "Enter", ctrlKey: true })).toBe(true);
    expect(shown.asked).toEqual([]);
  });

  it("loads the editor with the first focus, once", () => {
    const shown = view(true);
    const box = boxOf(shown);
    box.focus();
    box.click();
    expect(shown.asked).toEqual(["load"]);
  });

  it("loads the editor with a press, also if the text that was pressed is replaced before it is released", () => {
    const shown = view(true);
    const box = boxOf(shown);
    const press = (type: string, target: Element | null) =>
      target?.dispatchEvent(new window.MouseEvent(type, { bubbles: true }));
    const text = box.querySelector(".tok-keyword");
    press("mousedown", text);
    text?.remove();
    press("mouseup", box);
    expect(shown.asked).toEqual(["load"]);
  });

  it("stays as it is if a press ends elsewhere", () => {
    const shown = view(true);
    const press = (type: string, target: Element) =>
      target.dispatchEvent(new window.MouseEvent(type, { bubbles: true }));
    press("mousedown", boxOf(shown));
    press("mouseup", window.document.body);
    press("mouseup", boxOf(shown));
    expect(shown.asked).toEqual([]);
  });

  it.each([
    [{ ctrlKey: true }, "run"],
    [{ shiftKey: true }, "run and move on"],
    [{ altKey: true }, "run and add"],
  ])("runs the cell by Enter with %o", (modifier, action) => {
    const shown = view(true);
    expect(press(boxOf(shown), { key: "Enter", ...modifier })).toBe(false);
    expect(shown.asked).toEqual([action]);
  });
});
