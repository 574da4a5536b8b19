import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_COURSE } from "../../../src/course/course.ts";
import { parseBibtex } from "../../../src/lesson/bibliography/parse-bibtex.ts";
import type { Lesson } from "../../../src/lesson/lesson.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";
import { prerenderIndex, prerenderLesson } from "../../../src/page/prerender.tsx";
import { english } from "../../../src/words/english/english.ts";
import { german } from "../../../src/words/german/german.ts";
import { sanitize } from "../../fixtures/lessons/read.ts";
import { marked, unmarked } from "./marked.ts";

const before = { ...german };

beforeAll(() => void Object.assign(german, marked(english)));
afterAll(() => void Object.assign(german, before));

/** Everything that the author has written here is made of the letter x. */
const LESSON = `---
title: Xx
lecture: 7
summary: Xxx.
lang: de
draft: true
---
## Xx {#x}

Xxx xx.[^x] [x](#x) @xx

[^x]: Xx.

\`\`\`ts {#xxx}
x
\`\`\`

\`\`\`keras
x
\`\`\`

\`\`\`ts {#xx .hidden-code}
x
\`\`\`

\`\`\`x
x
\`\`\`

::: {.note}
Xx.
:::

::: {.warning}
Xx.
:::

::: {.output}
Xx.
:::

::: {.margin}
Xx.
:::

::: {.notes}
Xx.
:::

::: {.figure #xxxx name="convolution"}
Xx.
:::

::: {.exercise #xxxxx title="Xx"}
Xx.

\`\`\`ts {#xxxxxx .starter}
x
\`\`\`

\`\`\`ts {.check}
check(x, "x");
\`\`\`

::: {.hint}
Xx.
:::

::: {.hint}
Xx.
:::

::: {.solution}
\`\`\`ts
xx
\`\`\`
:::
:::

::: {.quiz #xxxxxxx title="Xx"}
Xx.

- [x] X

  Xx.

- [ ] Xx
:::
`;

const { bibliography } = parseBibtex("x.bib", "@misc{xx, author = {Xx}, title = {Xx}, year = 1999}");

function readMarked(): Lesson {
  return parseLesson("lesson.md", LESSON, { sanitize, bibliography });
}

/** Names, which are the same in every language. */
const NAMES = /TypeScript|Keras|python3 -m http\.server|^[AB]$/g;
/** What the parser writes in the language of the lesson. */
const NUMBERED =
  /Abbildung 1|Fußnoten|Zurück zum Text von Fußnote 1|Fußnote 1|Zurück zum Text, der Xx 1999 zitiert|Literatur/g;

/** The texts that readers see or hear, with what the page itself says taken out of them. */
function textsOf(body: string): readonly string[] {
  const { document } = new JSDOM(body).window;
  for (const script of document.querySelectorAll("script")) script.remove();
  const walker = document.createTreeWalker(document, 4);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? "");
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "aria-roledescription", "title", "alt", "placeholder"])
      texts.push(element.getAttribute(name) ?? "");
  }
  return texts.map((text) => unmarked(text).replaceAll(NUMBERED, "").replaceAll(NAMES, "").trim());
}

/** Texts that are neither the author's nor from the dictionary. */
function strayTexts(body: string): readonly string[] {
  return textsOf(body).filter((text) => /\p{L}/u.test(text.replaceAll(/x/gi, "")));
}

describe("a prerendered page says nothing that is not in the dictionary", () => {
  const course = { ...NO_COURSE, language: "de", title: "Xx", author: "Xx", licence: "X" };
  const entries = ["x1", "lesson", "x2"].map((slug, index) => ({
    ...readMarked(),
    slug,
    lecture: String(index),
    draft: slug === "lesson",
  }));

  it.each(["site", "folder", "file"] as const)("as a lesson: %s", (form) => {
    const { body } = prerenderLesson(readMarked(), form, course, entries);
    expect(textsOf(body).filter((text) => /x/i.test(text)).length).toBeGreaterThan(15);
    expect(strayTexts(body)).toEqual([]);
    expect(body.includes(marked(english).article.previous)).toBe(form !== "file");
  });

  it.each(["site", "folder"] as const)("as the list of lessons: %s", (form) => {
    expect(strayTexts(prerenderIndex(entries, form, course).body)).toEqual([]);
    expect(strayTexts(prerenderIndex([], form, { ...course, title: NO_COURSE.title }).body)).toEqual(
      [NO_COURSE.title].filter((title) => title !== ""),
    );
  });

  it("and a text that is not in it is found", () => {
    expect(strayTexts('<p title="Run">⟦Run ⟦all⟧⟧ xx</p>')).toEqual(["Run"]);
    expect(strayTexts("<p>⟦Run⟧ all</p>")).toEqual(["all"]);
  });
});
