import type { Table } from "../../protocol/output.ts";
import { inspectText } from "./inspect.ts";

const MAXIMUM_ROWS = 500;
const MAXIMUM_COLUMNS = 50;

type TableValue = Table["rows"][number][number];

/**
 * A table from a list of objects, a list of lists, an object of objects, or a list of plain values. It has at most 500
 * rows and 50 columns; `total` is the original number of rows. Null for anything else.
 */
export function toTable(rows: unknown): Table | null {
  if (typeof rows !== "object" || rows === null) return null;
  const entries = rows instanceof Map ? [...rows] : Object.entries(rows);
  if (entries.length === 0) return null;
  const named = !Array.isArray(rows);
  const columns = columnsOf(entries.slice(0, MAXIMUM_ROWS).map(([, row]) => row));
  const body = entries.slice(0, MAXIMUM_ROWS).map(([name, row]): TableValue[] => {
    const values = columns.map((column) => toTableValue(readColumn(row, column)));
    return named ? [toTableValue(name), ...values] : values;
  });
  return { type: "table", columns: named ? ["", ...columns] : columns, rows: body, total: entries.length };
}

const VALUE_COLUMN = "value";

function columnsOf(rows: readonly unknown[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) {
    if (typeof row === "object" && row !== null) for (const key of Object.keys(row)) columns.add(key);
    else columns.add(VALUE_COLUMN);
    if (columns.size >= MAXIMUM_COLUMNS) break;
  }
  return [...columns].slice(0, MAXIMUM_COLUMNS);
}

function readColumn(row: unknown, column: string): unknown {
  if (typeof row === "object" && row !== null) return Reflect.get(row, column);
  return column === VALUE_COLUMN ? row : undefined;
}

function toTableValue(value: unknown): TableValue {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return value === undefined ? "" : inspectText(value);
}
