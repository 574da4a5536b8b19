import { describe, expect, test } from "vitest";
import { addressesIn } from "../../../../src/lesson/html/addresses.ts";
import { nestingDepth, tagsIn } from "../../../../src/lesson/html/html-tags.ts";

describe("the tags in raw HTML", () => {
  test("are found with their attributes and offsets", () => {
    expect(tagsIn('a <b class="x">b</b>')).toEqual([
      { type: "open", name: "b", attributes: [{ name: "class", value: "x", offset: 5 }], offset: 2 },
      { type: "close", name: "b", attributes: [], offset: 16 },
    ]);
  });

  test.each(["textarea", "title", "style", "script", "xmp", "iframe", "noembed", "noframes"])(
    "are not hidden by a comment inside <%s>, which holds only text",
    (name) => {
      const html = `<${name}><!--<i></${name}>${"<div>".repeat(500)}`;
      expect(nestingDepth(html)).toBe(500);
    },
  );
});

describe("the addresses in raw HTML", () => {
  const addresses = (raw: string) => addressesIn({ type: "html", raw }).map(({ href }) => href);

  test("are those of links, pictures and posters", () => {
    const raw = '<a href="a.md"><img src="b.png"></a><video poster="c.png" src="d.webm"></video>';
    expect(addresses(raw)).toEqual(["a.md", "b.png", "c.png", "d.webm"]);
  });

  test("are not those of tags that the page leaves out, which a site must not copy", () => {
    expect(
      addresses('<script src="x.js"></script><link href="a.css"><iframe src="b.html"></iframe>'),
    ).toEqual([]);
    expect(addresses('</a href="a.md">')).toEqual([]);
  });
});
