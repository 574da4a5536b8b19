import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type PreviewServer, preview as startPreview } from "vite";
import { outDirectory } from "../build/files/out-directory.ts";
import { commandLine } from "../build/files/package-root.ts";
import { siteConfig } from "../build/site/site-config.ts";
import { readOptions } from "./options.ts";
import { untilInterrupted } from "./until-interrupted.ts";
import { isFile } from "./write-file.ts";

/** The first port to try; if it is taken, the next free one. */
const PORT = 4173;

/** `npm run preview`: serves the built site and prints the lessons' addresses. Runs until interrupted. */
export async function preview(args: readonly string[]): Promise<number> {
  return servePreview(readOptions(args, ["port"]).port);
}

/** @param port null: the first free port. */
export async function servePreview(port: number | null): Promise<number> {
  const folder = outDirectory();
  if (!(await isFile(join(folder, "index.html")))) {
    console.error(`There is no built site in ${folder}. \`${commandLine("build")}\` makes one.`);
    return 1;
  }
  const slugs = await builtLessons(folder);
  const server = await startPreview({
    ...siteConfig(),
    configFile: false,
    preview: { port: port ?? PORT, strictPort: false },
  });
  console.log(welcome(server, slugs));
  await untilInterrupted();
  await server.close();
  return 0;
}

/** The lessons of the built site. */
async function builtLessons(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, "lessons"), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function welcome({ resolvedUrls }: PreviewServer, slugs: readonly string[]): string {
  const site = resolvedUrls?.local[0] ?? `http://localhost:${PORT}/`;
  const addresses = slugs.map((slug) => `  ${site}lessons/${encodeURIComponent(slug)}/`);
  const lessons =
    addresses.length === 0 ? ["The site has no lessons."] : ["Lectern is ready. Open", "", ...addresses];
  return ["", ...lessons, "", `All lessons: ${site}`, "Press Ctrl-C to stop."].join("\n");
}
