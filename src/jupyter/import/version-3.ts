import * as v from "valibot";

const record = v.record(v.string(), v.unknown());
const Worksheet = v.object({ cells: v.optional(v.array(v.unknown()), []) });

/** The keys of an output in nbformat 3 with the media types that replaced them. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ["text", "text/plain"],
  ["html", "text/html"],
  ["latex", "text/latex"],
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["svg", "image/svg+xml"],
  ["json", "application/json"],
  ["javascript", "application/javascript"],
]);

const OUTPUT_TYPES: ReadonlyMap<unknown, string> = new Map([
  ["pyout", "execute_result"],
  ["pyerr", "error"],
]);

/** The cells of a notebook of nbformat 3 in the form of nbformat 4. */
export function fromVersion3(worksheets: readonly unknown[]): unknown[] {
  return worksheets.flatMap((worksheet) => {
    const parsed = v.safeParse(Worksheet, worksheet);
    return parsed.success ? parsed.output.cells.map(fromCell) : [worksheet];
  });
}

function fromCell(cell: unknown): unknown {
  const parsed = v.safeParse(record, cell);
  if (!parsed.success) return cell;
  const { cell_type: type, input, outputs, ...rest } = parsed.output;
  if (type === "html") return { ...rest, cell_type: "markdown" };
  if (type !== "code") return cell;
  return {
    ...rest,
    cell_type: type,
    source: input,
    outputs: Array.isArray(outputs) ? outputs.map(fromOutput) : [],
  };
}

function fromOutput(output: unknown): unknown {
  const parsed = v.safeParse(record, output);
  if (!parsed.success) return output;
  const { output_type: type, ...rest } = parsed.output;
  const output_type = OUTPUT_TYPES.get(type) ?? type;
  if (output_type !== "execute_result" && output_type !== "display_data") return { ...rest, output_type };
  const data = Object.entries(rest).flatMap(([key, value]) => {
    const mediaType = MEDIA_TYPES.get(key);
    return mediaType === undefined ? [] : [[mediaType, value] as const];
  });
  return { output_type, data: Object.fromEntries(data) };
}
