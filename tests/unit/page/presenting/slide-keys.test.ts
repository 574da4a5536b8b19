import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { commandOf } from "../../../../src/page/presenting/slide-keys.ts";

afterEach(() => vi.unstubAllGlobals());

/** The command of a key that is pressed on the element `#at`. */
function press(html: string, key: string, init: KeyboardEventInit & { handled?: boolean } = {}) {
  const { window } = new JSDOM(`<main tabindex="-1">${html}</main>`);
  vi.stubGlobal("Element", window.Element);
  vi.stubGlobal("getComputedStyle", window.getComputedStyle.bind(window));
  // jsdom has no layout: every box is 100 px high, and its content as high as it says.
  Object.defineProperties(window.Element.prototype, {
    clientHeight: { value: 100 },
    scrollHeight: {
      get(this: Element) {
        return Number(this.getAttribute("data-content") ?? 100);
      },
    },
  });
  // jsdom knows no popovers.
  window.document.querySelector = (
    (find) => (selector: string) =>
      selector === ":popover-open" ? null : find.call(window.document, selector)
  )(window.document.querySelector) as typeof window.document.querySelector;
  const target = window.document.getElementById("at") ?? window.document.body;
  let command: ReturnType<typeof commandOf> = null;
  if (init.handled) target.addEventListener("keydown", (event) => event.preventDefault());
  window.addEventListener("keydown", (event) => {
    command = commandOf(event as unknown as KeyboardEvent);
  });
  target.dispatchEvent(
    new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }),
  );
  return command;
}

const KEYS = [
  "ArrowRight",
  "ArrowLeft",
  "ArrowDown",
  "ArrowUp",
  "PageDown",
  "PageUp",
  "Home",
  "End",
  "f",
  "b",
  "Escape",
];

describe("the keys of slides", () => {
  it("move, blacken and leave", () => {
    expect(KEYS.map((key) => press("", key))).toEqual([
      ...["next", "previous", "forward", "back", "forward", "back", "first", "last"],
      ...["full-screen", "black", "leave"],
    ]);
    expect(press("", "B")).toBe("black");
    expect(press("", "x")).toBeNull();
  });

  it.each([
    ["the editor", `<div class="cm-editor"><div id="at" contenteditable="true"></div></div>`],
    ["a text field", `<input id="at">`],
    ["a slider", `<input type="range" id="at">`],
    ["a choice", `<select id="at"></select>`],
    ["a cell's menu", `<div class="menu"><button id="at"></button></div>`],
  ])("all belong to %s that has the focus", (_, html) => {
    expect(KEYS.map((key) => press(html, key))).toEqual(KEYS.map(() => null));
  });

  it.each([
    ["a figure", `<div class="figure-host"><button id="at"></button></div>`],
    ["a cell's code, which scrolls", `<div class="code" tabindex="0" id="at"></div>`],
  ])("of moving belong to %s, but a remote control still works", (_, html) => {
    for (const key of ["ArrowRight", "ArrowDown", "Home", "End"]) expect(press(html, key)).toBeNull();
    expect(press(html, "PageDown")).toBe("forward");
    expect(press(html, "b")).toBe("black");
  });

  it.each([
    ["outputs that scroll", `<div style="overflow-y: auto" data-content="900" tabindex="0" id="at"></div>`],
    [
      "something in them",
      `<div style="overflow-y: auto" data-content="900" tabindex="0"><a href="" id="at">a</a></div>`,
    ],
  ])("of a page belong to %s, and leave no slide", (_, html) => {
    for (const key of ["PageDown", "PageUp"]) expect(press(html, key)).toBeNull();
    expect(press(html.replace("900", "100"), "PageDown")).toBe("forward");
    expect(press(html.replace("auto", "visible"), "PageDown")).toBe("forward");
  });

  it("do not take the browser's shortcuts, or what an element has handled", () => {
    expect(press("", "f", { ctrlKey: true })).toBeNull();
    expect(press("", "ArrowLeft", { altKey: true })).toBeNull();
    expect(press(`<button id="at"></button>`, "ArrowRight")).toBe("next");
    expect(press(`<button id="at"></button>`, "ArrowRight", { handled: true })).toBeNull();
  });
});
