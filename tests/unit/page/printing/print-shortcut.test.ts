import { describe, expect, it } from "vitest";
import { isPrintShortcut } from "../../../../src/page/printing/printing.ts";

const MAC = "MacIntel";
const LINUX = "Linux x86_64";

function press(init: Partial<KeyboardEvent>): KeyboardEvent {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false };
  return { key: "p", ...none, ...init } as KeyboardEvent;
}

describe("the shortcut that prints", () => {
  it("is ⌘-P on Apple's machines, where Ctrl-P moves up in text", () => {
    expect(isPrintShortcut(press({ metaKey: true }), MAC)).toBe(true);
    expect(isPrintShortcut(press({ ctrlKey: true }), MAC)).toBe(false);
  });

  it("is Ctrl-P elsewhere, unless something has used the key already", () => {
    expect(isPrintShortcut(press({ ctrlKey: true }), LINUX)).toBe(true);
    expect(isPrintShortcut(press({ ctrlKey: true, defaultPrevented: true }), LINUX)).toBe(false);
    expect(isPrintShortcut(press({ ctrlKey: true, shiftKey: true }), LINUX)).toBe(false);
    expect(isPrintShortcut(press({}), LINUX)).toBe(false);
  });
});
