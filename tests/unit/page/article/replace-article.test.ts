import { JSDOM } from "jsdom";
import { afterEach, expect, it, vi } from "vitest";
import { replaceArticle } from "../../../../src/page/article/replace-article.ts";

afterEach(() => vi.unstubAllGlobals());

const textOf = (article: string) =>
  `<main><h1>A lesson</h1><article data-article>${article}</article></main>`;

/** Puts the second article in place of the first. */
function replaced(
  before: string,
  after: string,
): { readonly kept: readonly boolean[]; readonly html: string } {
  const { window } = new JSDOM(textOf(before));
  const { document: page } = window;
  vi.stubGlobal("document", page);
  vi.stubGlobal("Element", window.Element);
  vi.stubGlobal("innerHeight", 600);
  vi.stubGlobal("scrollBy", () => undefined);
  const article = page.querySelector("article");
  const old = new Set<Element>(article?.children);
  replaceArticle(page, new window.DOMParser().parseFromString(textOf(after), "text/html"));
  return {
    kept: [...(article?.children ?? [])].map((child) => old.has(child)),
    html: article?.innerHTML ?? "",
  };
}

const prose = (text: string) => `<div class="prose"><p>${text}</p></div>`;
const island = (name: string, text: string) => `<div data-island="${name}">${text}</div>`;

it("keeps what is the same, so that it is not laid out again", () => {
  const before = [prose("a"), prose("b"), island("cell:x", "live"), prose("c"), prose("c")];
  const after = [
    prose("new"),
    prose("a"),
    island("cell:x", ""),
    prose("b!"),
    prose("c"),
    prose("c"),
    prose("c"),
  ];
  const { kept, html } = replaced(before.join(""), after.join(""));
  expect(kept).toEqual([false, true, true, false, true, true, false]);
  expect(html).toBe(after.join("").replace(island("cell:x", ""), island("cell:x", "live")));
});

it("follows parts that change places", () => {
  const after = [prose("c"), prose("a"), prose("b")].join("");
  const { kept, html } = replaced([prose("a"), prose("b"), prose("c")].join(""), after);
  expect(kept).toEqual([true, true, true]);
  expect(html).toBe(after);
});

it("leaves live parts as they are when a block is written above others", () => {
  const callout = (text: string) => `<div class="callout">${text}</div>`;
  const blocks = (inside: string) =>
    ["a", "b", "c"].map((name) => prose(name) + callout(name) + island(`cell:${name}`, inside)).join("");
  const { kept, html } = replaced(blocks("live"), callout("new") + blocks(""));
  expect(kept).toEqual([false, ...Array.from({ length: 9 }, () => true)]);
  expect(html).toBe(callout("new") + blocks("live"));
});

it("keeps a figure that its caption or its order changes, and not one with other attributes", () => {
  const figure = (id: string, attributes: string, caption: string, drawn: string) =>
    `<figure id="${id}" data-figure="f"><div data-figure-host="${id}" data-figure-attributes="${attributes}">${drawn}</div><figcaption>${caption}</figcaption></figure>`;
  const { html } = replaced(
    figure("one", "a=1", "One.", "drawn") + figure("two", "", "Two.", "drawn"),
    figure("two", "", "Second.", "") + figure("one", "a=2", "One.", ""),
  );
  expect(html).toBe(figure("two", "", "Second.", "drawn") + figure("one", "a=2", "One.", ""));
});

it("keeps the cell of an exercise whose text changes", () => {
  const exercise = (text: string, inside: string) =>
    `<section id="one"><p>${text}</p>${island("cell:x", inside)}</section>`;
  const { kept, html } = replaced(exercise("Add.", "live"), prose("new") + exercise("Subtract.", ""));
  expect(kept).toEqual([false, true]);
  expect(html).toBe(prose("new") + exercise("Subtract.", "live"));
});
