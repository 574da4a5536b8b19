import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../../src/lesson/lesson.ts";
import { complaints, readBody } from "../../../fixtures/lessons/read.ts";

/** Divs as nested lists of their classes, prose as its text. */
function outline(blocks: readonly Block[]): unknown[] {
  return blocks.flatMap((block): unknown[] => {
    switch (block.type) {
      case "div":
        return [{ [block.classes.join(" ")]: outline(block.blocks) }];
      case "prose":
        return [block.html.replace(/<[^>]*>/g, "").trim()];
      case "listing":
        return [`code: ${block.source}`];
      default:
        return [];
    }
  });
}

describe("divs", () => {
  it.each([
    ["one", "::: {.note}\na\n:::\n", [{ note: ["a"] }]],
    ["a class without braces", "::: note\na\n:::\n", [{ note: ["a"] }]],
    ["colons at the end", "::: note :::\na\n::::::\n", [{ note: ["a"] }]],
    ["more colons", "::::: {.note}\na\n:::::\n", [{ note: ["a"] }]],
    ["two classes", "::: {.note .wide}\na\n:::\n", [{ "note wide": ["a"] }]],
    [
      "one in another",
      "::: {.note}\na\n\n::: {.tip}\nb\n:::\n\nc\n:::\nd",
      [{ note: ["a", { tip: ["b"] }, "c"] }, "d"],
    ],
    [
      "no empty lines",
      "a\n::: {.note}\nb\n::: {.tip}\nc\n:::\nd\n:::\ne",
      ["a", { note: ["b", { tip: ["c"] }, "d"] }, "e"],
    ],
    ["colons in a fence", "::: {.note}\n```\n:::\n```\n:::\nb", [{ note: ["code: :::"] }, "b"]],
    [
      "colons in a fence of tildes",
      "::: {.note}\n~~~~\n:::\n~~~\n:::\n~~~~\n:::\nb",
      [{ note: ["code: :::\n~~~\n:::"] }, "b"],
    ],
    [
      "an opening in a fence",
      "::: {.note}\n```\n::: {.tip}\n```\n:::\nb",
      [{ note: ["code: ::: {.tip}"] }, "b"],
    ],
    [
      "a fence in a list",
      "::: {.note}\n- a\n\n  ```\n  :::\n  ```\n:::\nb",
      [{ note: [expect.stringContaining(":::")] }, "b"],
    ],
    ["a list before the end", "::: {.note}\n- a\n- b\n:::\nc", [{ note: ["a\nb"] }, "c"]],
    ["a quote before the end", "::: {.note}\n> a\n:::\nc", [{ note: ["a"] }, "c"]],
    [
      "a table before the end",
      "::: {.note}\n| a |\n| - |\n| b |\n:::\nc",
      [{ note: [expect.not.stringContaining(":::")] }, "c"],
    ],
    ["HTML before the end", "::: {.note}\n<div>\na\n</div>\n:::\nc", [{ note: ["a"] }, "c"]],
    ["colons in a comment", "::: {.note}\n<!--\n:::\n-->\na\n:::\nc", [{ note: ["a"] }, "c"]],
    ["an indented one", "  ::: {.note}\n  a\n  :::\nb", [{ note: ["a"] }, "b"]],
    ["one that is code", "    ::: {.note}\n", ["code: ::: {.note}"]],
    ["one at the end of the file", "::: {.note}\na\n:::", [{ note: ["a"] }]],
    ["GitHub's alert", "> [!NOTE]\n> a\n>\n> - b\n\nc", [{ note: ["a\n\nb"] }, "c"]],
    ["GitHub's alert with nothing beside it", "> [!WARNING]\n>\n> a", [{ warning: ["a"] }]],
    ["a quote that is none", "> [!NOTHING]\n> a", ["[!NOTHING]\na"]],
    ["an empty one first", "::: {.note}\n:::\n\n[^1]\n\n[^1]: b\n", [{ note: [] }, "1", "b ↩"]],
  ])("%s", (_, body, expected) => {
    const lesson = readBody(body);
    expect(outline(lesson.blocks)).toEqual(expected);
    expect(complaints(lesson)).toEqual([]);
  });

  it("nest as they are written", () => {
    type Tree = readonly (string | { readonly note: Tree })[];
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.array(
        fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom("text", "```\n:::\n```", "~~~\n::: {.note}\n~~~"),
          tie("tree").map((note) => ({ note })),
        ),
        { maxLength: 3 },
      ),
    }));
    const write = (nodes: Tree): string =>
      nodes
        .map((node) => (typeof node === "string" ? `${node}\n\n` : `::: {.note}\n${write(node.note)}:::\n\n`))
        .join("");
    const expected = (nodes: Tree): unknown[] =>
      nodes.flatMap((node, index): unknown[] => {
        if (typeof node !== "string") return [{ note: expected(node.note) }];
        if (node !== "text") return [`code: ${node.split("\n")[1]}`];
        return index > 0 && nodes[index - 1] === "text" ? [] : ["text"];
      });
    const merge = (nodes: unknown[]): unknown[] =>
      nodes.map((node) => (typeof node === "string" && node.startsWith("text") ? "text" : node));
    const deepMerge = (nodes: unknown[]): unknown[] =>
      merge(nodes).map((node) =>
        typeof node === "object" && node !== null && "note" in node && Array.isArray(node.note)
          ? { note: deepMerge(node.note) }
          : node,
      );
    fc.assert(
      fc.property(tree, (nodes) => {
        const lesson = readBody(write(nodes));
        expect(deepMerge(outline(lesson.blocks))).toEqual(expected(nodes));
        expect(complaints(lesson)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
