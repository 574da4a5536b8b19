import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import {
  LESSON_DATA_ID,
  lessonData,
  readLessonData,
  writeLessonData,
} from "../../../../src/page/article/lesson-data.ts";
import { prerenderIndex, prerenderLesson } from "../../../../src/page/prerender.tsx";
import { exampleLesson } from "./example-lesson.ts";

const lesson = exampleLesson();
const documentOf = (body: string) =>
  new JSDOM(`<!doctype html><html><body>${body}</body></html>`).window.document;

describe("the data in the page", () => {
  it("is read from the document unchanged, whatever the cells contain", () => {
    const page = documentOf(prerenderLesson(lesson).body);
    expect(readLessonData(page)).toEqual(lessonData(lesson));
    expect(page.querySelectorAll("script")).toHaveLength(1);
  });

  it("contains no character that could close its element", () => {
    expect(writeLessonData(lessonData(lesson))).not.toContain("<");
  });

  it("lists cells and figures in the order of the page, including those inside exercises and divs", () => {
    const data = lessonData(lesson);
    expect(data.cells.map((cell) => cell.id)).toEqual(["first", "in-div", "answer"]);
    expect(data.cells[2]).toMatchObject({
      exercise: { id: "sum", checks: ["check(true, '');"], solution: "const two = 2;" },
    });
    expect(data.figures.map((figure) => figure.id)).toEqual(["fig"]);
  });

  it("is missing on the list of lessons", () => {
    expect(readLessonData(documentOf(prerenderIndex([lesson]).body))).toBeNull();
  });
});

describe("the prerendered lesson", () => {
  const page = documentOf(prerenderLesson(lesson).body);
  const main = page.querySelector("main");

  it("can be read without scripts", () => {
    expect(main?.querySelector("h1")?.textContent).toBe("An example");
    expect(main?.textContent).toContain("Prose of the lesson.");
    expect(main?.querySelector("[data-article] .problem")?.textContent).toContain("lesson.md:9:1");
    expect(page.querySelector("[data-figure=convolution] figcaption")?.textContent).toBe(
      "Figure 1. The caption.",
    );
    expect(
      [...(main?.querySelectorAll("details.disclosure > summary") ?? [])].map((node) => node.textContent),
    ).toEqual(["Hint", "Solution"]);
  });

  it("keeps the page's contract for cells", () => {
    const cell = page.getElementById("cell-first");
    expect(cell?.dataset["cell"]).toBe("first");
    expect(cell?.dataset["status"]).toBe("idle");
    expect(cell?.querySelector("button")?.getAttribute("aria-label")).toBe("Run first");
    expect(cell?.querySelectorAll("[data-outputs]")).toHaveLength(1);
    expect(cell?.querySelector("code")?.innerHTML).toBe(
      '<span class="tok-keyword">const</span> a = "&lt;/script&gt;";',
    );
  });

  it("keeps the page's contract for the toolbar, with its buttons disabled", () => {
    const buttons = [...page.querySelectorAll<HTMLButtonElement>(".toolbar button")];
    expect(buttons.map((button) => button.textContent)).toEqual(
      expect.arrayContaining(["Run all", "Restart"]),
    );
    // The contents open without a script. The search is hidden without one, and has to stay when the lesson is edited;
    // the notice for a script that cannot be loaded is hidden, too.
    const needScript = [
      ...page.querySelectorAll("button:not([popovertarget], [data-search], [data-start-notice] *)"),
    ];
    expect(needScript.every((button) => button.hasAttribute("disabled"))).toBe(true);
    const opener = page.querySelector("button[popovertarget]");
    expect(page.getElementById(opener?.getAttribute("popovertarget") ?? "")?.hasAttribute("popover")).toBe(
      true,
    );
  });

  it("has one live region, and unique ids", () => {
    expect(page.querySelectorAll("[role=status]")).toHaveLength(1);
    const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page.getElementById(LESSON_DATA_ID)).not.toBeNull();
  });

  it("folds hidden code and lists the contents", () => {
    expect(page.querySelector("#cell-in-div details")?.hasAttribute("open")).toBe(false);
    expect(page.querySelector("#cell-first details")?.hasAttribute("open")).toBe(true);
    expect([...page.querySelectorAll(".contents a")].map((link) => link.getAttribute("href"))).toEqual([
      "#one",
      "#two",
      "#sum",
    ]);
  });
});

describe("the list of lessons", () => {
  it("links to each lesson by a relative address", () => {
    const page = documentOf(prerenderIndex([lesson]).body);
    expect(page.querySelector("main a")?.getAttribute("href")).toBe("lessons/example/");
    expect(page.querySelector("main a")?.textContent).toBe("An example");
  });

  it("says so if there are none", () => {
    expect(documentOf(prerenderIndex([]).body).querySelector("main")?.textContent).toContain(
      "There is no lesson yet",
    );
  });
});
