import { describe, expect, it } from "vitest";
import type { Passage } from "../../../../src/lesson/lesson.ts";
import { readBody } from "../../../fixtures/lessons/read.ts";

function passagesOf(body: string): readonly Passage[] {
  return readBody(body).blocks.flatMap((block) => (block.type === "prose" ? block.passages : []));
}

function markdownOf(body: string): string {
  return passagesOf(body)
    .map(({ markdown }) => markdown)
    .join("\n\n");
}

describe("the Markdown for notebooks", () => {
  it.each([
    [
      "text as it is written",
      "Some *text*, `code $x$`,\nand <b>HTML</b>.",
      "Some *text*, `code $x$`,\nand <b>HTML</b>.",
    ],
    [
      "formulas",
      "$a_1$, $$b$$ and\n\n\\begin{align*}\nc &= d\n\\end{align*}",
      "$a_1$, $$b$$ and\n\n\\begin{align*}\nc &= d\n\\end{align*}",
    ],
    ["GitHub's formulas", "$`x_1`$", "$x_1$"],
    ["dollars that are none of a formula", "From $5 to $6, or \\$7.", "From \\$5 to \\$6, or \\$7."],
    ["a bar of a formula in a table", "| a |\n| - |\n| $|x|$ |", "| a |\n| - |\n| $\\vert x\\vert$ |"],
    ["an id of a heading", "## A $x$ {#id}\n\nText.", '## A $x$ <a name="id"></a>\n\nText.'],
    ["an anchor in a heading that is underlined", "A\n---\n\n[x](#a)", 'A <a name="a"></a>\n---\n\n[x](#a)'],
    [
      "a heading that a link leads to",
      "## A title\n\n[x](#a-title)",
      '## A title <a name="a-title"></a>\n\n[x](#a-title)',
    ],
    [
      "a link with its address elsewhere",
      '[a *b*][x], [y]\n\n[x]: https://x.org "t"\n[y]: <https://y.org>',
      '[a *b*](https://x.org "t"), [y](https://y.org)\n\n[x]: https://x.org "t"\n[y]: <https://y.org>',
    ],
    ["a link to a cell", "[x](#train)\n\n```ts {#train}\n1\n```", "[x](#cell-id=train)"],
    [
      "footnotes",
      "Text.[^a][^b]\n\n[^b]: Two\n    lines.\n[^a]: One $x$.",
      'Text.[<sup>1</sup>](#footnote-a)[<sup>2</sup>](#footnote-b)\n\n1. <a name="footnote-a"></a>One $x$.\n2. <a name="footnote-b"></a>Two\n   lines.',
    ],
    [
      "footnotes in a quote",
      "> Text.[^a]\n> More.\n\n[^a]: x",
      '> Text.[<sup>1</sup>](#footnote-a)\n> More.\n\n1. <a name="footnote-a"></a>x',
    ],
  ])("has %s", (_, body, expected) => {
    expect(markdownOf(body)).toBe(expected);
  });

  it("names pictures, each file once, and says where they are", () => {
    expect(
      passagesOf(
        '![A *cat*](pets/a%20cat.png){width=50%} <img src="more/cat.png"> ![](pets/a%20cat.png) ![](https://x.org/y.png)',
      ),
    ).toEqual([
      {
        heading: null,
        markdown:
          '![A *cat*](attachment:a-cat.png)<!-- {width=50%} --> <img src="attachment:cat.png"> ![](attachment:a-cat.png) ![](https://x.org/y.png)',
        attachments: [
          { name: "a-cat.png", path: "pets/a cat.png" },
          { name: "cat.png", path: "more/cat.png" },
        ],
      },
    ]);
    const [same] = passagesOf("![](a/x.png) ![](b/x.png)");
    expect(same?.markdown).toBe("![](attachment:x.png) ![](attachment:x-2.png)");
  });

  it("keeps the paths of files that a notebook cannot carry", () => {
    const body =
      '![](clip.mp4) <video src="clip.mp4" poster="still.png"></video> [data](data.csv)\n\n![a][x]\n\n[x]: song.mp3';
    const passages = passagesOf(body);
    expect(passages.flatMap(({ attachments }) => attachments)).toEqual([]);
    expect(markdownOf(body)).toBe(body.replace("![a][x]", "![a](song.mp3)"));
  });

  it("has a passage for each heading, except inside an HTML element", () => {
    const passages = passagesOf("One.\n\n## Two\n\nText.\n\n<details>\n\n### Three\n\n</details>\n\n## Four");
    expect(passages.map(({ heading }) => heading)).toEqual([null, "two", "four"]);
  });
});
