import * as v from "valibot";
import type { Cell, Lesson } from "../../../src/lesson/lesson.ts";
import { FigureId } from "../../../src/protocol/ids.ts";
import { cellId } from "./notebook/scripted-host.ts";

function cell(id: string, more: Partial<Cell> = {}): Cell {
  return {
    id: cellId(id),
    source: 'const a = "</script>";',
    html: '<span class="tok-keyword">const</span> a = "&lt;/script&gt;";',
    line: 1,
    hiddenCode: false,
    manual: false,
    declares: ["a"],
    uses: [],
    ...more,
  };
}

/** A lesson with one block of every kind. */
export function exampleLesson(): Lesson {
  const problem = { file: "lesson.md", line: 9, column: 1, message: "Wrong.", remedy: "Put it right." };
  const prose = (html: string) => ({ type: "prose" as const, line: 1, html });
  return {
    file: "example.md",
    slug: "example",
    title: "An example",
    lecture: "1",
    summary: "One sentence.",
    datasets: [],
    references: [],
    headings: [
      { id: "one", level: 2, html: "One", text: "One" },
      { id: "two", level: 3, html: "Two", text: "Two" },
      { id: "deep", level: 4, html: "Deep", text: "Deep" },
    ],
    blocks: [
      prose('<h2 id="one">One</h2><p>Prose of the lesson.</p><h3 id="two">Two</h3><h4 id="deep">Deep</h4>'),
      { type: "listing", line: 2, language: "ts", source: "x", html: "x" },
      { type: "cell", line: 3, cell: cell("first") },
      {
        type: "div",
        line: 4,
        id: null,
        classes: ["note"],
        blocks: [{ type: "cell", line: 5, cell: cell("in-div", { hiddenCode: true }) }],
      },
      {
        type: "figure",
        line: 6,
        figure: {
          id: v.parse(FigureId, "fig"),
          name: "convolution",
          attributes: { stride: "1" },
          places: { line: 6, column: 1, columns: { stride: 13 } },
          captionHtml: "The caption.",
          captionText: "The caption.",
          number: 1,
        },
      },
      {
        type: "exercise",
        line: 7,
        exercise: {
          id: "sum",
          title: "Sum",
          number: 1,
          task: [prose("<p>The task.</p>")],
          starter: cell("answer"),
          checks: [{ source: "check(true, '');", line: 8 }],
          hints: [[prose("<p>A hint.</p>")]],
          solution: { blocks: [prose("<p>So.</p>")], source: "const two = 2;" },
        },
      },
      { type: "problem", line: 9, problem },
    ],
    assets: [],
    problems: [problem],
  };
}
