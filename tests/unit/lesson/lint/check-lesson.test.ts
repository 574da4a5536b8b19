import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  type AttributeSchema,
  checkedLesson,
  checkLesson,
  type KnownThings,
} from "../../../../src/lesson/lint/check-lesson.ts";
import { read, readBody } from "../../../fixtures/lessons/read.ts";

const wholeNumber = v.pipe(v.string(), v.regex(/^\d+$/, "Write a whole number."), v.transform(Number));

const known: KnownThings = {
  figures: new Map<string, AttributeSchema>([
    [
      "convolution",
      v.pipe(
        v.object({ input: v.optional(wholeNumber, "7"), kernel: wholeNumber }),
        v.check(({ input, kernel }) => kernel <= input, "The kernel is larger than the input."),
      ),
    ],
    ["pooling", v.strictObject({})],
  ]),
  datasets: ["fashion-mnist"],
  assetExists: (file, path) => file === "lesson.md" && ["a.png", "pooling.md"].includes(path),
};

function complaints(body: string): string[] {
  return checkLesson(readBody(body), known).map(
    ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
  );
}

describe("checkLesson", () => {
  it.each([
    ["a known figure", "::: {.figure name=convolution kernel=3}\nx\n:::", []],
    [
      "an unknown figure",
      "::: {.figure name=convolutoin}\nx\n:::",
      ["4:5 Unknown figure `convolutoin`. Did you mean `convolution`?"],
    ],
    [
      "a figure that is nothing like a known one",
      "::: {.figure name=x}\nx\n:::",
      ["4:5 Unknown figure `x`. Known: `convolution`, `pooling`."],
    ],
    [
      "an unknown attribute",
      "::: {.figure name=convolution kernel=3 kernl=3}\nx\n:::",
      ["4:40 The figure `convolution` has no attribute `kernl`. Did you mean `kernel`?"],
    ],
    [
      "a bad attribute",
      "::: {.figure name=convolution kernel=three}\nx\n:::",
      [
        "4:31 The figure `convolution` does not take `kernel=three`: Write a whole number. Its attributes: `input`, `kernel`.",
      ],
    ],
    [
      "a missing attribute",
      "::: {.figure name=convolution}\nx\n:::",
      [expect.stringMatching(/^4:5 The figure `convolution` needs the attribute `kernel`\. /)],
    ],
    [
      "attributes that do not go together",
      "::: {.figure name=convolution kernel=9}\nx\n:::",
      [
        "4:5 The figure `convolution` cannot be drawn with these attributes: The kernel is larger than the input. Its attributes: `input`, `kernel`.",
      ],
    ],
    [
      "a figure in a hint",
      '::: {.exercise #a title="A"}\nx\n::: {.hint}\n::: {.figure name=x}\nx\n:::\n:::\n:::',
      [expect.stringMatching(/^7:5 Unknown figure `x`/)],
    ],
    ["a picture that is there", "![a](a.png)", []],
    [
      "a missing picture",
      "![a](A.png)",
      ["4:1 There is no file `A.png` beside the lesson. Put it there, or correct the path (case matters)."],
    ],
    ["a lesson that is there", "[a](pooling.md#x)", []],
    [
      "a missing lesson",
      "x\n[a](poolin.md)",
      [expect.stringMatching(/^5:1 There is no lesson `poolin\.md`\. /)],
    ],
    [
      "problems of the text, too, in order",
      "![a](b.png)\n\n[x](#y) ![a](c.png)",
      [
        expect.stringMatching(/^4:1 There is no file/),
        expect.stringMatching(/^6:1 There is no `#y`/),
        expect.stringMatching(/^6:9 There is no file/),
      ],
    ],
  ])("%s", (_, body, expected) => {
    expect(complaints(body)).toEqual(expected);
  });

  it("knows the datasets", () => {
    const lesson = read("---\ntitle: x\ndatasets: [fashion-mnist, fashion-minst]\n---\n");
    expect(checkLesson(lesson, known)).toEqual([
      {
        file: "lesson.md",
        line: 3,
        column: 27,
        message: "Unknown dataset `fashion-minst`.",
        remedy: "Did you mean `fashion-mnist`?",
      },
    ]);
  });
});

describe("checkedLesson", () => {
  it("shows problems after the block they are in", () => {
    const lesson = checkedLesson(readBody("a\n\n::: {.figure name=x}\nx\n:::\n\nb $\\foo$"), known);
    expect(lesson.blocks.map(({ type }) => type)).toEqual(["prose", "figure", "problem", "prose", "problem"]);
    expect(lesson.problems.map(({ line }) => line)).toEqual([6, 10]);
  });
});

describe("the problems after a block", () => {
  it("are in the order of the file", () => {
    const lesson = checkedLesson(readBody("Line\n![](late.png)\n[x](#none)\n![](a.png)\n"), known);
    const problems = lesson.blocks.flatMap((block) =>
      block.type === "problem" ? [`${block.problem.line} ${block.problem.message}`] : [],
    );
    expect(problems).toEqual([
      "5 A picture without a description.",
      "5 There is no file `late.png` beside the lesson.",
      "6 There is no `#none` in this lesson.",
      "7 A picture without a description.",
    ]);
  });
});
