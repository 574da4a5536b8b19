import * as v from "valibot";
import { DatasetName } from "../../protocol/ids.ts";
import { type CodeFault, positionOf } from "./code-fault.ts";
import type { CodeFile } from "./find-code.ts";

const text = v.pipe(v.string(), v.nonEmpty());
const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
const contents = v.object({ bytes: wholeNumber, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });
const code = v.custom<(...args: never) => unknown>((value) => typeof value === "function");

/** A dataset's description; each part with what an author has to write. */
const PARTS = {
  title: [text, "its name as readers see it"],
  licence: [text, "the name of its licence"],
  homepage: [v.pipe(v.string(), v.url()), "the address of a page about it"],
  imageShape: [
    v.object({ height: wholeNumber, width: wholeNumber }),
    "`{ height, width }` of an image, in pixels",
  ],
  classNames: [v.pipe(v.array(text), v.minLength(1)), "a list of names, one for each label"],
  files: [
    v.array(
      v.object({
        name: v.pipe(v.string(), v.regex(/^[\w-][\w.-]*$/)),
        magic: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
        gzip: contents,
        decompressed: contents,
      }),
    ),
    "a list of `{ name, magic, gzip: { bytes, sha256 }, decompressed: { bytes, sha256 } }`",
  ],
  // They become a part of the page's policy, in which spaces, commas and semicolons have a meaning.
  mirrors: [
    v.array(v.pipe(v.string(), v.regex(/^https:\/\/[^\s,;'"]+\/$/))),
    "a list of addresses that begin with `https://` and end with `/`",
  ],
  decode: [code, "a function that returns `{ train, test }`"],
  reduce: [v.optional(code), "a function, or leave it out"],
  synthetic: [
    v.nullable(v.object({ drawFiles: code, drawSamples: code })),
    "`{ drawFiles, drawSamples }`, or leave it out",
  ],
} as const satisfies Readonly<Record<string, readonly [v.GenericSchema, string]>>;

/** What is wrong with a dataset's file, whatever its code says; null if nothing is. */
export function datasetFileFault({ name, file }: CodeFile, builtIn: ReadonlySet<string>): CodeFault | null {
  const start = { file, line: 1, column: 1 };
  if (!v.is(DatasetName, name))
    return {
      ...start,
      message: `\`${name}\` cannot be the name of a dataset.`,
      remedy: "Rename the file: letters, digits and hyphens, beginning with a letter.",
    };
  if (builtIn.has(name))
    return {
      ...start,
      message: `Lectern has a dataset \`${name}\` already, so this one is not used.`,
      remedy: `Rename the file and the dataset, for example to \`my-${name}\`.`,
    };
  return null;
}

/** What is wrong with what a dataset's module exports; null if nothing is. */
export function datasetFault(
  { name, file }: CodeFile,
  module: Readonly<Record<string, unknown>>,
): CodeFault | null {
  const fault = exportFault(name, module["dataset"]);
  if (fault === null) return null;
  const position = positionOf(file, fault.at ?? /\bdataset\b/);
  return { file, ...position, message: fault.message, remedy: fault.remedy };
}

interface ExportFault extends Pick<CodeFault, "message" | "remedy"> {
  /** What to look for in the file; else the export. */
  readonly at?: RegExp;
}

function exportFault(name: string, dataset: unknown): ExportFault | null {
  if (typeof dataset !== "object" || dataset === null)
    return {
      message: "This file does not export a dataset.",
      remedy:
        "Write `export const dataset = defineDataset({ … })`. Code that datasets share can be in a folder.",
    };
  const named = "name" in dataset ? dataset.name : undefined;
  if (named !== name)
    return {
      message: `The dataset is named \`${String(named)}\`, and its file \`${name}.ts\`.`,
      remedy: `Write \`name: "${name}"\`, or rename the file.`,
      at: /\bname\b/,
    };
  for (const [part, [schema, what]] of Object.entries(PARTS)) {
    const value: unknown = Object.entries(dataset).find(([key]) => key === part)?.[1];
    if (v.is(schema, value)) continue;
    return {
      message:
        value === undefined ? `The dataset has no \`${part}\`.` : `The dataset's \`${part}\` is wrong.`,
      remedy: `\`${part}\` is ${what}.`,
      ...(value === undefined ? {} : { at: new RegExp(`\\b${part}\\b`) }),
    };
  }
  return null;
}
