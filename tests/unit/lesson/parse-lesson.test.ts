import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complaints, htmlOf, read, readBody } from "../../fixtures/lessons/read.ts";

/** Pieces of lesson syntax, which strings made of characters would seldom hit upon. */
const piece = fc.constantFrom(
  ..."--- ::: ``` ~~~ ```ts $ $$ \\begin{align} \\end{align} \\frac{ } { {#a} {.figure {.exercise .check} > - 1. # ##".split(
    " ",
  ),
  "\n",
  "\n\n",
  "\r\n",
  "\r",
  "\t",
  "    ",
  "\0",
  "\uFEFF",
  "\uD800",
  "::: {.figure name=x}\n",
  "::: {.exercise #e title=t}\n",
  "::: {.hint}\n",
  "::: {.solution}\n",
  "```ts {#c .starter}\n",
  "```ts {.check}\n",
  "\n:::\n",
  "\n```\n",
  "---\ntitle: x\ndatasets: [a]\n---\n",
  "title: [",
  "[^1]",
  "[^1]: note",
  "[a](#b)",
  "![](x.png)",
  "[x]: /y",
  "<div>",
  "</div>",
  "<!--",
  "-->",
  "<script>",
  "| a | b |\n| - | - |\n",
  "const x = 1",
  "__proto__",
  "&amp;",
  "\\",
  "*",
  "_",
  "[",
  "](",
);
const source = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 }).map((pieces) => pieces.join("")),
);

describe("parseLesson", () => {
  it("makes a lesson of any text", () => {
    fc.assert(
      fc.property(source, (text) => {
        const lesson = read(text);
        expect(lesson.slug).toBe("lesson");
        for (const { line, column, message, remedy } of lesson.problems) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toBe("");
          expect(remedy).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("can read any lesson", () => {
    fc.assert(
      fc.property(source, (text) => {
        expect(complaints(read(text)).join("\n")).not.toContain("cannot be read");
      }),
      { numRuns: 300 },
    );
  });

  it("returns plain data", () => {
    fc.assert(
      fc.property(source, (text) => {
        const lesson = read(text);
        expect(JSON.parse(JSON.stringify(lesson))).toEqual(JSON.parse(JSON.stringify(read(text))));
        expect(structuredClone(lesson)).toEqual(lesson);
      }),
      { numRuns: 100 },
    );
  });

  it("shows every problem once, where it is", () => {
    fc.assert(
      fc.property(source, (text) => {
        const { problems, blocks } = read(text);
        const shown = JSON.stringify(blocks).split('"type":"problem"').length - 1;
        expect(shown).toBe(problems.length);
      }),
      { numRuns: 200 },
    );
  });

  it("accepts any line ends", () => {
    fc.assert(
      fc.property(source, (text) => {
        const unix = text.replace(/\r\n?/g, "\n");
        expect(read(unix.replaceAll("\n", "\r\n"))).toEqual(read(unix));
      }),
      { numRuns: 100 },
    );
  });

  for (const [name, text] of Object.entries({
    quotes: `${">".repeat(3000)} deep`,
    "quotes with blanks": `${"> ".repeat(3000)} deep`,
    lists: Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n"),
    "lists in a line": `${"- ".repeat(2000)} x`,
    emphasis: `${"*a ".repeat(2000)}${"*".repeat(2000)}`,
    "strong emphasis": `${"**a _b ".repeat(1000)}${"_ ** ".repeat(1000)}`,
    brackets: `${"[".repeat(3000)}x${"](y)".repeat(3000)}`,
    pictures: `${"![".repeat(1000)}x${"](y)".repeat(1000)}`,
    divs: `${"::: {.note}\n".repeat(300)}x\n${":::\n".repeat(300)}`,
    "unclosed divs": "::: {.note}\n".repeat(1000),
    braces: `$${"{".repeat(3000)}x${"}".repeat(3000)}$`,
    roots: `$${"\\sqrt{".repeat(1000)}x${"}".repeat(1000)}$`,
    html: `${"<div>".repeat(5000)}x`,
    "html in lines": `${"<b>".repeat(3000)}x`,
    "code that is nested": `\`\`\`ts {#a}\n${"(".repeat(20_000)}\n\`\`\``,
    "front matter": `---\ntitle: ${"[".repeat(5000)}\n---\n`,
  })) {
    it(`survives ${name}, nested a thousand times`, () => {
      const lesson = readBody(text);
      expect(lesson.problems.length + htmlOf(lesson.blocks).length).toBeGreaterThan(0);
    });
  }
});
