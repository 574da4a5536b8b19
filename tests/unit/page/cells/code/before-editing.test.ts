import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beforeEditing } from "../../../../../src/page/cells/code/before-editing.ts";

describe("before a reader edits", () => {
  const { window } = new JSDOM('<p></p><div class="code"><b></b></div>');
  const { document } = window;

  function move(selector: string, pointerType = "mouse"): void {
    const event = new window["PointerEvent"]("pointermove", { bubbles: true, pointerType });
    document.querySelector(selector)?.dispatchEvent(event);
  }

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("Element", window.Element);
    vi.stubGlobal("navigator", {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("acts once when the mouse stays over code, moving or not", () => {
    const act = vi.fn();
    beforeEditing(document, act);
    move("b");
    vi.advanceTimersByTime(100);
    move(".code");
    vi.advanceTimersByTime(100);
    expect(act).toHaveBeenCalledTimes(1);
    move("b");
    vi.advanceTimersByTime(1000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["that crosses code", () => [move("b"), vi.advanceTimersByTime(100), move("p")]],
    ["that is a finger", () => move("b", "touch")],
    ["beside code", () => move("p")],
  ])("ignores a pointer %s", (_, happen) => {
    const act = vi.fn();
    const stop = beforeEditing(document, act);
    happen();
    vi.advanceTimersByTime(1000);
    expect(act).not.toHaveBeenCalled();
    stop();
  });

  it("does nothing where the reader saves data", () => {
    vi.stubGlobal("navigator", { connection: { saveData: true } });
    const act = vi.fn();
    beforeEditing(document, act);
    move("b");
    vi.advanceTimersByTime(1000);
    expect(act).not.toHaveBeenCalled();
  });
});
