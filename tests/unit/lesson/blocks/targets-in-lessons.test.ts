import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { KnownThings } from "../../../../src/lesson/known-things.ts";
import { otherLesson } from "../../../../src/lesson/lesson-entry.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import { complaints, htmlOf, sanitize } from "../../../fixtures/lessons/read.ts";

const NETWORKS = `---
title: Networks & "layers"
number-sections: true
---
## Layers {#sec-layers}

$$y = wx$$ {#eq-layer}

\\begin{align}
a &= b \\label{eq:row} \\\\
c &= d
\\end{align}

![Dots](dots.svg){#fig-dots}

::: {#thm-line}
A line.
:::
`;

const WITHHELD = `---
title: Exercises
solutions: withheld
---
::: {.exercise #exr-one title="One"}
What?

::: {.solution}
![Secret](secret.svg){#fig-secret}
:::
:::

![Shown](shown.svg){#fig-shown}
`;

const TEXTS = new Map([
  ["networks.md", NETWORKS],
  ["exercises.md", WITHHELD],
  ["plain.md", "---\ntitle: Plain\n---\n## Padding {#sec-padding}\n"],
  ["draft.md", "---\ntitle: Draft\ndraft: true\n---\n![A](a.svg){#fig-a}\n"],
]);

const known: KnownThings = {
  figures: new Map(),
  datasets: [],
  modules: new Map(),
  globals: new Set(),
  beside: {
    assetState: () => "file",
    declaredFile: () => ({ type: "missing" }),
    helperState: () => "missing",
    packageState: () => "missing",
    assetVersion: () => "",
    lesson(path) {
      const text = TEXTS.get(path);
      return text === undefined ? null : otherLesson(path, text);
    },
    lessonFiles: () => [...TEXTS.keys()],
  },
};

function read(body: string, front = "") {
  return parseLesson("lesson.md", `---\ntitle: A lesson\n${front}---\n${body}`, { sanitize, known });
}

/** The links of a text as `text → address`. */
function links(body: string, front = ""): string[] {
  const lesson = read(body, front);
  expect(complaints(lesson)).toEqual([]);
  const { document } = new JSDOM(htmlOf(lesson.blocks)).window;
  return [...document.querySelectorAll("a.reference")].map(
    (link) => `${link.textContent?.replaceAll("\u00A0", " ")} → ${link.getAttribute("href")}`,
  );
}

describe("a reference to a part of another lesson", () => {
  it.each([
    ["@networks#fig-dots", 'Figure 1 in “Networks & "layers"” → ../networks/#fig-dots'],
    ["@networks#Fig-dots", 'Figure 1 in “Networks & "layers"” → ../networks/#fig-dots'],
    ["@networks#eq-layer", 'Equation 1 in “Networks & "layers"” → ../networks/#eq-layer'],
    ["@networks#thm-line", 'Theorem 1 in “Networks & "layers"” → ../networks/#thm-line'],
    ["@networks#sec-layers", 'Section 1 in “Networks & "layers"” → ../networks/#sec-layers'],
    ["@plain#sec-padding", "Section “Padding” in “Plain” → ../plain/#sec-padding"],
    ["[-@networks#fig-dots]", "1 → ../networks/#fig-dots"],
    ["[Fig. @networks#fig-dots]", '1 in “Networks & "layers"” → ../networks/#fig-dots'],
    ["\\ref{networks#eq:row}", "2 → ../networks/#eq-row"],
    ["\\eqref{networks#eq:row}", "(2) → ../networks/#eq-row"],
  ])("%s", (text, expected) => {
    expect(links(text)).toEqual([expected]);
  });

  it("speaks the language of the lesson that refers", () => {
    expect(links("@plain#sec-padding", "lang: de\n")).toEqual([
      "Abschnitt „Padding“ in „Plain“ → ../plain/#sec-padding",
    ]);
  });

  it("has the number in a formula", () => {
    const lesson = read("$$z \\overset{\\eqref{networks#eq:row}}{=} 1$$\n");
    expect(complaints(lesson)).toEqual([]);
    expect(htmlOf(lesson.blocks)).toContain("<mtext>(2)</mtext>");
  });

  it("is text in a notebook, which is read without the other lessons", () => {
    const [block] = read("See @plain#sec-padding.\n").blocks;
    expect(block).toMatchObject({
      type: "prose",
      passages: [{ markdown: "See Section\u00A0“Padding” in “Plain”." }],
    });
  });

  it("counts as the other lesson is published, without its withheld solutions", () => {
    expect(links("@exercises#fig-shown")).toEqual(["Figure 1 in “Exercises” → ../exercises/#fig-shown"]);
    expect(complaints(read("@exercises#fig-secret"))).toEqual([
      "4:1 There is no `fig-secret` in the lesson `exercises.md` to refer to.",
    ]);
  });

  it("may lead from a draft to a draft", () => {
    expect(links("@draft#fig-a", "draft: true\n")).toEqual(["Figure 1 in “Draft” → ../draft/#fig-a"]);
  });
});

describe("a reference to another lesson that leads nowhere is reported", () => {
  it.each([
    [
      "x @networks#fig-dot",
      "There is no `fig-dot` in the lesson `networks.md` to refer to. Did you mean `fig-dots`?",
    ],
    [
      "x [see @plain#fig-x]",
      "There is no `fig-x` in the lesson `plain.md` to refer to. Known: `sec-padding`.",
    ],
    ["x @network#fig-dots", "There is no lesson `network.md`. Did you mean `networks.md`?"],
    [
      "x @unheard-of#fig-dots",
      expect.stringMatching(/^There is no lesson `unheard-of\.md`\. Correct the path/),
    ],
    ["x \\ref{plain#x}", "There is no `x` in the lesson `plain.md` to refer to. Known: `sec-padding`."],
    [
      "x $\\eqref{plain#eq-x}$",
      "There is no `eq-x` in the lesson `plain.md` to refer to. Known: `sec-padding`.",
    ],
    [
      "x @draft#fig-a",
      "The lesson `draft.md` is a draft: this reference leads nowhere once the course is published. Remove the reference until then, or `draft: true` from that lesson.",
    ],
    [
      "x @fig-dots",
      "There is no `fig-dots` in this lesson to refer to. It is in `networks.md`: write `@networks#fig-dots`.",
    ],
  ])("%s", (text, expected) => {
    const { problems } = read(text);
    expect(problems.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([expected]);
    expect(problems[0]?.line).toBe(4);
  });

  it("with its position", () => {
    expect(complaints(read("First.\n\nAs [see @networks#fig-dots; @plain#fig-x] shows.\n"))).toEqual([
      "6:29 There is no `fig-x` in the lesson `plain.md` to refer to.",
    ]);
  });
});

it.each(["me@plain#1", "someone/repository#12", "@someone#12"])("%s is no reference", (text) => {
  expect(links(text)).toEqual([]);
  expect(htmlOf(read(text).blocks)).toContain(text);
});

it("a lesson names the files of the lessons on which its links and references depend", () => {
  expect(read("@plain#sec-padding and [a link](networks.md), @missing#fig-x").others).toEqual(
    expect.arrayContaining(["plain.md", "networks.md", "missing.md"]),
  );
  expect(read("No link.").others).toEqual([]);
});
