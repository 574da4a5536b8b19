import { describe, expect, it } from "vitest";
import { dependencies, type NamedCell } from "../../../../src/cell/names/dependencies.ts";
import { cellNames } from "../../../../src/cell/names/find-names.ts";
import { cellId } from "../../page/notebook/scripted-host.ts";

const cell = (id: string, source: string, more: Partial<NamedCell> = {}): NamedCell => ({
  id: cellId(id),
  names: cellNames(source),
  checkUses: [],
  runsWithOthers: true,
  hasRun: false,
  ...more,
});

/** What the last cell depends on, in the order of the page. */
function ofLast(...cells: readonly NamedCell[]): string {
  const last = cells.at(-1);
  const found = last === undefined ? undefined : dependencies(cells).get(last.id);
  return cells.flatMap(({ id }) => (found?.has(id) ? [id] : [])).join(" ");
}

describe("a cell depends on", () => {
  it("the nearest cells above that declare its names, and what these depend on", () => {
    const cells = [
      cell("library", "import * as tf from '@tensorflow/tfjs'"),
      cell("old", "const data = 1"),
      cell("data", "const data = tf.ones([2])"),
      cell("unrelated", "const other = 1"),
      cell("later", "const x = data"),
      cell("below", "const y = 1"),
    ];
    expect(ofLast(...cells.slice(0, 5))).toBe("library data");
    expect(ofLast(...cells)).toBe("");
  });

  it("the cells between that may change their values, by themselves or through a function", () => {
    expect(
      ofLast(
        cell("build", "const model = make(); const step = () => model.trainOnBatch(x, y)"),
        cell("summary", "model.summary()"),
        cell("compile", "model.compile({})"),
        cell("train", "const history = await model.fit(x, y)"),
        cell("more", "for (let i = 0; i < 9; i++) await step()"),
        cell("evaluate", "model.evaluate(x, y)"),
      ),
    ).toBe("build compile train more");
  });

  it("no cell that only calls something of a module, or of the language", () => {
    expect(
      ofLast(
        cell("library", "import * as ml from '@tensorflow/tfjs'"),
        cell("log", "ml.log(3); console.table(1)"),
        cell("last", "ml.exp(2); console.table(2)"),
      ),
    ).toBe("library");
  });

  it("a cell that sets the seed, whatever it uses itself", () => {
    expect(ofLast(cell("seed", "resetState(42)"), cell("other", "1"), cell("last", "2"))).toBe("seed");
  });

  it("what its checks use, but not on itself", () => {
    const checkUses = ["answer", "tf", "check"];
    expect(
      ofLast(
        cell("library", "const tf = 1"),
        cell("x", "const answer = 1", { checkUses, runsWithOthers: false }),
      ),
    ).toBe("library");
  });

  it("no cell that does not run with others, whose value counts once it has run", () => {
    const manual = { runsWithOthers: false };
    const [auto, last] = [cell("auto", "const rate = 1"), cell("last", "rate")];
    expect(ofLast(auto, cell("manual", "const rate = 2", manual), last)).toBe("auto");
    expect(ofLast(auto, cell("manual", "const rate = 2", { ...manual, hasRun: true }), last)).toBe("");
  });
});
