import { join } from "node:path";
import type { ViteDevServer } from "vite";
import type { Lesson } from "../../lesson/lesson.ts";
import { type Problem, withoutConsequences } from "../../protocol/problem.ts";
import { loadCourseCode } from "../course-code/course-code.ts";
import { formatProblem } from "../files/format-problem.ts";
import { PRERENDER, type Prerender } from "./lesson-pages.ts";

/** The lesson with the problems of the course's own figures and datasets among those that its page lists. */
export async function withCodeProblems(lesson: Lesson): Promise<Lesson> {
  const { problems } = await loadCourseCode();
  return { ...lesson, problems: withoutConsequences([...lesson.problems, ...problems]) };
}

export function reportCourse({ config }: ViteDevServer, problems: readonly Problem[]): void {
  for (const problem of problems) config.logger.warn(formatProblem(problem), { timestamp: true });
}

/** What comes from the course's code is printed with that. */
export function reportProblems({ config }: ViteDevServer, { problems, file }: Lesson): void {
  for (const problem of problems.filter(({ cause }) => cause === undefined))
    config.logger.warn(formatProblem(problem), { timestamp: true });
  if (problems.length === 0) config.logger.info(`${file}: no problems`, { timestamp: true });
}

/** Loaded by the server itself, so that an edit of the page's code shows at the next reload. */
export async function prerenderOf(server: ViteDevServer): Promise<Prerender> {
  const module = await server.ssrLoadModule(join("/", PRERENDER));
  return module as Prerender & Record<string, unknown>;
}
