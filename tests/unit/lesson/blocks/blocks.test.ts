import { describe, expect, it } from "vitest";
import type { Block } from "../../../../src/lesson/lesson.ts";
import { complaints, htmlOf, read, readBody } from "../../../fixtures/lessons/read.ts";

function only(body: string): Block {
  const { blocks } = readBody(body);
  const [block, ...more] = blocks;
  if (!block || more.length > 0) throw new Error(`Not one block: ${JSON.stringify(blocks)}`);
  return block;
}

describe("a cell", () => {
  it("is a ts fence with an id", () => {
    expect(
      only("\n```ts {#build-model}\nconst model: Model = tf.sequential({ units });\nmodel\n```\n"),
    ).toEqual({
      type: "cell",
      line: 5,
      cell: {
        id: "build-model",
        source: "const model: Model = tf.sequential({ units });\nmodel",
        hiddenCode: false,
        manual: false,
        declares: ["model"],
        uses: ["tf", "units"],
        imports: [],
        changes: [],
        changesInFunctions: [],
        exercise: null,
      },
      html: expect.stringMatching(
        /^<span class="tok-keyword">const<\/span> .*\n<span class="tok-variableName">model<\/span>$/,
      ),
      twin: null,
    });
  });

  it.each([
    ["```ts {#a .hidden-code .manual}\n1\n```", { id: "a", hiddenCode: true, manual: true }],
    ["```typescript {#a}\n1\n```", { id: "a" }],
    ["```{.ts #a .manual}\n1\n```", { id: "a", manual: true }],
    ["~~~ts{#a}\n1\n~~~", { id: "a", source: "1" }],
    ["```ts {#a}\n\n1\n\n```", { source: "\n1\n" }],
    ["```ts {#a}\n```", { source: "" }],
    ["   ```ts {#a}\n   if (1)\n     1\n   ```", { source: "if (1)\n  1" }],
    ["```ts {#a}\nconst a = '```' + `\n:::\n`\n```", { source: "const a = '```' + `\n:::\n`" }],
  ])("%j", (body, cell) => {
    expect(only(body)).toMatchObject({ type: "cell", cell });
  });

  it("may be in a div", () => {
    expect(only("::: {.note #n}\n```ts {#a}\n1\n```\n:::")).toMatchObject({
      type: "div",
      id: "n",
      classes: ["note"],
      blocks: [{ type: "cell", line: 5, cell: { id: "a" } }],
    });
  });
});

describe("notes", () => {
  it("are a block of their own, without their headings in the contents", () => {
    const { blocks, headings } = readBody("## A\n\n::: {.notes}\nSay *hello*.\n\n### B\n:::\n");
    expect(blocks[1]).toMatchObject({
      type: "notes",
      line: 6,
      blocks: [{ type: "prose", html: expect.stringContaining("Say <em>hello</em>.") }, { type: "problem" }],
    });
    expect(headings.map(({ text }) => text)).toEqual(["A"]);
  });

  it("may be in an exercise", () => {
    const notes = "::: {.notes}\nx\n:::\n";
    expect(only(`::: {.exercise #a title="A"}\nTask.\n\n${notes}:::\n`)).toMatchObject({
      exercise: { task: [{ type: "prose" }, { type: "notes" }] },
    });
  });
});

describe("a listing", () => {
  it.each([
    ["```ts\nconst a = 1\n```", "ts", '<span class="tok-keyword">const</span>'],
    ["```js\nconst a = 1\n```", "js", '<span class="tok-keyword">const</span>'],
    ["```tsx\nconst a = <b/>\n```", "tsx", '<span class="tok-typeName">b</span>'],
    ['```python\nprint("<b>")\n```', "python", '<span class="tok-string">&quot;&lt;b&gt;&quot;</span>'],
    ['```sql\nprint("<b>")\n```', "sql", "print(&quot;&lt;b&gt;&quot;)"],
    ["```\n<b>\n```", "", "&lt;b&gt;"],
    ["    <b>", "", "&lt;b&gt;"],
  ])("%j", (body, language, html) => {
    expect(only(body)).toMatchObject({ type: "listing", language, html: expect.stringContaining(html) });
  });

  it("keeps its text, whatever its language", () => {
    const source = 'const a = `<$> & "b"`;\n\n// end';
    const block = only(`\`\`\`ts\n${source}\n\`\`\``);
    expect(block).toMatchObject({ source });
    const text = block.type === "listing" ? block.html.replace(/<[^>]*>/g, "") : "";
    expect(
      text
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&"),
    ).toBe(source);
  });
});

describe("a figure", () => {
  it("has its attributes as they are written, and its caption", () => {
    expect(
      only('::: {.figure #conv name="convolution" input=7 title="a \\"b\\""}\nThe *caption* of $x$.\n:::'),
    ).toEqual({
      type: "figure",
      line: 4,
      figure: {
        id: "conv",
        name: "convolution",
        number: 1,
        label: "Figure 1",
        attributes: { input: "7", title: 'a "b"' },
        captionHtml: expect.stringMatching(
          /^The <em>caption<\/em> of <span class="math-tied"><span class="katex">.*\.<\/span>$/,
        ),
        captionText: "The caption of x.",
        caption: { heading: null, markdown: "The *caption* of $x$.", attachments: [] },
      },
    });
  });

  it("is numbered, and gets a unique id", () => {
    const figure = "::: {.figure name=a}\nx\n:::\n";
    const { blocks } = readBody(
      `## Figure 1\n\n${figure}\n::: {.note #figure-2}\ny\n:::\n\n${figure}\n[a](#figure-1)`,
    );
    const figures = blocks.flatMap((block) => (block.type === "figure" ? [block.figure] : []));
    expect(figures.map(({ id, number }) => [id, number])).toEqual([
      ["figure-1", 1],
      ["figure-2-1", 2],
    ]);
    expect(htmlOf(blocks)).toContain('<h2 id="figure-1-1">');
  });

  it("may have a caption of several paragraphs", () => {
    expect(only("::: {.figure name=a}\nOne.\n\nTwo.\n:::")).toMatchObject({
      figure: { captionHtml: "<p>One.</p>\n<p>Two.</p>\n", captionText: "One. Two." },
    });
  });
});

describe("an exercise", () => {
  const body = [
    '::: {.exercise #size title="Output size"}',
    "The task.",
    "",
    "```ts {#size-code .starter}",
    "const width = ______;",
    "```",
    "",
    "```ts {.check}",
    'check(width === 28, "Same.");',
    "```",
    "",
    "More of the task.",
    "",
    "::: {.hint}",
    "First.",
    ":::",
    "::: {.hint}",
    "Second.",
    ":::",
    "::: {.solution}",
    "Because.",
    "",
    "```ts",
    "const width = 28;",
    "```",
    ":::",
    ":::",
  ].join("\n");

  it("has all its parts", () => {
    expect(only(body)).toMatchObject({
      type: "exercise",
      line: 4,
      exercise: {
        id: "size",
        title: "Output size",
        number: 1,
        task: [{ type: "prose", line: 5, html: "<p>The task.</p>\n<p>More of the task.</p>\n" }],
        starter: {
          line: 7,
          cell: {
            id: "size-code",
            source: "const width = ______;",
            declares: ["width"],
            exercise: {
              id: "size",
              checks: ['check(width === 28, "Same.");'],
              uses: ["check", "width"],
              solution: "const width = 28;",
            },
          },
        },
        hints: [[{ type: "prose", html: "<p>First.</p>\n" }], [{ type: "prose", html: "<p>Second.</p>\n" }]],
        solution: [
          { type: "prose", html: "<p>Because.</p>\n" },
          { type: "listing", source: "const width = 28;" },
        ],
      },
    });
    expect(complaints(readBody(body))).toEqual([]);
  });

  it("may be only prose", () => {
    expect(only('::: {.exercise #a title="A"}\nThink.\n:::')).toMatchObject({
      exercise: { starter: null, hints: [], solution: null },
    });
  });

  it("shows the problems of its starter with the task, not in a closed hint", () => {
    const block = only(
      [
        '::: {.exercise #a title="A"}',
        "The task.",
        "```ts {#start .starter}",
        "const a = = 1;",
        "```",
        "::: {.hint}",
        "Think.",
        ":::",
        ":::",
      ].join("\n"),
    );
    expect(block).toMatchObject({
      exercise: {
        task: [{ type: "prose" }, { type: "problem" }, { type: "problem" }],
        hints: [[{ type: "prose" }]],
      },
    });
  });
});

describe("headings", () => {
  it("have unique ids as on GitHub", () => {
    const { headings } = readBody(
      "## A *b* `c` $x_1$\n\n### Same\n\n### Same\n\n## Größe & Maß\n\n## !!!\n\n## With {#an-id}\n",
    );
    expect(headings.map(({ id, level, text }) => [id, level, text])).toEqual([
      ["a-b-c-x_1", 2, "A b c x_1"],
      ["same", 3, "Same"],
      ["same-1", 3, "Same"],
      ["größe--maß", 2, "Größe & Maß"],
      ["section", 2, "!!!"],
      ["an-id", 2, "With"],
    ]);
  });

  it("have no links in the contents, which are links themselves", () => {
    const { headings } = readBody("## [A *b*](#c)[^1] ![d](e.png) <b>f</b> {#c}\n\n[^1]: g\n");
    expect(headings[0]?.html).toBe("A <em>b</em> d f");
  });

  it("have HTML, with mathematics", () => {
    const { headings, blocks } = readBody("## The *kernel* $w$\n");
    expect(headings[0]?.html).toMatch(/^The <em>kernel<\/em> <span class="katex">/);
    expect(htmlOf(blocks)).toMatch(/^<h2 id="the-kernel-w">The <em>kernel<\/em> <span class="katex">/);
  });
});

describe("links", () => {
  it.each([
    ["[a](#b-c)\n\n## B c", 'href="#b-c"'],
    ["[a](#cell)\n\n```ts {#cell}\n1\n```", 'href="#cell-cell"'],
    ["[a](#x)\n\n::: {.note #x}\ny\n:::", 'href="#x"'],
    ["[a](pooling.md)", 'href="../pooling/"'],
    ["[a](pooling.md#max-pooling)", 'href="../pooling/#max-pooling"'],
    ["[a](slides.pdf)", 'href="slides.pdf"'],
    ["<a@example.org>", 'href="mailto:a@example.org"'],
  ])("%j", (body, href) => {
    const lesson = readBody(body);
    expect(htmlOf(lesson.blocks)).toContain(`<a ${href}>`);
    expect(lesson.problems).toEqual([]);
  });

  it.each([
    ['<a href="pooling.md#x">a</a>', 'href="../pooling/#x"'],
    ['<a id="b" href="#b">a</a>', 'href="#user-content-b"'],
    ['<a href="poo&amp;ling.md">a</a>', 'href="../poo%26ling/"'],
    ['<a href="\ud800.md">a</a>', 'href="../%EF%BF%BD/"'],
  ])("in HTML have the same target: %j", (body, href) => {
    expect(htmlOf(readBody(body).blocks)).toContain(href);
  });

  it("and pictures name the files to copy, without duplicates", () => {
    const lesson = readBody(
      '![a](img/a.png) ![a](./img/a.png "t") [b](b%20c.pdf?x#y) <img src="d.png" alt="d">\n\n<video src="e.mp4" controls></video>',
    );
    expect(lesson.assets).toEqual(["img/a.png", "b c.pdf", "d.png", "e.mp4"]);
    expect(lesson.problems).toEqual([]);
  });
});

describe("pictures", () => {
  it.each([
    ["![a](b.png){width=60%}", '<p><img src="b.png" alt="a" width="60%"></p>'],
    [
      '![a](b.png "t"){.wide height=40px}',
      '<p><img src="b.png" alt="a" title="t" height="40" class="wide"></p>',
    ],
    ["![a][b]{width=60%} c\n\n[b]: b.png", '<p><img src="b.png" alt="a" width="60%"> c</p>'],
    ["![a](b.png) {x}", '<p><img src="b.png" alt="a"> {x}</p>'],
    ["![a $x$](b.png)", '<p><img src="b.png" alt="a $x$"></p>'],
  ])("%s", (body, html) => {
    expect(htmlOf(readBody(body).blocks).trim()).toBe(html);
  });

  it("report unknown attributes", () => {
    expect(complaints(readBody("![a](b.png){depth=60% #c}"))).toEqual([
      "4:12 The id of a picture begins with `fig-`: `c` is left out.",
      "4:13 Unknown attribute `depth` of a picture.",
    ]);
  });
});

describe("footnotes", () => {
  it("are at the end, with links back to the text", () => {
    const { blocks, problems } = readBody(
      "A.[^b] B.[^a] C.[^b]\n\n[^a]: Note *a*.\n\n[^b]: Note $b$.\n\n## Last\n",
    );
    expect(problems).toEqual([]);
    const html = htmlOf(blocks).replace(
      /<span class="katex">.*?<\/math><\/span>.*?<\/span><\/span><\/span>/g,
      "b",
    );
    expect(html).toContain(
      '<a id="footnote-1-ref" href="#footnote-1" class="footnote-ref" aria-label="Footnote 1">1</a>',
    );
    expect(html).toContain('id="footnote-1-ref-2" href="#footnote-1"');
    expect(html).toContain('<li id="footnote-1">');
    expect(html.indexOf('<section class="footnotes"')).toBeGreaterThan(html.indexOf("Last"));
    expect(html.indexOf("Note b")).toBeLessThan(html.indexOf("Note <em>a</em>"));
    const ids = Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });
});

describe("GitHub's extensions", () => {
  it("are supported", () => {
    const html = htmlOf(
      readBody("- [ ] a\n- [x] b\n\n~~c~~ www.example.org\n\n| d |\n| -: |\n| e |\n").blocks,
    );
    expect(html).toContain('<li><input type="checkbox" disabled> a</li>');
    expect(html).toContain('<li><input type="checkbox" disabled checked> b</li>');
    expect(html).toContain("<del>c</del>");
    expect(html).toContain('<a href="http://www.example.org" rel="noopener noreferrer">');
    expect(html).toContain('<td align="right">e</td>');
  });
});

describe("a lesson", () => {
  it("reports a problem of a heading once", () => {
    expect(complaints(readBody("## $\\foo$\n"))).toHaveLength(1);
  });

  it("takes its slug from its file", () => {
    expect(read("").slug).toBe("lesson");
  });

  it("shows a problem after the block it is in", () => {
    const { blocks } = readBody("Text $\\foo$.\n\n```ts {#a}\n1\n```\n\n::: {.note}\n[x](#y)\n:::\n");
    expect(blocks.map(({ type }) => type)).toEqual(["prose", "problem", "cell", "div"]);
    expect(blocks.at(-1)).toMatchObject({ blocks: [{ type: "prose" }, { type: "problem", line: 11 }] });
  });
});
