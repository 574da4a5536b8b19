import { describe, expect, it } from "vitest";
import { shownValues } from "../../../../src/page/connect/connect-controls.tsx";
import { followControls } from "../../../../src/page/saving/control-values.ts";
import { Review } from "../../../../src/page/work/review.ts";
import { cellId, settle } from "../notebook/scripted-host.ts";
import { openParts, workOf } from "./lesson-page.ts";

const a = cellId("a");

describe("a review", () => {
  it("shows the other's texts, and afterwards the reader's own with their outputs and marks", async () => {
    const page = openParts();
    page.edits.type(a, "mine", () => [["mine", ""]]);
    page.edits.putForeign(cellId("b"), { source: "a link's", from: "link", author: null });
    page.notebook.run(cellId("c"));
    page.notebook.allow(cellId("b"), "a link's");
    await page.runWell("a");
    const before = page.notebook.cells.value.map(({ source, foreign }) => [source.value, foreign.value]);
    const review = new Review(page.reviewed, page.parts);
    review.begin(workOf({ a: "theirs", unknown: "gone" }));
    expect(page.sources()).toEqual(["theirs", "b", "c"]);
    expect(page.host.status.value).toBe("lost");
    expect(page.statuses()).toBe("idle idle idle");
    review.end();
    expect(page.notebook.cells.value.map(({ source, foreign }) => [source.value, foreign.value])).toEqual(
      before,
    );
  });

  it("leaves what the reader has saved as it is, whatever happens in it", async () => {
    const page = openParts();
    const review = new Review(page.reviewed, page.parts);
    review.begin(workOf({ a: "theirs" }, ["c-exercise"]));
    page.edits.type(a, "typed in spite of it", () => []);
    page.edits.reset(a);
    page.edits.keepForeign(a);
    page.notebook.allow(a, "theirs");
    page.notebook.request({ type: "checks" });
    await settle();
    while (page.host.running !== null) {
      if (page.host.running.type === "check") page.host.show({ type: "check", passed: true, message: "" });
      page.host.finish("done");
      await settle();
    }
    page.notebook.clear(cellId("c"));
    review.end();
    expect(page.savedKeys()).toEqual([]);
    expect([...page.stored]).toEqual([]);
    expect(page.sources()).toEqual(["a", "b", "c"]);
  });

  it("follows another without touching what was set aside first", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    const review = new Review(page.reviewed, page.parts);
    review.begin(workOf({ a: "first" }));
    review.begin(workOf({ b: "second" }));
    expect(page.sources()).toEqual(["a", "second", "c"]);
    review.end();
    expect(page.sources()).toEqual(["mine", "b", "c"]);
  });
});

describe("a review of work with added cells", () => {
  it("shows these in place of the reader's own, which come back afterwards", () => {
    const page = openParts();
    const mine = { id: cellId("mine-1"), kind: "code", anchor: a, side: "above" } as const;
    page.notebook.arrange([mine]);
    page.edits.type(mine.id, "mine", () => []);
    const review = new Review(page.reviewed, page.parts);
    const theirs = { ...mine, side: "below", source: "theirs" } as const;
    review.begin({ ...workOf({}), own: [theirs] });
    expect(page.sources()).toEqual(["a", "theirs", "b", "c"]);
    expect(page.cell("mine-1").foreign.value).toMatchObject({ accepted: false });
    review.end();
    expect(page.sources()).toEqual(["mine", "a", "b", "c"]);
    expect(page.cell("mine-1").foreign.value).toBeNull();
  });
});

describe("the controls of work under review", () => {
  const file = () => ({ ...workOf({}), controls: { [a]: { n: 7 } } });

  it("have the values of the file; afterwards the reader's own are back", () => {
    const page = openParts();
    const valuesOf = shownValues(page.parts.settings, page.reviewed);
    page.parts.settings.set(a, "n", 3);
    page.parts.settings.set(cellId("b"), "n", 5);
    const review = new Review(page.reviewed, page.parts);
    review.begin(file());
    expect([valuesOf(a), valuesOf(cellId("b")), valuesOf(cellId("constructor"))]).toEqual([{ n: 7 }, {}, {}]);
    review.end();
    expect([valuesOf(a), valuesOf(cellId("b"))]).toEqual([{ n: 3 }, { n: 5 }]);
  });

  it("change nothing of the reader's own, not even when a cell starts over", async () => {
    const page = openParts();
    const { settings } = page.parts;
    const isLocked = () => page.reviewed.value !== null;
    const change = followControls({ notebook: page.notebook, settings, isLocked, send: () => undefined });
    settings.set(a, "n", 3);
    const review = new Review(page.reviewed, page.parts);
    review.begin(file());
    await page.runWell("a");
    change(a, "n", 9);
    page.notebook.clear(a);
    review.end();
    await settle();
    expect(settings.of(a)).toEqual({ n: 3 });
    expect([...page.storedSettings]).toEqual([["a", { n: 3 }]]);
    page.notebook.clear(a);
    expect(settings.of(a)).toEqual({});
  });
});
