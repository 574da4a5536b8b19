import { expect, test } from "vitest";
import { lessonNameProblems } from "../../../../src/build/files/lesson-names.ts";

function complaints(...names: readonly string[]): string[] {
  return lessonNameProblems(names.map((name) => `lessons/${name}.md`)).map(({ message }) => message);
}

test("names of lessons that differ on every computer are fine", () => {
  expect(complaints("intro", "intro-2", "größe", "console", "my file", "日本語", "a.b", "50%")).toEqual([]);
});

test.each([
  ["Intro", "intro"],
  ["e\u0301", "\u00E9"],
])("names that are the same elsewhere: %s and %s", (first, second) => {
  expect(complaints(first, "other", second)).toEqual([
    `This lesson and \`${first}.md\` have the same name on Windows and macOS.`,
  ]);
});

test.each(["CON", "aux", "com1", "nul.old", "what?", "a:b", "a\\b", "end."])(
  "%s is no name on Windows",
  (name) => {
    expect(complaints(name)).toEqual([`No file can be named \`${name}.md\` on Windows.`]);
  },
);
