import { computed, signal } from "@preact/signals";
import { JSDOM } from "jsdom";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Lesson } from "../../../../src/lesson/lesson.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import type { SolutionAccess } from "../../../../src/lesson/solution-access.ts";
import { lessonData } from "../../../../src/page/article/lesson-data.ts";
import { showAttempted } from "../../../../src/page/article/show-attempted.ts";
import { showQuizzes } from "../../../../src/page/article/show-quizzes.ts";
import { showSolved } from "../../../../src/page/article/show-solved.ts";
import { connectQuizzes } from "../../../../src/page/connect/connect-quizzes.ts";
import { solvedToShow } from "../../../../src/page/connect/connect-work.tsx";
import { prerenderIndex, prerenderLesson } from "../../../../src/page/prerender.tsx";
import { sanitize } from "../../../fixtures/lessons/read.ts";
import { openParts, workOf } from "../work/lesson-page.ts";

const BODY = `
::: {.quiz #width title="The width"}
How wide is it?

- [ ] 28

  That takes padding.

- [x] $24$

  Since $28 - 5 + 1 = 24$.

- [ ] 23

  That is one too few:

  - [x] 24
  - [ ] 23
:::

::: {.quiz #primes title="Primes"}
Which are prime?

- [x] 2
- [x] 3
- [ ] 4
:::
`;

function lessonWith(solutions: SolutionAccess = "open"): Lesson {
  return parseLesson("quiz.md", `---\ntitle: Quiz\n---\n${BODY}`, { sanitize, solutions });
}

/** The page of the lesson, in which the reader can answer. */
async function open(solutions?: SolutionAccess) {
  const lesson = lessonWith(solutions);
  const { window } = new JSDOM(prerenderLesson(lesson).body);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  const page = openParts();
  const { parts } = page;
  const live = signal(false);
  await parts.quizzes.define(lessonData(lesson).quizzes);
  showQuizzes(connectQuizzes(parts, live));
  showSolved(lessonData(lesson), solvedToShow(parts));
  showAttempted(computed(() => parts.quizzes.attempted.value));
  live.value = true;
  const form = (id: string) => element<HTMLFormElement>(`form[data-quiz="${id}"]`);
  const inputs = (id: string) => [...form(id).querySelectorAll<HTMLInputElement>("label > input")];
  return {
    ...page,
    inputs,
    choose: (id: string, index: number) => inputs(id)[index]?.click(),
    check: (id: string) => form(id).querySelector<HTMLElement>("[type=submit]")?.click(),
    clear: (id: string) => form(id).querySelector<HTMLElement>("[data-quiz-clear]")?.click(),
    canClear: (id: string) => form(id).querySelector("[data-quiz-clear]:not([hidden])") !== null,
    said: (id: string) => form(id).querySelector("[role=status]")?.textContent,
    marks: (id: string) =>
      Array.from(form(id).querySelectorAll(".quiz-mark:not([hidden])"), ({ textContent }) => textContent),
    explained: (id: string) =>
      Array.from(form(id).querySelectorAll(".quiz-explanation:not([hidden])"), ({ textContent }) =>
        textContent?.replace(/\s+/g, " ").trim(),
      ),
    isSolved: (id: string) => element(`#${id}`).hasAttribute("data-solved"),
  };
}

function element<Found extends Element = Element>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

afterEach(() => vi.unstubAllGlobals());

describe("a quiz on the page", () => {
  it("is a group of radio buttons, or of boxes, with names", async () => {
    const { inputs } = await open();
    expect(inputs("width").map(({ type }) => type)).toEqual(["radio", "radio", "radio"]);
    expect(inputs("primes").map(({ type }) => type)).toEqual(["checkbox", "checkbox", "checkbox"]);
    expect(inputs("width").every(({ labels, disabled }) => labels?.length === 1 && !disabled)).toBe(true);
    expect(element("form[data-quiz=width] legend").textContent).toBe("The width: Choose one answer.");
  });

  it("says what is wrong with an answer and why, and takes another one", async () => {
    const page = await open();
    page.check("width");
    expect(page.said("width")).toBe("Choose an answer first.");
    page.choose("width", 0);
    expect(page.said("width")).toBe("");
    page.check("width");
    expect(page.said("width")).toMatch(/^✗ Not right yet/);
    expect(page.marks("width")).toEqual(["✗ wrong"]);
    expect(page.explained("width")).toEqual(["That takes padding."]);
    expect(page.isSolved("width")).toBe(false);
    page.choose("width", 1);
    expect([page.said("width"), ...page.marks("width"), ...page.explained("width")]).toEqual([""]);
    page.check("width");
    expect(page.said("width")).toBe("✓ Right.");
    expect(page.marks("width")).toEqual(["✓ right"]);
    expect(page.explained("width")).toHaveLength(3);
    expect(page.isSolved("width")).toBe(true);
    expect(element("[data-solved-count]").textContent).toBe(": 1 of 2");
    expect([...page.stored]).toEqual(["width"]);
  });

  it("with several right answers is solved by all of them", async () => {
    const page = await open();
    page.choose("primes", 0);
    page.check("primes");
    expect(page.said("primes")).toBe("Right so far, but there are more.");
    page.choose("primes", 1);
    page.choose("primes", 2);
    page.check("primes");
    expect(page.marks("primes")).toEqual(["✓ right", "✓ right", "✗ wrong"]);
    page.choose("primes", 2);
    page.check("primes");
    expect(page.isSolved("primes")).toBe(true);
  });

  it("describes an answer by its explanation while that is shown, in the language of the lesson", async () => {
    const page = await open();
    const [first] = page.inputs("width");
    expect(first?.hasAttribute("aria-describedby")).toBe(false);
    page.choose("width", 0);
    page.check("width");
    const description = document.getElementById(first?.getAttribute("aria-describedby") ?? "");
    expect(description?.textContent).toContain("That takes padding.");
    page.choose("width", 1);
    expect(first?.hasAttribute("aria-describedby")).toBe(false);
    expect(element("form[data-quiz=width] legend").hasAttribute("lang")).toBe(false);
    expect(element("form[data-quiz=width] legend [lang]").textContent).toBe("Choose one answer.");
  });

  it("can be solved with a list of boxes in an explanation, which stays as it is", async () => {
    const page = await open();
    const list = [...document.querySelectorAll<HTMLInputElement>(".quiz-explanation input")];
    const states = () => list.map(({ checked, disabled }) => [checked, disabled]);
    const written = [
      [true, true],
      [false, true],
    ];
    expect(states()).toEqual(written);
    page.choose("width", 1);
    page.check("width");
    expect(page.said("width")).toBe("✓ Right.");
    expect(states()).toEqual(written);
  });

  it("can start over after all boxes were unchecked again, but not before there is something to remove", async () => {
    const page = await open();
    page.check("primes");
    expect(page.canClear("primes")).toBe(false);
    page.choose("primes", 0);
    page.choose("primes", 1);
    page.check("primes");
    page.choose("primes", 0);
    page.choose("primes", 1);
    expect(page.canClear("primes")).toBe(true);
    page.clear("primes");
    expect(page.canClear("primes")).toBe(false);
    expect(page.isSolved("primes")).toBe(false);
  });

  it("starts over", async () => {
    const page = await open();
    page.choose("width", 1);
    page.check("width");
    page.clear("width");
    expect(page.inputs("width").some(({ checked }) => checked)).toBe(false);
    expect(document.activeElement).toBe(page.inputs("width")[0]);
    expect(page.isSolved("width")).toBe(false);
    expect([page.stored.size, page.storedAnswers.size]).toEqual([0, 0]);
  });

  it("shows the answer of a work file in a review, judged here, and the reader's own after it", async () => {
    const page = await open();
    page.choose("width", 0);
    const key = page.inputs("width")[1]?.value ?? "";
    page.reviewed.value = { ...workOf({}), quizzes: { width: { chosen: [key], checked: null } } };
    expect(page.inputs("width").map(({ checked, disabled }) => [checked, disabled])[1]).toEqual([true, true]);
    expect(page.said("width")).toBe("✓ Right.");
    expect(page.isSolved("width")).toBe(true);
    page.reviewed.value = null;
    expect(page.inputs("width")[0]?.checked).toBe(true);
    expect(page.isSolved("width")).toBe(false);
    expect(page.stored.size).toBe(0);
  });
});

describe("the list of lessons", () => {
  it("counts quizzes as exercises", () => {
    expect(prerenderIndex([lessonWith()]).body).toContain("2 exercises");
  });
});

describe("the solution of a quiz", () => {
  const bodyOf = (solutions: SolutionAccess) =>
    new JSDOM(prerenderLesson(lessonWith(solutions)).body).window.document;

  it("names and marks the right answers without a script", () => {
    const page = bodyOf("open");
    const [width, primes] = [...page.querySelectorAll("[data-disclosure=solution]")];
    expect(width?.textContent).toBe("SolutionB is right.");
    expect(primes?.textContent).toBe("SolutionA and B are right.");
    expect(page.querySelectorAll("form[data-quiz=width] [data-right]")).toHaveLength(1);
  });

  it("appears after an answer was checked, if the author wants that", async () => {
    const page = await open("after-attempt");
    const solution = element("#width [data-disclosure=solution]");
    expect(solution.hasAttribute("hidden")).toBe(true);
    page.check("width");
    expect(solution.hasAttribute("hidden")).toBe(true);
    page.choose("width", 0);
    page.check("width");
    expect(solution.hasAttribute("hidden")).toBe(false);
    solution.setAttribute("open", "");
    page.clear("width");
    expect([solution.hasAttribute("hidden"), solution.hasAttribute("open")]).toEqual([true, false]);
  });

  it("is nowhere on the page if it is withheld, which can still check answers", async () => {
    const page = await open("withheld");
    expect(document.querySelector("[data-disclosure=solution], [data-right], .quiz-explanation")).toBeNull();
    page.choose("width", 1);
    page.check("width");
    expect(page.said("width")).toBe("✓ Right.");
  });
});
