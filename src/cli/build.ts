import { build as buildSite } from "vite";
import { lessonFiles, lessonsDirectory } from "../build/lessons-directory.ts";
import { outDirectory, requireReplaceable } from "../build/out-directory.ts";
import { lessons } from "./lessons.ts";
import { readOptions } from "./options.ts";

/** `npm run build`: the site as static files in OUT_DIR. With `--strict` a problem in a lesson is an error. */
export async function build(args: readonly string[]): Promise<number> {
  const { strict } = readOptions(args, ["strict"]);
  await lessonFiles(lessonsDirectory());
  await requireReplaceable(outDirectory());
  if (strict && (await lessons([])) !== 0) {
    console.error("Nothing was built, because --strict was asked for.");
    return 1;
  }
  // A test or a shell may have set another one, and the libraries would bring their development forms along.
  process.env["NODE_ENV"] = "production";
  await buildSite();
  return 0;
}
