import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addLinkNotes } from "../../../../src/page/printing/link-notes.ts";

afterEach(() => vi.unstubAllGlobals());

/** An article on a page of `https://lectern.test`, with its notes. */
function annotate(html: string) {
  const url = "https://lectern.test/lessons/a/";
  const { window } = new JSDOM(`<article>${html}</article>`, { url });
  vi.stubGlobal("document", window.document);
  const article = window.document.querySelector("article");
  if (article === null) throw new Error("No article.");
  const before = article.innerHTML;
  const remove = addLinkNotes(article);
  return {
    article,
    marks: Array.from(article.querySelectorAll(".link-mark"), (mark) => mark.textContent),
    list: Array.from(article.querySelectorAll(".link-notes li"), (item) => item.textContent),
    remove,
    before,
  };
}

describe("the notes of links on paper", () => {
  it("number each address once, in the order of the text", () => {
    const { marks, list } = annotate(
      `<p><a href="https://a.test/x/">x</a> <a href="http://b.test">y</a> <a href="https://a.test/x/">z</a></p>`,
    );
    expect(marks).toEqual(["1", "2", "1"]);
    expect(list).toEqual(["a.test/x", "b.test"]);
  });

  it("name other pages of the site, but not places on this one", () => {
    const { list } = annotate(`<a href="#cell-a">a</a> <a href="../b/#c">b</a>`);
    expect(list).toEqual(["lectern.test/lessons/b/#c"]);
  });

  it("leave out what is not printed, and addresses that are their own text", () => {
    const { list } = annotate(
      `<details class="disclosure"><summary>Hint</summary><a href="https://a.test">a</a></details>
       <aside hidden><a href="https://b.test">b</a></aside> <a href="https://c.test/d">https://c.test/d</a>`,
    );
    expect(list).toEqual([]);
  });

  it("count those of an opened solution", () => {
    const { list } = annotate(
      `<details class="disclosure" open><summary>Solution</summary><a href="https://a.test">a</a></details>`,
    );
    expect(list).toEqual(["a.test"]);
  });

  it("follow an endnote, before the arrow that leads back", () => {
    const { article, list } = annotate(
      `<section class="footnotes"><ol><li><p><a href="https://doi.org/1">Title</a>, 1990. <a href="#r" class="footnote-back">↩</a></p></li></ol></section>`,
    );
    expect(list).toEqual([]);
    expect(article.querySelector("li")?.textContent).toBe("Title, 1990.  doi.org/1↩");
  });

  it("are gone afterwards", () => {
    const { article, remove, before } = annotate(`<p><a href="https://a.test">x</a></p>`);
    expect(article.innerHTML).not.toBe(before);
    remove();
    expect(article.innerHTML).toBe(before);
  });
});
