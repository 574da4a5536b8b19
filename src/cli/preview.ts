import { basename, join } from "node:path";
import { type PreviewServer, preview as servePreview } from "vite";
import { lessonFiles, lessonsDirectory } from "../build/lessons-directory.ts";
import { untilInterrupted } from "./until-interrupted.ts";
import { isFile } from "./whole-file.ts";

/** The first port that is tried; a later one serves where it is taken. */
const PORT = 4173;

/** `npm run preview`: serves the built site and prints the lessons' addresses, until it is interrupted. */
export async function preview(_args: readonly string[]): Promise<number> {
  const folder = process.env["OUT_DIR"] ?? "dist";
  if (!(await isFile(join(folder, "index.html")))) {
    console.error(
      `There is no built site in ${folder}. \`npm run build\` makes one; \`npm start\` does everything.`,
    );
    return 1;
  }
  const server = await servePreview({ preview: { port: PORT, strictPort: false } });
  console.log(await addresses(server));
  await untilInterrupted();
  await server.close();
  return 0;
}

async function addresses({ resolvedUrls }: PreviewServer): Promise<string> {
  const site = resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`;
  const lessons = (await lessonFiles(lessonsDirectory())).map(
    (file) => `${site}lessons/${basename(file, ".md")}/`,
  );
  return [
    "",
    "Lectern is ready. Open",
    "",
    ...lessons.map((address) => `  ${address}`),
    "",
    `All lessons: ${site}`,
    "Ctrl-C ends it.",
  ].join("\n");
}
