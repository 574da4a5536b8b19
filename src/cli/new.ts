import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { CommandError } from "../build/files/command-error.ts";
import { courseFile } from "../build/files/course-folders.ts";
import { lessonsDirectory } from "../build/files/lessons-directory.ts";
import { templateFile, titleFrom, writeNew, yamlText } from "./course-files.ts";
import { readFiles } from "./options.ts";

/** Names that are the same in every file system and address. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** `lectern new my-lesson`: adds a lesson to the course. */
async function newLesson(args: readonly string[]): Promise<number> {
  const [named, ...others] = readFiles(args);
  if (named === undefined || others.length > 0)
    throw new CommandError("Name one lesson, for example: lectern new my-lesson");
  const name = named.replace(/\.md$/, "");
  if (!NAME.test(name))
    throw new CommandError(
      `\`${named}\` is not a valid lesson name: use lowercase letters, digits and hyphens, such as my-lesson.`,
    );
  const folder = lessonsDirectory();
  const path = join(folder, `${name}.md`);
  const text = await templateFile("lesson.md", yamlText(titleFrom(name)));
  if (!(await writeNew(folder, `${name}.md`, text)))
    throw new CommandError(`${path} exists, and is unchanged. Choose another name.`);
  console.log(`The lesson is in ${relative(process.cwd(), path)}.`);
  if (existsSync(courseFile()))
    console.log(`It comes last: add \`- ${name}\` to \`lessons\` in course.yaml to place it.`);
  return 0;
}

export { newLesson as new };
