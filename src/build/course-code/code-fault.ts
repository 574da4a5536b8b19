import { readFileSync } from "node:fs";
import { isAbsolute, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";
import { errorMessage } from "../../protocol/error-message.ts";
import { isInside } from "../files/lesson-asset.ts";

/** What is wrong in a file of the course's code. */
export interface CodeFault {
  /** Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** An error of the parser, as Rolldown reports it; its columns count from 0. */
const ParseError = v.object({
  message: v.string(),
  loc: v.object({ file: v.string(), line: v.number(), column: v.number() }),
});
const ParseErrors = v.object({ errors: v.pipe(v.array(ParseError), v.minLength(1)) });

/** Names that are missing in Node, where figures are loaded for their attributes and heights. */
const BROWSER_ONLY =
  /^(document|window|navigator|localStorage|matchMedia|HTMLElement|customElements|location) is not defined$/;

/** What is wrong with a path that contains `#` or `?`, which end the path of a module's address; null if it has none. */
export function pathFault(file: string): CodeFault | null {
  const [sign] = /[#?]/.exec(file) ?? [];
  if (sign === undefined) return null;
  return {
    file,
    line: 1,
    column: 1,
    message: `The path of this file contains \`${sign}\`, so it cannot be loaded.`,
    remedy: "Rename the folder whose name contains it.",
  };
}

/**
 * What was wrong when a file of the course was loaded.
 * @param file the entry that was loaded; the error may be in another file.
 * @param folder that of the course's code.
 */
export function faultOf(error: unknown, file: string, folder: string): CodeFault {
  return parseFault(error) ?? importFault(error, file) ?? thrownFault(error, file, folder);
}

function parseFault(error: unknown): CodeFault | null {
  const parsed = v.safeParse(ParseErrors, error);
  const [first] = parsed.success ? parsed.output.errors : [];
  if (first === undefined) return null;
  const [sentence = ""] = stripVTControlCharacters(first.message)
    .replace(/^\[\w+\]\s*/, "")
    .split("\n");
  const { file, line, column } = first.loc;
  return {
    file,
    line,
    column: column + 1,
    message: `The code cannot be read: ${sentence.replace(/(?<![.?!])$/, ".")}`,
    remedy: "Correct the syntax here, or just before.",
  };
}

/** A file or package that is imported and missing. */
function importFault(error: unknown, entry: string): CodeFault | null {
  const message = errorMessage(error);
  const [, missing, importer] =
    /^Failed to load url (\S+) \(.*?\) in (.+?)\. Does the file exist\?$/.exec(message) ??
    /^Cannot find (?:module|package) '(.+?)' imported from '(.+?)'/.exec(message) ??
    [];
  if (missing === undefined) return null;
  const file = importer !== undefined && isAbsolute(importer) ? normalize(importer) : entry;
  const isFile = /^[./]/.test(missing);
  return {
    file,
    ...positionOf(file, new RegExp(`["']${missing.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']`)),
    message: isFile ? `There is no file \`${missing}\`.` : `The package \`${missing}\` is not installed.`,
    remedy: isFile
      ? "Correct the path; it counts from the folder of this file."
      : `Install it in the course: \`npm install ${missing}\`.`,
  };
}

function thrownFault(error: unknown, entry: string, folder: string): CodeFault {
  const message = errorMessage(error);
  const missing = BROWSER_ONLY.exec(message);
  return {
    file: entry,
    ...(thrownAt(error, folder) ?? { line: 1, column: 1 }),
    message: `The file cannot be loaded: ${message.replace(/(?<![.?!])$/, ".")}`,
    remedy:
      missing === null
        ? "Correct what throws the error here."
        : `Files are also loaded without a browser: use \`${missing[1]}\` only in components and effects.`,
  };
}

/** The innermost position of an error within a folder. */
function thrownAt(error: unknown, folder: string): Pick<CodeFault, "file" | "line" | "column"> | null {
  if (!(error instanceof Error) || error.stack === undefined) return null;
  for (const [, path = "", line, column] of error.stack.matchAll(
    /(?:\(|at (?:async )?)((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()\n]*?):(\d+):(\d+)\)?$/gm,
  )) {
    const file = normalize(path.startsWith("file://") ? fileURLToPath(path) : path);
    if (isInside(file, folder)) return { file, line: Number(line), column: Number(column) };
  }
  return null;
}

/** Where a pattern first matches in a file; its beginning if it does not. */
export function positionOf(
  file: string,
  pattern: RegExp,
): { readonly line: number; readonly column: number } {
  const text = readText(file);
  const offset = pattern.exec(text)?.index ?? 0;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
