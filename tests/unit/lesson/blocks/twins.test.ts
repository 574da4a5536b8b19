import { describe, expect, it } from "vitest";
import { complaints, read, readBody } from "../../../fixtures/lessons/read.ts";

const CELL = "```ts {#train}\nconst a = 1;\n```\n\n";

function twin(attributes: string, source = "a = 1"): string {
  return `\`\`\`python {${attributes}}\n${source}\n\`\`\`\n\n`;
}

describe("a twin", () => {
  it("belongs to the cell that it names, and is no block of its own", () => {
    const lesson = readBody(`${CELL}Text.\n\n${twin('.twin of="train"', "import keras\n\nkeras.version()")}`);
    expect(lesson.problems).toEqual([]);
    expect(lesson.blocks).toMatchObject([
      {
        type: "cell",
        twin: {
          line: 10,
          source: "import keras\n\nkeras.version()",
          html: expect.stringContaining('<span class="tok-keyword">import</span> <span'),
        },
      },
      { type: "prose" },
    ]);
  });

  it("may be that of an exercise's starter", () => {
    const starter = "```ts {#a .starter}\nconst a = 1;\n```\n\n```ts {.check}\ncheck(true, '');\n```\n\n";
    const lesson = readBody(`::: {.exercise #e title="E"}\nTask.\n\n${starter}${twin(".twin of=a")}:::\n`);
    expect(lesson.problems).toEqual([]);
    expect(lesson.blocks).toMatchObject([
      {
        type: "exercise",
        exercise: { starter: { twin: { source: "a = 1" } }, task: [{ type: "prose" }] },
      },
    ]);
  });

  it("is not needed", () => {
    expect(readBody(CELL).blocks).toMatchObject([{ type: "cell", twin: null }]);
  });

  it.each([
    [
      "of an unknown cell",
      CELL + twin(".twin of=trian"),
      "8:18 A twin of `trian`, which is not a cell of this lesson.",
    ],
    ["of no cell", CELL + twin(".twin"), "8:11 A twin without a cell."],
    ["above its cell", twin(".twin of=train") + CELL, "4:18 The twin of `train` is above its cell."],
    ["that is the second", CELL + twin(".twin of=train").repeat(2), "12:18 A second twin of `train`."],
    [
      "in a list",
      `${CELL}- x\n\n  ${twin(".twin of=train").trim().replaceAll("\n", "\n  ")}\n`,
      "10:13 A list or a quote cannot contain a cell: this code is shown, but does not run.",
    ],
    ["with an id", CELL + twin("#b .twin of=train"), "8:11 Code in `python` does not run."],
    ["with an unknown attribute", CELL + twin(".twin of=train x=1"), "8:27 Unknown attribute `x` of a cell."],
  ])("%s is a problem", (_, body, problem) => {
    expect(complaints(readBody(body))).toEqual([problem]);
  });

  it("that belongs to no cell is shown as a listing, with the problem", () => {
    const lesson = readBody(CELL + twin(".twin of=trian"));
    expect(lesson.blocks.map(({ type }) => type)).toEqual(["cell", "listing", "problem"]);
    expect(lesson.problems[0]?.remedy).toBe("Did you mean `train`?");
  });
});

describe("the address of the notebook in Colab", () => {
  it.each([
    "https://colab.research.google.com/github/you/course/blob/main/cnn.ipynb",
    "https://colab.research.google.com/drive/1aB_c-2?usp=sharing#scrollTo=x",
  ])("%s", (address) => {
    expect(read(`---\ntitle: x\ncolab: ${address}\n---\n`)).toMatchObject({ colab: address, problems: [] });
  });

  it.each([
    "http://colab.research.google.com/x",
    "https://colab.research.google.com.example.org/x",
    "https://colab.research.google.com@example.org/x",
    "javascript:alert(1)//colab.research.google.com/",
    "cnn.ipynb",
  ])("is refused: %s", (address) => {
    const lesson = read(`---\ntitle: x\ncolab: ${JSON.stringify(address)}\n---\n`);
    expect(complaints(lesson)).toEqual([`3:8 \`${address}\` is not the address of a notebook in Colab.`]);
    expect(lesson.colab).toBeNull();
  });
});
