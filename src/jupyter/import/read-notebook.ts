import * as v from "valibot";
import { errorMessage } from "../../protocol/error-message.ts";
import { CellMetadata, LessonMetadata } from "../lectern-metadata.ts";
import { fromVersion3 } from "./version-3.ts";

/** A cell of a notebook, of whatever version. */
export interface ReadCell {
  /** From 1, in the order of the notebook. */
  readonly number: number;
  readonly type: "markdown" | "code" | "raw";
  readonly source: string;
  /** Pictures by name: base64 by media type. */
  readonly attachments: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly outputs: readonly ReadOutput[];
  /** What Lectern wrote into it, or null. */
  readonly lectern: CellMetadata | null;
}

export type ReadOutput =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "error"; readonly text: string }
  /** The same in several media types. */
  | { readonly type: "data"; readonly data: ReadonlyMap<string, string> }
  | { readonly type: "unknown"; readonly name: string };

export interface ReadNotebook {
  /** Of its code, in lower case; `python` if it names none. */
  readonly language: string;
  /** What Lectern wrote into it, or null. */
  readonly lectern: LessonMetadata | null;
  readonly cells: readonly ReadCell[];
  readonly notes: readonly ImportNote[];
}

/** What an import could not keep. `cell` counts from 1; null for the notebook as a whole. */
export interface ImportNote {
  readonly cell: number | null;
  readonly message: string;
}

export type Reading =
  | { readonly type: "notebook"; readonly notebook: ReadNotebook }
  | { readonly type: "refused"; readonly reason: string };

const text = v.union([
  v.string(),
  v.pipe(
    v.array(v.string()),
    v.transform((lines) => lines.join("")),
  ),
]);
const record = v.record(v.string(), v.unknown());

const NotebookShape = v.object({
  nbformat: v.number(),
  nbformat_minor: v.optional(v.number(), 0),
  metadata: v.nullish(record, {}),
  cells: v.optional(v.array(v.unknown())),
  worksheets: v.optional(v.array(v.unknown())),
});

const CellShape = v.object({
  cell_type: v.string(),
  source: v.nullish(text, ""),
  metadata: v.nullish(record, {}),
  attachments: v.nullish(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
  outputs: v.nullish(v.array(v.unknown()), []),
});

/** An output that an export has put there: the lesson has it in a file of its own. */
const Recorded = v.object({
  metadata: v.object({ lectern: v.object({ recorded: v.literal(true) }) }),
});

const OutputShape = v.object({
  output_type: v.string(),
  text: v.optional(text, ""),
  data: v.optional(record, {}),
  ename: v.optional(v.string(), ""),
  evalue: v.optional(v.string(), ""),
  traceback: v.optional(v.array(v.string()), []),
});

const NEWEST_MINOR = 5;

/**
 * Reads the text of a notebook's file, of nbformat 3 or 4. Cells that it cannot read are left out, with a note; a file
 * that is not a notebook is refused, with the reason.
 */
export function readNotebook(json: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason = errorMessage(error);
    return refused(`It is not JSON (${reason}). Download or save the notebook again.`);
  }
  const shape = v.safeParse(NotebookShape, value);
  if (!shape.success) return refused(shapeReason(v.getDotPath(shape.issues[0]) ?? "nbformat"));
  const { nbformat, nbformat_minor: minor, metadata, cells, worksheets } = shape.output;
  if (nbformat === 3 && worksheets) return readCells(fromVersion3(worksheets), metadata, []);
  if (nbformat !== 4) return refused(versionReason(nbformat));
  if (!cells) return refused("It has no list of `cells`.");
  return readCells(cells, metadata, minor > NEWEST_MINOR ? [newerNote(minor)] : []);
}

function refused(reason: string): Reading {
  return { type: "refused", reason };
}

function shapeReason(key: string): string {
  return key === "nbformat"
    ? "It is JSON, but no Jupyter notebook: it has no number `nbformat`."
    : `Its \`${key}\` is not what a notebook has there. Open it in Jupyter and save it again.`;
}

function versionReason(version: number): string {
  return version === 3
    ? "It has no list of `worksheets`, which a notebook of nbformat 3 has."
    : `It is of nbformat ${version}; Lectern reads 3 and 4. Open it in Jupyter and save it again.`;
}

function newerNote(minor: number): ImportNote {
  const message = `The notebook is of nbformat 4.${minor}, which is newer than 4.${NEWEST_MINOR}: it was read as 4.${NEWEST_MINOR}.`;
  return { cell: null, message };
}

function readCells(
  values: readonly unknown[],
  metadata: Readonly<Record<string, unknown>>,
  notes: readonly ImportNote[],
): Reading {
  const lectern = v.safeParse(LessonMetadata, metadata["lectern"]);
  const found = values.map((value, index) => readCell(value, index + 1));
  return {
    type: "notebook",
    notebook: {
      language: languageOf(metadata),
      lectern: lectern.success ? lectern.output : null,
      cells: found.flatMap((cell) => ("source" in cell ? [cell] : [])),
      notes: [...notes, ...found.flatMap((cell) => ("message" in cell ? [cell] : []))],
    },
  };
}

const Named = v.object({ language: v.optional(v.string()), name: v.optional(v.string()) });

function languageOf({ kernelspec, language_info: info }: Readonly<Record<string, unknown>>): string {
  const spec = v.safeParse(Named, kernelspec);
  const language = v.safeParse(Named, info);
  const found = (spec.success && spec.output.language) || (language.success && language.output.name);
  return (found || "python").toLowerCase();
}

function readCell(value: unknown, number: number): ReadCell | ImportNote {
  const shape = v.safeParse(CellShape, value);
  if (!shape.success) return { cell: number, message: "Its form is invalid: it was left out." };
  const { cell_type: type, source, metadata, attachments, outputs } = shape.output;
  if (type === "heading") return { ...emptyCell(number), source: headingSource(source, value) };
  if (type !== "markdown" && type !== "code" && type !== "raw") {
    return { cell: number, message: `A cell of the unknown type “${type.slice(0, 40)}”: it was left out.` };
  }
  const lectern = v.safeParse(CellMetadata, metadata["lectern"]);
  return {
    number,
    type,
    source: plainLines(source),
    attachments: new Map(Object.entries(attachments).map(([name, data]) => [name, mediaTexts(data)])),
    outputs: type === "code" ? outputs.filter((output) => !v.is(Recorded, output)).map(readOutput) : [],
    lectern: lectern.success ? lectern.output : null,
  };
}

function emptyCell(number: number): ReadCell {
  return { number, type: "markdown", source: "", attachments: new Map(), outputs: [], lectern: null };
}

/** A heading cell of nbformat 3. */
function headingSource(source: string, value: unknown): string {
  const { level } = v.parse(v.object({ level: v.fallback(v.number(), 1) }), value);
  return `${"#".repeat(Math.min(6, Math.max(1, level)))} ${source.replace(/\s+/g, " ").trim()}`;
}

function plainLines(source: string): string {
  return source.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");
}

/** The values that are text, by media type. */
function mediaTexts(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(data).flatMap(([type, value]) => {
      const parsed = v.safeParse(text, value);
      return parsed.success ? [[type.toLowerCase(), parsed.output] as const] : [];
    }),
  );
}

function readOutput(value: unknown): ReadOutput {
  const shape = v.safeParse(OutputShape, value);
  if (!shape.success) return { type: "unknown", name: "invalid" };
  const { output_type: type, text: printed, data, ename, evalue, traceback } = shape.output;
  switch (type) {
    case "stream":
      return { type: "text", text: printed };
    case "display_data":
    case "execute_result":
      return { type: "data", data: mediaTexts(data) };
    case "error":
      return { type: "error", text: traceback.join("\n") || `${ename}: ${evalue}` };
    default:
      return { type: "unknown", name: type.slice(0, 40) };
  }
}
