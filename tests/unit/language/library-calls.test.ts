import { describe, expect, it } from "vitest";
import { checkLesson } from "../../../src/language/check-lesson.ts";
import { piece, programOf } from "./program-of.ts";

const IMPORTS = 'import { button, checkbox, plot, select, slider } from "lectern";\n';

/** Each problem as `text: message remedy`, of a cell below one that imports the library. */
function problemsOf(code: string): string[] {
  const program = programOf(piece("imports", IMPORTS), piece("mine", code));
  return [...checkLesson(program)].flatMap(({ found, problems }) =>
    problems.map(({ from, to, message, remedy }) => {
      const text = found.piece.source.slice(from, to);
      return `${text}: ${message}${remedy === undefined ? "" : ` ${remedy}`}`;
    }),
  );
}

describe("controls that a cell could not show", () => {
  it.each([
    [
      "none",
      'slider("A", { min: 0, max: 10, step: 2, value: 4 }); select("B", ["a", "b"], { value: "b" });',
      [],
    ],
    ["a step as large as the range", 'slider("A", { min: 0.1, max: 0.3, step: 0.2 });', []],
    [
      "a range that is the wrong way round",
      'slider("A", { min: 10, max: 1 });',
      ["1: slider: max (1) must be greater than min (10). Write `min: 1, max: 10`."],
    ],
    [
      "a range of one number, by constants",
      'const low = 3;\nconst range = { min: low, max: 3 };\nslider("A", { min: low, max: low });',
      ["low: slider: max (3) must be greater than min (3). Write different numbers."],
    ],
    [
      "a step of 0",
      'slider("A", { min: 0, max: 1, step: 0 });',
      ["0: slider: the step must be above 0, not 0. Write a number above 0, or leave `step` out."],
    ],
    [
      "a negative step, of a range that is not known",
      'slider("A", { min: 0, max: Math.random(), step: -0.1 });',
      ["-0.1: slider: the step must be above 0, not -0.1. Write a number above 0, or leave `step` out."],
    ],
    [
      "a step that is larger than the range",
      'slider("A", { min: 0, max: 1, step: 5 });',
      ["5: slider: the step 5 does not fit between 0 and 1. Write a number above 0, or leave `step` out."],
    ],
    [
      "a value outside the range",
      'slider("A", { min: 0, max: 1, value: 2 });',
      [
        "2: slider: the value 2 is not between 0 and 1. It is where the slider begins: write a number from `min` to `max`, or leave `value` out.",
      ],
    ],
    [
      "an empty label",
      'button(" ");',
      ['" ": button: the first argument is its label, such as "Learning rate". Write a label.'],
    ],
    [
      "no options",
      'select("A", []);',
      [
        '[]: select: the second argument is a list of options, as in ["sgd", "adam"]. Write at least one option.',
      ],
    ],
    [
      "a value that is almost an option",
      'select("A", ["sgd", "adam"], { value: "adm" });',
      ['"adm": select: "adm" is not among the options. Did you mean `adam`?'],
    ],
    [
      "a value that is no option of a list that nothing can change",
      'const sizes = [1, 3, 5] as const;\nselect("A", sizes, { value: 4 });',
      [expect.stringMatching(/^(4|value): /)],
    ],
    [
      "a label that the cell has already",
      'const a = slider("A", { min: 0, max: 1 });\nconst b = checkbox("A");',
      ['"A": checkbox: the cell has a control "A" already. Give each a label of its own.'],
    ],
    [
      "the same label where only one of both is shown",
      'if (Math.random() > 0.5) checkbox("A");\nelse button("A");',
      [],
    ],
    ["a range that changes", 'const range = { min: 3, max: 1 };\nrange.max = 5;\nslider("A", range);', []],
    [
      "the same label in a class, of which there may be no object",
      'class Two {\n  a = slider("A", { min: 0, max: 1 });\n  b = slider("A", { min: 0, max: 1 });\n}',
      [],
    ],
    ["what is not known", 'const of = (max: number) => slider("A", { min: 1, max });\nof(0);', []],
    [
      "a function of the same name",
      "const draw = { slider: (a: string, b: object) => a };\ndraw.slider('', { min: 2, max: 1 });",
      [],
    ],
  ])("%s", (_, code, expected) => {
    expect(problemsOf(code)).toEqual(expected);
  });
});

describe("charts that would not be drawn, or not as they are written", () => {
  it.each([
    [
      "none",
      'plot([{ x: [1], y: [2], name: "a", mode: "lines+markers", marker: { color: "red", size: 3 } }], { title: { text: "A" }, xaxis: { title: { text: "x" }, type: "log" } });',
      [],
    ],
    [
      "a misspelt type",
      'plot([{ type: "scater", y: [1] }]);',
      ['"scater": plot: there are no charts of the type `scater`. Did you mean `scatter`?'],
    ],
    [
      "the type of a line",
      'plot([{ type: "line", y: [1] }]);',
      ['"line": plot: there are no charts of the type `line`. Write `type: "scatter", mode: "lines"`.'],
    ],
    [
      "a type that charts do not have",
      'plot({ type: "sankey", y: [1] });',
      [expect.stringMatching(/^"sankey": .* Possible are `scatter`, `bar`, .*`scatter3d`\.$/)],
    ],
    [
      "a label in place of a name",
      'plot([{ y: [1], label: "loss" }]);',
      ["label: plot: a trace has no `label`. What the legend calls it is its `name`."],
    ],
    [
      "the label of a pie",
      'plot([{ type: "pie", label: ["a"], values: [1] }]);',
      ["label: plot: a trace has no `label`. Did you mean `labels`?"],
    ],
    [
      "a misspelt attribute of traces that a loop makes",
      "const runs = [[1], [2]];\nplot(runs.map((y) => ({ y, nam: 'a' })));",
      ["nam: plot: a trace has no `nam`. Did you mean `name`?"],
    ],
    [
      "a misspelt attribute of a constant",
      'const trace = { y: [1], moed: "lines" };\nplot([trace]);',
      ["moed: plot: a trace has no `moed`. Did you mean `mode`?"],
    ],
    [
      "a mode that is none",
      'plot([{ y: [1], mode: "line" }]);',
      ['"line": plot: `line` is not a value of `mode`. Did you mean `lines`?'],
    ],
    [
      "a colour in British English",
      'plot([{ y: [1], marker: { colour: "red" } }]);',
      ["colour: plot: a marker has no `colour`. Write `color`."],
    ],
    [
      "a pie with the values of another chart",
      'plot([{ type: "pie", x: [1], y: [2] }]);',
      [
        '{ type: "pie", x: [1], y: [2] }: plot: a trace of the type `pie` has no values. Give it `labels: ["a", "b"], values: [1, 2]`.',
      ],
    ],
    [
      "values that come later",
      'const trace: { name: string; y?: number[] } = { name: "a" };\ntrace.y = [1];\nplot([trace, { ...trace, name: "b" }]);',
      [],
    ],
    [
      "values that come later, of traces in a list",
      'const traces: any[] = [{ name: "a" }];\ntraces[0].y = [1];\nplot(traces);',
      [],
    ],
    [
      "values that come later, of traces that a loop makes",
      "const traces = [1, 2].map((n) => ({ name: String(n) })) as any[];\nfor (const trace of traces) trace.y = [1];\nplot(traces);",
      [],
    ],
    [
      "values that come later, in code without types",
      'const trace = { name: "a" } as any;\ntrace["y"] = [1];\nplot([trace]);',
      [],
    ],
    [
      "a type that changes",
      'const trace = { type: "line", y: [1] };\ntrace.type = "bar";\nplot([trace]);',
      [],
    ],
    [
      "a constant of a type that charts do not have",
      'const trace = { type: "line", y: [1] };\nplot([trace]);',
      [expect.stringMatching(/^"line": plot: there are no charts of the type `line`/)],
    ],
    [
      "the title of a trace",
      'plot([{ y: [1], title: "A" }]);',
      [expect.stringMatching(/^title: plot: a trace has no `title`\. The title is in the layout: /)],
    ],
    [
      "an unknown part of the layout",
      'plot([{ y: [1] }], { xlabel: "epoch", barmod: "stack" });',
      [
        'xlabel: plot: a layout has no `xlabel`. Write `xaxis: { title: { text: "…" } }`.',
        "barmod: plot: a layout has no `barmod`. Did you mean `barmode`?",
      ],
    ],
    [
      "an unknown part of an axis",
      'const layout = { yaxis2: { label: "loss", typ: "log" } };\nplot([{ y: [1] }], layout);',
      [
        'label: plot: an axis has no `label`. Write `title: { text: "…" }`.',
        "typ: plot: an axis has no `typ`. Did you mean `type`?",
      ],
    ],
    [
      "an axis that is none of Plotly's",
      'plot([{ y: [1] }], { yaxis: { type: "logarithmic" } });',
      [
        '"logarithmic": plot: `logarithmic` is not a value of `type`. Possible are `-`, `linear`, `log`, `date`, `category`, `multicategory`.',
      ],
    ],
    [
      "what is not known",
      "const key = 'nam';\nplot([{ y: [1], [key]: 1, ...{ z: 1 } }, JSON.parse('{}')]);",
      [],
    ],
  ])("%s", (_, code, expected) => {
    expect(problemsOf(code)).toEqual(expected);
  });

  it("are found under another name of the function, and of the library", () => {
    const program = programOf(
      piece(
        "mine",
        'import { plot as draw } from "lectern";\nimport * as lectern from "lectern";\ndraw([{ y: [1], nam: 1 }]);\nlectern.plot([{ y: [1], nam: 1 }]);',
      ),
    );
    expect([...checkLesson(program)].flatMap(({ problems }) => problems)).toHaveLength(2);
  });
});
