import { describe, expect, it } from "vitest";
import { findSections } from "../../../src/search/find.ts";
import { lessonSections } from "../../../src/search/lesson-sections.ts";
import { readIndex, writeIndex } from "../../../src/search/search-index.ts";
import { passageOf } from "../../../src/search/terms.ts";
import { read } from "../../fixtures/lessons/read.ts";

const LESSON = `---
title: Größe und Maß
lang: de
summary: A summary.
---
Before the first heading: **con**volution, $x_i^2$ and \`tf.layers.conv2d\`.[^1]

## The kernel $k$ {#kernel}

A [linked](#kernel) word.

- one
- two

::: {.exercise #width title="Output width"}
How wide is it?

\`\`\`ts {#width-code .starter}
const width = ______;
\`\`\`

\`\`\`ts {.check}
check(width === 28, "Checked");
\`\`\`

::: {.hint}
A hinted thing.
:::

::: {.solution}
A solved thing.
:::
:::

After the exercise.

::: {.note}
### Inner

A callout.
:::

::: {.notes}
For the speaker.
:::

\`\`\`ts {#train}
await model.fit(xTrain, yTrain);
\`\`\`

[^1]: The footnote.
`;

const lesson = read(LESSON);
const sections = lessonSections(lesson);
const file = writeIndex({
  lessons: { lesson: { title: lesson.title, lang: lesson.lang } },
  sections: [
    ...sections,
    { id: "other#", lesson: "other", fragment: "", title: "Training", text: "kernel ".repeat(200) },
  ],
});

async function search(query: string, limit = 10) {
  const { found, total } = findSections(await readIndex(file), query, limit);
  return { ids: found.map((each) => `${each.lesson}#${each.fragment}`), found, total };
}

describe("the sections of a lesson", () => {
  it("are theorems, too, while captions belong to the text around them", () => {
    const numbered = read(
      "---\ntitle: x\n---\nSee @thm-line.\n\n::: {#thm-line}\n## Every *line*\nStraight.\n:::\n\n::: {#fig-a}\n![Dot](a.png)\n\nBlack.\n:::\n",
    );
    expect(lessonSections(numbered).map(({ fragment, title, text }) => [fragment, title, text])).toEqual([
      ["", "x", "See Theorem 1. Dot Black."],
      ["thm-line", "Theorem 1 (Every line)", "Straight."],
    ]);
  });

  it("are its headings and exercises, with what a reader sees at once", () => {
    expect(
      Object.fromEntries(
        sections.map((each) => [`${each.lesson}#${each.fragment}`, [each.title, each.text]]),
      ),
    ).toEqual({
      "lesson#": [
        "Größe und Maß",
        "A summary. Before the first heading: convolution, xi2 and tf.layers.conv2d.",
      ],
      "lesson#kernel": ["The kernel k", "A linked word. one two After the exercise."],
      "lesson#width": ["Output width", "How wide is it? const width = ______;"],
      "lesson#inner": ["Inner", "A callout. await model.fit(xTrain, yTrain);"],
      "lesson#footnote-1": ["Fußnoten", "The footnote."],
    });
  });
});

describe("a search", () => {
  it("finds two headings in HTML that have the same id", async () => {
    const twice = read('---\ntitle: x\n---\n<h2 id="a">Convolution</h2>\n\n<h2 id="a">Convolution</h2>\n');
    const index = await readIndex(writeIndex({ lessons: {}, sections: lessonSections(twice) }));
    expect(findSections(index, "convolution", 10).total).toBe(2);
  });

  it.each([
    ["a word of the text", "callout", ["lesson#inner"]],
    ["the beginning of a word", "convol", ["lesson#"]],
    ["a name in code", "conv2d", ["lesson#"]],
    ["without case, accents and umlauts", "GROSSE mass", ["lesson#"]],
    ["with a typing mistake", "convoluton", ["lesson#"]],
    ["all words of the query", "linked convolution", []],
    ["no hint", "hinted", []],
    ["no solution", "solved", []],
    ["no check", "Checked", []],
    ["nothing for signs only", "...", []],
    ["nothing, however long the query is", "x".repeat(200), []],
  ])("finds %s", async (_, query, expected) => {
    expect((await search(query)).ids).toEqual(expected);
  });

  it("has titles before text, and says how many there are", async () => {
    const { ids, total } = await search("kernel", 1);
    expect([ids, total]).toEqual([["lesson#kernel"], 2]);
  });

  it("marks what it has found in title and passage", async () => {
    const { found } = await search("maß convol");
    const marked = [...(found[0]?.title ?? []), ...(found[0]?.passage ?? [])].filter(
      ({ isMatch }) => isMatch,
    );
    expect(marked.map(({ text }) => text)).toEqual(["Maß", "convolution"]);
    expect(found[0]).toMatchObject({ lessonTitle: "Größe und Maß", lang: "de" });
  });

  it.each([
    ["cut off", file.slice(0, -20)],
    ["of something else", '{"lessons":{},"index":null}'],
    ["of another version", file.replace('"serializationVersion":2', '"serializationVersion":99')],
  ])("refuses an index that is %s", async (_, text) => {
    await expect(readIndex(text)).rejects.toThrow();
  });
});

describe("a passage", () => {
  const text = `${"word ".repeat(60)}alpha ${"word ".repeat(60)}beta and alpha ${"word ".repeat(60)}`;

  it("is where most of the terms are, cut between words", () => {
    const shown = passageOf(text, new Set(["alpha", "beta"]))
      .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
      .join("");
    expect(shown).toMatch(/^… (word )+\[beta\] and \[alpha\] (word )+word …$/);
    expect(shown.length).toBeLessThan(200);
  });

  it("is the beginning if no term is in it", () => {
    expect(passageOf("A short text.", new Set(["x"]))).toEqual([{ text: "A short text.", isMatch: false }]);
  });
});
