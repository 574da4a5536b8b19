import { beforeEach, describe, expect, it } from "vitest";
import type { CodeEditor } from "../../../../../src/page/cells/code/code-editor.ts";
import { LazyEditor } from "../../../../../src/page/cells/code/lazy-editor.ts";

/** What the editor and the cell were asked to do, in order. */
let log: string[] = [];
let arrive = (): void => undefined;
let fail = (): void => undefined;
let editor: LazyEditor;

beforeEach(() => {
  log = [];
  const created: CodeEditor = {
    focus: ({ type }) => log.push(`focus ${type}`),
    type: (text) => log.push(`type ${text}`),
    cursor: () => 0,
    replace: () => undefined,
    destroy: () => undefined,
  };
  editor = new LazyEditor(
    () =>
      new Promise((resolve, reject) => {
        arrive = () => resolve(created);
        fail = () => reject(new Error("offline"));
      }),
  );
});

function press(...keys: readonly string[]): void {
  for (const key of keys)
    editor.keyAhead({ key, ctrlKey: false, altKey: false, metaKey: false } as KeyboardEvent);
}

const run = (): void => void log.push("run");

describe("a reader who enters an editor that is still being loaded", () => {
  it("runs what they typed, and goes on typing", async () => {
    const entered = editor.enter({ type: "start" });
    press("1", "x", "Backspace", "Enter");
    editor.act(run, false);
    press("2");
    expect([log, editor.isEntering]).toEqual([[], true]);
    arrive();
    await entered;
    expect([log, editor.isEntering]).toEqual([["focus start", "type 1\n", "run", "type 2"], false]);
  });

  it("moves on once, and what they press then is not for the editor", async () => {
    const entered = editor.enter({ type: "start" });
    press("1");
    editor.act(run, true);
    editor.act(run, true);
    press("2");
    arrive();
    await entered;
    expect(log).toEqual(["focus start", "type 1", "run"]);
  });

  it.each([
    ["presses Escape", () => press("Escape")],
    ["goes elsewhere", () => editor.cancel()],
  ])("is not moved into it after they %s", async (_what, leave) => {
    const entered = editor.enter({ type: "start" });
    press("1");
    leave();
    expect(editor.isEntering).toBe(false);
    // A cell that is not being entered runs at once.
    editor.act(run, true);
    arrive();
    await entered;
    expect(log).toEqual(["run"]);
  });

  it("enters where they have clicked last, once", async () => {
    const entered = [editor.enter({ type: "start" }), editor.enter({ type: "point", x: 1, y: 1 })];
    press("1");
    arrive();
    await Promise.all(entered);
    expect(log).toEqual(["focus point", "type 1"]);
  });

  it("runs nothing without what they typed if it cannot be loaded", async () => {
    const entered = editor.enter({ type: "start" });
    press("1");
    editor.act(run, true);
    fail();
    await entered;
    expect([log, editor.isEntering, editor.state.value]).toEqual([[], false, "missing"]);
  });
});
