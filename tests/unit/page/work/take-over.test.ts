import { describe, expect, it } from "vitest";
import { changedCells, collectWork } from "../../../../src/page/work/collect-work.ts";
import { describeWork } from "../../../../src/page/work/describe-work.ts";
import { takeOver } from "../../../../src/page/work/take-over.ts";
import { readWork } from "../../../../src/page/work/work-file.ts";
import { words } from "../../../../src/words/words.ts";
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
    expect(page.cell("a").foreign.value).toEqual({
      from: "file",
      accepted: false,
      edited: false,
      replaced: "mine",
    });
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

  it("has the answers of the lesson's quizzes in a file of one's own", async () => {
    const { parts } = openParts();
    await parts.quizzes.define([{ id: "quiz", keys: ["x", "y"], right: [] }]);
    parts.quizzes.choose("quiz", ["x"]);
    parts.quizzes.choose("of-an-earlier-version", ["x"]);
    const read = readWork(await collectWork(parts, "Ada", []), "lesson");
    expect(read.type === "work" && read.work.quizzes).toEqual({ quiz: { chosen: ["x"], checked: null } });
  });

  it("keeps the answer to a quiz whose id is a name that objects have", async () => {
    const page = openParts();
    await page.parts.quizzes.define([{ id: "constructor", keys: ["x", "y"], right: [] }]);
    page.parts.quizzes.choose("constructor", ["x"]);
    const read = readWork(await collectWork(page.parts, "Ada", []), "lesson");
    if (read.type !== "work") throw new Error(read.message);
    expect(describeWork(read.work)).toBe("0 changed cells, 0 exercises solved, 1 quiz answered");
    page.parts.quizzes.replace("constructor", null);
    takeOver(page.parts, read.work);
    expect(page.storedAnswers.get("constructor")?.chosen).toEqual(["x"]);
  });

  it("is offered without a word on code that the file does not have", () => {
    expect(words.work.takeOverAtLength(false, true)).not.toMatch(/code|cell/);
    expect(words.work.takeOverAtLength(true, true)).toMatch(/cell by cell\..* Undo brings them back\.$/);
    expect(words.work.takeOverAtLength(true, false)).not.toContain("quizzes");
  });

  it("leaves cells alone that the reader adds before it is undone", () => {
    const page = openParts();
    takeOver(page.parts, workOf({ a: "theirs" }));
    const since = { id: cellId("since"), kind: "code", anchor: a, side: "below" } as const;
    page.notebook.arrange([since]);
    page.notices[0]?.action?.act();
    expect(page.notebook.own.value.map(({ id }) => id)).toEqual(["since"]);
  });

  it("answers the lesson's quizzes as in the file, until it is undone", async () => {
    const page = openParts();
    await page.parts.quizzes.define([{ id: "quiz", keys: ["x", "y"], right: [] }]);
    page.parts.quizzes.choose("quiz", ["x"]);
    const theirs = { chosen: ["y"], checked: ["y"] };
    takeOver(page.parts, { ...workOf({}, ["quiz"]), quizzes: { quiz: theirs, unknown: theirs } });
    expect(Object.fromEntries(page.storedAnswers)).toEqual({ quiz: theirs });
    expect([...page.stored]).toEqual(["quiz"]);
    expect(page.notices[0]?.text).toBe(
      "Quizzes are answered as in the file: its answers replace yours, and Undo brings them back.",
    );
    page.notices[0]?.action?.act();
    expect(Object.fromEntries(page.storedAnswers)).toEqual({ quiz: { chosen: ["x"], checked: null } });
    expect([...page.stored]).toEqual([]);
  });

  it("twice keeps the reader's own text, not the first file's", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "first" }));
    takeOver(page.parts, workOf({ a: "second" }));
    expect(page.cell("a").foreign.value?.replaced).toBe("mine");
  });

  it("twice keeps what the reader has written since in the first file's code", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "first" }));
    page.edits.type(a, "a week of work", () => []);
    takeOver(page.parts, workOf({ a: "second" }));
    expect(page.cell("a").foreign.value).toMatchObject({ edited: false, replaced: "a week of work" });
    page.edits.dropForeign(a);
    expect(page.saved("a")).toMatchObject({ source: "a week of work" });
  });

  it("of the author's own text resets the cell, without a mark, and can be undone", () => {
    const page = openParts();
    page.edits.type(a, "mine", () => []);
    takeOver(page.parts, workOf({ a: "a", b: "b" }));
    expect(page.sources()[0]).toBe("a");
    expect(page.cell("a").foreign.value).toBeNull();
    expect(page.notices[0]?.text).toMatch(/^1 cell now has /);
    page.notices[0]?.action?.act();
    expect(page.sources()[0]).toBe("mine");
  });

  it("is not undone during a review, and the offer stays", () => {
    const page = openParts();
    takeOver(page.parts, workOf({ a: "theirs" }, ["c-exercise"]));
    page.reviewed.value = workOf({ b: "another reader's" });
    page.notices[0]?.action?.act();
    expect(page.notices[1]?.text).toBe("Leave the review first, and then undo.");
    expect([...page.stored]).toEqual(["c-exercise"]);
    page.reviewed.value = null;
    page.notices[1]?.action?.act();
    expect(page.sources()[0]).toBe("a");
    expect([...page.stored]).toEqual([]);
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
  it("that the reader has changed is part of their work", () => {
    const page = openParts();
    page.edits.putForeign(a, { source: "const answer = ______;", from: "link", author: null });
    expect(changedCells(page.notebook)).toEqual([]);
    page.edits.type(a, "const answer = 42;", () => []);
    expect(changedCells(page.notebook).map(({ source }) => source)).toEqual(["const answer = 42;"]);
    expect(page.cell("a").foreign.value).toMatchObject({ accepted: false, edited: true });
  });

  it("saves nothing until the reader changes, runs or keeps it", async () => {
    const page = openParts();
    page.edits.putForeign(a, { source: "a link's", from: "link", author: null });
    await settle();
    expect(page.savedKeys()).toEqual([]);
    page.notebook.run(a);
    expect(page.saved("a")).toMatchObject({ source: "a link's", foreign: { accepted: true } });
  });
});

describe("taking over cells that the file's author has added", () => {
  const added = (id: string, kind: "code" | "note", source: string) => ({
    id: cellId(id),
    kind,
    anchor: a,
    side: "below" as const,
    source,
  });
  const file = () => ({
    ...workOf({}),
    own: [added("mine-1", "code", "theirs()"), added("mine-2", "note", "*text*")],
  });
  const all = (page: ReturnType<typeof openParts>) =>
    page.notebook.all.value.map(({ id, source }) => `${id}:${source.value}`);

  it("adds them as someone else's, under free ids, and can be undone", () => {
    const page = openParts();
    page.notebook.arrange([{ id: cellId("mine-1"), kind: "code", anchor: a, side: "below" }]);
    page.edits.type(cellId("mine-1"), "mine", () => []);
    takeOver(page.parts, file());
    expect(all(page)).toEqual(["a:a", "mine-1:mine", "mine-2:theirs()", "mine-3:*text*", "b:b", "c:c"]);
    expect(page.cell("mine-2").foreign.value).toMatchObject({ from: "file", accepted: false });
    page.notices[0]?.action?.act();
    expect(all(page)).toEqual(["a:a", "mine-1:mine", "b:b", "c:c"]);
    expect(page.saved("mine-2")).toBeNull();
  });

  it("twice adds them once", () => {
    const page = openParts();
    takeOver(page.parts, file());
    takeOver(page.parts, file());
    expect(all(page)).toHaveLength(5);
  });
});

describe("the values of controls in a file", () => {
  const controls = { [a]: { n: 7 }, [cellId("mine-1")]: { m: 1 }, [cellId("unknown")]: { n: 1 } };
  const added = { id: cellId("mine-1"), kind: "code", anchor: a, side: "below", source: "theirs()" } as const;

  it("are those that the reader has set", async () => {
    const page = openParts();
    page.parts.settings.set(a, "n", 7);
    page.parts.settings.set(cellId("of an earlier version".replaceAll(" ", "-")), "n", 1);
    const read = readWork(await collectWork(page.parts, "Ada", []), "lesson");
    expect(read).toMatchObject({ type: "work", work: { controls: { a: { n: 7 } } } });
    expect(read.type === "work" && Object.keys(read.work.controls)).toEqual(["a"]);
  });

  it("take the place of the reader's, whose results become stale, and can be undone", async () => {
    const page = openParts();
    page.parts.settings.set(a, "n", 3);
    page.parts.settings.set(cellId("b"), "n", 5);
    await page.runWell("a");
    takeOver(page.parts, { ...workOf({}), controls, own: [added] });
    await settle();
    const values = () => Object.fromEntries(page.storedSettings);
    expect(values()).toEqual({ a: { n: 7 }, b: { n: 5 }, "mine-1": { m: 1 } });
    expect(page.cell("a").status.value).toBe("stale");
    expect(page.host.running).toBeNull();
    page.notices[0]?.action?.act();
    await settle();
    expect(values()).toEqual({ a: { n: 3 }, b: { n: 5 } });
    expect(page.parts.settings.of(a)).toEqual({ n: 3 });
  });

  it("follow an added cell to its new id, and leave the reader's cell of that id alone", async () => {
    const page = openParts();
    page.notebook.arrange([{ id: added.id, kind: "code", anchor: a, side: "below" }]);
    page.edits.type(added.id, "mine", () => []);
    page.parts.settings.set(added.id, "m", 9);
    takeOver(page.parts, { ...workOf({}), controls, own: [added] });
    expect(page.parts.settings.of(added.id)).toEqual({ m: 9 });
    expect(page.parts.settings.of(cellId("mine-2"))).toEqual({ m: 1 });
  });
});
