import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddress } from "../../../../src/build/site/site-address.ts";

describe("an address of the site", () => {
  test.each([
    ["/", { type: "index" }],
    ["/index.html?a=b", { type: "index" }],
    ["/lessons/a/", { type: "lesson", slug: "a" }],
    ["/lessons/a/index.html#b", { type: "lesson", slug: "a" }],
    ["/lessons/a?backend=cpu", { type: "no-slash", slug: "a" }],
    ["/lessons/a/pictures/b%20c.png?x", { type: "asset", slug: "a", path: "pictures/b c.png" }],
    ["/src/main.ts", { type: "other" }],
    ["/lessons/", { type: "other" }],
    ["/lessons/%E0%A4%A/", { type: "other" }],
  ])("%s", (url, address) => {
    expect(readAddress(url)).toEqual(address);
  });

  test("contains any lesson's name", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("/"));
    fc.assert(
      fc.property(name, (slug) => {
        expect(readAddress(`/lessons/${encodeURIComponent(slug)}/`)).toEqual({ type: "lesson", slug });
      }),
    );
  });
});
