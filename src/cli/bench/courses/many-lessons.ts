import { join } from "node:path";
import { type Measurement, processor } from "../measurement.ts";
import { shortLesson } from "./lesson-texts.ts";
import { inTemporaryFolder } from "./temporary-course.ts";
import { type TimedCommand, timeCommand } from "./time-command.ts";

const LESSONS = 300;

/** A course of many short lessons: its build and its check. */
export function measureManyLessons(): Promise<readonly Measurement[]> {
  const lessons = Array.from({ length: LESSONS }, (_, index) => [
    `lessons/lesson-${index + 1}.md`,
    shortLesson(index + 1),
  ]);
  return inTemporaryFolder(Object.fromEntries(lessons), async (folder) => {
    const folders = { LESSONS_DIR: join(folder, "lessons"), OUT_DIR: join(folder, "dist") };
    const build = await timeCommand(["build"], folders);
    const check = await timeCommand(["lessons"], folders);
    return [
      processor(),
      { name: `building ${LESSONS} lessons`, value: describe(build), goal: "≤ 60 s, ≤ 1000 MB" },
      { name: "checking them", value: describe(check) },
    ];
  });
}

function describe({ seconds, memory }: TimedCommand): string {
  const peak = memory === null ? "memory not measured: only on Linux" : `${memory.toFixed(0)} MB`;
  return `${seconds.toFixed(1)} s, ${peak}`;
}
