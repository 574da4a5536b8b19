import { describe, expect, it } from "vitest";
import type { CourseFolder } from "../../../src/course/course-references.ts";
import { parseCourse } from "../../../src/course/parse-course.ts";

const FOLDER: CourseFolder = {
  lessons: ["first", "second", "third"],
  fileState: (path) => {
    if (path === "large.png") return "too-large";
    return ["logo.svg", "notes.txt"].includes(path) ? "file" : "missing";
  },
};

const COMPLETE = `title: Statistics
author: Ada Lovelace
language: de
licence: CC BY 4.0
solutions: after-attempt
citations: numeric
logo: logo.svg
accent: "#2c3a64"
lessons:
  - first
  - section: Part two
    lessons: [third, second.md]
`;

function read(source: string) {
  return parseCourse("course.yaml", source, FOLDER);
}

describe("course.yaml", () => {
  it("is read with all its keys", () => {
    expect(read(COMPLETE)).toEqual({
      course: {
        title: "Statistics",
        author: "Ada Lovelace",
        language: "de",
        licence: "CC BY 4.0",
        solutions: "after-attempt",
        citations: "numeric",
        accent: { light: "#2c3a64", dark: expect.stringMatching(/^#[0-9a-f]{6}$/) },
        sections: [
          { title: null, lessons: ["first"] },
          { title: "Part two", lessons: ["third", "second"] },
        ],
      },
      logo: "logo.svg",
      macros: {},
      problems: [],
    });
  });

  it("defines macros, and reports those that cannot be used", () => {
    const { macros, problems } = read("title: A\nmacros:\n  R: '\\mathbb{R}'\n  x: '\\fooo'\n  y: [1]\n");
    expect(macros).toEqual({ "\\R": "\\mathbb{R}" });
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "4:6 The macro `\\x` cannot be used. KaTeX does not take this formula: Undefined control sequence: \\fooo",
      "5:3 The macro `y` is not text.",
    ]);
  });

  it("needs only a title", () => {
    expect(read("title: A\n")).toMatchObject({ course: { title: "A", language: "en" }, problems: [] });
  });

  it.each([
    ["", "1:1", "The course has no `title`.", "Write `title: My course`"],
    ["- a\n", "1:1", "The course has no `title`.", "Write `title"],
    ["title: [a\n", "2:1", "The file is not YAML: ", "Write `key: value` on each line"],
    ["title: A\ntitle: B\n", "2:1", "The file is not YAML: Map keys must be unique", "Remove one of"],
    [
      "title: A: B\n",
      "1:8",
      "The file is not YAML: Nested mappings",
      "put a value with `:` or `#` in quotes",
    ],
    ["title: 2026\n", "1:8", "`title` is not text.", "in quotes"],
    ['title: " "\n', "1:8", "`title` is empty.", "Write `title: My course`"],
    ["title:\n", "1:7", "`title` is not text.", "Write `title: My course`"],
    [`title: ${"a".repeat(201)}\n`, "1:8", "`title` has more than 200 characters.", "Write `title"],
    ["title: A\nauther: B\n", "2:1", "Unknown key `auther`.", "Did you mean `author`?"],
    ["title: A\ncolour: B\n", "2:1", "Unknown key `colour`.", "Known: `title`"],
    ["title: A\nauthor: [B, C]\n", "2:9", "`author` is not text.", "one line for all authors"],
    ["title: A\nlanguage: german\n", "2:11", "`german` is not a language.", "`language: de`"],
    ["title: A\naccent: red\n", "2:9", "`red` is not a colour.", "six hexadecimal digits"],
    ["title: A\naccent: #2c3a64\n", "2:9", "`accent` is not a colour.", "in quotes"],
    [
      'title: A\naccent: "#ffcc00"\n',
      "2:9",
      "Text in the colour `#ffcc00` is hard to read",
      'Take a darker one: `accent: "#',
    ],
    [
      "title: A\nlogo: lost.svg\n",
      "2:7",
      "The logo `lost.svg` cannot be used: there is no such file.",
      "case matters",
    ],
    ["title: A\nlogo: notes.txt\n", "2:7", "The logo `notes.txt` is not a picture.", "Use an SVG"],
    ["title: A\nlogo: large.png\n", "2:7", "The logo `large.png` is larger than 100 kB.", "make it smaller"],
    ["title: A\nlessons: first\n", "2:10", "`lessons` is not a list.", "List file names"],
    ["title: A\nlessons: [first, 3]\n", "2:18", "This is not the name of a lesson.", "List file names"],
    ["title: A\nlessons:\n  - secnd\n", "3:5", "There is no lesson `secnd`.", "Did you mean `second`?"],
    ["title: A\nlessons: [first, first]\n", "2:18", "The lesson `first` is listed twice.", "Remove one"],
    ["title: A\nlessons:\n  - section: B\n", "3:5", "The section has no `lessons`.", "List file names"],
    [
      "title: A\nlessons:\n  - section: B\n    lesson: [first]\n",
      "4:5",
      "Unknown key `lesson`.",
      "Did you mean `lessons`?",
    ],
    [
      "title: A\nlessons:\n  - section: B\n    lessons: [lost]\n",
      "4:15",
      "There is no lesson `lost`.",
      "Known: `first`",
    ],
  ])("reports %j", (source, position, message, remedy) => {
    const { problems } = read(source);
    const found = problems.map((problem) => ({ ...problem, position: `${problem.line}:${problem.column}` }));
    expect(found).toContainEqual(
      expect.objectContaining({
        position,
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      }),
    );
  });

  it("is used but for what is wrong", () => {
    const { course, logo, problems } = read(`${COMPLETE.replace("language: de", "language: 7")}extra: 1\n`);
    expect(course).toMatchObject({ title: "Statistics", language: "en", author: "Ada Lovelace" });
    expect(course.sections).toHaveLength(2);
    expect(logo).toBe("logo.svg");
    expect(problems).toHaveLength(2);
  });

  it("survives aliases that refer to each other without end", () => {
    const bomb = [
      "a: &a [x, x, x]",
      ..."bcdefgh"
        .split("")
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(", ")}]`),
    ];
    expect(read(`title: A\n${bomb.join("\n")}\n`).problems.length).toBeGreaterThan(0);
  });
});
