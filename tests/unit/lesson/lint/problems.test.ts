import { describe, expect, it } from "vitest";
import { complaints, htmlOf, read, readBody } from "../../../fixtures/lessons/read.ts";

/** The problems of a text whose first line is the lesson's line 4. */
function problemsOf(body: string): string[] {
  return complaints(readBody(body));
}

describe("front matter", () => {
  it.each([
    ["none", "Text.", ["1:1 The lesson has no title."]],
    ["no title", "---\nlecture: 1\n---\n", ["1:1 The lesson has no title."]],
    ["not closed", "---\ntitle: x\n", ["1:1 The front matter is not closed."]],
    ["an unknown key", "---\ntitle: x\nsumary: y\n---\n", ["3:1 Unknown key `sumary` in the front matter."]],
    ["a title that is a list", "---\ntitle: [x]\n---\n", ["2:1 `title` in the front matter is not text."]],
    [
      "datasets that are no list",
      "---\ntitle: x\ndatasets: mnist\n---\n",
      ["3:1 `datasets` is not a list of names."],
    ],
    ["a language", "---\ntitle: x\nlang: pt-BR\n---\n", []],
    ["no language", "---\ntitle: x\nlang: deutsch\n---\n", ["3:7 `deutsch` is not a language."]],
    [
      "a formula in the title and the summary",
      "---\ntitle: About $x$\nsummary: And $y_1$, for $5\n---\n",
      [
        "2:8 `title` is plain text: its formula is shown as it is written.",
        "3:10 `summary` is plain text: its formula is shown as it is written.",
      ],
    ],
    ["a draft", "---\ntitle: x\ndraft: true\n---\n", []],
    [
      "a draft that is neither true nor false",
      "---\ntitle: x\ndraft: maybe\n---\n",
      ["3:1 `draft` in the front matter is neither `true` nor `false`."],
    ],
    ["solutions", "---\ntitle: x\nsolutions: after-attempt\n---\n", []],
    [
      "solutions of another kind",
      "---\ntitle: x\nsolutions: closed\n---\n",
      ["3:1 `solutions` in the front matter is not one of `open`, `after-attempt` and `withheld`."],
    ],
    [
      "a key twice",
      "---\ntitle: x\ntitle: y\n---\n",
      ["3:1 The front matter is not YAML: Map keys must be unique"],
    ],
    ["only a list", "---\n- x\n---\n", ["2:1 The front matter is not a list of keys and values."]],
  ])("%s", (_, source, expected) => {
    expect(complaints(read(source))).toEqual(expected);
  });

  it.each([
    ["is not YAML", "---\ntitle: CNNs: an introduction\n$\n---\n## Text\n"],
    ["is below an empty line", "\n---\ntitle: x\n$\n---\n## Text\n"],
    ["is not closed", "---\ntitle: x\n$\n\n## Text\n"],
    ["has no beginning", "title: x\n$\n---\n## Text\n"],
    ["is too long", `---\ntitle: x\nsummary: ${"x".repeat(20_000)}\n$\n---\n## Text\n`],
    ["has a key twice", "---\ntitle: x\ntitle: y\n$\n---\n## Text\n"],
    ["is a list", "---\n- title: x\n- $\n---\n## Text\n"],
  ])("that %s publishes nothing that it may have withheld", (_, source) => {
    const withLine = (line: string) => {
      const { draft, solutions, problems } = read(source.replace("$", line));
      return { draft, solutions, problems: problems.length > 0 };
    };
    const problems = true;
    expect(withLine("lecture: 1")).toEqual({ draft: false, solutions: "open", problems });
    expect(withLine("draft: true")).toEqual({ draft: true, solutions: "open", problems });
    expect(withLine("draft: yes # later")).toEqual({ draft: true, solutions: "open", problems });
    expect(withLine("draft: false # now")).toEqual({ draft: false, solutions: "open", problems });
    expect(withLine('"Draft" : true')).toEqual({ draft: true, solutions: "open", problems });
    expect(withLine("solutions: withheld")).toEqual({ draft: false, solutions: "withheld", problems });
    expect(withLine("solution: open")).toEqual({ draft: false, solutions: "withheld", problems });
  });

  it.each([
    ["Draft: true", { draft: true, solutions: "open" }],
    ["Draft: false", { draft: false, solutions: "open" }],
    ["drafts: true\ndraft: false", { draft: true, solutions: "open" }],
    ["solution: withheld", { draft: false, solutions: "withheld" }],
    ["Solutions: withheld\nsolutions: open", { draft: false, solutions: "withheld" }],
    ["lectures: true", { draft: false, solutions: "open" }],
  ])("with the mistyped key in `%s` publishes nothing that it may have withheld", (line, expected) => {
    const { draft, solutions, problems } = read(`---\ntitle: x\n${line}\n---\nText.\n`);
    expect({ draft, solutions }).toEqual(expected);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^Unknown key/)]);
  });

  it("says what becomes of the lesson until it can be read", () => {
    expect(read("---\ntitle: a: b\ndraft: true\nsolutions: withheld\n---\n").problems[0]?.remedy).toMatch(
      / Until then, the lesson is a draft, and its solutions are withheld\.$/,
    );
  });

  it("that is not YAML is reported at its position", () => {
    const [problem] = complaints(read('---\ntitle: x\nsummary: "open\n---\n'));
    expect(problem).toMatch(/^[34]:\d+ The front matter is not YAML: /);
  });

  it("suggests a similar key", () => {
    expect(read("---\ntitle: x\nsumary: y\n---\n").problems[0]?.remedy).toBe("Did you mean `summary`?");
  });

  it("may follow a byte order mark and have any line ends", () => {
    const lesson = read(
      "\uFEFF---\r\ntitle: A title\r\nlecture: 14\r\ndatasets: [fashion-mnist]\r\n---\r\nText.\r\n",
    );
    expect(lesson).toMatchObject({
      title: "A title",
      lecture: "14",
      datasets: ["fashion-mnist"],
      problems: [],
    });
    expect(htmlOf(lesson.blocks)).toBe("<p>Text.</p>\n");
  });
});

describe("problems in the text", () => {
  it.each([
    [
      "classes of Quarto",
      "::: {.callout-note}\nText.\n:::\n\n::: {.panel-tabset}\nText.\n:::\n",
      [
        "4:5 `.callout-note` of Quarto is not a class of Lectern.",
        "8:5 `.panel-tabset` of Quarto is not a class of Lectern.",
      ],
    ],
    [
      "cells of Quarto",
      "```{python}\nprint(1)\n```\n\n```{r, echo=FALSE}\n1\n```\n\n```{=html}\n1\n```\n",
      [
        "4:4 `{python}` is not a cell here: this code is shown, but does not run.",
        "8:4 `{r, echo=FALSE}` is not a cell here: this code is shown, but does not run.",
      ],
    ],
    [
      "a link whose address has a space",
      "See [a](my file.pdf), not f[i](x and y) or [1](see Fig. 2.5).\n",
      ["4:5 `[a](my file.pdf)` is no link: its address has a space."],
    ],
    [
      "a link whose label is not defined",
      "[a][nope], not x[i][j], [0, 1][i] or [b][c2].\n\n[c2]: https://example.org\n",
      ["4:1 `[a][nope]` is no link: nothing defines its label."],
    ],
    ["a link without an address", "[a]()\n", ["4:1 A link without an address."]],
    [
      "headings without a space",
      "#One\n\nText\n##two\n\n#hashtag and #1\n\n####### Seven\n",
      [
        "4:1 `#` begins no heading: there is no space after it.",
        "7:1 `##` begins no heading: there is no space after it.",
        "11:1 A heading has at most six `#`.",
      ],
    ],
    ["a div with two colons", ":: {.note}\nText.\n::\n", ["4:1 `::` does not open a div."]],
    [
      "a table whose lines have not the same number of columns",
      "Text.\n\n| a | b |\n|---|\n| 1 | 2 |\n\na | b\nc | d\n",
      ["7:1 This is no table: its first line has 2 columns, and this one 1."],
    ],
    ["a table as a picture", "![The data](data.csv)\n", ["4:1 `data.csv` is not a picture."]],
    ["an unclosed div", "Text.\n\n::: {.note}\nMore.\n", ["6:1 A div that is not closed."]],
    ["a stray `:::`", "Text.\n\n:::\n", ["6:1 A `:::` that closes nothing."]],
    ["a `:::` in a list", "- a\n::: {.note} x\n", ["5:1 A `:::` in the middle of a text."]],
    [
      "a div in a list",
      "- a\n\n  ::: {.note}\n  b\n  :::\n",
      ["6:3 A list or a quote cannot contain a div: it is shown as plain text."],
    ],
    [
      "a class that is nearly right",
      "::: {.exercize}\nx\n:::\n",
      ["4:5 Unknown class `.exercize` of a div."],
    ],
    ["an unknown class", "::: {.axiom}\nx\n:::\n", ["4:5 Unknown class `.axiom` of a div."]],
    [
      "an unknown class beside a known one, with an attribute",
      "::: {.note .big a=b}\nx\n:::\n",
      ["4:5 Unknown class `.big` of a div."],
    ],
    [
      "a definition without its id",
      "::: {.definition}\nx\n:::\n",
      ["4:5 A definition gets its number and title by its id."],
    ],
    [
      "a misspelt class of a heading",
      "## A {#a .unumbered}\n\n## B {.unnumbered}\n",
      ["4:6 Unknown class `.unumbered` of a heading."],
    ],
    [
      "a class and an attribute of a heading that mean nothing",
      "> ## A {.big size=3}\n",
      ["4:8 Unknown class `.big` of a heading.", "4:14 Unknown attribute `size` of a heading."],
    ],
    ["junk in the attributes of a heading", "## A {#a b}\n", ["4:10 `b` is not an attribute."]],
    [
      "a class of a picture",
      "![a](b.png){.wide}\n",
      ["4:12 A picture has no classes: `.wide` does nothing."],
    ],
    ["junk in attributes", "::: {.note foo}\nx\n:::\n", ["4:12 `foo` is not an attribute."]],
    [
      "an attribute that a div has not",
      "::: {.note a=b}\nx\n:::\n",
      ["4:12 Unknown attribute `a` of this div."],
    ],
    ["a bad id", "::: {.note #1}\nx\n:::\n", ["4:5 `1` cannot be an id."]],
    [
      "an id that is used twice",
      "```ts {#a}\n1\n```\n\n```ts {#a}\n2\n```\n",
      ["8:7 The id `a` is used twice."],
    ],
    [
      "a div with the id of another",
      "::: {.note #a}\nx\n:::\n\n::: {.note #a}\ny\n:::\n",
      ["8:5 The id `a` is used twice."],
    ],
    ["a figure without a name", "::: {.figure}\nx\n:::\n", ["4:5 A figure without a name."]],
    ["a figure without a caption", "::: {.figure name=a}\n:::\n", ["4:1 A figure without a caption."]],
    ["a skipped heading level", "## A\n\n#### B\n", ["6:1 The heading “B” skips from level 2 to 4."]],
    ["a first heading of level 3", "### A\n", ["4:1 The heading “A” skips from level 1 to 3."]],
    ["a heading of level 1", "# A\n", ["4:1 The heading “A” is of level 1."]],
    ["an empty heading", "##\n", ["4:1 An empty heading."]],
    ["an element that is not closed", "Text <kbd>a.\n\nMore.\n", ["4:6 `<kbd>` is not closed."]],
    [
      "a container that is not closed",
      "<details>\n<summary>a</summary>\n\nText.\n",
      ["4:1 `<details>` is not closed."],
    ],
    ["elements that need no end", "<ul>\n<li>a\n<li>b<br>\n</ul>\n\n<p>c\n", []],
    ["a comment that is not closed", "Text.\n\n<!-- a\n\nMore.\n", ["6:1 A comment that is not closed."]],
    ["a comment in a line that is not closed", "Text <!-- a\n", ["4:6 A comment that is not closed."]],
    ["a comment", "<!-- a -->\n\nText <!-- b --> c.\n", []],
    [
      "a fence that is not closed",
      "```python\nx = 1\n\nText.\n",
      ["4:1 A code block that is not closed: everything after it is code."],
    ],
    [
      "a fence whose end is too short",
      "````md\n```\nx\n```\n",
      ["4:1 A code block that is not closed: everything after it is code."],
    ],
    ["empty and indented fences", "```\n```\n\n- ~~~ py\n  x\n  ~~~\n\n      code\n", []],
    [
      "LaTeX's references",
      "See \\eqref{eq:a}, \\ref{b_c}.\n",
      [
        "4:12 There is no `eq:a` in this lesson to refer to.",
        "4:24 There is no `b_c` in this lesson to refer to.",
      ],
    ],
    [
      "LaTeX's citations",
      "By \\cite[p. 3]{lecun}.\n",
      ["4:4 `\\cite[p. 3]{lecun}` is not a citation here: it is shown as it is written."],
    ],
    [
      "Pandoc's citations",
      "As said [see @lecun1989, p. 3].\n",
      ["4:14 `@lecun1989` cites a work, but there is no `references.bib`."],
    ],
    ["an address of mail in brackets", "[me@example.org]\n", []],
    ["LaTeX's `\\(`", "Let \\(x_1\\) be.\n", ["4:5 `\\( … \\)` is not a formula here: it is shown as text."]],
    [
      "LaTeX's `\\[`",
      "Let\n\\[\nx = 1\n\\]\nbe.\n",
      ["5:1 `\\[ … \\]` is not a formula here: it is shown as text."],
    ],
    ["brackets that are meant", "He \\[the author\\] said.\n", []],
    [
      "a percent sign in a formula",
      "About $100%$ of it.\n",
      ["4:11 `%` begins a comment in TeX, so `%` is left out."],
    ],
    ["a comment in TeX", "$$\nx % the input\n+ 1\n$$\n\n$50\\%$\n", []],
    [
      "a footnote that is defined twice",
      "Text.[^a]\n\n[^a]: one\n\n[^a]: two\n",
      ["8:1 The footnote `a` is defined twice: only the first one is shown."],
    ],
    [
      "an undefined macro that is used often",
      "$\\fooo$ and $a + \\fooo$\n\n$\\fooo$ and $\\baar$\n",
      [
        "4:2 KaTeX does not take this formula: Undefined control sequence: \\fooo",
        "6:14 KaTeX does not take this formula: Undefined control sequence: \\baar",
      ],
    ],
    [
      "TeX in an HTML table",
      "<table>\n<tr><td>$x$</td><td>$\\fooo$</td></tr>\n</table>\n",
      ["5:22 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    ["a broken link", "See [this](#nowhere).\n", ["4:5 There is no `#nowhere` in this lesson."]],
    [
      "a script for a link",
      "[x](javascript:alert(1))\n",
      ["4:1 An address with `javascript:` is not allowed, so it is left out."],
    ],
    [
      "a script for a link, in disguise",
      "[x](JAVA&#10;SCRIPT:alert(1))\n",
      ["4:1 An address with `javascript:` is not allowed, so it is left out."],
    ],
    [
      "data for a link",
      "[x](data:text/html,x)\n",
      ["4:1 An address with `data:` is not allowed, so it is left out."],
    ],
    [
      "a picture from elsewhere",
      "![x](https://example.org/x.png)\n",
      ["4:1 A picture from another site: the page does not load it."],
    ],
    ["a picture without a description", "![](x.png)\n", ["4:1 A picture without a description."]],
    ["a file outside the folder", "[x](../x.pdf)\n", ["4:1 `../x.pdf` is not beside the lesson."]],
    ["a footnote that is not defined", "Text.[^1]\n", ["4:6 The footnote `[^1]` is not defined."]],
    [
      "a footnote that is not used",
      "Text.\n\n[^1]: x\n",
      ["6:1 Nothing refers to the footnote `1`, so it is not shown."],
    ],
    [
      "TeX that KaTeX does not take",
      "Where $x$ and\n$y \\fooo z$.\n",
      ["5:4 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX in a quote",
      "> a\n> b $\\fooo$\n",
      ["5:6 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX in a table",
      "| a |\n| - |\n| $\\fooo$ |\n",
      ["6:4 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX in a caption",
      "::: {.figure name=a}\nb $\\fooo$\n:::\n",
      ["5:4 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX in a list in a div",
      "::: {.note}\n- a\n- b $\\fooo$\n:::\n",
      ["6:6 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX after the same text in code",
      "`$\\fooo$` and $\\fooo$\n",
      ["4:16 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX on lines of its own",
      "$$\nx\n\\fooo\n$$\n",
      ["6:1 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "TeX in GitHub's alert",
      "> [!TIP]\n> a $\\fooo$\n",
      ["5:6 KaTeX does not take this formula: Undefined control sequence: \\fooo"],
    ],
    [
      "an environment that KaTeX has not",
      "\\begin{itemize}\nx\n\\end{itemize}\n",
      ["4:7 KaTeX does not take this formula: No such environment: itemize"],
    ],
    ["an environment that is not closed", "\\begin{align}\nx\n", ["4:1 `\\begin{align}` is not closed."]],
    [
      "an open `$$`",
      "Text $$ x\n\ny $$\n",
      ["4:6 A `$$` without its partner.", "6:3 A `$$` without its partner."],
    ],
    [
      "a link in a formula",
      "$\\href{https://example.org}{x}$\n",
      ["4:2 `\\href` is not allowed in a formula."],
    ],
    [
      "a formula that is too long",
      `$${"x".repeat(6000)}$\n`,
      ["4:2 A formula of 6000 characters is too long to typeset (at most 5000)."],
    ],
    [
      "a formula that is nested too deeply",
      `$${"{".repeat(60)}x${"}".repeat(60)}$\n`,
      ["4:52 Braces are nested deeper than 50."],
    ],
    [
      "quotes that are nested too deeply",
      `${">".repeat(30)} x\n`,
      ["4:25 Quotes or lists are nested too deeply."],
    ],
    [
      "a forbidden element",
      "a <iframe></iframe>\n",
      ["4:3 `<iframe>` is not allowed in a lesson, so it is left out."],
    ],
    [
      "a forbidden attribute",
      '<p\nonclick="x">a</p>\n',
      ["5:1 The attribute `onclick` is not allowed in a lesson, so it is left out."],
    ],
    [
      "HTML around a cell",
      "<details>\n\n```ts {#a}\n1\n```\n\n</details>\n",
      ["6:1 `<details>` is still open here: HTML cannot contain a cell or a div, so it ends before it."],
    ],
  ])("%s", (_, body, expected) => {
    expect(problemsOf(body)).toEqual(expected);
  });

  it("of a theorem's title say how it gets one", () => {
    expect(read('---\ntitle: x\n---\n::: {#thm-a title="A"}\nx\n:::\n').problems[0]?.remedy).toBe(
      'Its title is `name="…"`, or a heading at its beginning.',
    );
  });
});

describe("problems in numbers and references", () => {
  it.each([
    [
      "a figure that is not there",
      "See @fig-none.\n",
      ["4:5 There is no `fig-none` in this lesson to refer to."],
    ],
    [
      "one of several in brackets",
      "![a](b.png){#fig-a}\n\n[@fig-a; @fig-b]\n",
      ["6:10 There is no `fig-b` in this lesson to refer to."],
    ],
    [
      "a label that is not there, in a formula",
      "$$\nx \\eqref{eq:a}\n$$\n",
      ["5:3 There is no `eq:a` in this lesson to refer to."],
    ],
    ["a name that is none", "Thanks to @ada, and to me@example.org.\n", []],
    ["an id that is used twice", "$$x$$ {#eq-a}\n\n$$y$$ {#eq-a}\n", ["6:7 The id `eq-a` is used twice."]],
    [
      "a label that is used twice",
      "\\begin{align}\nx \\label{a} \\\\\ny \\label{a}\n\\end{align}\n",
      ["6:3 The id `a` is used twice."],
    ],
    [
      "a label in a row without a number",
      "\\begin{align}\nx \\label{a} \\nonumber \\\\\ny\n\\end{align}\n",
      ["5:3 The label `a` is in a row without a number."],
    ],
    [
      "a label in a formula in the text",
      "Let $x \\label{a}$ be.\n",
      ["4:8 The label `a` is in a formula in the text, which has no number."],
    ],
    [
      "a bad id",
      "$$x$$ {#eq:a}\n",
      ["4:7 `eq:a` cannot be an id.", "4:7 The id of a formula begins with `eq-`."],
    ],
    [
      "the id of a formula without its prefix",
      "$$x$$ {#loss}\n",
      ["4:7 The id of a formula begins with `eq-`."],
    ],
    [
      "attributes of a formula",
      "$$x$$ {#eq-a .big width=3}\n",
      ["4:7 A formula has no classes: `.big` does nothing.", "4:19 Unknown attribute `width` of a formula."],
    ],
    [
      "the id of a picture without its prefix",
      "![a](b.png){#dot}\n",
      ["4:12 The id of a picture begins with `fig-`: `dot` is left out."],
    ],
    [
      "a picture with a number in a text",
      "A ![a](b.png){#fig-a} in a text.\n",
      ["4:14 Only a picture that is a paragraph of its own gets a number: this one does not."],
    ],
    [
      "another description of a picture without a number",
      '![a](b.png){fig-alt="b"}\n',
      ["4:13 Unknown attribute `fig-alt` of a picture."],
    ],
    [
      "the id of a table without its prefix",
      "| a |\n| - |\n| b |\n\n: A caption. {#sizes}\n",
      ["8:14 The id of a table begins with `tbl-`."],
    ],
    [
      "a caption without a table",
      ": A caption. {#tbl-a}\n",
      ["4:14 `{#tbl-a}` belongs to nothing here: it is shown as it is written."],
    ],
    [
      "an id in the middle of a text",
      "Text {#fig-a} and text.\n",
      ["4:6 `{#fig-a}` belongs to nothing here: it is shown as it is written."],
    ],
    [
      "a theorem without its id",
      "::: {.theorem}\nx\n:::\n",
      ["4:5 A theorem gets its number and title by its id."],
    ],
    [
      "a theorem whose id is nearly right",
      "::: {#them-a}\nx\n:::\n",
      ["4:5 `them-` is not the beginning of an id with a number."],
    ],
    [
      "a class that is nearly right, with its attributes",
      '::: {.excercise #e title="x"}\nx\n:::\n',
      ["4:5 Unknown class `.excercise` of a div."],
    ],
    ["a name of a note", '::: {.note name="x"}\ny\n:::\n', ["4:12 Unknown attribute `name` of this div."]],
    [
      "a figure of parts without a caption",
      "::: {#fig-a}\n![a](b.png)\n:::\n",
      ["4:5 A figure without a caption."],
    ],
    ["columns without a column", ":::: {.columns}\nText.\n::::\n", ["4:6 Columns without a column."]],
    [
      "text between columns",
      ":::: {.columns}\nText.\n\n::: {.column}\nx\n:::\n::::\n",
      ["5:1 Text between columns belongs to none."],
    ],
    [
      "a width of a column that is none",
      ":::: {.columns}\n::: {.column width=200px}\nx\n:::\n::::\n",
      ["5:14 `200px` is not the width of a column."],
    ],
    [
      "columns that are too wide",
      ':::: {.columns}\n::: {.column width="60%"}\nx\n:::\n::: {.column width="60%"}\ny\n:::\n::::\n',
      ["4:6 The columns are 120% wide together."],
    ],
    [
      "a width of another div",
      "::: {.note width=3}\nx\n:::\n",
      ["4:12 Unknown attribute `width` of this div."],
    ],
    [
      "LaTeX's labels in the text",
      "Text \\label{a}.\n",
      ["4:6 `\\label{a}` means nothing here: it is shown as it is written."],
    ],
    [
      "a macro that is defined again",
      "$\\newcommand{\\R}{x}$, $\\newcommand{\\qq}{\\R}$ and $\\newcommand{\\qq}{y}$\n",
      [
        expect.stringMatching(
          /^4:51 KaTeX does not take this formula: \\newcommand\{\\qq\} attempting to redefine/,
        ),
      ],
    ],
  ])("%s", (_, body, expected) => {
    expect(problemsOf(body)).toEqual(expected);
  });
});

describe("problems in macros and other keys of the front matter", () => {
  it.each([
    ["none", "macros:\n  R: '\\mathbb{R}'\n  \\norm: '\\lVert #1 \\rVert'", []],
    [
      "only parts of formulas",
      "macros:\n  bb: '\\mathbb'\n  bm: '\\boldsymbol'\n  given: '\\middle|'\n  al: '&='",
      [],
    ],
    [
      "an argument that is missing",
      "macros:\n  x: '#2'",
      ["4:6 The macro `\\x` cannot be used. It does not use `#1`."],
    ],
    [
      "a brace that is missing",
      "macros:\n  x: '\\frac{1}{2'",
      ["4:6 The macro `\\x` cannot be used. Its braces are not in pairs."],
    ],
    ["a list", "macros: [R]", ["3:1 `macros` is not a list of names and TeX."]],
    ["a name that is none", "macros:\n  my macro: x", ["4:3 `my macro` is not the name of a macro."]],
    ["TeX that is none", "macros:\n  R: [a]", ["4:3 The macro `R` is not text."]],
    [
      "an argument that YAML takes for a comment",
      "macros:\n  norm: \\lVert #1 \\rVert",
      ["4:9 YAML takes `#1 \\rVert` for a comment, so the macro `norm` ends before it."],
    ],
    [
      "an escape of YAML",
      'macros:\n  b: "\\bm{x}"',
      ["4:6 In double quotes, YAML reads backslashes of the macro `b` as its own escapes."],
    ],
    [
      "TeX that KaTeX rejects",
      "macros:\n  x: '\\fooo'",
      [
        "4:6 The macro `\\x` cannot be used. KaTeX does not take this formula: Undefined control sequence: \\fooo",
      ],
    ],
    [
      "a macro that uses itself",
      "macros:\n  x: '\\x'",
      [expect.stringMatching(/^4:6 The macro `\\x` cannot be used. .*Too many expansions/)],
    ],
    ["a long one", `macros:\n  x: '${"y".repeat(600)}'`, ["4:6 The macro `x` has more than 500 characters."]],
    [
      "numbers of sections that are neither on nor off",
      "number-sections: 2",
      ["3:1 `number-sections` in the front matter is neither `true` nor `false`."],
    ],
    ["a bibliography", "bibliography: refs.bib", ["3:1 Unknown key `bibliography` in the front matter."]],
  ])("%s", (_, keys, expected) => {
    expect(complaints(read(`---\ntitle: x\n${keys}\n---\n`))).toEqual(expected);
  });
});

describe("problems in code", () => {
  it.each([
    [
      "a cell that does not compile",
      "```ts {#a}\nconst x: number = 1;\nconst y = ;\n```\n",
      [
        "6:11 The code does not compile: `;` is not allowed here: something is missing before it, or it is one too many.",
      ],
    ],
    [
      "one in an indented fence",
      "  ```ts {#a}\n  const y = ;\n  ```\n",
      [
        "5:13 The code does not compile: `;` is not allowed here: something is missing before it, or it is one too many.",
      ],
    ],
    [
      "one with a return",
      "```ts {#a}\nreturn 1\n```\n",
      ["5:1 The code does not compile: A cell has no `return`: write the value as its last line."],
    ],
    [
      "an invisible character",
      "```ts {#a}\nconst\u200B x = 1;\n```\n",
      [
        "5:6 The code does not compile: The character U+200B, which is invisible, is not part of TypeScript outside a text in quotes.",
      ],
    ],
    ["an unknown class", "```ts {#a .hiden-code}\n1\n```\n", ["4:7 Unknown class `.hiden-code` of a cell."]],
    [
      "a class that means nothing",
      "```ts {#a .fancy}\n1\n```\n\n```sh {.numberLines}\n1\n```\n",
      ["4:7 Unknown class `.fancy` of a cell.", "8:7 Unknown class `.numberLines` of a cell."],
    ],
    ["an unknown attribute", "```ts {#a run=no}\n1\n```\n", ["4:11 Unknown attribute `run` of a cell."]],
    ["an id of another language", "```py {#a}\n1\n```\n", ["4:7 Code in `py` does not run."]],
    ["an id without braces", "```ts #a\n1\n```\n", ["4:7 `#a` is not in braces."]],
    ["a brace that is not closed", "```ts {#a\n1\n```\n", ["4:7 `{#a` is not in braces."]],
    ["a bad id", "```ts {#1a}\n1\n```\n", ["4:7 `1a` cannot be an id."]],
    ["a class on a listing", "```ts {.manual}\n1\n```\n", ["4:7 `.manual` on code that is not a cell."]],
    ["a check outside an exercise", "```ts {.check}\n1\n```\n", ["4:7 A check outside an exercise."]],
    [
      "a starter outside an exercise",
      "```ts {#a .starter}\n1\n```\n",
      ["4:7 `.starter` outside an exercise."],
    ],
    [
      "a cell in a quote",
      "> ```ts {#a}\n> 1\n> ```\n",
      ["4:9 A list or a quote cannot contain a cell: this code is shown, but does not run."],
    ],
    [
      "a cell in a list",
      "- ```ts {#a}\n  1\n  ```\n",
      ["4:9 A list or a quote cannot contain a cell: this code is shown, but does not run."],
    ],
  ])("%s", (_, body, expected) => {
    expect(problemsOf(body)).toEqual(expected);
  });
});

describe("problems in exercises", () => {
  const starter = "```ts {#a-code .starter}\nconst a = ______;\n```\n";
  const check = "```ts {.check}\ncheck(a === 1, 'One.');\n```\n";
  it.each([
    ["none", `::: {.exercise #a title="A"}\nTask.\n${starter}${check}:::\n`, []],
    [
      "no id",
      `::: {.exercise title="A"}\nTask.\n${starter}${check}:::\n`,
      ["4:5 An exercise without an id."],
    ],
    ["no title", `::: {.exercise #a}\nTask.\n${starter}${check}:::\n`, ["4:5 An exercise without a title."]],
    [
      "no check",
      `::: {.exercise #a title="A"}\nTask.\n${starter}:::\n`,
      ["4:5 An exercise without a check."],
    ],
    [
      "two starters",
      `::: {.exercise #a title="A"}\n${starter}${starter.replace("a-code", "b-code")}${check}:::\n`,
      ["4:5 An exercise with two starters."],
    ],
    [
      "a starter without an id",
      `::: {.exercise #a title="A"}\n${starter.replace("#a-code ", "")}${check}:::\n`,
      ["4:5 A starter without an id."],
    ],
    [
      "a check that does not compile",
      `::: {.exercise #a title="A"}\n${starter}${check.replace("a ===", "a = =")}:::\n`,
      [
        "9:11 The code does not compile: `=` is not allowed here: something is missing before it, or it is one too many.",
      ],
    ],
    [
      "a solution that does not compile",
      `::: {.exercise #a title="A"}\n${starter}${check}::: {.solution}\n\`\`\`ts\nconst =\n\`\`\`\n:::\n:::\n`,
      [
        "13:7 The code does not compile: `=` is not allowed here: something is missing before it, or it is one too many.",
      ],
    ],
    [
      "two solutions",
      `::: {.exercise #a title="A"}\n${starter}${check}::: {.solution}\nx\n:::\n::: {.solution}\ny\n:::\n:::\n`,
      ["4:5 An exercise with two solutions."],
    ],
    [
      "a check without a starter",
      `::: {.exercise #a title="A"}\n${check}:::\n`,
      ["4:5 A check without a starter."],
    ],
    [
      "an ordinary cell in place of the starter",
      `::: {.exercise #a title="A"}\n${starter.replace(" .starter", "")}${check}:::\n`,
      ["4:5 An exercise whose cell is not a starter: its checks never run."],
    ],
    [
      "a check that never calls `check`",
      `::: {.exercise #a title="A"}\n${starter}\`\`\`ts {.check}\na === 1;\n\`\`\`\n:::\n`,
      ["4:5 No check of the exercise calls `check`, so it cannot be solved."],
    ],
    [
      "a check that only prepares another one",
      `::: {.exercise #a title="A"}\n${starter}\`\`\`ts {.check}\n1;\n\`\`\`\n${check}:::\n`,
      [],
    ],
    [
      "a starter and a check in another div",
      `::: {.exercise #a title="A"}\n::: {.note}\n${starter}${check}:::\n:::\n`,
      ["6:7 `.starter` in a div of an exercise.", "9:7 `.check` in a div of an exercise."],
    ],
    ["a hint outside", "::: {.hint}\nx\n:::\n", ["4:5 A hint outside an exercise."]],
    [
      "an exercise inside",
      `::: {.exercise #a title="A"}\nTask.\n\n::: {.exercise #b title="B"}\nx\n:::\n:::\n`,
      ["7:5 An exercise inside an exercise."],
    ],
    [
      "a cell in a hint",
      `::: {.exercise #a title="A"}\n::: {.hint}\n\`\`\`ts {#x}\n1\n\`\`\`\n:::\n:::\n`,
      ["6:7 A hint or a solution cannot contain a cell: this code is shown, but does not run."],
    ],
    [
      "a cell in notes",
      "::: {.notes}\n```ts {#x}\n1\n```\n:::\n",
      ["5:7 Notes for the speaker cannot contain a cell: this code is shown, but does not run."],
    ],
    [
      "a figure, an exercise and notes in notes",
      `:::: {.notes}\n::: {.figure name="convolution"}\nx\n:::\n\n::: {.exercise #a title="A"}\nx\n:::\n\n::: {.notes}\nx\n:::\n::::\n`,
      ["5:5 Notes contain a figure.", "9:5 Notes contain an exercise.", "13:5 Notes contain other notes."],
    ],
    ["a heading in notes", "::: {.notes}\n## X\n:::\n", ["5:1 A heading in notes."]],
    [
      "an id of notes",
      "::: {.notes #x}\ny\n:::\n",
      ["4:5 Notes cannot have an id: no link can lead to them."],
    ],
    ["notes by a misspelt name", "::: {.notess}\ny\n:::\n", ["4:5 Unknown class `.notess` of a div."]],
  ])("%s", (_, body, expected) => {
    expect(problemsOf(body)).toEqual(expected);
  });
});
