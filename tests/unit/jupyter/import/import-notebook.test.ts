import { describe, expect, it } from "vitest";
import { readNotebook } from "../../../../src/jupyter/import/read-notebook.ts";
import { corpusNotebooks, lessonFrom, notebookOf, PIXEL } from "../../../fixtures/lessons/notebooks.ts";
import { complaints, htmlOf, read } from "../../../fixtures/lessons/read.ts";

/** A notebook of nbformat 4.4 in Python. */
function notebook(...cells: readonly object[]): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
}

function markdown(source: string, more: object = {}): object {
  return { cell_type: "markdown", metadata: {}, source, ...more };
}

function code(source: string, ...outputs: readonly object[]): object {
  return { cell_type: "code", metadata: {}, execution_count: 1, source: [source], outputs };
}

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>';

/** The text of the lesson without its front matter. */
function bodyOf(json: string): string {
  return lessonFrom(json)
    .text.replace(/^---\n[\s\S]*?\n---\n/, "")
    .trim();
}

function notesOf(json: string): string[] {
  return lessonFrom(json).notes.map(({ cell, message }) => `${cell}: ${message}`);
}

describe("a notebook that cannot be imported", () => {
  it.each([
    ["an empty file", "", /^It is not JSON \(.*\)\. Download or save the notebook again\.$/],
    ["a truncated file", notebook(markdown("x")).slice(0, 60), /^It is not JSON/],
    ["HTML", "<!doctype html><title>Sign in</title>", /^It is not JSON/],
    ["other JSON", "[1, 2]", /^It is JSON, but no Jupyter notebook/],
    ["an old version", '{"nbformat": 2, "worksheets": []}', /^It is of nbformat 2; Lectern reads 3 and 4\./],
    ["a new version", '{"nbformat": 5, "cells": []}', /^It is of nbformat 5;/],
    ["no cells", '{"nbformat": 4}', /^It has no list of `cells`\.$/],
  ])("is refused with the reason: %s", (_, json, reason) => {
    expect(readNotebook(json)).toEqual({ type: "refused", reason: expect.stringMatching(reason) });
  });
});

describe("an imported notebook", () => {
  it("has its title, its headings one level lower, and none skipped", () => {
    const json = notebook(markdown("# A *title*\n\nText.\n\n#### Deep"), markdown("Other\n=====\n\nText."));
    const lesson = read(lessonFrom(json).text);
    expect(lesson.title).toBe("A title");
    expect(lesson.headings.map(({ level, text }) => [level, text])).toEqual([
      [2, "Deep"],
      [2, "Other"],
    ]);
    expect(complaints(lesson)).toEqual([]);
    expect(notesOf(json)[0]).toContain("All headings are one level lower");
  });

  it("is called like its file where no heading is its title", () => {
    const json = notebook(markdown("Text."), markdown("# One"), markdown("# Two"));
    expect(read(lessonFrom(json, "linear-algebra").text).title).toBe("Linear algebra");
  });

  it("has its Python as twins of empty cells, and its outputs as text", () => {
    const output = {
      output_type: "stream",
      name: "stdout",
      text: ["10 %\r20 %\n", "\u001b[31mred\u001b[0m\n"],
    };
    const json = notebook(code("%matplotlib inline\nprint(1)", output));
    const [cell, shown] = read(lessonFrom(json).text).blocks;
    expect(cell).toMatchObject({
      type: "cell",
      cell: { id: "cell-1", source: "" },
      twin: { source: "%matplotlib inline\nprint(1)" },
    });
    expect(shown).toMatchObject({ type: "div", classes: ["output"], blocks: [{ source: "20 %\nred" }] });
  });

  it("has of lines that replaced each other the last, also of hundreds", () => {
    const steps = Array.from({ length: 938 }, (_, step) => `\b\b\b\r${step + 1}/938 ${"=".repeat(300)}`);
    const json = notebook(
      code("fit()", { output_type: "stream", name: "stdout", text: [...steps, "\r938/938 done\n"] }),
    );
    const [, shown] = read(lessonFrom(json).text).blocks;
    expect(shown).toMatchObject({ blocks: [{ source: "938/938 done" }] });
    expect(notesOf(json)).toEqual([]);
  });

  it("is read where optional parts are null", () => {
    const cell = { cell_type: "markdown", source: "Text.", metadata: null, attachments: null, outputs: null };
    const json = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: null, cells: [cell] });
    expect(bodyOf(json)).toBe("Text.");
  });

  it("is refused with the key that is wrong", () => {
    const reading = readNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: "5", cells: [] }));
    expect(reading).toMatchObject({ reason: expect.stringContaining("Its `nbformat_minor` is not") });
  });

  it("has formulas as lessons write them", () => {
    expect(bodyOf(notebook(markdown("The $ x $ of $y$, `$ z $`, \\$5 and $a\n+ b $.")))).toBe(
      "The $x$ of $y$, `$ z $`, \\$5 and $a\n+ b$.",
    );
  });

  it("keeps what one cell leaves open from the next", () => {
    const json = notebook(
      markdown("```\nopen"),
      markdown("<!-- open"),
      markdown("<pre>open"),
      markdown("- a"),
      markdown("- b\n\n[x]\n\n[x]: /1"),
      markdown("::: {.note}\n\n[x]"),
    );
    const html = htmlOf(read(lessonFrom(json).text).blocks);
    expect(html).toContain("<code>open\n</code>");
    expect(html.match(/<ul>/g)).toHaveLength(2);
    expect(html).toContain("<p>::: {.note}</p>\n<p>[x]</p>");
  });

  it("has attachments as files, with plain names and checked contents", () => {
    const png = { "image/png": PIXEL };
    const attachments = {
      "../../../etc/passwd": png,
      "C:\\x.png": png,
      ".hidden": png,
      "page.png": { "image/png": Buffer.from("<script>alert(1)</script>").toString("base64") },
      "script.svg": { "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>` },
      "drawing.svg": { "image/svg+xml": Buffer.from(DRAWING).toString("base64") },
      "unused.png": png,
    };
    const names = Object.keys(attachments).slice(0, 6).concat("missing.png");
    const json = notebook(
      markdown(names.map((name) => `![x](<attachment:${name}>)`).join("\n"), { attachments }),
    );
    const { pictures, notes } = lessonFrom(json);
    expect(pictures.map(({ path }) => path)).toEqual([
      "lesson/passwd.png",
      "lesson/x.png",
      "lesson/hidden.png",
      "lesson/drawing.svg",
    ]);
    const kept = "PNG, JPEG, GIF, WebP, and SVG without scripts and links to other files, are.";
    expect(notes.map(({ message }) => message)).toEqual([
      `The attachment “page.png” is not a picture that can be kept: ${kept}`,
      `The attachment “script.svg” is not a picture that can be kept: ${kept}`,
      "The attachment “missing.png” is not in the notebook.",
      "The attachment “unused.png” is shown nowhere: it was left out.",
    ]);
  });

  it("has pictures in addresses and outputs as files", () => {
    const json = notebook(
      markdown(`<img src="data:image/png;base64,${PIXEL}" alt="a"> ![b](data:image/png;base64,${PIXEL})`),
      code("plot()", {
        output_type: "display_data",
        data: { "image/png": `${PIXEL}\n`, "text/plain": "<Figure>" },
      }),
      code("plot()", {
        output_type: "display_data",
        data: { "image/svg+xml": [DRAWING], "text/plain": "<Figure>" },
      }),
    );
    const { pictures, text } = lessonFrom(json);
    expect(pictures.map(({ path }) => path)).toEqual([
      "lesson/picture.png",
      "lesson/output-2.png",
      "lesson/output-3.svg",
    ]);
    expect(text).toContain('<img src="lesson/picture.png" alt="a"> ![b](lesson/picture.png)');
    expect(text).toContain("![Output of cell 2](lesson/output-2.png)");
    expect(text).toContain("![Output of cell 3](lesson/output-3.svg)");
  });

  describe("has an output", () => {
    /** What a lesson shows of an output, as HTML, and what is said about it. */
    function shown(data: Readonly<Record<string, unknown>>) {
      const json = notebook(code("x", { output_type: "execute_result", metadata: {}, data }));
      const lesson = read(lessonFrom(json).text);
      const once = notebookOf(lesson);
      expect(notebookOf(read(lessonFrom(once).text))).toBe(once);
      expect(complaints(lesson)).toEqual([]);
      return { html: htmlOf(lesson.blocks), notes: notesOf(json), text: bodyOf(json) };
    }

    it("that is a table as a table, with the names of its columns in one row", () => {
      const table =
        "<style>td { color: red }</style><table border='1'><thead><tr><th></th><th>mass</th><th>a|b</th></tr>" +
        "<tr><th>id</th><th></th><th></th></tr></thead><tbody><tr><th>x_1</th><td>-1.5</td><td>$a</td></tr>" +
        "<tr><th>x_2</th><td>NaN</td><td>*b*</td></tr></tbody></table><p>2 rows × 2 columns</p>";
      const { html, notes, text } = shown({ "text/html": [table], "text/plain": "   mass" });
      expect(text).toContain("| id | mass | a\\|b |\n| --- | ---: | --- |\n| x\\_1 | -1.5 | \\$a |\n");
      expect(html).toContain("<p>2 rows × 2 columns</p>");
      expect(html.match(/<th[ >]/g)).toHaveLength(3);
      expect(html).not.toContain("color: red");
      expect(notes).toEqual([]);
    });

    it("that is a table whose cells span several", () => {
      const table =
        "<table><thead><tr><th></th><th colspan=2>A</th></tr><tr><th></th><th>x</th><th>y</th></tr></thead>" +
        "<tr><th rowspan=2>one</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>";
      const { text } = shown({ "text/html": table });
      expect(text).toContain("|  | A x | A y |");
      expect(text).toContain("| one | 1 | 2 |\n|  | 3 | 4 |");
    });

    it("that is HTML without a table as its text, only where its plain text says nothing", () => {
      const html = "<h3>Done</h3><p>All <b>3</b> steps.</p><script>alert(1)</script><p hidden>x</p>";
      expect(shown({ "text/html": html, "text/plain": "<IPython.core.display.HTML object>" }).text).toContain(
        "Done\n\nAll 3 steps.\n:::",
      );
      expect(shown({ "text/html": html, "text/plain": "Model()" }).text).toContain("```text\nModel()\n```");
    });

    it.each([
      ["$\\displaystyle x^{2}$", "\\displaystyle x^{2}"],
      ["$$\na\n\n+ b\n$$", "a\n+ b"],
      ["\\[\\frac{1}{2}\\]", "\\frac{1}{2}"],
      ["\\begin{equation}a = b \\label{eq:a}\\end{equation}", "a = b"],
      [
        "\\begin{align}a &= b \\\\ c &= d\\end{align}",
        "\\begin{aligned}\na &= b \\\\ c &= d\n\\end{aligned}",
      ],
    ])("that is the formula %s as a formula", (latex, tex) => {
      const { text, html } = shown({ "text/latex": latex, "text/plain": "x**2" });
      expect(text).toContain(`::: {.output}\n$$\n${tex}\n$$\n:::`);
      expect(html).toContain("<math");
    });

    it.each(["$a$ and $b$", "\\begin{tabular}{l}a\\end{tabular}", "$a\n::: {.note}$", "$$"])(
      "in LaTeX that is more than a formula, or none, as its plain text: %s",
      (latex) => {
        const { text } = shown({ "text/latex": latex, "text/plain": "plain" });
        expect(text).toContain("```text\nplain\n```");
      },
    );

    it("in Markdown as text, whose headings are no sections", () => {
      const { html, text } = shown({
        "text/markdown": "# Result\n\nIt is **5**.\n\n::: {.note}",
        "text/plain": "<IPython.core.display.Markdown object>",
      });
      expect(text).toMatch(/\*\*Result\*\*\n\n+It is \*\*5\*\*\./);
      expect(html).toContain("<p><strong>Result</strong></p>");
      expect(html).not.toContain("<h");
    });

    it("that is an error with its place, without the colours of a terminal", () => {
      const traceback = ["\u001b[0;31m---\u001b[0m", "\u001b[0;31mNameError\u001b[0m: name 'x'"];
      const json = notebook(code("x", { output_type: "error", ename: "NameError", evalue: "", traceback }));
      expect(bodyOf(json)).toContain("```text\n---\nNameError: name 'x'\n```");
    });

    it("that is a long table with the rows for which there is space, and says so", () => {
      const rows = Array.from({ length: 3000 }, (_, row) => `<tr><td>${row}</td></tr>`).join("");
      const { text, notes } = shown({ "text/html": `<table><tr><th>n</th></tr>${rows}</table>` });
      const kept = text.match(/^\| \d+ \|$/gm)?.length ?? 0;
      expect(kept).toBeGreaterThan(500);
      expect(text.length).toBeLessThan(11_000);
      expect(notes).toEqual([`1: A table is too long: its last ${3000 - kept} rows were left out.`]);
    });

    it("that is a long text in HTML with as much as there is space for, and says so", () => {
      const { text, notes } = shown({ "text/html": `<p>Done</p><p>${"[1] ".repeat(5000)}</p>` });
      expect(text).toContain("Done\n\n\\[1\\] ");
      expect(text.length).toBeGreaterThan(7000);
      expect(text.length).toBeLessThan(11_000);
      expect(notes).toEqual([
        expect.stringMatching(/^1: The text of an output, 20003 characters, was cut to \d{4}\.$/),
      ]);
    });

    it("with one note for a table and a text that are both too long", () => {
      const table = `<table><tr><th>${"n".repeat(12_000)}</th></tr><tr><td>1</td></tr></table>`;
      const { text, notes } = shown({ "text/html": `<p>Before</p>${table}` });
      expect(text).toContain("Before");
      expect(notes).toEqual(["1: A table is too long: it was left out."]);
    });

    it("whose table has too long a head as its plain text", () => {
      const table = `<table><tr><th>${"n".repeat(12_000)}</th></tr><tr><td>1</td></tr></table>`;
      const { text, notes } = shown({ "text/html": table, "text/plain": "n\n1" });
      expect(text).toContain("```text\nn\n1\n```");
      expect(notes).toEqual(["1: An output of the type text/html was kept as its plain text."]);
    });

    it("whose cells span rows and columns at once", () => {
      const table =
        "<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td>1</td><td rowspan=3>2</td><td>3</td></tr>" +
        "<tr></tr><tr><td>4</td><td>5</td></tr><tr><td>6</td><td>7</td><td>8</td></tr>" +
        "<tr><td>9</td><td rowspan=3>10</td></tr><tr><td colspan=2>11</td></tr><tr><td>12</td><td>13</td></tr></table>";
      const { text } = shown({ "text/html": table });
      expect(text).toContain("| 1 | 2 | 3 |\n|  |  |  |\n| 4 |  | 5 |\n| 6 | 7 | 8 |\n");
      expect(text).toContain("| 9 | 10 |  |\n| 11 |  |  |\n| 12 |  | 13 |\n");
    });

    it.each(["-", "---", "===", "+", "3."])("that is only %s as this text", (mark) => {
      const { html } = shown({ "text/html": `<p>Done</p><p>${mark}</p>` });
      expect(html).toContain(`<p>${mark}</p>`);
    });

    it("with an attack in a table as text", () => {
      const attack = "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a>&lt;script&gt;alert(1)";
      const deep = `${"<div>".repeat(2000)}deep`;
      const { html } = shown({ "text/html": `<table><tr><td>${attack}</td><td>${deep}</td></tr></table>` });
      expect(html).toContain("&lt;script&gt;alert(1)");
      expect(html).not.toMatch(/<script|<img|href="javascript|onerror=/);
    });
  });

  it("runs nothing that is in it", () => {
    const attack = '<img src=x onerror="alert(1)"><script>alert(1)</script>\n\n[x](javascript:alert(1))';
    const html = { output_type: "execute_result", data: { "text/html": attack, "text/plain": attack } };
    const json = notebook(markdown(attack), code("1", html), {
      ...code("2"),
      metadata: { lectern: { type: "cell", id: '"><script>', classes: [], open: ["::: {.x}\n<script>"] } },
    });
    const rendered = htmlOf(read(lessonFrom(json).text).blocks);
    expect(rendered).not.toMatch(/<script|<[^>]*onerror=|href="javascript/);
    expect(notesOf(json)).toEqual(["2: An output of the type text/html was kept as its plain text."]);
  });

  it("cuts outputs that are too long, and says so", () => {
    const huge = { output_type: "stream", name: "stdout", text: "0123456789\n".repeat(30_000) };
    const { text, notes } = lessonFrom(notebook(...Array.from({ length: 20 }, () => code("1", huge))));
    expect(text.length).toBeLessThan(200_000);
    expect(notes).toHaveLength(20);
    expect(notes[0]).toEqual({ cell: 1, message: "An output of 330000 characters was cut to 9998." });
  });

  it("leaves out tables for which there is no space any more, and says so", () => {
    const rows = "<tr><td>0123456789</td></tr>".repeat(2000);
    const html = { output_type: "execute_result", data: { "text/html": `<table>${rows}</table>` } };
    const { notes } = lessonFrom(notebook(...Array.from({ length: 20 }, () => code("1", html))));
    expect(notes).toHaveLength(20);
    expect(notes[19]).toEqual({ cell: 20, message: "An output of the type text/html was left out." });
  });

  it("says which cells and outputs it cannot read", () => {
    const json = notebook(
      { cell_type: "future", source: "x" },
      { cell_type: "markdown", source: 5 },
      code("1", { output_type: "new" }),
      { cell_type: "raw", metadata: {}, source: "\\latex" },
    );
    expect(notesOf(json)).toEqual([
      "1: A cell of the unknown type “future”: it was left out.",
      "2: Its form is invalid: it was left out.",
      "3: An output of the unknown type “new” was left out.",
      "4: A raw cell: it is shown as text.",
    ]);
  });

  it("of nbformat 3 is read like one of nbformat 4", () => {
    const cells = [
      { cell_type: "heading", level: 2, source: ["Part"] },
      { cell_type: "html", source: "<b>x</b>" },
      {
        cell_type: "code",
        input: ["a = 1"],
        language: "python",
        outputs: [
          { output_type: "pyout", text: ["1"], png: PIXEL },
          { output_type: "pyerr", ename: "E", evalue: "v", traceback: [] },
        ],
      },
    ];
    const json = JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "" },
      worksheets: [{ cells }],
    });
    expect(bodyOf(json)).toBe(
      [
        "## Part",
        "<b>x</b>",
        "```ts {#cell-3}\n```",
        '```python {.twin of="cell-3"}\na = 1\n```',
        "::: {.output}\n![Output of cell 3](lesson/output-3.png)\n\n```text\nE: v\n```\n:::",
      ].join("\n\n"),
    );
  });

  it("keeps what was edited in an exported notebook", () => {
    const lesson = read(
      '---\ntitle: x\n---\n\nText.\n\n```ts {#a .manual}\nconst a = 1;\n```\n\n```python {.twin of="a"}\na = 1\n```\n',
    );
    const edited = JSON.parse(notebookOf(lesson));
    edited.cells[1].source = "Other text.";
    edited.cells[2].source = "a = 2";
    edited.cells.push(code("b = 3"));
    const again = read(lessonFrom(JSON.stringify(edited)).text);
    expect(again.blocks).toMatchObject([
      { type: "prose", html: "<p>Other text.</p>\n" },
      { cell: { id: "a", manual: true, source: "const a = 1;" }, twin: { source: "a = 2" } },
      { cell: { source: "" }, twin: { source: "b = 3" } },
    ]);
  });

  describe("whose title cell was edited", () => {
    const lesson = read("---\ntitle: A title\nlecture: 3\nsummary: What it is about.\n---\n\nText.\n");
    /** The lesson made of its notebook with another first cell, and what is said about that cell. */
    function edited(source: string | null) {
      const exported = JSON.parse(notebookOf(lesson));
      exported.cells.splice(0, 1, ...(source === null ? [] : [{ ...exported.cells[0], source }]));
      const imported = lessonFrom(JSON.stringify(exported), "my-lesson");
      const { title, summary, blocks } = read(imported.text);
      return { title, summary, html: htmlOf(blocks), notes: imported.notes };
    }

    it.each([
      ["as it was", "# A title\n\n*Lecture 3.* What it is about.", "A title", "What it is about."],
      ["other words", "# Other \\*one\\*\n\n*Lecture 3.* Other\nlines.", "Other *one*", "Other lines."],
      ["a lower heading", "## A title", "A title", ""],
      ["an address", "# A title\n\nSee https://x.org/a_b.", "A title", "See https://x.org/a_b."],
    ])("has title and summary from it: %s", (_, source, title, summary) => {
      expect(edited(source)).toEqual({ title, summary, html: "<p>Text.</p>\n", notes: [] });
    });

    it("has what is more than them as text, and says so with the number of the cell", () => {
      const { title, summary, html, notes } = edited("# A title\n\nSummary.\n\nMore.\n\n- a\n- b");
      expect([title, summary]).toEqual(["A title", "Summary."]);
      expect(html).toBe("<p>More.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Text.</p>\n");
      expect(notes).toEqual([
        { cell: 1, message: expect.stringContaining("more than a title and a summary of one paragraph") },
      ]);
    });

    it("is named after its file where the heading is gone, and keeps the text", () => {
      const { title, summary, html, notes } = edited("What it is about.\n\n![x](attachment:x.png)");
      expect([title, summary]).toEqual(["My lesson", ""]);
      expect(html).toContain("<p>What it is about.</p>");
      expect(notes).toEqual([
        { cell: 1, message: expect.stringContaining("no longer begins with a heading “# Title”") },
        { cell: 1, message: "The attachment “x.png” is not in the notebook." },
      ]);
    });

    it("says that formatting is left out", () => {
      const { title, summary, notes } = edited(
        "# A *title*\n\n*Lecture 3.* With [a **link**](https://x.org).",
      );
      expect([title, summary]).toEqual(["A title", "With a link."]);
      expect(notes).toEqual([{ cell: 1, message: expect.stringContaining("formatting was left out") }]);
    });

    it("says that it is gone", () => {
      const { title, notes } = edited(null);
      expect(title).toBe("My lesson");
      expect(notes).toEqual([
        { cell: null, message: "The cell with the title is gone: the lesson is called “My lesson”." },
      ]);
    });
  });

  const corpus = corpusNotebooks();
  it.skipIf(corpus.length === 0)("of the corpus has a text for each of its cells", () => {
    const cells = Object.fromEntries(
      corpus.map(({ name, json }) => {
        const lesson = read(lessonFrom(json).text);
        return [name, lesson.blocks.filter(({ type }) => type === "cell").length];
      }),
    );
    expect(cells).toMatchObject({
      "handson-math_linear_algebra.ipynb": 137,
      "nbformat-test3.ipynb": 4,
      "nbformat-test4.5.ipynb": 4,
      "tensorflow-cnn.ipynb": 11,
    });
  });
});
