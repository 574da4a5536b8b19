import { describe, expect, it } from "vitest";
import type { Exercise } from "../../../../src/lesson/lesson.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import { complaints, readBody, sanitize } from "../../../fixtures/lessons/read.ts";

function quiz(answers: string, attributes = '#width title="The width"'): string {
  return `::: {.quiz ${attributes}}\nHow wide is it?\n\n${answers}\n:::\n`;
}

function exerciseOf(body: string): Exercise {
  const [first] = readBody(body).blocks.flatMap((block) =>
    block.type === "exercise" ? [block.exercise] : [],
  );
  if (first === undefined) throw new Error("The lesson has no exercise.");
  return first;
}

function readWithheld(body: string) {
  return parseLesson("lesson.md", `---\ntitle: A\n---\n${body}`, { sanitize, solutions: "withheld" });
}

describe("a quiz", () => {
  const body = quiz(
    "- [ ] $28$ or **more**\n\n  That takes padding,\n\n  of two paragraphs.\n\n- [x] 24\n- [ ] 23\n\n::: {.hint}\nCount.\n:::\n\n::: {.solution}\nSo.\n:::",
  );

  it("is an exercise with answers, of which the checked ones are right", () => {
    const exercise = exerciseOf(body);
    expect(complaints(readBody(body))).toEqual([]);
    expect(exercise).toMatchObject({
      id: "width",
      title: "The width",
      number: 1,
      task: [{ type: "prose", html: "<p>How wide is it?</p>\n" }],
      starter: null,
      quiz: {
        several: false,
        answers: [
          {
            html: expect.stringMatching(/katex.*<\/span> or <strong>more<\/strong>$/s),
            markdown: { markdown: "$28$ or **more**" },
            isRight: false,
            explanation: { html: "<p>That takes padding,</p>\n<p>of two paragraphs.</p>\n" },
          },
          { html: "24", isRight: true, explanation: null },
          { html: "23", isRight: false, explanation: null },
        ],
        right: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      },
      hints: [[{ html: "<p>Count.</p>\n" }]],
      solution: [{ html: "<p>So.</p>\n" }],
    });
  });

  it("has several right answers if more than one is checked", () => {
    const { quiz: read } = exerciseOf(quiz("- [x] a\n- [X] b\n- [ ] c"));
    expect(read?.several).toBe(true);
    expect(read?.right).toHaveLength(2);
  });

  it("is numbered among the exercises, and can be referred to", () => {
    const lesson = readBody(
      `::: {.exercise #one title="One"}\nThink.\n:::\n\n${quiz("- [x] a\n- [ ] b", '#exr-two title="Two"')}\nSee @exr-two.\n`,
    );
    expect(complaints(lesson)).toEqual([]);
    expect(lesson.blocks[1]).toMatchObject({ exercise: { number: 2 } });
    expect(lesson.blocks[2]).toMatchObject({ html: expect.stringContaining(">Exercise&nbsp;2</a>") });
  });

  it("keeps the keys of its answers when they are moved", () => {
    const keys = (answers: string) => exerciseOf(quiz(answers)).quiz?.answers.map(({ key }) => key);
    const [a, b] = keys("- [x] a\n- [ ] b") ?? [];
    expect(keys("- [ ] c\n- [ ] b\n\n  Because.\n- [x] a\n")).toEqual([expect.any(String), b, a]);
    expect(a).not.toBe(b);
  });

  it("can have a cell in its question, but none for the reader", () => {
    const question = "```ts {#a}\n1\n```\n\n- [x] 1\n- [ ] 2";
    expect(complaints(readBody(quiz(question)))).toEqual([]);
    expect(exerciseOf(quiz(question)).task).toMatchObject([{ type: "prose" }, { type: "cell" }]);
    expect(complaints(readBody(quiz(question.replace("#a", "#a .starter"))))).toEqual([
      "7:1 A quiz with a cell for the reader.",
    ]);
  });
});

describe("an answer", () => {
  it("can be a text that is too long for a line, unless its explanation would be published so", () => {
    const long = quiz(`- [x] ${"a long answer ".repeat(5)}\n  of two lines\n- [ ] b`);
    expect(complaints(readBody(long))).toEqual([]);
    expect(complaints(readWithheld(long))).toEqual(["7:1 An answer of several lines."]);
  });

  it("is one of at most 100", () => {
    const answers = Array.from({ length: 102 }, (_, index) => `- [x] ${index}`).join("\n");
    expect(exerciseOf(quiz(answers)).quiz?.answers).toHaveLength(100);
    expect(exerciseOf(quiz(answers)).quiz?.right).toHaveLength(100);
  });

  it("has its explanation checked also if it is withheld", () => {
    const body = quiz("- [x] a\n\n  So $\\frac{$.\n\n- [ ] b");
    expect(complaints(readWithheld(body))).toEqual([expect.stringMatching(/^9:13 KaTeX/)]);
  });
});

describe("a div that is an exercise and a quiz", () => {
  it("is read as a quiz", () => {
    expect(exerciseOf(quiz("- [x] a\n- [ ] b", ".exercise #a title=A")).quiz?.answers).toHaveLength(2);
  });
});

describe("a mistake in a quiz", () => {
  it.each([
    ["no answers", quiz("Think."), "4:5 A quiz without answers."],
    ["no right answer", quiz("- [ ] a\n- [ ] b"), "4:5 A quiz without a right answer."],
    ["one answer", quiz("- [x] a"), "4:5 A quiz with only one answer."],
    ["a blank answer", quiz("- [x] a\n- [ ] b\n- [ ]"), "9:1 An answer without a text."],
    ["an answer without a box", quiz("- [x] a\n- b"), "8:1 An answer without a box."],
    ["no boxes", quiz("- a\n- b"), "7:1 An answer without a box.", "8:1 An answer without a box."],
    ["the same answer twice", quiz("- [x] a\n- [ ] b\n- [ ] a"), "9:1 An answer that is there twice."],
    ["an explanation in an answer", quiz("- [x] a\n  Because.\n- [ ] b"), "7:1 An answer of several lines."],
    ["text below the answers", quiz("- [x] a\n- [ ] b\n\nText."), "10:1 A text below the answers."],
    [
      "too many answers",
      quiz(Array.from({ length: 102 }, (_, index) => `- [${index === 0 ? "x" : " "}] ${index}`).join("\n")),
      "107:1 A quiz with more than 100 answers.",
    ],
    ["two lists", quiz("- [x] a\n- [ ] b\n\nOr:\n\n- [ ] c"), "12:1 A second list of answers."],
    [
      "code as an answer",
      quiz("- [x] ```\n  a\n  ```\n- [ ] b"),
      "7:1 An answer that is a block of code.",
      "9:3 A code block that is not closed: everything after it is code.",
    ],
    ["no question", "::: {.quiz #a title=A}\n- [x] a\n- [ ] b\n:::\n", "4:5 A quiz without a question."],
    ["no id", quiz("- [x] a\n- [ ] b", "title=A"), "4:5 A quiz without an id."],
    ["no title", quiz("- [x] a\n- [ ] b", "#a"), "4:5 A quiz without a title."],
    [
      "an id twice",
      quiz("- [x] a\n- [ ] b") + quiz("- [x] a\n- [ ] b"),
      "10:5 The id `width` is used twice.",
    ],
    [
      "a quiz in a quiz",
      quiz(`- [x] a\n- [ ] b\n\n${quiz("- [x] a\n- [ ] b", "#inner title=A").trimEnd()}`),
      "10:5 A quiz inside an exercise.",
    ],
    [
      "a quiz in notes",
      `::: {.notes}\n${quiz("- [x] a\n- [ ] b").trimEnd()}\n:::\n`,
      "5:5 Notes contain a quiz.",
    ],
    [
      "an exercise that is a quiz",
      quiz("- [x] a\n- [ ] b", ".exercise #a title=A"),
      "4:5 A div that is an exercise and a quiz.",
    ],
    ["another spelling: quizz", "::: {.quizz}\nText.\n:::\n", "4:5 Unknown class `.quizz` of a div."],
    ["another spelling: Quiz", "::: {.Quiz}\nText.\n:::\n", "4:5 Unknown class `.Quiz` of a div."],
    ["another spelling: quizzes", "::: {.quizzes}\nText.\n:::\n", "4:5 Unknown class `.quizzes` of a div."],
    ["a formula that is none", quiz("- [x] $\\frac{$\n- [ ] b"), /^7:14 KaTeX/],
  ])("is reported: %s", (_, body, ...expected) => {
    const lesson = readBody(body);
    expect(complaints(lesson)).toEqual(
      expected.map((each) => (typeof each === "string" ? each : expect.stringMatching(each))),
    );
    for (const { remedy } of lesson.problems) expect(remedy).toMatch(/\w.*[.?]$/);
  });
});
