import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { enterBlocks } from "../../../../src/page/article/enter-blocks.ts";

const PAGE = `<div data-article>
  <div class="prose"><p id="text"></p></div>
  <div class="island" id="island"><button></button></div>
  <section class="exercise" id="exercise"><div class="island"><button></button></div></section>
</div>`;

/** What an observer of intersections reports, as the test decides. */
type Report = Pick<IntersectionObserverEntry, "target" | "isIntersecting">;

function open() {
  const { document, Element, Event } = new JSDOM(PAGE).window;
  const observed = new Set<Element>();
  let report: (entries: readonly Report[]) => void = () => undefined;
  vi.stubGlobal("Element", Element);
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: readonly Report[]) => void) {
        report = callback;
      }
      observe = (element: Element) => observed.add(element);
      unobserve = (element: Element) => observed.delete(element);
    },
  );
  enterBlocks(document);
  return {
    observed,
    report: (target: Element, isIntersecting: boolean) => report([{ target, isIntersecting }]),
    element(selector: string): Element {
      const found = document.querySelector(selector);
      if (found === null) throw new Error(`There is no ${selector}.`);
      return found;
    },
    dispatch(selector: string, type: "pointerover" | "focusin") {
      document.querySelector(selector)?.dispatchEvent(new Event(type, { bubbles: true }));
    },
    entered: () => Array.from(document.querySelectorAll("[data-entered]"), ({ id }) => id),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a block that the reader points at or focuses", () => {
  it("is marked, and the text around it is not", () => {
    const page = open();
    page.dispatch("#text", "pointerover");
    expect(page.entered()).toEqual([]);
    page.dispatch("#island button", "pointerover");
    page.dispatch("#exercise button", "focusin");
    expect(page.entered()).toEqual(["island", "exercise"]);
  });

  it("stays marked when the reader leaves it, until it is far from the window", () => {
    const page = open();
    page.dispatch("#island button", "pointerover");
    page.dispatch("#text", "pointerover");
    page.report(page.element("#island"), true);
    expect(page.entered()).toEqual(["island"]);
    page.report(page.element("#island"), false);
    expect(page.entered()).toEqual([]);
    expect(page.observed.size).toBe(0);
    page.dispatch("#island button", "focusin");
    expect(page.entered()).toEqual(["island"]);
  });
});
