import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

let show: (markdown: string) => HTMLElement;

beforeAll(async () => {
  const { window } = new JSDOM("<!doctype html><body></body>");
  vi.stubGlobal("window", window);
  const { showNote } = await import("../../../../../src/page/cells/notes/show-note.ts");
  show = (markdown) => {
    const element = window.document.createElement("div");
    showNote(element, markdown, "mine-1");
    return element;
  };
});

afterAll(() => {
  vi.unstubAllGlobals();
});

describe("a note", () => {
  it("has the Markdown and the mathematics of a lesson, with headings below those of the lesson", () => {
    const note = show(
      "# Title\n\n- $x^2$\n\n$$\\sum_i i$$\n\n```ts\nconst a = 1;\n```\n\nA fact.[^1]\n\n[^1]: The source.",
    );
    expect(note.querySelector("h3")?.id).toBe("mine-1-heading-1");
    expect(note.querySelectorAll("math")).toHaveLength(2);
    expect(note.querySelector(".math-display")).not.toBeNull();
    expect(note.querySelector("pre .tok-keyword")?.textContent).toBe("const");
    expect(note.querySelector(".footnote-ref")?.getAttribute("href")).toBe("#mine-1-footnote-1");
    expect(note.querySelector("#mine-1-footnote-1")?.textContent).toContain("The source.");
  });

  it.each([
    ["<script>attack()</script>", "script"],
    ['<img src="x" onerror="attack()">', "[onerror]"],
    ["[click](javascript:attack())", '[href^="javascript:"]'],
    ['<iframe srcdoc="<script>attack()</script>"></iframe>', "iframe"],
    ["<style>* { display: none }</style>", "style"],
    ['<div style="position: fixed; inset: 0">x</div>', "[style]"],
    ['<p class="notice dialog toolbar">Type your password</p>', ".notice, .dialog, .toolbar"],
    ['<section data-cell="train" id="cell-train">x</section>', '[data-cell], [id="cell-train"]'],
    ["<form action='https://a.test'><input name='x'></form>", "form, input"],
    ["# cell-train", '[id="cell-train"]'],
    ["<svg><script>attack()</script></svg>", "svg, script"],
  ])("cannot contain %s", (markdown, selector) => {
    const control = new JSDOM(`<body>${markdown}<script></script></body>`).window.document;
    expect(control.body.childNodes.length).toBeGreaterThan(0);
    expect(show(markdown).querySelector(selector)).toBeNull();
  });

  it.each([["a".repeat(60_000)], ["> ".repeat(4000)], [`$${"{".repeat(400)}$`]])(
    "that is too much to draw is shown as it was written",
    (markdown) => {
      expect(show(markdown).textContent?.length).toBeGreaterThan(0);
    },
  );
});
