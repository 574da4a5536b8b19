import { plainPath } from "../../protocol/lesson-file.ts";
import type { Fault } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";

type Message = Pick<Fault, "message" | "remedy">;

/** What the functions that read files expect, by the ends of names; null if they read any file. */
const READERS: ReadonlyMap<string, { readonly what: string; readonly names: RegExp } | null> = new Map([
  ["loadBytes", null],
  ["loadText", null],
  ["loadJson", { what: "a JSON file", names: /\.(?:json|geojson|ipynb)$/i }],
  ["loadCsv", { what: "a table as text", names: /\.(?:csv|tsv|txt|dat|data)$/i }],
  ["loadImage", { what: "a picture", names: /\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i }],
  ["tf.loadLayersModel", { what: "a model", names: /\.json$/i }],
]);

/** A path that the lesson does not declare. */
export function undeclaredFile(reader: string, path: string, paths: readonly string[]): Message | null {
  if (!READERS.has(reader)) return null;
  const plain = plainPath(path);
  if (paths.includes(plain)) return null;
  if (plain.startsWith("/"))
    return {
      message: `The lesson does not declare the file \`${path}\`.`,
      remedy: `Paths begin at the lesson's folder, without \`/\`: write \`${plain.replace(/^\/+/, "")}\` here and under \`files:\`.`,
    };
  const named = paths.filter((each) => !isPattern(each));
  const pattern = paths.find((each) => isPattern(each) && matches(each, plain));
  if (pattern !== undefined)
    return {
      message: `The lesson does not declare the file \`${path}\`.`,
      remedy: `Write \`${plain}\` in place of the pattern \`${pattern}\` under \`files:\`.`,
    };
  return {
    message: `The lesson does not declare the file \`${path}\`.`,
    remedy:
      named.length === 0
        ? `Write \`files: [${plain}]\` in the front matter, and put the file beside the lesson.`
        : `Add it to \`files:\` in the front matter, or correct the path. ${suggestion(plain, named)}`,
  };
}

/** Whether a path that a lesson declares is a pattern such as `data/*.csv`, which is a problem where it is declared. */
export function isPattern(path: string): boolean {
  return /[*?{}]/.test(path);
}

/** Whether a pattern may mean a path, by what stands before its first and after its last placeholder. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split(/[*?]|\{[^{}]*\}/);
  return path.startsWith(parts[0] ?? "") && path.endsWith(parts.at(-1) ?? "");
}

/** A file that the function cannot read, judging by the file's name. */
export function wrongReader(reader: string, path: string): Message | null {
  const expected = READERS.get(reader);
  if (expected == null || expected.names.test(path) || !/\.[a-z]\w*$/i.test(path)) return null;
  const fitting = [...READERS].find(([, other]) => other?.names.test(path))?.[0] ?? "loadBytes";
  return {
    message: `\`${reader}\` reads ${expected.what}, and \`${path}\` is not one by its name.`,
    remedy: `Read it with \`${fitting}\`, or correct the path.`,
  };
}
