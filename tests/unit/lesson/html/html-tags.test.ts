import { describe, expect, test } from "vitest";
import { addressesIn } from "../../../../src/lesson/html/addresses.ts";
import { isDeeper, tagsIn, textRanges, unclosedElements } from "../../../../src/lesson/html/html-tags.ts";
import { lexMarkdown } from "../../../../src/lesson/markdown/lex.ts";
import { descendants } from "../../../../src/lesson/markdown/offsets.ts";

describe("the tags in raw HTML", () => {
  test("are found with their attributes and offsets", () => {
    expect(tagsIn('a <b class="x">b</b>')).toEqual([
      {
        type: "open",
        name: "b",
        attributes: [{ name: "class", value: "x", offset: 5, end: 14 }],
        offset: 2,
        end: 15,
      },
      { type: "close", name: "b", attributes: [], offset: 16, end: 20 },
    ]);
  });

  test.each(["textarea", "title", "style", "script", "xmp", "iframe", "noembed", "noframes"])(
    "are not hidden by a comment inside <%s>, which holds only text",
    (name) => {
      const html = `<${name}><!--<i></${name}>${"<div>".repeat(500)}`;
      expect([isDeeper(html, 499), isDeeper(html, 500)]).toEqual([true, false]);
    },
  );
});

describe("the text in raw HTML", () => {
  test.each([
    ["a<b>c</b>d", ["a", "c", "d"]],
    ["<p title='$x$'>a<!-- <i>$y$ -->b", ["a", "b"]],
    ["a<code>b<i>c</i></code>d", ["a", "d"]],
    ["a<!-- b", ["a"]],
  ])("%s", (html, texts) => {
    expect(textRanges(html).map(({ start, end }) => html.slice(start, end))).toEqual(texts);
  });
});

describe("the elements that are not closed", () => {
  test.each([
    [["<b>", "a</b>"], []],
    [["<b><i>", "</b>"], ["i 13"]],
    [["<p>a<li>b<br></ul>"], []],
  ])("of %j", (htmls, expected) => {
    const found = unclosedElements(htmls.map((html, index) => ({ html, start: (index + 1) * 10 })));
    expect(found.map(({ name, offset }) => `${name} ${offset}`)).toEqual(expected);
  });
});

describe("the addresses in raw HTML", () => {
  const addresses = (raw: string) => addressesIn({ type: "html", raw }).map(({ href }) => href);

  test("are those of links, pictures and posters", () => {
    const raw = '<a href="a.md"><img src="b.png"></a><video poster="c.png" src="d.webm"></video>';
    expect(addresses(raw)).toEqual(["a.md", "b.png", "c.png", "d.webm"]);
  });

  test.each([
    ['<a href="java&Tab;script&colon;alert(1)">', "java\tscript:alert(1)"],
    ['<a href="a&amp;amp;b">', "a&amp;b"],
  ])("%s: have their character references decoded once", (raw, href) => {
    expect(addresses(raw)).toEqual([href]);
  });

  test.each([
    ["[x](java&Tab;script&colon;alert(1))", "java\tscript:alert(1)"],
    ["[x](&#106;avascript:alert(1))", "javascript:alert(1)"],
    ["[x](a&amp;amp;b)", "a&amp;b"],
  ])("%s: those of Markdown as well", (markdown, href) => {
    const found = [...descendants(lexMarkdown(markdown).tokens)].flatMap(addressesIn);
    expect(found).toEqual([{ href, use: "link", offset: 0 }]);
  });

  test("are not those of tags that the page leaves out, which a site must not copy", () => {
    expect(
      addresses('<script src="x.js"></script><link href="a.css"><iframe src="b.html"></iframe>'),
    ).toEqual([]);
    expect(addresses('</a href="a.md">')).toEqual([]);
  });
});
