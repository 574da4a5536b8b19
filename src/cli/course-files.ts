import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { CommandError } from "../build/files/command-error.ts";
import { hasCode } from "../build/files/has-code.ts";
import { packageRoot } from "../build/files/package-root.ts";
import { errorMessage } from "../protocol/error-message.ts";

/** A file of the template, with the title in it. */
export async function templateFile(name: string, title: string): Promise<string> {
  const text = await readFile(resolve(packageRoot, "src/cli/course-template", name), "utf8");
  // A function, since `$&` in a text would stand for what it replaces.
  return text.replaceAll("TITLE", () => title);
}

/**
 * Writes a file where there is none.
 * @returns false if there is one, which stays as it is.
 * @throws {CommandError} if it cannot be written.
 */
export async function writeNew(folder: string, name: string, content: string | Uint8Array): Promise<boolean> {
  const path = join(folder, name);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw new CommandError(
      `${path} cannot be written (${errorMessage(error)}). Make room or give yourself permission, and try again.`,
    );
  }
}

/** `my-first-course` as a title: `My first course`. */
export function titleFrom(name: string): string {
  const words = name.replaceAll(/[-_\s]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A text as a value in YAML, on one line, and in quotes if it needs them. */
export function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trim();
}
