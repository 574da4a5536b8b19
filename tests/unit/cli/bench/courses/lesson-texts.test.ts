import { join } from "node:path";
import { expect, test } from "vitest";
import { loadLesson } from "../../../../../src/build/lessons/load-lesson.ts";
import { shortLesson } from "../../../../../src/cli/bench/courses/lesson-texts.ts";
import { sharedTypeChecker } from "../../../../support/type-checker.ts";
import { temporaryFolder } from "../../../build/temporary-folder.ts";

test("a short lesson stands alone, whatever its number", async () => {
  const text = shortLesson(2);
  expect(text.match(/\{#cell-\d+\}/g)).toEqual(["{#cell-4}", "{#cell-5}"]);
  const folder = await temporaryFolder({ "lesson.md": text });
  const lesson = await loadLesson(join(folder, "lesson.md"), { checkTypes: sharedTypeChecker() });
  expect(lesson.problems).toEqual([]);
});
