import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandFault } from "./command-fault.ts";

/** The folder of the built site: `OUT_DIR`, relative to the working directory, or `dist`. */
export function outDirectory(): string {
  // An empty variable is one that was not set: it must not name the working directory.
  return resolve(process.env["OUT_DIR"] || "dist");
}

/**
 * Building empties the folder first: it has to be absent, empty, or a site that was built before.
 * @throws {CommandFault} when it holds anything else.
 */
export async function requireReplaceable(folder: string): Promise<void> {
  if ((await isEmpty(folder)) || (await isBuiltSite(folder))) return;
  throw new CommandFault(
    `The folder ${folder} holds files that are no site of Lectern's, and building would delete them. ` +
      "Let OUT_DIR name an empty folder or a new one.",
  );
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return true;
    throw new CommandFault(`OUT_DIR names ${folder}, which is not a folder. Let it name one.`);
  }
}

async function isBuiltSite(folder: string): Promise<boolean> {
  const page = await readFile(join(folder, "index.html"), "utf8").catch(() => "");
  // The project's own index.html, the template, has its slots still empty.
  return page.includes("data-runtime=") && !page.includes("<!--lectern:");
}
