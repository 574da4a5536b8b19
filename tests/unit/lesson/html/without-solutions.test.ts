import { describe, expect, it } from "vitest";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import type { SolutionAccess } from "../../../../src/lesson/solution-access.ts";
import { complaints, sanitize } from "../../../fixtures/lessons/read.ts";

function lesson(body: string, solutions: SolutionAccess, keepWithheld = false) {
  const source = `---\ntitle: A lesson\n---\n${body}`;
  return parseLesson("lesson.md", source, { sanitize, solutions, keepWithheld });
}

function everything(body: string, solutions: SolutionAccess): string {
  const { problems: _, ...published } = lesson(body, solutions);
  return JSON.stringify(published);
}

const STRAY = "A solution or quiz that is not a div: it is inside HTML, code or a paragraph.";

describe("a lesson whose solutions are withheld", () => {
  it.each([
    ["a div", "::: {.solution}\nSECRET\n:::", []],
    ["a div with a capital letter", "::: {.Solution}\nSECRET\n:::", []],
    ["a div of several", "::: solutions\nSECRET\n:::", []],
    ["a section", "### Solution {.solution}\n\nSECRET\n\n#### More\n\nSECRET\n\n### Next", []],
    ["a listing", "```ts {.solution}\nSECRET\n```", []],
    ["a cell", "```ts {#a .solution}\nSECRET;\n```", []],
    ["HTML", "<details>\n::: {.solution}\nSECRET\n\nSECRET\n:::\n</details>", [STRAY]],
    ["indented code", "    ::: {.solution}\n    SECRET\n\n    SECRET\n    :::", [STRAY]],
    ["a paragraph", "Text\n    ::: {.solution}\n    SECRET\n\nSECRET\n    :::", [STRAY]],
    ["a fence that is not closed", "```ts\na\n::: {.solution}\nSECRET\n:::", [STRAY]],
    ["a comment", "<!--\n::: {.solution}\nSECRET\n:::\n-->", []],
    ["a quote", "> <p>\n> ::: {.solution}\n> SECRET\n> :::\n> </p>", [STRAY]],
  ])("does not show a solution in %s", (_, body, expected) => {
    const text = `Before.\n\n${body}\n\nAfter.\n`;
    expect(everything(text, "withheld")).not.toContain("SECRET");
    expect(everything(text, "withheld")).toContain("Before.");
    expect(everything(text, "open")).toContain("SECRET");
    const messages = lesson(text, "withheld").problems.map(({ message }) => message);
    expect(messages.filter((message) => message === STRAY)).toEqual(expected);
  });

  it.each([
    ["an element", '<div class="solution">\n\nSECRET\n\n<div>SECRET</div>\n\n</div>'],
    [
      "one of several classes",
      "<details class='x Solution'>\n<summary>SECRET</summary>\n\nSECRET\n</details>",
    ],
    ["a word", 'Text <span class="solution">**SECRET**</span> text.'],
    ["a picture", '<img class="solution" src="SECRET.svg" alt="">'],
    ["a quote", '> <div class="solution">\n>\n> SECRET\n>\n> </div>'],
    ["a list", '- a\n\n  <div class="solution">\n  SECRET\n\n  SECRET\n  </div>'],
  ])("does not show a solution in raw HTML that is %s", (_, body) => {
    const text = `Before.\n\n${body}\n\nAfter.\n`;
    expect(everything(text, "open")).toContain("SECRET");
    expect(everything(text, "withheld")).not.toContain("SECRET");
    expect(everything(text, "withheld")).toContain("Before.");
    expect(everything(text, "withheld")).toContain("After.");
    expect(complaints(lesson(text, "withheld"))).toContainEqual(
      expect.stringContaining("A solution in raw HTML: it is withheld, as if it were a div."),
    );
    expect(complaints(lesson(text, "open"))).toEqual([]);
  });

  it("withholds all after an element that is not closed", () => {
    const text = 'Before.\n\n<div class="solution">\n\nSECRET\n\n## SECRET\n';
    expect(everything(text, "withheld")).not.toContain("SECRET");
    expect(everything(text, "withheld")).toContain("Before.");
  });

  it("shows HTML with that class as an example", () => {
    const example = '```html\n<div class="solution">Example</div>\n```\n\n`<b class="solution">`';
    expect(everything(example, "withheld")).toContain("Example");
    expect(lesson(example, "withheld").problems).toEqual([]);
  });

  it("shows neither the explanations of a quiz nor which answers are right, and can still check it", () => {
    const quiz = (answers: string) => `::: {.quiz #q title=Q}\nWhich?\n\n${answers}\n:::\n`;
    const body = quiz(
      "- [ ] one\n\n  SECRET![x](SECRET.svg)\n- [x] two\n\n  SECRET\n  and more[^1]\n\n[^1]: SECRET",
    );
    const exerciseOf = (solutions: SolutionAccess) =>
      lesson(body, solutions).blocks.flatMap((block) =>
        block.type === "exercise" ? [block.exercise] : [],
      )[0];
    expect(everything(body, "open")).toContain("SECRET");
    expect(everything(body, "withheld")).not.toContain("SECRET");
    expect(exerciseOf("withheld")?.quiz?.answers.map(({ isRight }) => isRight)).toEqual([null, null]);
    expect(exerciseOf("withheld")?.quiz?.right).toEqual(exerciseOf("open")?.quiz?.right);
    expect(exerciseOf("open")?.quiz?.right).toHaveLength(1);
  });

  it.each([
    ["a quote", "> ::: {.quiz #q title=Q}\n> Which?\n>\n> - [x] SECRET\n> - [ ] two\n> :::"],
    ["a list", "- ::: {.quiz #q title=Q}\n  Which?\n\n  - [x] SECRET\n  - [ ] two\n  :::"],
    ["an exercise", "::: {.exercise #e title=E}\n::: {.quiz #q title=Q}\n- [x] SECRET\n:::\n:::"],
    ["HTML", "<details>\n::: {.quiz #q title=Q}\n- [x] SECRET\n:::\n</details>"],
    ["a div of another spelling", "::: {.Quiz #q title=Q}\nWhich?\n\n- [x] SECRET\n- [ ] two\n:::"],
    ["a div of several", "::: {.quizzes #q title=Q}\nWhich?\n\n- [x] SECRET\n- [ ] two\n:::"],
    ["an exercise itself", "::: {.exercise .quiz #q title=Q}\nWhich?\n\n- [x] SECRET\n- [ ] two\n:::"],
    ["a note", ":::: {.quiz #q title=Q}\nWhich?\n\n::: {.note}\n- [x] SECRET\n- [ ] two\n:::\n::::"],
    ["a quote inside", "::: {.quiz #q title=Q}\nWhich?\n\n> - [x] SECRET\n> - [ ] two\n:::"],
    ["HTML, of several", "<details>\n::: {.Quizzes #q title=Q}\n- [x] SECRET\n:::\n</details>"],
    ["a second list", "::: {.quiz #q title=Q}\n- [ ] one\n- [x] two\n\nText\n\n- [x] SECRET\n:::"],
  ])("leaves out the answers of a quiz in %s, which would show their boxes", (_, body) => {
    expect(everything(body, "open")).toContain("SECRET");
    expect(everything(body, "withheld")).not.toContain("SECRET");
    expect(lesson(body, "withheld").problems.length).toBeGreaterThan(0);
  });

  it("shows how a solution is written", () => {
    const example = "````markdown\n::: {.solution}\nExample\n:::\n````";
    expect(everything(example, "withheld")).toContain("Example");
    expect(lesson(example, "withheld").problems).toEqual([]);
  });

  it("tells its author what is missing without them, and shows readers no other problems", () => {
    const body =
      'By @eq-inside.\n\n::: {.exercise #e title=E}\nTask.\n\n```ts {#c .starter}\nconst c = 1;\n```\n\n```ts {.check}\ncheck(c, "Say so.");\n```\n\n::: {.solution}\n$$x$$ {#eq-inside}\n\n```ts\nconst c = 2;\n```\n:::\n:::\n';
    const [shown, whole] = [lesson(body, "withheld"), lesson(body, "withheld", true)];
    expect(lesson(body, "open").problems).toEqual([]);
    expect(complaints(whole)).toEqual([expect.stringContaining("eq-inside")]);
    expect(whole.problems[0]?.remedy).toContain("in a solution that is withheld");
    expect(shown.problems).toEqual(whole.problems);
    const boxes = shown.blocks.flatMap((block) => (block.type === "problem" ? [block.problem] : []));
    expect(boxes).toEqual(whole.problems);
  });

  it("leaves out footnotes of solutions without a problem", () => {
    const body =
      "Text.[^kept]\n\n::: {.exercise #e title=E}\n::: {.solution}\nA[^first]\n:::\n:::\n\n[^first]: SECRET[^second]\n\n[^second]: SECRET\n\n[^kept]: Kept.\n";
    const shown = lesson(body, "withheld");
    expect(JSON.stringify(shown)).not.toContain("SECRET");
    expect(JSON.stringify(shown)).toContain("Kept.");
    expect(complaints(shown).filter((text) => text.includes("footnote"))).toEqual([]);
    expect(complaints(lesson(`${body}\n[^orphan]: x\n`, "withheld"))).toContainEqual(
      expect.stringContaining("Nothing refers to the footnote `orphan`"),
    );
  });
});
