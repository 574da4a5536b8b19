import { describe, expect, it } from "vitest";
import { arrangeLessons, neighboursOf } from "../../../src/course/arrange-lessons.ts";
import type { LessonEntry } from "../../../src/lesson/lesson.ts";

function entry(slug: string, more: Partial<LessonEntry> = {}): LessonEntry {
  return { slug, title: slug, lecture: null, lang: "en", draft: false, ...more };
}

const SECTIONS = [
  { title: null, lessons: ["c"] },
  { title: "Part two", lessons: ["b", "lost", "c"] },
];

describe("the lessons of a course", () => {
  it("are in its order, each once, then come the others", () => {
    const arranged = arrangeLessons([entry("a"), entry("b"), entry("c")], { sections: SECTIONS });
    expect(
      arranged.map(({ title, isRest, lessons }) => [title, isRest, lessons.map(({ slug }) => slug)]),
    ).toEqual([
      [null, false, ["c"]],
      ["Part two", false, ["b"]],
      [null, true, ["a"]],
    ]);
  });
});

describe("the lessons before and after one", () => {
  const neighbours = (slug: string, lessons: readonly LessonEntry[], sections = SECTIONS) => {
    const { previous, next } = neighboursOf(slug, lessons, { sections });
    return [previous?.slug ?? null, next?.slug ?? null];
  };
  const lessons = [entry("a"), entry("b"), entry("c")];

  it("follow the order of the course across its sections", () => {
    expect(["c", "b", "a"].map((slug) => neighbours(slug, lessons))).toEqual([
      [null, "b"],
      ["c", "a"],
      ["b", null],
    ]);
  });

  it("follow the numbers of the lectures without a course", () => {
    const numbered = [entry("x", { lecture: "10" }), entry("y", { lecture: "2" }), entry("z")];
    expect(["y", "x", "z"].map((slug) => neighbours(slug, numbered, []))).toEqual([
      [null, "x"],
      ["y", "z"],
      ["x", null],
    ]);
  });

  it("pass over drafts; a draft has those of its future place", () => {
    const withDraft = [entry("a"), entry("b", { draft: true }), entry("c")];
    expect(["c", "b", "a"].map((slug) => neighbours(slug, withDraft))).toEqual([
      [null, "a"],
      ["c", "a"],
      ["c", null],
    ]);
  });

  it("are none for a lesson that is not among them", () => {
    expect(neighbours("elsewhere", lessons)).toEqual([null, null]);
  });
});
