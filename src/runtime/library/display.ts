import type { Output } from "../../protocol/output.ts";
import { LoadedImage } from "../files/loaded-image.ts";
import { isRows } from "../files/rows.ts";
import { toPicture } from "../output/image.ts";
import { inspect } from "../output/inspect.ts";
import type { ShownTensors } from "../output/shown-tensors.ts";
import { toTable } from "../output/table.ts";

/** How the value of a cell is shown: rows as a table, a picture as itself, and everything else in a tree. */
export function display(value: unknown, tensors: ShownTensors | null): Output {
  const table = isRows(value) ? toTable(value, value.columns) : null;
  if (table !== null) return table;
  if (LoadedImage.is(value)) return toPicture(value);
  return { type: "inspect", value: inspect(value, tensors) };
}
