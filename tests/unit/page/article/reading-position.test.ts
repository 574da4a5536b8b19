import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepReadingPosition } from "../../../../src/page/article/reading-position.ts";

/** A page without a layout: each element is as far below the page's top as it says, and what is hidden is nowhere. */
function openPage(html: string, search = "") {
  const { window } = new JSDOM(`<article data-article>${html}</article>`, { url: "https://site.test/cnn/" });
  const frames: (() => void)[] = [];
  const scrolled = { y: 0 };
  Object.defineProperty(window.document, "readyState", { value: "complete" });
  window.Element.prototype.getClientRects = function () {
    return { length: this.closest("[hidden]") === null ? 1 : 0 } as DOMRectList;
  };
  window.Element.prototype.getBoundingClientRect = function () {
    if (this.closest("[hidden]") !== null) return { top: 0, bottom: 0 } as DOMRect;
    const top = Number(this.getAttribute("data-y")) - scrolled.y;
    return { top, bottom: top + 20 } as DOMRect;
  };
  vi.stubGlobal("location", { pathname: "/cnn/", search });
  vi.stubGlobal("AbortController", window.AbortController);
  vi.stubGlobal("innerHeight", 600);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.stubGlobal("scrollBy", ({ top }: { top: number }) => {
    scrolled.y += top;
  });
  return {
    page: window.document,
    scrolled,
    dispatch: (type: string) => window.dispatchEvent(new window.Event(type)),
    /** @returns the number of frames until nothing more is asked for. */
    draw(limit = 1000): number {
      let drawn = 0;
      for (; drawn < limit; drawn += 1) {
        const frame = frames.shift();
        if (frame === undefined) break;
        frame();
      }
      return drawn;
    },
  };
}

const HEADINGS = '<h2 id="a" data-y="1000"></h2><h2 id="b" data-y="3000"></h2>';
const ARRANGED = Promise.resolve();
let stored: Map<string, string>;

/** Leaves the page after scrolling it to `y`. */
function leave(html: string, y: number, search = ""): void {
  type("navigate");
  const { page, scrolled, dispatch } = openPage(html, search);
  keepReadingPosition(page, ARRANGED);
  scrolled.y = y;
  dispatch("pagehide");
}

/** How the page is opened next. */
function type(navigation: string): void {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([
    { type: navigation } as unknown as PerformanceEntry,
  ]);
}

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the reading position", () => {
  it.each(["reload", "back_forward"])(
    "is restored after %s, with other heights above",
    async (navigation) => {
      leave(HEADINGS, 2900);
      type(navigation);
      const { page, scrolled, draw } = openPage(HEADINGS.replace("3000", "3500"));
      keepReadingPosition(page, ARRANGED);
      await ARRANGED;
      expect(draw()).toBeLessThan(100);
      expect(scrolled.y).toBe(3400);
    },
  );

  it("is not restored when the reader opens the page by a link", () => {
    leave(HEADINGS, 2900);
    type("navigate");
    const { page, scrolled, draw } = openPage(HEADINGS);
    keepReadingPosition(page, ARRANGED);
    expect([draw(), scrolled.y]).toEqual([0, 0]);
  });

  it("is forgotten at the top of the page", () => {
    leave(HEADINGS, 2900);
    expect(stored.size).toBe(1);
    leave(HEADINGS, 0);
    expect(stored.size).toBe(0);
  });

  it("is that of the part of the page that the address asks for", () => {
    leave(HEADINGS, 2900);
    type("reload");
    const { page, draw } = openPage(HEADINGS, "?only=a");
    keepReadingPosition(page, ARRANGED);
    expect(draw()).toBe(0);
  });

  it("is nowhere if what the reader saw is hidden now", async () => {
    leave(HEADINGS, 2900);
    type("reload");
    const { page, scrolled, draw } = openPage(`<div hidden>${HEADINGS}</div>`);
    keepReadingPosition(page, ARRANGED);
    await ARRANGED;
    expect([draw(), scrolled.y]).toEqual([0, 0]);
  });

  it("is found in a cell of the reader's own, which comes later", async () => {
    const own = '<div id="cell-mine" data-cell="mine" data-y="5000"></div>';
    leave(HEADINGS + own, 4900);
    type("reload");
    const { page, scrolled, draw } = openPage(HEADINGS);
    let arrange = (): void => undefined;
    const arranged = new Promise<void>((resolve) => {
      arrange = resolve;
    });
    keepReadingPosition(page, arranged);
    expect(draw(200)).toBe(200);
    page.querySelector("article")?.insertAdjacentHTML("beforeend", own);
    arrange();
    await arranged;
    expect(draw()).toBeLessThan(100);
    expect(scrolled.y).toBe(4900);
  });

  it.each(["wheel", "touchstart", "pointerdown", "keydown"])("is left to the reader after %s", (event) => {
    leave(HEADINGS, 2900);
    type("reload");
    const { page, scrolled, dispatch, draw } = openPage(HEADINGS);
    keepReadingPosition(page, ARRANGED);
    draw(3);
    scrolled.y = 100;
    dispatch(event);
    draw();
    expect(scrolled.y).toBe(100);
  });

  it("is not sought for ever on a page that is never complete", () => {
    leave(HEADINGS, 2900);
    type("reload");
    const { page, draw } = openPage(HEADINGS);
    keepReadingPosition(page, new Promise(() => undefined));
    expect(draw()).toBeLessThan(1000);
  });
});
