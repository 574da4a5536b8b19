import { signal } from "@preact/signals";
import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { connectSearch } from "../../../../src/page/search/connect-search.ts";
import { moveAmongResults } from "../../../../src/page/search/move-among-results.ts";

const openSearch = vi.hoisted(() => vi.fn<(load: () => Promise<string>, typed: string) => void>());
vi.mock("../../../../src/page/search/search-dialog.tsx", () => ({ openSearch }));

afterEach(() => {
  vi.unstubAllGlobals();
  openSearch.mockReset();
});

function page(html: string) {
  const { window } = new JSDOM(`<main>${html}</main>`);
  vi.stubGlobal("document", window.document);
  for (const name of ["Element", "HTMLElement"] as const) vi.stubGlobal(name, window[name]);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  /** Presses a key. @returns whether the element gets it, too. */
  const press = (selector: string, key: string, init: KeyboardEventInit = {}): boolean => {
    const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
    return window.document.querySelector(selector)?.dispatchEvent(event) ?? false;
  };
  return { document: window.document, press };
}

describe("while the search is loaded", () => {
  it("letters are kept for it, except where they are typed into a field, and it opens once", async () => {
    const { press } = page('<input><div contenteditable="true"><p>Code</p></div>');
    connectSearch({ load: async () => "", hasKeys: signal(true), onFailure: () => undefined });
    expect(press("main", "/")).toBe(false);
    expect(press("main", "a")).toBe(false);
    expect(press("input", "b")).toBe(true);
    expect(press("p", "c")).toBe(true);
    press("main", "/");
    await vi.waitFor(() => expect(openSearch).toHaveBeenCalled());
    expect(openSearch.mock.calls.map(([, typed]) => typed)).toEqual(["a/"]);
    expect(press("main", "d")).toBe(true);
    press("main", "/");
    await vi.waitFor(() => expect(openSearch).toHaveBeenCalledTimes(2));
  });
});

describe("the keys of the search", () => {
  it("belong to an input method while it composes", () => {
    const { document, press } = page(
      '<input data-search-field><ol class="search-results"><li><a href="#a">A</a></li></ol>',
    );
    document.querySelector("main")?.addEventListener("keydown", moveAmongResults);
    let opened = 0;
    document.querySelector("a")?.addEventListener("click", () => opened++);
    press("input", "Enter", { isComposing: true });
    expect(press("input", "ArrowDown", { isComposing: true })).toBe(true);
    expect([opened, document.activeElement?.tagName]).toEqual([0, "BODY"]);
    press("input", "Enter");
    press("input", "ArrowDown");
    expect([opened, document.activeElement?.tagName]).toEqual([1, "A"]);
  });
});
