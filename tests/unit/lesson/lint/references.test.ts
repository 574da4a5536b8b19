import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type {
  AssetState,
  AttributeSchema,
  KnownThings,
  ModuleExports,
} from "../../../../src/lesson/known-things.ts";
import { otherLesson } from "../../../../src/lesson/lesson-entry.ts";
import { read, readBody } from "../../../fixtures/lessons/read.ts";

const wholeNumber = v.pipe(v.string(), v.regex(/^\d+$/, "Write a whole number."), v.transform(Number));

const STATES: Readonly<Record<string, AssetState>> = {
  "a.png": "file",
  "100% #1.png": "file",
  "100%.png": "file",
  "data/x.csv": "file",
  sub: "folder",
  "": "folder",
  ".env": "hidden",
  "link.png": "outside",
  "locked.png": "unreadable",
};

const LESSONS = new Map(
  [
    ["pooling.md", "title: Pooling"],
    ["draft.md", "title: A draft\ndraft: true"],
  ].map(([path = "", front]) => [path, otherLesson(path, `---\n${front}\n---\n\`\`\`ts {#x}\n1\n\`\`\`\n`)]),
);

const known: KnownThings = {
  figures: new Map<string, AttributeSchema>([
    [
      "convolution",
      v.pipe(
        v.object({ input: v.optional(wholeNumber, "7"), kernel: wholeNumber }),
        v.check(({ input, kernel }) => kernel <= input, "The kernel is larger than the input."),
      ),
    ],
    ["pooling", v.strictObject({})],
    ["sampling", v.strictObject({ kernel: v.pipe(v.string(), v.regex(/^\d$/, "kernel must be a digit")) })],
  ]),
  datasets: ["fashion-mnist"],
  modules: new Map<string, ModuleExports>([
    [
      "@tensorflow/tfjs",
      new Map([...namesOnly("sequential", "tensor1d", "tidy"), ["layers", new Set(["dense", "flatten"])]]),
    ],
    ["lectern", namesOnly("plot", "show", "check", "nadam", "loadDataset", "loadFashionMnist")],
  ]),
  globals: new Set(["Math", "console", "undefined", "Promise"]),
  beside: {
    assetState: (path) => STATES[path] ?? "missing",
    declaredFile: () => ({ type: "missing" }),
    helperState: (specifier) => (specifier === "./lib/plots" ? "module" : "missing"),
    packageState: () => "missing",
    assetVersion: () => "",
    lesson: (path) => LESSONS.get(path) ?? null,
    lessonFiles: () => [...LESSONS.keys()],
  },
};

function namesOnly(...names: readonly string[]): ModuleExports {
  return new Map(names.map((name) => [name, null]));
}

function complaints(body: string): string[] {
  return readBody(body, known).problems.map(
    ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
  );
}

describe("what a lesson refers to", () => {
  it.each([
    ["a known figure", "::: {.figure name=convolution kernel=3}\nx\n:::", []],
    [
      "an unknown figure",
      "::: {.figure name=convolutoin}\nx\n:::",
      ["4:5 Unknown figure `convolutoin`. Did you mean `convolution`?"],
    ],
    [
      "a figure that is nothing like a known one",
      "::: {.figure name=x}\nx\n:::",
      ["4:5 Unknown figure `x`. Known: `convolution`, `pooling`, `sampling`."],
    ],
    [
      "an unknown attribute",
      "::: {.figure name=convolution kernel=3 kernl=3}\nx\n:::",
      ["4:40 The figure `convolution` has no attribute `kernl`. Did you mean `kernel`?"],
    ],
    [
      "a bad attribute",
      "::: {.figure name=convolution kernel=three}\nx\n:::",
      [
        "4:31 The figure `convolution` does not take `kernel=three`: Write a whole number. Its attributes: `input`, `kernel`.",
      ],
    ],
    [
      "a missing attribute",
      "::: {.figure name=convolution}\nx\n:::",
      [expect.stringMatching(/^4:5 The figure `convolution` needs the attribute `kernel`\. /)],
    ],
    [
      "attributes that do not go together",
      "::: {.figure name=convolution kernel=9}\nx\n:::",
      [
        "4:5 The figure `convolution` cannot be drawn with these attributes: The kernel is larger than the input. Its attributes: `input`, `kernel`.",
      ],
    ],
    [
      "a value of which the message says what it has to be",
      "::: {.figure name=sampling kernel=three}\nx\n:::",
      ["4:28 The figure `sampling` does not take `kernel=three`: kernel must be a digit. Correct the value."],
    ],
    [
      "a figure in a hint",
      '::: {.exercise #a title="A"}\nx\n::: {.hint}\n::: {.figure name=x}\nx\n:::\n:::\n:::',
      [expect.stringMatching(/^7:5 Unknown figure `x`/)],
    ],
    ["a picture that is there", "![a](a.png)", []],
    [
      "a missing picture",
      "![a](A.png)",
      ["4:1 There is no file `A.png` beside the lesson. Put it there, or correct the path (case matters)."],
    ],
    ["a folder", "![a](.)", ["4:1 `.` is a folder. Name a file in it."]],
    ["a folder for a link", "[a](sub)", ["4:1 `sub` is a folder. Name a file in it."]],
    ["a hidden file", "[a](.env)", [expect.stringMatching(/^4:1 `\.env` is a hidden file, so it is not/)]],
    [
      "a symbolic link that leads out",
      "![a](link.png)",
      [expect.stringMatching(/^4:1 `link\.png` is a link to a file outside the lesson's folder/)],
    ],
    ["an unreadable file", "![a](locked.png)", [expect.stringMatching(/^4:1 The file `locked\.png` cannot/)]],
    [
      "a lesson for a picture",
      "![a](pooling.md)",
      [expect.stringMatching(/^4:1 `pooling\.md` is not a pic/)],
    ],
    [
      "addresses that say what was meant",
      "[a](www.example.org/a) [b](https//example.org) [c](data\\x.csv) [d](pooling.html) [e](pooling/)",
      [
        "4:1 There is no file `www.example.org/a` beside the lesson. Write `https://www.example.org/a`.",
        "4:24 There is no file `https//example.org` beside the lesson. Write `https://example.org`.",
        "4:48 There is no file `data\\x.csv` beside the lesson. Write `data/x.csv`.",
        "4:64 There is no file `pooling.html` beside the lesson. Write `pooling.md`.",
        "4:82 There is no file `pooling/` beside the lesson. Write `pooling.md`.",
      ],
    ],
    ["a file with signs in its name", "![a](100%25%20%231.png)", []],
    ["a lesson that is there", "[a](pooling.md#x)", []],
    [
      "a draft",
      "[a](draft.md#x)",
      [
        "4:1 The lesson `draft.md` is a draft: this link leads nowhere once the course is published. Remove the link until then, or `draft: true` from that lesson.",
      ],
    ],
    [
      "a heading that another lesson has not",
      "[a](pooling.md#y)",
      [expect.stringMatching(/^4:1 There is no `#y` in the lesson `pooling\.md`\. Link to the id/)],
    ],
    [
      "a missing lesson",
      "x\n[a](poolin.md)",
      [expect.stringMatching(/^5:1 There is no lesson `poolin\.md`\. /)],
    ],
    [
      "problems of the text, too, in order",
      "![a](b.png)\n\n[x](#y) ![a](c.png)",
      [
        expect.stringMatching(/^4:1 There is no file/),
        expect.stringMatching(/^6:1 There is no `#y`/),
        expect.stringMatching(/^6:9 There is no file/),
      ],
    ],
  ])("%s", (_, body, expected) => {
    expect(complaints(body)).toEqual(expected);
  });

  it.each([
    ["loadFashionMnist();", "", "`fashion-mnist`. Write `datasets: [fashion-mnist]` in the front matter."],
    [
      'loadDataset("fashion-mnist");',
      "",
      "`fashion-mnist`. Write `datasets: [fashion-mnist]` in the front matter.",
    ],
    ['loadDataset("fashion-minst");', "", "Unknown dataset `fashion-minst`. Did you mean `fashion-mnist`?"],
    ['loadDataset("fashion-mnist");', "datasets: [fashion-mnist]\n", null],
    ['const loadDataset = (name: string) => name;\nloadDataset("mine");', "", null],
  ])("finds the datasets that code loads: %s", (code, front, expected) => {
    const lesson = read(`---\ntitle: x\n${front}---\n\`\`\`ts {#a}\n${code}\n\`\`\`\n`, known);
    const found = lesson.problems.filter(({ message }) => message.includes("dataset"));
    const complaint = expect.stringContaining(expected ?? "");
    expect(found.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual(
      expected === null ? [] : [complaint],
    );
  });

  it("knows the datasets", () => {
    const lesson = read("---\ntitle: x\ndatasets: [fashion-mnist, fashion-minst]\n---\n", known);
    expect(lesson.problems).toEqual([
      {
        file: "lesson.md",
        line: 3,
        column: 27,
        message: "Unknown dataset `fashion-minst`.",
        remedy: "Did you mean `fashion-mnist`?",
      },
    ]);
  });
});

describe("problems", () => {
  /** The blocks of a lesson: prose by its text, problems by their message. */
  function shown(body: string): string[] {
    return readBody(body, known).blocks.map((block) => {
      if (block.type === "problem") return `! ${block.problem.message}`;
      return block.type === "prose" ? block.html.replace(/<[^>]*>/g, "").trim() : block.type;
    });
  }

  it("are shown after the paragraph that they are in", () => {
    const body = "One.\n\nTwo [x](#none).\n\nThree.\n\n![Four](late.png)\n\n- Five $\\foo$\n\nSix.";
    expect(shown(body)).toEqual([
      "One.\nTwo x.",
      "! There is no `#none` in this lesson.",
      "Three.",
      "! There is no file `late.png` beside the lesson.",
      "Five \\foo",
      "! KaTeX does not take this formula: Undefined control sequence: \\foo",
      "Six.",
    ]);
  });

  it("in an HTML element are shown after it", () => {
    expect(shown("<details>\n\nOne [x](#none).\n\nTwo.\n\n</details>\n\nThree.")).toEqual([
      "One x.\nTwo.",
      "! There is no `#none` in this lesson.",
      "Three.",
    ]);
  });

  it("in an exercise are shown in it", () => {
    const [exercise] = readBody('::: {.exercise #a title="A"}\n![x](none.png)\n\nMore.\n:::', known).blocks;
    const task = exercise?.type === "exercise" ? exercise.exercise.task : [];
    expect(task.map(({ type }) => type)).toEqual(["prose", "problem", "prose"]);
  });

  it("of a figure are shown after it", () => {
    expect(shown("a\n\n::: {.figure name=x}\nx\n:::\n\nb")).toEqual([
      "a",
      "figure",
      "! Unknown figure `x`.",
      "b",
    ]);
  });

  it("of a paragraph are in the order of the file", () => {
    expect(shown("Line\n![](late.png)\n[x](#none)\n![](a.png)\n")).toEqual([
      "Line\n\nx",
      "! A picture without a description.",
      "! There is no file `late.png` beside the lesson.",
      "! There is no `#none` in this lesson.",
      "! A picture without a description.",
    ]);
  });
});

describe("addresses on the page", () => {
  it.each([
    ["![a](100%25%20%231.png)", 'src="100%25%20%231.png"'],
    ["![a](100%.png)", 'src="100%25.png"'],
    ["[a](a.png?x=1&amp;amp;y#p)", 'href="a.png?x=1&amp;amp;y#p"'],
    ['<img src="a%20b.png" alt="a">', 'src="a%20b.png"'],
    ["[a](pooling.md#x)", 'href="../pooling/#cell-x"'],
    ["[a](1%23%20%25.md)", 'href="../1%23%20%25/"'],
  ])("%s becomes %s", (body, address) => {
    expect(JSON.stringify(readBody(body, known).blocks)).toContain(JSON.stringify(address).slice(1, -1));
  });
});

describe("code", () => {
  const TF = '```ts {#first}\nimport * as tf from "@tensorflow/tfjs";\n```\n\n';
  const cell = (source: string) => `\`\`\`ts {#a}\n${source}\n\`\`\`\n`;

  it.each([
    ["what is there", `${TF}${cell("tf.tidy(() => console.log(Math.PI)); typeof document")}`, []],
    ["an unknown module", cell('import x from "d3";'), ["5:15 There is no module `d3` in cells."]],
    ["a module in an expression", cell('await import("d3")'), ["5:14 There is no module `d3` in cells."]],
    [
      "an address as a module",
      cell('import x from "https://esm.sh/d3";'),
      ["5:15 `https://esm.sh/d3` is an address, and cells have no network."],
    ],
    [
      "a module beside the lesson by the name of a package",
      cell('import { dots } from "lib/plots";'),
      ["5:22 `lib/plots` is read as the name of a package."],
    ],
    [
      "modules of Node",
      cell('import a from "crypto"; import b from "fs/promises"; import c from "path-data";'),
      [
        "5:15 Cells have no module `crypto` of Node.",
        "5:39 Cells have no module `fs/promises` of Node.",
        "5:68 There is no module `path-data` in cells.",
      ],
    ],
    [
      "a module that is nearly right",
      cell('import * as tf from "@tensorflow/tfj";'),
      ["5:21 There is no module `@tensorflow/tfj` in cells."],
    ],
    ["an unknown export", cell('import { plto } from "lectern";'), ["5:10 `lectern` has no `plto`."]],
    [
      "an unknown export of TensorFlow.js",
      cell('import { tensor1D } from "@tensorflow/tfjs";\ntensor1D([1]);'),
      ["5:10 `@tensorflow/tfjs` has no `tensor1D`."],
    ],
    ["a type of TensorFlow.js", cell('import { Tensor2D } from "@tensorflow/tfjs";\nlet x: Tensor2D;'), []],
    ["an unknown member", `${TF}${cell("const m = tf.sequental();")}`, ["9:14 `tf` has no `sequental`."]],
    ["a known member of a member", `${TF}${cell("tf.layers.dense({}).apply")}`, []],
    [
      "an unknown member of a member",
      `${TF}${cell("tf.layers.dens(1);\ntf.sequential.x.y;")}`,
      ["9:11 `tf.layers` has no `dens`."],
    ],
    [
      "an unknown member of an import",
      cell('import { layers as l } from "@tensorflow/tfjs";\nl?.dens;\nl.dense.x;\nl["x"].y;'),
      ["6:4 `l` has no `dens`."],
    ],
    ["a name of another scope", `${TF}${cell("const f = (tf: any) => tf.anything;\nf(1)")}`, []],
    ["an unknown name", cell("const x = 1;\nx + y + y"), ["6:5 No cell declares `y`."]],
    ["an unknown name after types", cell("const x: number = y as number;"), ["5:19 No cell declares `y`."]],
    ["an assignment to an unknown name", cell("y = 1"), ["5:1 No cell declares `y`."]],
    [
      "names of browsers and of Node",
      '```ts {#a}\nawait fetch("a.csv");\nrequire("fs");\nprompt("x");\n```\n',
      ["5:7 Cells have no `fetch`.", "6:1 Cells have no `require`.", "7:1 Cells have no `prompt`."],
    ],
    [
      "such names that the lesson declares itself",
      "```ts {#a}\nconst document = { title: 1 };\ndocument.title;\n```\n",
      [],
    ],
    [
      "a module of Node",
      '```ts {#a}\nimport fs from "node:fs";\nfs;\n```\n',
      ["5:16 Cells have no module `node:fs` of Node."],
    ],
    ["a name of the page", cell("document.title"), ["5:1 Cells have no `document`."]],
    [
      "a name that only a later cell declares",
      `${cell("later + 1")}\n\`\`\`ts {#b}\nconst later = 1;\n\`\`\`\n`,
      ["5:1 Only a later cell declares `later`."],
    ],
    [
      "a function that needs a later cell",
      `${cell("const f = () => later;")}\n\`\`\`ts {#b}\nconst later = 1;\n\`\`\`\n`,
      [],
    ],
    ["a listing", "```ts\nunknown()\n```\n", []],
    ["code that does not compile", cell("const = x"), [expect.stringContaining("does not compile")]],
  ])("%s", (_, body, expected) => {
    const found = readBody(body, known).problems;
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  });

  it("says what to import", () => {
    const [problem] = readBody(cell("plot([])"), known).problems;
    expect(problem?.remedy).toBe('Write `import { plot } from "lectern";` above it.');
  });

  const exercise = (starter: string, check: string, solution: string) =>
    [
      TF,
      '::: {.exercise #e title="E"}\nTask.\n',
      `\`\`\`ts {#e-code .starter}\n${starter}\n\`\`\`\n`,
      `\`\`\`ts {.check}\n${check}\n\`\`\`\n`,
      `::: {.solution}\n\`\`\`ts\n${solution}\n\`\`\`\n:::\n:::\n`,
    ].join("\n");

  it.each([
    ["nothing", exercise("const a = ______;", "check(tf && a === 1, 'x')", "const a = 1;"), []],
    ["blanks for members", exercise("tf.layers.______; tf.____;", "check(tf, 'x')", "const a = 1;"), []],
    ["what only the solution declares", exercise("// Yours", "check(a === 1, 'x')", "const a = 1;"), []],
    [
      "an unknown name in a check",
      exercise("const a = 1;", "check(aa === 1, 'x')", "const a = 1;"),
      [expect.stringMatching(/No cell declares `aa`\. Did you mean `a`\?$/)],
    ],
    [
      "an unknown name in a solution",
      exercise("const a = 1;", "check(a === 1, 'x')", "const a = b;"),
      [expect.stringContaining("No cell declares `b`.")],
    ],
    [
      "an unknown member in a check",
      exercise("const a = 1;", "check(tf.tidi(a), 'x')", "const a = 1;"),
      [expect.stringMatching(/`tf` has no `tidi`\. Did you mean `tidy`\?$/)],
    ],
  ])("in an exercise: %s", (_, body, expected) => {
    expect(complaints(body)).toEqual(expected);
  });
});
