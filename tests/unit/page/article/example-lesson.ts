import * as v from "valibot";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import type { Cell, CellBlock, Lesson } from "../../../../src/lesson/lesson.ts";
import { FigureId } from "../../../../src/protocol/ids.ts";
import { cellId } from "../notebook/scripted-host.ts";

function cell(id: string, line: number, more: Partial<Cell> = {}): CellBlock {
  return {
    type: "cell",
    line,
    cell: {
      id: cellId(id),
      source: 'const a = "</script>";',
      hiddenCode: false,
      manual: false,
      ...NO_NAMES,
      declares: ["a"],
      exercise: null,
      ...more,
    },
    html: '<span class="tok-keyword">const</span> a = "&lt;/script&gt;";',
    twin: null,
  };
}

/** A lesson with one block of every kind. */
export function exampleLesson(): Lesson {
  const problem = { file: "lesson.md", line: 9, column: 1, message: "Wrong.", remedy: "Put it right." };
  const prose = (html: string) => ({
    type: "prose" as const,
    line: 1,
    html,
    passages: [],
    footnotes: false,
  });
  return {
    file: "example.md",
    slug: "example",
    title: "An example",
    lecture: "1",
    summary: "One sentence.",
    lang: "en",
    datasets: [],
    numberSections: false,
    macros: {},
    colab: null,
    draft: false,
    solutions: "open",
    headings: [
      { id: "one", level: 2, html: "One", text: "One" },
      { id: "two", level: 3, html: "Two", text: "Two" },
      { id: "deep", level: 4, html: "Deep", text: "Deep" },
    ],
    blocks: [
      prose('<h2 id="one">One</h2><p>Prose of the lesson.</p><h3 id="two">Two</h3><h4 id="deep">Deep</h4>'),
      { type: "listing", line: 2, language: "ts", source: "x", html: "x" },
      cell("first", 3),
      {
        type: "div",
        line: 4,
        id: null,
        classes: ["note"],
        width: null,
        label: null,
        blocks: [cell("in-div", 5, { hiddenCode: true })],
      },
      {
        type: "figure",
        line: 6,
        figure: {
          id: v.parse(FigureId, "fig"),
          name: "convolution",
          attributes: { stride: "1" },
          captionHtml: "The caption.",
          captionText: "The caption.",
          caption: { heading: null, markdown: "", attachments: [] },
          number: 1,
          label: "Figure 1",
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
          quiz: null,
          starter: cell("answer", 7, {
            exercise: {
              id: "sum",
              checks: ["check(true, '');"],
              uses: ["check"],
              solution: "const two = 2;",
            },
          }),
          hints: [[prose("<p>A hint.</p>")]],
          solution: [prose("<p>So.</p>")],
          afterAttempt: false,
        },
      },
      { type: "problem", line: 9, problem },
    ],
    files: [],
    modules: [],
    modulesCode: null,
    moduleTypes: null,
    assets: [],
    others: [],
    problems: [problem],
  };
}
