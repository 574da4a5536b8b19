import { beforeEach, describe, expect, it } from "vitest";
import type { CodeEditor } from "../../../../../src/page/cells/code/code-editor.ts";
import { LazyEditor } from "../../../../../src/page/cells/code/lazy-editor.ts";
import { TypedAhead } from "../../../../../src/page/notebook/typed-ahead.ts";

/** What the editor and the cell were asked to do, in order. */
let log: string[] = [];
/** How often the field was closed. */
let closed: string[] = [];
let arrive = (): void => undefined;
let fail = (): void => undefined;
/** Types into the field. */
let type = (_text: string): void => undefined;
/** Called once no text is composed in the field any more. */
let finishComposing = (): void => undefined;
let composed: Promise<void>;
let editor: LazyEditor;
let typedAhead: TypedAhead;

beforeEach(() => {
  log = [];
  closed = [];
  typedAhead = new TypedAhead();
  const created: CodeEditor = {
    focus: () => void log.push("focus"),
    select: ({ type }) => void log.push(`select ${type}`),
    press: ({ key }) => void log.push(`press ${key}`),
    type: (text) => void log.push(`type ${text}`),
    cursor: () => 0,
    replace: () => undefined,
    destroy: () => undefined,
  };
  composed = Promise.resolve();
  editor = new LazyEditor({
    create: () =>
      new Promise((resolve, reject) => {
        arrive = () => resolve(created);
        fail = () => reject(new Error("offline"));
      }),
    openField(_target, { onText }) {
      type = onText;
      return { composed: () => composed, close: () => void closed.push("close") };
    },
    typedAhead,
  });
});

interface Held {
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
}

/** What the keys that type a character do is done by the field. @returns which others meant something. */
function press(keys: readonly string[], { ctrlKey = false, altKey = false }: Held = {}): readonly boolean[] {
  return keys.map((key) => {
    const isHandled = editor.keyAhead({ key, ctrlKey, altKey, metaKey: false } as KeyboardEvent);
    if (!isHandled && key.length === 1 && ctrlKey === altKey) type(key);
    return isHandled;
  });
}

/** As the runner does it. */
const run = (): void => typedAhead.whenThere({ start: () => void log.push("run"), drop: () => undefined });
const runInEditor = (): void =>
  editor.run({
    run,
    announce: () => {
      log.push("announced");
      return { start: run, drop: () => void log.push("dropped") };
    },
  });

describe("a reader who enters an editor that is still being loaded", () => {
  it("gets what they did in it, in order", async () => {
    const entered = editor.enter({ type: "start" });
    press(["1", "x", "Backspace"]);
    press(["End", "a"], { ctrlKey: true });
    press(["{"], { ctrlKey: true, altKey: true });
    type("pasted");
    press(["ArrowUp", "2"]);
    expect([log, editor.isEntering]).toEqual([[], true]);
    arrive();
    await entered;
    expect(log).toEqual([
      "focus",
      "select start",
      ...["type 1", "type x", "press Backspace", "press End", "press a", "type {"],
      ...["type pasted", "press ArrowUp", "type 2"],
    ]);
    expect(editor.isEntering).toBe(false);
  });

  it("leaves the keys of the browser and Tab to it", () => {
    void editor.enter({ type: "start" });
    expect(press(["Tab", "F5", "Shift"])).toEqual([false, false, false]);
    expect(press(["r", "t", "c"], { ctrlKey: true })).toEqual([false, false, false]);
  });

  it("runs what they typed, and goes on typing", async () => {
    const entered = editor.enter({ type: "start" });
    press(["1"]);
    runInEditor();
    press(["2"]);
    expect(log).toEqual(["announced"]);
    arrive();
    await entered;
    expect(log).toEqual(["announced", "focus", "select start", "type 1", "run", "type 2"]);
  });

  it.each([
    ["press Escape", () => void press(["Escape"])],
    ["go elsewhere", () => editor.leave()],
  ])(
    "is not moved into it after they %s, but it has what they typed before the next run",
    async (_what, leave) => {
      const entered = editor.enter({ type: "start" });
      press(["1"]);
      leave();
      expect(editor.isEntering).toBe(false);
      run();
      expect(log).toEqual([]);
      arrive();
      await entered;
      expect(log).toEqual(["select start", "type 1", "run"]);
    },
  );

  it("holds up no run before they have typed", () => {
    void editor.enter({ type: "start" });
    run();
    expect(log).toEqual(["run"]);
  });

  it("runs what is there at once before they have typed, even if it cannot be loaded", async () => {
    const entered = editor.enter({ type: "start" });
    runInEditor();
    expect(log).toEqual(["run"]);
    fail();
    await entered;
    expect(log).toEqual(["run"]);
  });

  it("goes on after they have left and entered it again", async () => {
    const entered = editor.enter({ type: "start" });
    press(["1", "Escape"]);
    const again = editor.enter({ type: "point", x: 1, y: 1 });
    press(["2"]);
    arrive();
    await Promise.all([entered, again]);
    expect(log).toEqual(["focus", "select start", "type 1", "select point", "type 2"]);
  });

  it("runs nothing without what they typed if it cannot be loaded", async () => {
    const entered = editor.enter({ type: "start" });
    press(["1"]);
    runInEditor();
    run();
    fail();
    await entered;
    expect([log, editor.isEntering, editor.state.value]).toEqual([
      ["announced", "dropped"],
      false,
      "missing",
    ]);
    run();
    expect(log).toEqual(["announced", "dropped", "run"]);
  });

  it("has finished what they compose from several keys before they are moved into it", async () => {
    composed = new Promise((resolve) => {
      finishComposing = resolve;
    });
    const entered = editor.enter({ type: "start" });
    const enter = { key: "Enter", ctrlKey: false, altKey: false, metaKey: false, isComposing: true };
    expect(editor.keyAhead(enter as KeyboardEvent)).toBe(false);
    arrive();
    await Promise.resolve();
    expect([log, closed]).toEqual([[], []]);
    type("変数");
    finishComposing();
    await entered;
    expect([log, closed]).toEqual([["focus", "select start", "type 変数"], ["close"]]);
  });

  it("see that it is awaited, once they have typed", async () => {
    const entered = editor.enter({ type: "start" });
    expect(editor.isAwaited.value).toBe(false);
    press(["1"]);
    expect(editor.isAwaited.value).toBe(true);
    arrive();
    await entered;
    expect(editor.isAwaited.value).toBe(false);
  });

  it("closes the field of a cell that is removed meanwhile, and takes no focus", async () => {
    const entering = editor.enter({ type: "start" });
    editor.destroy();
    expect(closed).toEqual(["close"]);
    arrive();
    await entering;
    expect(log).not.toContain("focus");
  });
});
