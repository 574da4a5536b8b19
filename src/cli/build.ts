import { build as buildSite } from "vite";
import { lessonFiles, lessonsDirectory } from "../build/lessons-directory.ts";
import { outDirectory, requireReplaceable } from "../build/out-directory.ts";
import { lessons } from "./lessons.ts";
import { readOptions } from "./options.ts";

/** `npm run build`: builds the site as static files into OUT_DIR. With `--strict`, problems in lessons are errors. */
export async function build(args: readonly string[]): Promise<number> {
  const { strict } = readOptions(args, ["strict"]);
  await lessonFiles(lessonsDirectory());
  await requireReplaceable(outDirectory());
  if (strict && (await lessons([])) !== 0) {
    console.error("Nothing was built, because of --strict.");
    return 1;
  }
  // A test or a shell may have set another value, with which libraries would include their development code.
  process.env["NODE_ENV"] = "production";
  await buildSite();
  return 0;
}
