import { describe, expect, it } from "vitest";
import { enterAction } from "../../../../../src/page/cells/keys/enter-key.ts";

const NO_MODIFIER = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, ...NO_MODIFIER, isComposing: false, keyCode: 13, ...more }) as KeyboardEvent;

describe("Enter on a cell or note", () => {
  it.each([
    [{}, "edit"],
    [{ ctrlKey: true }, "run"],
    [{ metaKey: true }, "run"],
    [{ shiftKey: true }, "run-and-move-on"],
    [{ altKey: true }, "run-and-add"],
    [{ isComposing: true }, null],
    [{ isComposing: true, shiftKey: true }, null],
    [{ keyCode: 229 }, null],
  ])("with %o: %s", (more, action) => {
    expect(enterAction(press("Enter", more))).toBe(action);
  });

  it("is no other key", () => {
    expect(enterAction(press("a"))).toBeNull();
  });
});
