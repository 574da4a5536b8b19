import type { DocComments, TypeFiles } from "../../language/type-files.ts";
import { cachedText } from "../bundling/cached-text.ts";
import { sourceVersion } from "../bundling/source-version.ts";
import { collectTypeFiles } from "./collect-type-files.ts";

/** The folders with the types of `lectern`, and with the code that collects and writes them. */
export const TYPE_SOURCES = ["build/types", "cell", "datasets", "language", "protocol", "runtime"];

/**
 * The declarations as `collectTypeFiles` collects them, which takes seconds: they are kept in a file for each version of
 * what they are made of.
 */
export async function cachedTypeFiles(): Promise<TypeFiles> {
  const text = await cachedText({
    family: "types-",
    extension: ".txt",
    version: () => sourceVersion(TYPE_SOURCES),
    make: () => writeTypeFiles(collectTypeFiles()),
  });
  return readTypeFiles(text);
}

/** A line with the declarations and one with the comments, which are read when they are needed. */
export function writeTypeFiles({ comments, ...types }: TypeFiles): string {
  return `${JSON.stringify(types)}\n${JSON.stringify(comments())}`;
}

/** @throws {SyntaxError} if it is not what `writeTypeFiles` wrote. */
export function readTypeFiles(text: string): TypeFiles {
  const end = text.indexOf("\n");
  const types: Omit<TypeFiles, "comments"> = JSON.parse(text.slice(0, end));
  let found: DocComments | null = null;
  return {
    ...types,
    comments() {
      found ??= JSON.parse(text.slice(end + 1)) as DocComments;
      return found;
    },
  };
}
