import { readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandError } from "./command-error.ts";
import { hasCode } from "./has-code.ts";

/** The folder of the built site: `OUT_DIR`, relative to the working directory, or `dist`. */
export function outDirectory(): string {
  // An empty variable counts as unset: it must not name the working directory.
  return resolve(process.env["OUT_DIR"] || "dist");
}

/**
 * Building empties the folder first, so it must be absent, empty, or a previously built site.
 * @param remedy what to do otherwise.
 * @throws {CommandError} if it contains anything else.
 */
export async function requireReplaceable(
  folder: string,
  remedy = "Set OUT_DIR to an empty or new folder.",
): Promise<void> {
  if ((await isEmpty(folder)) || (await isBuiltSite(folder))) return;
  throw new CommandError(
    `The folder ${folder} contains files that do not belong to a Lectern site, and building would delete them. ` +
      remedy,
  );
}

/** Writes into the folder of a site. A failure leaves it empty: half a site may be published, or is not replaceable. */
export async function writeOrEmpty(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    // As Vite empties it before a build.
    const names = (await readdir(folder).catch(() => [])).filter((name) => name !== ".git");
    for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return true;
    throw new CommandError(`OUT_DIR is ${folder}, which is not a folder. Set it to one.`);
  }
}

async function isBuiltSite(folder: string): Promise<boolean> {
  const page = await readFile(join(folder, "index.html"), "utf8").catch(() => "");
  // The project's own index.html is the template, whose placeholders are not filled.
  return page.includes("data-runtime=") && !page.includes("<!--lectern:");
}
