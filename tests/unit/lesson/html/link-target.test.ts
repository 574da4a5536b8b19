import { describe, expect, it } from "vitest";
import { linkTarget } from "../../../../src/lesson/html/link-target.ts";

describe("linkTarget", () => {
  it.each([
    ["", { type: "none" }],
    ["#a%20b", { type: "anchor", fragment: "a b" }],
    ["https://example.org/a.md", { type: "external" }],
    ["//example.org", { type: "external" }],
    ["\\\\example.org", { type: "external" }],
    ["mailto:a@example.org", { type: "mail" }],
    ["javascript:alert(1)", { type: "refused", scheme: "javascript" }],
    [" \u0001JavaScript:alert(1)", { type: "refused", scheme: "javascript" }],
    ["java\tscript:alert(1)", { type: "refused", scheme: "javascript" }],
    ["a&amp;b", { type: "asset", path: "a&amp;b", suffix: "" }],
    ["data:text/html,x", { type: "refused", scheme: "data" }],
    ["file:///etc/passwd", { type: "refused", scheme: "file" }],
    ["a.png", { type: "asset", path: "a.png", suffix: "" }],
    ["./img/a%20b.png?v=1#x", { type: "asset", path: "img/a b.png", suffix: "?v=1#x" }],
    ["a%2.png", { type: "asset", path: "a%2.png", suffix: "" }],
    ["b.md", { type: "lesson", path: "b.md", fragment: "" }],
    ["./b.md#c", { type: "lesson", path: "b.md", fragment: "c" }],
    ["/a.png", { type: "outside", path: "/a.png" }],
    ["../a.png", { type: "outside", path: "../a.png" }],
    ["a/%2e%2e/%2e%2e/b", { type: "outside", path: "a/../../b" }],
    ["?query", { type: "none" }],
  ])("of %j", (href, expected) => {
    expect(linkTarget(href)).toEqual(expected);
  });
});
