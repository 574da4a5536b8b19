import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, it } from "vitest";
import { publishedLesson } from "../../../src/build/lessons/published-lesson.ts";
import { type Course, NO_COURSE } from "../../../src/course/course.ts";
import { prerenderIndex, prerenderLesson } from "../../../src/page/prerender.tsx";
import { read } from "../../fixtures/lessons/read.ts";
import { readLecture } from "../lessons/read-lecture.ts";
import { exampleLesson } from "./article/example-lesson.ts";

function pageOf(body: string): Document {
  return new JSDOM(body).window.document;
}

describe("the lecture's page", () => {
  let page: Document;

  beforeAll(async () => {
    page = pageOf(prerenderLesson(await readLecture()).body);
  });

  it("reserves about their height for cells that are far from the window", () => {
    const heights = Array.from(page.querySelectorAll<HTMLElement>("[data-article] > .island"), (island) => [
      island.querySelectorAll(".cell-fold[open]").length === 0
        ? 0
        : (island.querySelector(".code-lines")?.getAttribute("data-lines")?.split("\n").length ?? 0),
      Number.parseInt(island.style.getPropertyValue("--reserved"), 10),
    ]);
    expect(heights.length).toBeGreaterThan(10);
    for (const [lines = 0, height] of heights) {
      expect(height).toBeGreaterThan(22 * lines + 50);
      expect(height).toBeLessThan(22 * lines + 150);
    }
  });

  it("has every id once", () => {
    const ids = Array.from(page.querySelectorAll("[id]"), ({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("has an element for every link into it", () => {
    const fragments = Array.from(page.querySelectorAll("a[href^='#']"), (link) =>
      decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""),
    );
    expect(fragments).toContain("inside-network");
    expect(fragments.filter((id) => page.getElementById(id) === null)).toEqual([]);
  });
});

describe("notes for the speaker", () => {
  it("are hidden on the page, but problems in them are shown", () => {
    const text = "---\ntitle: Notes\n---\n::: {.notes}\nSay hello.\n\n## X\n:::\n";
    const page = pageOf(prerenderLesson(read(text)).body);
    const notes = page.querySelector("[data-notes]");
    expect(notes?.textContent).toContain("Say hello.");
    expect(notes?.hasAttribute("hidden")).toBe(true);
    expect(page.querySelector("[data-notes] .problem")).toBeNull();
    expect(page.querySelector("article .problem")?.textContent).toContain("A heading in notes.");
  });
});

describe("a link to", () => {
  const LESSON = `---
title: Links
---
## A heading {#heading}

[1](#heading) [2](#figure) [3](#exercise) [4](#starter) [5](#cell) [6](#note) [7](#html) [8](#figure-2)

<b id="html">x</b>

::: {.figure #figure name="convolution"}
x
:::

::: {.figure name="pooling"}
x
:::

::: {.exercise #exercise title="x"}
x

\`\`\`ts {#starter .starter}
1
\`\`\`

\`\`\`ts {.check}
check(true, "x");
\`\`\`
:::

\`\`\`ts {#cell}
1
\`\`\`

::: {.note #note}
x
:::
`;

  it("anything with an id leads there", () => {
    const lesson = read(LESSON);
    expect(lesson.problems).toEqual([]);
    const page = pageOf(prerenderLesson(lesson).body);
    const links = [...page.querySelectorAll("main p a[href^='#']")];
    expect(links).toHaveLength(8);
    for (const link of links) {
      expect(page.querySelector(link.getAttribute("href") ?? ""), link.outerHTML).not.toBeNull();
    }
  });

  it("a heading that is named like a part of the page does not lead to that part", () => {
    const { headings } = read("---\ntitle: x\n---\n## Main\n");
    expect(headings.map(({ id }) => id)).toEqual(["main-1"]);
  });
});

describe("the language of a lesson", () => {
  it.each([
    ["de", "de", "Alle ausführen"],
    ["de-AT", "de", "Alle ausführen"],
    ["fr", "en", "Run all"],
    ["en-GB", "en", "Run all"],
  ])("is that of the page, whose own words are in it or in English: %s", (tag, ownLanguage, runAll) => {
    const { lang, body } = prerenderLesson({ ...exampleLesson(), lang: tag });
    expect(lang).toBe(tag);
    expect(body).toContain(runAll);
    const page = pageOf(body);
    const languageOf = (selector: string) =>
      page.querySelector(selector)?.closest("[lang]")?.getAttribute("lang") ?? "of the page";
    expect(languageOf("h1")).toBe("of the page");
    expect(languageOf("figcaption > span")).toBe("of the page");
    for (const heading of [
      ".contents a[href='#one']",
      "#contents-panel a[href='#two']",
      "[data-exercise-dot]",
    ])
      expect(languageOf(heading), heading).toBe(tag);
    for (const own of [
      ".toolbar button",
      ".page-footer",
      "#cell-first button",
      "summary",
      ".contents",
      ".contents-title",
      "[data-exercise-dot] span span",
      ".callout-title",
      ".kicker",
      ".meta",
      "noscript p",
    ])
      expect(languageOf(own), own).toBe(ownLanguage);
  });
});

describe("the links to the lessons before and after", () => {
  const entry = (slug: string) => ({ slug, title: `The ${slug}`, lecture: null, lang: "fr", draft: false });
  const listed = [entry("a & b"), entry("example"), entry("z")];
  const course = { ...NO_COURSE, sections: [{ title: null, lessons: ["a & b", "example", "z"] }] };

  it("are at the end of the lesson", () => {
    const { body } = prerenderLesson(exampleLesson(), "site", course, listed);
    const shown = Array.from(pageOf(body).querySelectorAll("main .neighbours a"), (link) => [
      link.getAttribute("rel"),
      link.getAttribute("href"),
      link.textContent,
    ]);
    expect(shown).toEqual([
      ["prev", "../a%20%26%20b/", "PreviousThe a & b"],
      ["next", "../z/", "NextThe z"],
    ]);
  });

  it("are not in a single file, which may be the only one that a reader has", () => {
    const { body } = prerenderLesson(exampleLesson(), "file", course, listed);
    expect(pageOf(body).querySelector(".neighbours")).toBeNull();
  });
});

describe("a draft", () => {
  const draft = { ...exampleLesson(), draft: true };

  it("is marked on its page and in the list", () => {
    for (const { body } of [prerenderLesson(draft), prerenderIndex([draft])])
      expect(pageOf(body).querySelector("main .draft-mark")?.textContent).toMatch(/^Draft/);
  });

  it("the control: other lessons are not marked", () => {
    for (const { body } of [prerenderLesson(exampleLesson()), prerenderIndex([exampleLesson()])])
      expect(pageOf(body).querySelector(".draft-mark")).toBeNull();
  });
});

describe("a solution", () => {
  const exercise = `::: {.exercise #sum title="Sum"}
x

\`\`\`ts {#sum-code .starter}
const a = 0;
\`\`\`

\`\`\`ts {.check}
check(a === 1, "One.");
\`\`\`

::: {.solution}
The answer.
:::
:::`;
  const shown = (access: string) => {
    const text = `---\ntitle: x\nsolutions: ${access}\n---\n${exercise}\n`;
    const page = pageOf(prerenderLesson(read(text)).body);
    return {
      solution: page.querySelector("[data-disclosure='solution']"),
      note: page.querySelector("[data-after-attempt]")?.textContent,
    };
  };

  it("is closed at first if it is open to all", () => {
    const { solution, note } = shown("open");
    expect([solution?.hasAttribute("hidden"), solution?.hasAttribute("open"), note]).toEqual([
      false,
      false,
      undefined,
    ]);
  });

  it("is hidden until an attempt, and the page says so", () => {
    const { solution, note } = shown("after-attempt");
    expect([solution?.hasAttribute("hidden"), note]).toEqual([
      true,
      "The solution appears here once you have run code of your own.",
    ]);
  });

  it("is not there if it is withheld", () => {
    expect(shown("withheld")).toEqual({ solution: null, note: undefined });
  });
});

describe("the list of lessons", () => {
  it("is in the order of their numbers, then of their titles", () => {
    const lessons = [
      ["appendix", "Zebra", null],
      ["ten", "A", "10"],
      ["two", "B", "2"],
      ["two-b", "A", "2b"],
      ["extra", "Apple", null],
    ] as const;
    const { body } = prerenderIndex(
      lessons.map(([slug, title, lecture]) => ({ ...exampleLesson(), slug, title, lecture })),
    );
    const links = Array.from(pageOf(body).querySelectorAll(".lesson-item a"), (link) =>
      link.getAttribute("href"),
    );
    expect(links).toEqual(["two", "two-b", "ten", "extra", "appendix"].map((slug) => `lessons/${slug}/`));
  });

  it("is in the order and sections of the course, then come the lessons that it does not list", () => {
    const course: Course = {
      ...NO_COURSE,
      title: "Statistics",
      author: "Ada",
      logo: "data:image/png;base64,",
      accent: { light: "#2c3a64", dark: "#b9c7f3" },
      sections: [
        { title: null, lessons: ["c"] },
        { title: "Part two", lessons: ["b", "lost"] },
      ],
    };
    const lessons = ["a", "b", "c"].map((slug) => ({ ...exampleLesson(), slug, title: slug }));
    const { title, body, style } = prerenderIndex(lessons, "site", course);
    const page = pageOf(body);
    const headings = Array.from(
      page.querySelectorAll("h1, h2, h3"),
      ({ tagName, textContent }) => `${tagName} ${textContent}`,
    );
    expect(headings).toEqual(["H1 Statistics", "H2 c", "H2 Part two", "H3 b", "H2 More lessons", "H3 a"]);
    expect(page.querySelector(".brand img")?.getAttribute("src")).toBe(course.logo);
    expect(page.querySelector("footer")?.textContent).toContain("Ada");
    expect(title).toBe("Statistics");
    expect(style).toContain("--accent:light-dark(#2c3a64,#b9c7f3)");
  });

  it("encodes names, and marks the language of titles", () => {
    const { body } = prerenderIndex([{ ...exampleLesson(), slug: "50% of #1?", lang: "fr" }]);
    const link = pageOf(body).querySelector(".lesson-item a");
    expect(link?.getAttribute("href")).toBe("lessons/50%25%20of%20%231%3F/");
    expect(link?.getAttribute("lang")).toBe("fr");
  });
});

describe("a published page", () => {
  it("names no folder of the author's machine", () => {
    const file = "/home/author/lessons/lesson.md";
    const problem = { file, line: 1, column: 1, message: "Wrong.", remedy: "Put it right." };
    const block = { type: "problem" as const, line: 1, problem };
    const example = exampleLesson();
    const blocks = example.blocks.map((each) => {
      if (each.type === "div") return { ...each, blocks: [...each.blocks, block] };
      if (each.type !== "exercise") return each;
      const { exercise } = each;
      return { ...each, exercise: { ...exercise, task: [block], hints: [[block]], solution: [block] } };
    });
    const lesson = { ...example, file, blocks: [...blocks, block], problems: [problem] };
    expect(prerenderLesson(lesson).body.split("/home/author")).toHaveLength(7);
    const { body } = prerenderLesson(publishedLesson(lesson));
    expect(body).not.toContain("/home/author");
    expect(body.split("lesson.md:1:1")).toHaveLength(6);
  });
});

describe("a cell's Keras twin", () => {
  const LESSON =
    '---\ntitle: x\n---\n```ts {#a}\n1\n```\n\n```python {.twin of="a"}\nimport keras\n```\n\n```ts {#b}\n2\n```\n';

  it("is a second tab, in the page without scripts too", () => {
    const page = pageOf(prerenderLesson(read(LESSON)).body);
    const tabs = [...page.querySelectorAll("#cell-a [role=tablist] [role=tab]")];
    expect(tabs.map((tab) => [tab.textContent, tab.getAttribute("aria-selected")])).toEqual([
      ["TypeScript", "true"],
      ["Keras", "false"],
    ]);
    const panel = page.getElementById(tabs[1]?.getAttribute("aria-controls") ?? "");
    expect(panel?.hasAttribute("hidden")).toBe(true);
    expect(panel?.querySelector("code")?.textContent).toBe("import keras");
    expect(page.querySelector("#cell-b [role=tab]")).toBeNull();
  });

  it("is shown first if the cell is empty", () => {
    const page = pageOf(prerenderLesson(read(LESSON.replace("\n1\n", "\n"))).body);
    expect(page.querySelector("#cell-a [aria-selected=true]")?.textContent).toBe("Keras");
  });

  it("runs in the notebook that the page links to", () => {
    const link = (source: string, form?: "file") =>
      pageOf(prerenderLesson(read(source), form).body).querySelector("a[data-notebook]");
    expect(link(LESSON)?.outerHTML).toContain('href="lesson.ipynb"');
    expect(link(LESSON, "file")).toBeNull();
    const colab = "https://colab.research.google.com/drive/x";
    const published = link(LESSON.replace("title: x", `title: x\ncolab: ${colab}`), "file");
    expect([published?.textContent, published?.getAttribute("href")]).toEqual(["Run in Colab", colab]);
  });
});
