import { createServer } from "vite";
import { isInside, isStrayLink } from "../build/files/lesson-asset.ts";
import { ignoredFiles, lessonFiles, lessonsDirectory, noLessons } from "../build/files/lessons-directory.ts";
import { siteConfig } from "../build/site/site-config.ts";
import { data } from "./data.ts";
import { devLogger } from "./dev-logger.ts";
import { readOptions } from "./options.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** `npm run dev`: serves the lessons and updates open pages after edits, until it is interrupted. */
export async function dev(args: readonly string[]): Promise<number> {
  const { port } = readOptions(args, ["port"]);
  const directory = lessonsDirectory();
  if ((await lessonFiles(directory)).length === 0) console.warn(noLessons(directory));
  for (const message of await ignoredFiles(directory)) console.log(message);
  await data(["--optional"]);
  const server = await createServer({
    ...siteConfig(),
    configFile: false,
    customLogger: devLogger(),
    server: {
      ...(port === null ? {} : { port }),
      watch: { ignored: (path) => isInside(path, directory) && isStrayLink(path, directory) },
    },
  });
  await server.listen();
  console.log(`Lessons: ${directory}`);
  server.printUrls();
  await untilInterrupted();
  await server.close();
  return 0;
}
