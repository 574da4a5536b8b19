import { build as buildSite } from "vite";
import { ignoredFiles, lessonsDirectory } from "../build/files/lessons-directory.ts";
import { outDirectory, requireReplaceable } from "../build/files/out-directory.ts";
import { loadCourse } from "../build/lessons/load-course.ts";
import { loadLessons } from "../build/site/lesson-pages.ts";
import { siteConfig } from "../build/site/site-config.ts";
import { loadTypeChecker } from "../build/types/load-type-checker.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { withoutConsequences } from "../protocol/problem.ts";
import { printProblems, problemsOf } from "./lessons.ts";
import { readOptions } from "./options.ts";
import { makeTextsApart } from "./texts.ts";

/**
 * `npm run build`: builds the site as static files into OUT_DIR. With `--strict`, problems in lessons are errors. With
 * `--no-offline`, browsers do not keep the site.
 */
export async function build(args: readonly string[]): Promise<number> {
  const { strict, offline } = readOptions(args, ["strict", "no-offline"]);
  await requireReplaceable(outDirectory());
  await makeTextsApart();
  const all = await loadLessons(lessonsDirectory(), strict ? { checkTypes: await loadTypeChecker() } : {});
  const [drafts, lessons] = [all.filter(({ draft }) => draft), all.filter(({ draft }) => !draft)];
  for (const message of [...(await ignoredFiles(lessonsDirectory())), ...describeDrafts(drafts)])
    console.log(message);
  if (strict && (await hasProblems(lessons))) {
    console.error("Nothing was built, because of --strict.");
    return 1;
  }
  // A test or a shell may have set another value, with which libraries would include their development code.
  process.env["NODE_ENV"] = "production";
  await buildSite({ ...siteConfig(lessons, offline), configFile: false });
  return 0;
}

function describeDrafts(drafts: readonly Lesson[]): string[] {
  if (drafts.length === 0) return [];
  const names = drafts.map(({ slug }) => `\`${slug}.md\``).join(", ");
  return [`Not published: ${names} (\`draft: true\` in the front matter).`];
}

async function hasProblems(lessons: readonly Lesson[]): Promise<boolean> {
  const problems = withoutConsequences([
    ...(await loadCourse()).problems,
    ...problemsOf(lessons.flatMap((lesson) => lesson.problems)),
  ]);
  printProblems(problems, lessons.length);
  return problems.length > 0;
}
