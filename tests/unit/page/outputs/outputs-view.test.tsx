import { JSDOM } from "jsdom";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { NO_OUTPUTS } from "../../../../src/page/notebook/output-list.ts";
import { OutputView } from "../../../../src/page/outputs/output-view.tsx";
import { OutputsView } from "../../../../src/page/outputs/outputs-view.tsx";
import type { Inspected, Output } from "../../../../src/protocol/output.ts";

const ignore = () => undefined;

function draw(output: Output): Element {
  return elementOf(renderToString(<OutputView output={output} />));
}

function elementOf(html: string): Element {
  const { firstElementChild } = new JSDOM(html).window.document.body;
  if (firstElementChild === null) throw new Error("Nothing was drawn.");
  return firstElementChild;
}

function inspect(value: Inspected): string {
  return draw({ type: "inspect", value }).textContent ?? "";
}

const one: Inspected = { kind: "primitive", type: "number", text: "1" };

describe("printed text", () => {
  it("is shown verbatim, even if it looks like markup", () => {
    const element = draw({ type: "text", stream: "log", text: "<img src=x onerror=alert(1)>\n  two" });
    expect(element.querySelector("img")).toBeNull();
    expect(element.querySelector("pre")?.textContent).toBe("<img src=x onerror=alert(1)>\n  two");
  });

  it("is labelled as a warning or an error", () => {
    expect(draw({ type: "text", stream: "warn", text: "x" }).textContent).toContain("Warning");
    expect(draw({ type: "text", stream: "error", text: "x" }).textContent).toContain("Error");
  });

  it("is cut in the middle if it is long, until the reader asks for it", () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `line ${index}`).join("\n");
    const element = draw({ type: "text", stream: "log", text });
    expect(element.textContent?.length).toBeLessThan(2_000);
    expect(element.textContent).toContain("line 9999");
    expect(element.querySelector("button")?.textContent).toContain("Show all 10\u202f000 lines");
  });

  it("of a flood is its first and its last lines, with one notice between them", () => {
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `line ${from + index}`).join("\n");
    const flood = draw({
      type: "text",
      stream: "log",
      text: lines(0, 9_000),
      dropped: 50_000,
      tail: lines(59_000, 60_000),
    });
    const [first, last] = [...flood.querySelectorAll("pre")].map((pre) => pre.textContent?.split("\n"));
    expect([first?.[0], last?.at(-1)]).toEqual(["line 0", "line 59999"]);
    expect(flood.querySelectorAll("button, p")).toHaveLength(1);
    expect(flood.querySelector("button")?.textContent).toBe(
      "Show the first 9\u202f000 and the last 1\u202f000 of 60\u202f000 lines",
    );
    const few = draw({ type: "text", stream: "log", text: "a", dropped: 1_234, tail: "b" });
    expect(few.querySelector("pre")?.textContent).toBe("a\n… 1\u202f234 lines not shown …\nb");
  });

  it("carries the length of its longest line, by which the style sheet fits it", () => {
    const pre = draw({ type: "text", stream: "log", text: "ab\nabcd\n" }).querySelector("pre");
    expect(pre?.getAttribute("style")).toContain("--columns:4");
  });
});

describe("an inspected value", () => {
  const object = (entries: readonly (readonly [string, Inspected])[], more = {}): Inspected => ({
    kind: "object",
    name: "Object",
    entries,
    hidden: 0,
    size: entries.length,
    ...more,
  });

  it("is summarised on one line, closed, without DOM for its entries", () => {
    const element = draw({
      type: "inspect",
      value: object([
        ["a", one],
        ["b", object([["c", one]])],
      ]),
    });
    expect(element.textContent).toContain("{a: 1, b: {…}}");
    expect(element.querySelectorAll(".tree-entries")).toHaveLength(0);
  });

  it("distinguishes collections", () => {
    const entries = [["0", one]] as const;
    expect(inspect({ kind: "array", name: "Array", entries, hidden: 0, size: 1 })).toContain("Array(1) [1]");
    expect(inspect({ kind: "map", name: "Map", entries: [["k", one]], hidden: 0, size: 1 })).toContain(
      "Map(1) {k → 1}",
    );
    expect(inspect({ kind: "set", name: "Set", entries, hidden: 0, size: 1 })).toContain("Set(1) [1]");
    expect(inspect({ kind: "typed-array", name: "Float32Array", entries, hidden: 9, size: 10 })).toContain(
      "Float32Array(10) [1, …]",
    );
  });

  it("shows a tensor's shape, dtype and values", () => {
    const text = inspect({
      kind: "tensor",
      dtype: "float32",
      shape: [2, 2],
      text: "[[1, 2],\n [3, 4]]",
      disposed: false,
    });
    expect(text).toContain("Tensor [2, 2] float32");
    expect(text).toContain("[3, 4]]");
  });
});

describe("a table", () => {
  const table = (rows: number, total: number): Output => ({
    type: "table",
    columns: ["name", "value"],
    rows: Array.from({ length: rows }, (_, index) => [`row ${index}`, -index / 3]),
    total,
  });

  it("shows how many of its rows are visible", () => {
    const element = draw(table(100, 5_000));
    expect(element.querySelectorAll("tbody tr")).toHaveLength(25);
    expect(element.querySelector("caption")?.textContent).toBe("25 of 5\u202f000 rows");
  });

  it("with many cells is drawn when it comes near, in the space reserved for it", () => {
    const row = Array.from({ length: 50 }, (_, index) => index);
    const columns = row.map(String);
    const element = draw({
      type: "table",
      columns,
      rows: Array.from({ length: 200 }, () => row),
      total: 200,
    });
    expect(element.querySelector("td")).toBeNull();
    expect(element.textContent).toBe("Table, 200 rows");
    expect(element.querySelector("div")?.getAttribute("style")).toMatch(/min-height:\s*420px/);
  });

  it("aligns numbers to the right, with six digits and a real minus sign", () => {
    const last = draw(table(2, 2)).querySelector("tbody tr:last-child td:last-child");
    expect(last?.className).toBe("is-number");
    expect(last?.textContent).toBe("−0.333333");
  });
});

describe("progress", () => {
  const progress = (value: number, total: number): Output => ({
    type: "progress",
    key: "p",
    label: "Loading",
    value,
    total,
    detail: "3 MB",
  });

  it("is a labelled bar, indeterminate if the total is unknown, and a line when complete", () => {
    const bar = draw(progress(1, 4)).querySelector("progress");
    expect(bar?.getAttribute("aria-label")).toBe("Loading");
    expect(bar?.getAttribute("value")).toBe("0.25");
    expect(draw(progress(1, 0)).querySelector("progress")?.hasAttribute("value")).toBe(false);
    expect(draw(progress(4, 4)).textContent).toBe("✓ Loading · 3 MB");
  });
});

describe("training", () => {
  const training: Output = {
    type: "training",
    key: "fit",
    epochs: 20,
    stopped: false,
    curves: [],
    rows: [
      ...Array.from({ length: 9 }, () => ({
        steps: 938,
        step: 938,
        ms: 2_000,
        done: true,
        metrics: { loss: 0.5, acc: 0.8, val_loss: 0.6, val_acc: 0.75 },
      })),
      { steps: 938, step: 469, ms: 938, done: false, metrics: { loss: null, acc: 0.9 } },
    ],
  };

  it("has a row per epoch: the last ones, and the others on request", () => {
    const element = draw(training);
    expect(element.querySelectorAll(".epoch")).toHaveLength(6);
    expect(element.querySelector("button")?.textContent).toBe("Show all 10 epochs");
    expect(element.querySelector(".epoch")?.textContent).toBe(
      "Epoch 52.0 s · loss 0.500 · accuracy 0.800 · val accuracy 0.750",
    );
  });

  it("shows progress and remaining time of the running epoch, and a diverged loss as NaN", () => {
    const last = [...draw(training).querySelectorAll(".epoch")].at(-1);
    expect(last?.querySelector("progress")?.getAttribute("value")).toBe("0.5");
    expect(last?.textContent).toContain(
      "469 / 938 · 2.0 ms per step · 938 ms left · loss NaN · accuracy 0.900",
    );
  });

  it("counts the epochs of an earlier fit", () => {
    const element = draw({ ...training, earlierEpochs: 10 });
    expect(element.querySelector(".epoch")?.textContent).toMatch(/^Epoch 15/);
  });

  it("says why its step was not compiled, and nothing if it was", () => {
    expect(draw(training).textContent).not.toContain("compiled");
    const notCompiled = 'the layer "bn" is a BatchNormalization layer, which has no compiled step';
    expect(draw({ ...training, notCompiled }).textContent).toContain(
      'Not compiled, so slower: the layer "bn" is a BatchNormalization layer, which has no compiled step.',
    );
  });
});

describe("an error", () => {
  const shown = (more = {}) => ({
    inCheck: false,
    error: {
      name: "TypeError",
      message: "x is not a function",
      line: 2,
      column: 5,
      text: "1 + x();",
      stack: [],
      ...more,
    },
  });
  const drawError = (error: ReturnType<typeof shown>) =>
    elementOf(renderToString(<OutputsView list={{ ...NO_OUTPUTS, error }} cell="a" goTo={ignore} />));

  it("shows name, message, position, and the line with a mark under the column", () => {
    const element = drawError(shown());
    expect(element.textContent).toContain("TypeError: x is not a function");
    expect(element.textContent).toContain("Line 2, column 5");
    expect(element.querySelector("pre")?.textContent).toBe("1 + x();\n    ^");
  });

  it("shows only the part of a very long line around the column", () => {
    const text = `${"a".repeat(5_000)}!${"b".repeat(5_000)}`;
    const [line, mark] = (
      drawError(shown({ text, column: 5_001 })).querySelector("pre")?.textContent ?? ""
    ).split("\n");
    expect(line?.length).toBeLessThan(200);
    expect(line?.[mark?.indexOf("^") ?? -1]).toBe("!");
  });

  it("collapses the calls of a recursion", () => {
    const frame = { cell: "a", line: 3, column: 1 };
    const element = drawError(shown({ stack: [frame, frame, frame, { cell: "b", line: 1, column: 1 }] }));
    expect([...element.querySelectorAll("li")].map((item) => item.textContent)).toEqual([
      "called from a, line 3, 3 times",
      "called from b, line 1",
    ]);
  });

  it("in a check shows no line, since the reader cannot see the check", () => {
    const element = drawError({ ...shown(), inCheck: true });
    expect(element.querySelector("pre")).toBeNull();
    expect(element.textContent).toContain("exercise's check");
  });
});

describe("all outputs of a cell", () => {
  it("are in one element, which shows if they are old or made from a synthetic dataset", () => {
    const output: Output = { type: "check", passed: true, message: "Use `x`." };
    const entries = [1, 4].map((id) => ({ id, output }));
    const list = { ...NO_OUTPUTS, entries, old: true, synthetic: true, dropped: 2 };
    const element = elementOf(renderToString(<OutputsView list={list} cell="a" goTo={ignore} />));
    expect(element.hasAttribute("data-outputs")).toBe(true);
    expect(element.hasAttribute("data-old")).toBe(true);
    expect(element.textContent).toContain("synthetic dataset");
    expect(element.textContent).toMatch(/^.*Use x.*2 outputs not shown\..*Use x/);
    expect(element.querySelector("code")?.textContent).toBe("x");
    expect(element.hasAttribute("aria-live")).toBe(false);
  });

  it("say if they are made from some of the images", () => {
    const entries = [{ id: 1, output: { type: "check", passed: true, message: "Use `x`." } as const }];
    const list = { ...NO_OUTPUTS, entries, perClass: 20 };
    const element = elementOf(renderToString(<OutputsView list={list} cell="a" goTo={ignore} />));
    expect(element.textContent).toContain("Made from 20 images of each class, not from the whole dataset.");
  });
});

describe("forged outputs", () => {
  const MANY = 3_000;
  const nodes = (element: Element) => element.querySelectorAll("*").length;

  it("cost the page a bounded number of elements, whatever their type", () => {
    const entries = Array.from({ length: MANY }, (_, index) => [String(index), one] as const);
    const metrics = Object.fromEntries(entries.map(([key]) => [`m${key}`, 1]));
    const row = { steps: 1, step: 1, ms: 1, done: true, metrics };
    const curves = entries.map(([key]) => ({ name: `m${key}`, points: [[0, 1] as [number, number]] }));
    const outputs: readonly Output[] = [
      { type: "inspect", value: { kind: "array", name: "Array", entries, hidden: 0, size: MANY } },
      {
        type: "table",
        columns: entries.map(([key]) => key),
        rows: entries.map(() => entries.map(() => 1)),
        total: MANY,
      },
      { type: "training", key: "k", epochs: 1, rows: entries.map(() => row), curves, stopped: false },
      { type: "text", stream: "log", text: "\n".repeat(MANY) },
    ];
    for (const output of outputs) expect(nodes(draw(output)), output.type).toBeLessThan(2_500);
  });

  it("with an endless message are cut", () => {
    const error = {
      name: "E",
      message: "x".repeat(100_000),
      line: null,
      column: null,
      text: null,
      stack: [],
    };
    const list = { ...NO_OUTPUTS, error: { error, inCheck: false } };
    const element = elementOf(renderToString(<OutputsView list={list} cell="a" goTo={ignore} />));
    expect(element.textContent?.length).toBeLessThan(5_000);
  });
});

describe("what came after the end of the run", () => {
  const text = (line: string, late: boolean) =>
    ({ output: { type: "text", stream: "log", text: line }, ...(late ? { late } : {}) }) as const;
  const error = { name: "Error", message: "no", line: null, column: null, text: null, stack: [] };
  const drawList = (list: Partial<typeof NO_OUTPUTS>): string =>
    elementOf(renderToString(<OutputsView list={{ ...NO_OUTPUTS, ...list }} cell="a" goTo={ignore} />))
      .textContent ?? "";

  it("is marked once, between what came before and what came after", () => {
    const entries = [text("before", false), text("one", true), text("two", true)];
    const numbered = entries.map((entry, index) => ({ ...entry, id: index + 1 }));
    const shown = drawList({ entries: numbered, error: { error, inCheck: false, late: true } });
    expect(shown).toBe("beforeAfter the cell had ended:onetwoError: no");
  });

  it("may be an error alone", () => {
    expect(drawList({ error: { error, inCheck: false, late: true } })).toBe(
      "After the cell had ended:Error: no",
    );
    expect(drawList({ error: { error, inCheck: false } })).toBe("Error: no");
  });
});
