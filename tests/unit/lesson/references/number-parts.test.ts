import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { Lesson } from "../../../../src/lesson/lesson.ts";
import { parseLesson } from "../../../../src/lesson/parse-lesson.ts";
import { NUMBERED } from "../../../fixtures/lessons/numbered.ts";
import { complaints, htmlOf, read, readBody, sanitize } from "../../../fixtures/lessons/read.ts";

const { DOMParser } = new JSDOM("").window;

function documentOf(lesson: Lesson): Document {
  return new DOMParser().parseFromString(htmlOf(lesson.blocks), "text/html");
}

function body(markdown: string): Document {
  const lesson = readBody(markdown);
  expect(complaints(lesson)).toEqual([]);
  return documentOf(lesson);
}

/** The references in a text with what they lead to, as `text → id`. */
function references(document: Document): string[] {
  return [...document.querySelectorAll("a.reference")].map(
    (link) => `${link.textContent?.replaceAll("\u00A0", " ")} → ${link.getAttribute("href")?.slice(1)}`,
  );
}

/** What the page shows of the formulas, without what only screen readers get. */
function shownMath(document: Document): string {
  return [...document.querySelectorAll(".katex-html")].map(({ textContent }) => textContent).join(" ");
}

describe("references", () => {
  it("may begin a sentence, and stand next to each other", () => {
    const document = body(
      "@Fig-a shows @fig-a/@fig-b and @fig-a-@fig-b.\n\n![A](a.svg){#fig-a}\n\n![B](b.svg){#fig-b}\n",
    );
    const [a, b] = ["Figure 1 → fig-a", "Figure 2 → fig-b"];
    expect(references(document)).toEqual([a, a, b, a, b]);
  });

  it("that begin a sentence and lead nowhere are reported", () => {
    expect(
      complaints(readBody("@Fig-a is missing.\n\nSee https://example.com/@Fig-a and me@fig-b.\n")),
    ).toEqual(["4:1 There is no `Fig-a` in this lesson to refer to."]);
  });

  it("cannot lead to a formula in notes", () => {
    expect(complaints(readBody("See @eq-y.\n\n::: {.notes}\n$$y$$ {#eq-y}\n:::\n"))).toEqual([
      "4:5 There is no `eq-y` in this lesson to refer to.",
    ]);
  });
});

describe("a link by reference", () => {
  it.each([
    ["[me @ work][work]", "me @ work"],
    ["[mail@example.com][]", "mail@example.com"],
    ["[see @me]", "see @me"],
  ])("may have an at sign in its text: %s", (link, text) => {
    const document = body(`${link}\n\n[work]: #a\n[mail@example.com]: #a\n[see @me]: #a\n\n## A {#a}\n`);
    const anchor = document.querySelector("p a");
    expect([anchor?.textContent, anchor?.getAttribute("href")]).toEqual([text, "#a"]);
  });
});

describe("a lesson with numbers", () => {
  const lesson = read(NUMBERED);
  const document = documentOf(lesson);

  it("has no problems", () => {
    expect(complaints(lesson)).toEqual([]);
  });

  it("refers to each by its label, and every reference leads to something", () => {
    expect(references(document)).toEqual([
      "Equation 1 → eq-loss",
      "(2) → eq-grad",
      "Figure 1 → fig-dot",
      "Table 1 → tbl-sizes",
      "Theorem 1 → thm-line",
      "Section 2 → sec-more",
      "Equation 1 → eq-loss",
      "Definition 1 → def-line",
      "1 → fig-dot",
      "1 → tbl-sizes",
      "Figure 1 → fig-dot",
      "Figure 2 → fig-pair",
    ]);
    const ids = ["eq-loss", "eq-grad", "eq-zero", "fig-dot", "tbl-sizes", "sec-more"];
    for (const id of ids) expect(document.getElementById(id), id).not.toBeNull();
  });

  it("numbers sections, also in the contents", () => {
    expect(lesson.headings.map(({ text }) => text)).toEqual(["1 Losses", "1.1 A part", "2 Theorems"]);
    expect(document.querySelector("h3")?.textContent).toBe("1.1 A part");
  });

  it("numbers formulas, whose numbers screen readers get as text", () => {
    const numbered = [...document.querySelectorAll(".math-display.is-numbered")];
    expect(numbered.map((each) => each.getAttribute("aria-label"))).toEqual(["Equation 1", "Equation 2–3"]);
    const numbers = numbered.map((each) =>
      [...each.querySelectorAll("math mtext")].map(({ textContent }) => textContent),
    );
    expect(numbers).toEqual([["(1)"], ["(2)", "(3)"]]);
    expect(shownMath(document)).toContain("(3)");
  });

  it("has the caption of a picture or table as a figcaption", () => {
    const [table, picture] = [...document.querySelectorAll("figure.captioned")];
    expect(table?.firstElementChild?.textContent).toBe("Table 1. Sizes, from Equation\u00A01.");
    expect(table?.querySelectorAll("table")).toHaveLength(1);
    expect(picture?.querySelector("img")?.getAttribute("alt")).toBe("A black dot");
    expect(picture?.querySelector("img")?.getAttribute("width")).toBe("60");
    expect(picture?.querySelector("figcaption em")?.textContent).toBe("radius");
  });

  it("has theorems, proofs, columns and figures of several parts as divs", () => {
    const divs = lesson.blocks.flatMap((block) => (block.type === "div" ? [block] : []));
    expect(divs.map(({ label }) => label && [label.type, label.text, label.html])).toEqual([
      ["theorem", "Theorem 1", "The <em>line</em>"],
      ["proof", "Proof", ""],
      ["theorem", "Definition 1", "Straight line"],
      null,
      ["figure", "Figure 2", "Two dots."],
    ]);
    const columns = divs[3]?.blocks.flatMap((block) => (block.type === "div" ? [block.width] : []));
    expect(columns).toEqual(["40%", null]);
  });

  it("knows the macros from where they are defined on, and chemistry", () => {
    expect(shownMath(document)).toContain("ex");
    expect(shownMath(document)).toMatch(/H.*2.*O/);
    expect(complaints(readBody("$\\ee$ and $\\newcommand{\\ee}{x}$"))).toHaveLength(1);
    expect(lesson.macros).toEqual({ "\\R": "\\mathbb{R}" });
  });

  it("uses the words of its language", () => {
    const german = read("---\ntitle: x\nlang: de\n---\n![a](b.png){#fig-a}\n\nSiehe @fig-a.\n");
    expect(references(documentOf(german))).toEqual(["Abbildung 1 → fig-a"]);
  });
});

describe("references", () => {
  it.each([
    ["in code", "`@fig-a` and\n\n```\n@fig-a\n```\n"],
    ["escaped", "\\@fig-a"],
    ["in an address", "me@fig-a.org <https://example.org/@fig-a>"],
    ["in the text of a link", "[a @fig-a](https://example.org)"],
  ])("are none %s", (_, markdown) => {
    expect(references(body(`![a](b.png){#fig-a}\n\n${markdown}`))).toEqual([]);
  });

  it("name a section without a number by its title", () => {
    expect(references(body("## First *steps* {#sec-first}\n\nSee @sec-first."))).toEqual([
      "Section “First steps” → sec-first",
    ]);
  });

  it("lead to interactive figures and exercises by any id", () => {
    const markdown = '::: {.figure #conv name="convolution"}\nx\n:::\n\nSee @conv.';
    expect(references(body(markdown))).toEqual(["Figure 1 → conv"]);
  });

  it("in a heading are plain text in the contents", () => {
    const lesson = readBody("## About @fig-a\n\n![a](b.png){#fig-a}\n");
    expect(lesson.headings[0]?.html).toBe("About Figure\u00A01");
  });

  it("cannot smuggle markup in", () => {
    const lesson = readBody('![a](b.png){#fig-a}\n\n[<b> "x" @fig-a, <img src=x onerror=alert(1)>]\n');
    const document = documentOf(lesson);
    expect(document.querySelector("p b, p [onerror]")).toBeNull();
    expect(references(document)).toHaveLength(1);
  });
});

describe("the numbers of formulas", () => {
  /** The TeX that is typeset. */
  const typeset = (markdown: string): string =>
    [...body(markdown).querySelectorAll("annotation")].map(({ textContent }) => textContent).join(" | ");
  it.each([
    ["$$x$$", "x"],
    ["$$x$$ {#eq-a}", "x\\tag{1}"],
    ["$$x \\tag{A}$$ {#eq-a}", "x \\tag{A}"],
    ["$$x % why\n$$ {#eq-a}", "x % why\n\\tag{1}\n"],
    ["\\begin{align*}\nx\n\\end{align*} {#eq-a}", "\\begin{align*}\nx\n\\end{align*}\\tag{1}"],
    ["\\begin{align}x \\\\ y\\end{align} {#eq-a}", "\\begin{align*}x \\\\ y\\end{align*}\\tag{1}"],
    [
      "\\begin{align}x \\\\ y \\\\ \\end{align}",
      "\\begin{align*}x \\tag{1}\\\\ y \\tag{2}\\\\ \\end{align*}",
    ],
    [
      "\\begin{equation}\\begin{split}x \\\\ y\\end{split}\\end{equation}",
      "\\begin{equation*}\\begin{split}x \\\\ y\\end{split}\\tag{1}\\end{equation*}",
    ],
    [
      "$$\\begin{aligned}x \\\\ y \\label{a}\\end{aligned}$$",
      "\\begin{aligned}x \\\\ y \\end{aligned}\\tag{1}",
    ],
  ])("%s", (markdown, expected) => {
    expect(typeset(markdown)).toBe(expected);
  });

  it("leave problems where they are", () => {
    const lesson = readBody("\\begin{align}\nx \\label{a} \\\\\ny \\fooo \\label{b}\n\\end{align}\n");
    expect(complaints(lesson)).toEqual([
      "6:3 KaTeX does not take this formula: Undefined control sequence: \\fooo",
    ]);
  });

  it("can use macros that are only parts of formulas", () => {
    const macros = "bb: '\\mathbb'\n  given: '\\middle|'\n  al: '&='";
    const lesson = read(
      `---\ntitle: x\nmacros:\n  ${macros}\n---\n$\\bb R$, $\\left(a \\given b\\right)$\n\n$$\\begin{aligned}a \\al b\\end{aligned}$$\n`,
    );
    expect(complaints(lesson)).toEqual([]);
  });

  it("have no numbers in notes, which the page does not show", () => {
    const document = body(
      "::: {.notes}\n\\begin{equation}x\\end{equation}\n:::\n\n$$y$$ {#eq-y}\n\nSee @eq-y.\n",
    );
    expect(references(document)).toEqual(["Equation 1 → eq-y"]);
  });

  it("are not counted of tables, pictures and theorems in notes, either", () => {
    const table = "| a |\n| - |\n| 1 |\n\n: In notes. {#tbl-notes}\n";
    const picture = "![In notes](a.svg){#fig-notes}\n";
    const lesson = readBody(
      `:::: {.notes}\n${table}\n${picture}\n::: {#thm-notes}\n## Title\nIn notes.\n:::\n::::\n\n` +
        "| b |\n| - |\n| 2 |\n\n: On the page. {#tbl-page}\n\n![B](b.svg){#fig-page}\n\n::: {#thm-page}\nB.\n:::\n\n" +
        "See @tbl-page, @fig-page and @thm-page.\n",
    );
    expect(complaints(lesson)).toEqual([]);
    const document = documentOf(lesson);
    expect(references(document)).toEqual([
      "Table 1 → tbl-page",
      "Figure 1 → fig-page",
      "Theorem 1 → thm-page",
    ]);
    expect(document.querySelector("figcaption")?.textContent).toBe("In notes.");
  });

  it.each([
    ["of the front matter", `  f: '${"#1".repeat(200)}'`, `$\\f{${"x".repeat(400)}}$`],
    ["of a formula", "  a: b", `$\\newcommand{\\f}[1]{${"#1".repeat(200)}}\\f{${"x".repeat(400)}}$`],
  ])("cannot be made long by an argument that a macro %s repeats", (_, macros, formula) => {
    const lesson = read(`---\ntitle: x\nmacros:\n${macros}\n---\n${formula}\n\n$\\dots y$\n`);
    expect(complaints(lesson)).toEqual([expect.stringContaining("Too many expansions")]);
    expect(htmlOf(lesson.blocks).length).toBeLessThan(20_000);
  });

  it("may use a macro often, and one that repeats a short argument", () => {
    const macros = "  norm: '\\lVert #1 \\rVert'\n  sq: '#1 \\cdot #1'";
    const formula = "\\norm{x} + \\sq{a + b} +".repeat(100);
    const lesson = read(`---\ntitle: x\nmacros:\n${macros}\n---\n$$${formula} 1$$\n`);
    expect(complaints(lesson)).toEqual([]);
  });

  it("may use macros that use others, of the front matter, of the course and of formulas", () => {
    const lesson = parseLesson(
      "lesson.md",
      "---\ntitle: x\nmacros:\n  grad: '\\nabla \\vct{#1}'\n  R: '\\mathbb{R}'\n---\n" +
        "$\\newcommand{\\twice}[1]{\\grad{#1} + \\grad{#1}}\\twice{a} \\in \\Rn$\n\n$\\twice{\\twice{b}}$\n",
      { sanitize, macros: { "\\vct": "\\mathbf{#1}", "\\Rn": "\\R^n" } },
    );
    expect(complaints(lesson)).toEqual([]);
    expect(shownMath(documentOf(lesson))).toBe("∇a+∇a∈Rn ∇∇b+∇b+∇∇b+∇b");
  });

  it("cannot be made long by macros that double what they give to others", () => {
    const names = [..."abcdefghijklmnopqrst"].map((letter) => `q${letter}`);
    const macros = names
      .map((name, index) => `  ${name}: '\\${names[index + 1] ?? "text"}{#1#1}'\n`)
      .join("");
    const lesson = read(`---\ntitle: x\nmacros:\n${macros}---\n$\\qa{x}$\n`);
    expect(complaints(lesson)).toContainEqual(expect.stringContaining("Too many expansions"));
    expect(htmlOf(lesson.blocks).length).toBeLessThan(20_000);
  });

  it("cannot be made to take long by macros", () => {
    const macros = Array.from({ length: 20 }, (_, index) => {
      const name = String.fromCharCode(97 + index);
      return `\\newcommand{\\q${name}}{${`\\q${String.fromCharCode(96 + index)}`.repeat(10)}}`;
    });
    const lesson = readBody(
      `$\\newcommand{\\q\`}{x}$\n\n${macros.map((each) => `$${each}$`).join("\n")}\n\n$\\qt$\n`,
    );
    expect(complaints(lesson).at(-1)).toMatch(/KaTeX does not take this formula/);
  });
});
