import { describe, expect, it } from "vitest";
import { createCommandReader, letterKeys } from "../../../../../src/page/cells/keys/command-keys.ts";

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  }) as KeyboardEvent;

describe("the keys of a cell in command mode", () => {
  it.each([
    ["a", {}, "add-above"],
    ["B", {}, "add-below"],
    ["m", {}, "to-note"],
    ["M", { shiftKey: true }, "merge"],
    ["m", { shiftKey: true }, "merge"],
    ["J", { shiftKey: true }, "move-down"],
    ["?", { shiftKey: true }, "help"],
    ["q", {}, null],
    ["Enter", {}, null],
  ])("%s with %o: %s", (key, modifiers, command) => {
    expect(createCommandReader().read(press(key, modifiers))).toBe(command);
  });

  it("deletes only with D twice in a row", () => {
    const reader = createCommandReader();
    expect(reader.read(press("d"))).toBe("pending");
    expect(reader.read(press("j"))).toBe("next");
    expect(reader.read(press("d"))).toBe("pending");
    expect(reader.read(press("d"))).toBe("delete");
    expect(reader.read(press("d"))).toBe("pending");
  });

  it("does not delete when D is held down", () => {
    const reader = createCommandReader();
    reader.read(press("d"));
    const held = [1, 2, 3].map(() => reader.read(press("d", { repeat: true })));
    expect(held).not.toContain("delete");
  });

  it("deletes only while the focus stays", () => {
    const reader = createCommandReader();
    reader.read(press("d"));
    reader.leave();
    expect(reader.read(press("d"))).toBe("pending");
  });

  it("leaves keys that compose a text to what composes it", () => {
    expect(createCommandReader().read(press("a", { isComposing: true }))).toBeNull();
    expect(createCommandReader().read(press("a", { keyCode: 229 }))).toBeNull();
  });

  it("leaves keys with Control, Alt or Meta to the browser and to screen readers", () => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"])
      for (const key of ["a", "b", "d", "z", "?"])
        expect(createCommandReader().read(press(key, { [modifier]: true }))).toBeNull();
  });

  it("are all listed", () => {
    // D is pressed twice, and the search reads its own key.
    const listed = letterKeys()
      .map(({ keys }) => keys)
      .filter((keys) => keys !== "D D" && keys !== "/");
    for (const keys of listed) {
      const letter = keys.replace("Shift+", "");
      const shiftKey = keys.startsWith("Shift+");
      expect(
        createCommandReader().read(press(shiftKey ? letter : letter.toLowerCase(), { shiftKey })),
      ).not.toBeNull();
    }
  });
});
