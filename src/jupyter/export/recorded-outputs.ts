import type { Epoch, Image, Inspected, Output, Table, Training } from "../../protocol/output.ts";
import type { RecordedOutputs } from "../../protocol/recorded-outputs.ts";
import { type Output as NotebookOutput, sourceLines } from "../nbformat.ts";

/** Makes a PNG file of an image, as base64. */
export type EncodePng = (image: Image) => string;

/** Recorded outputs of a cell as Jupyter shows them, marked so that an import knows that they are not the notebook's. */
export function notebookOutputs(
  { outputs }: RecordedOutputs,
  encodePng: EncodePng,
): readonly NotebookOutput[] {
  return outputs.flatMap((output) => {
    const data = dataOf(output, encodePng);
    return data === null
      ? []
      : [{ output_type: "display_data" as const, data, metadata: { lectern: { recorded: true as const } } }];
  });
}

type Data = Extract<NotebookOutput, { output_type: "display_data" }>["data"];

/** An output by media types; null if there is nothing to see of it without the page. */
function dataOf(output: Output, encodePng: EncodePng): Data | null {
  switch (output.type) {
    case "text":
      return plain([output.text, ...(output.tail === undefined ? [] : ["…", output.tail])].join("\n"));
    case "table":
      return plain(tableText(output));
    case "plot":
      return {
        "application/vnd.plotly.v1+json": { data: output.traces, layout: output.layout },
        ...plain("A chart."),
      };
    case "image":
      return {
        "image/png": encodePng(output),
        ...plain(output.alt || `${output.width} × ${output.height} pixels`),
      };
    case "training":
      return plain(trainingText(output));
    case "inspect":
      return plain(inspectedText(output.value));
    case "check":
      return plain(`${output.passed ? "✓" : "✗"} ${output.message}`);
    default:
      return null;
  }
}

function plain(text: string): Data {
  return { "text/plain": sourceLines(text) };
}

/** Columns as wide as their longest value. */
function tableText({ columns, rows, total }: Table): string {
  const lines = [columns, ...rows.map((row) => row.map((value) => String(value)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const text = lines.map((line) =>
    widths
      .map((width, column) => (line[column] ?? "").padEnd(width))
      .join("  ")
      .trimEnd(),
  );
  return [...text, ...(total > rows.length ? [`… ${total} rows in all`] : [])].join("\n");
}

/** A line for each epoch, as Keras prints them. */
function trainingText({ rows, epochs, earlierEpochs = 0 }: Training): string {
  const done = rows.filter((row) => row.done);
  return done.map((row, index) => epochLine(row, earlierEpochs + index + 1, epochs)).join("\n");
}

function epochLine({ metrics, ms }: Epoch, number: number, epochs: number): string {
  const values = Object.entries(metrics).map(([name, value]) => `${name}: ${value?.toFixed(4) ?? "nan"}`);
  return [`Epoch ${number}/${epochs}`, `${Math.round(ms / 1000)}s`, ...values].join(" - ");
}

function inspectedText(value: Inspected): string {
  switch (value.kind) {
    case "primitive":
    case "tensor":
      return value.text;
    case "function":
      return `${value.class ? "class" : "function"} ${value.name}`;
    case "cut":
      return `${value.name} …`;
    default: {
      const entries = value.entries.map(([key, entry]) => `${key}: ${inspectedText(entry)}`);
      const rest = value.hidden > 0 ? [`… ${value.hidden} more`] : [];
      return `${value.name} { ${[...entries, ...rest].join(", ")} }`;
    }
  }
}
