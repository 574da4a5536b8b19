import { describe, expect, it } from "vitest";
import { changedCells } from "../../../../src/page/work/collect-work.ts";
import { takeOver } from "../../../../src/page/work/take-over.ts";
import { cellId, settle } from "../notebook/scripted-host.ts";
import { openParts, workOf } from "./lesson-page.ts";

const a = cellId("a");

describe("taking work over", () => {
  it("replaces the texts of the file's cells only, and keeps the reader's own beside them", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    page.edits.type(cellId("b"), "also mine", () => []);
    takeOver(page.parts, workOf({ a: "theirs" }));
    expect(page.sources()).toEqual(["theirs", "also mine", "c"]);
    expect(page.cell("a").foreign.value).toEqual({ from: "file", accepted: false, replaced: "mine" });
    expect(page.saved("a")).toMatchObject({ source: "theirs", foreign: { replaced: "mine" } });
    page.edits.dropForeign(a);
    expect(page.sources()[0]).toBe("mine");
    expect(page.saved("a")).toMatchObject({ source: "mine" });
    expect(page.saved("a")).not.toHaveProperty("foreign");
  });

  it("can be undone as a whole, with the exercises that it solved", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "theirs", b: "theirs" }, ["c-exercise", "not in this lesson"]));
    expect([...page.stored]).toEqual(["c-exercise"]);
    page.notices[0]?.action?.act();
    expect(page.sources()).toEqual(["mine", "b", "c"]);
    expect(page.saved("a")).toMatchObject({ source: "mine" });
    expect(page.saved("b")).toBeNull();
    expect([...page.stored]).toEqual([]);
  });

  it("twice keeps the reader's own text, not the first file's", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "first" }));
    takeOver(page.parts, workOf({ a: "second" }));
    expect(page.cell("a").foreign.value?.replaced).toBe("mine");
  });

  it("ends with the reader's decision to keep a text, which can be undone", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "theirs" }));
    page.edits.keepForeign(a);
    expect(page.cell("a").foreign.value).toBeNull();
    expect(page.saved("a")).not.toHaveProperty("foreign");
    page.edits.undoReset(a);
    expect(page.sources()[0]).toBe("mine");
  });

  it("of a text that was reset keeps its mark when the reset is undone", () => {
    const page = openParts();
    takeOver(page.parts, workOf({ a: "theirs" }));
    page.edits.reset(a);
    expect(page.cell("a").foreign.value).toBeNull();
    page.edits.undoReset(a);
    expect(page.cell("a").foreign.value).toMatchObject({ from: "file", accepted: false });
  });

  it("is part of the reader's work; a link's code is not before it was run or kept", () => {
    const page = openParts();
    takeOver(page.parts, workOf({ b: "theirs" }));
    page.edits.type(a, "mine", () => []);
    page.edits.putForeign(a, { source: "a link's", from: "link", author: null });
    expect(page.saved("a")).toMatchObject({ source: "a link's" });
    expect(changedCells(page.notebook).map(({ source }) => source)).toEqual(["mine", "theirs"]);
    page.notebook.run(a);
    expect(changedCells(page.notebook).map(({ source }) => source)).toEqual(["a link's", "theirs"]);
  });
});

describe("a link's code", () => {
  it("saves nothing until the reader changes, runs or keeps it", async () => {
    const page = openParts();
    page.edits.putForeign(a, { source: "a link's", from: "link", author: null });
    await settle();
    expect(page.savedKeys()).toEqual([]);
    page.notebook.run(a);
    expect(page.saved("a")).toMatchObject({ source: "a link's", foreign: { accepted: true } });
  });
});
