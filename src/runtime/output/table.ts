import type { Table } from "../../protocol/output.ts";
import { inspectText } from "./inspect.ts";
import { isTensor } from "./is-tensor.ts";

const MAXIMUM_ROWS = 500;
const MAXIMUM_COLUMNS = 50;

type TableValue = Table["rows"][number][number];

/**
 * A table from a list of objects, a list of lists, an object of objects, a list of plain values, or a tensor of one or
 * two dimensions. It has at most 500 rows and 50 columns; `total` is the original number of rows. Null for anything else.
 * @param known the columns of a table that may have no rows.
 */
export function toTable(rows: unknown, known: readonly string[] = []): Table | null {
  const entries = entriesOf(rows);
  if (entries === null) return null;
  if (entries.length === 0) return withoutRows(known);
  const named = !isList(rows);
  const columns = columnsOf(entries.slice(0, MAXIMUM_ROWS).map(([, row]) => row));
  const body = entries.slice(0, MAXIMUM_ROWS).map(([name, row]): TableValue[] => {
    const values = columns.map((column) => toTableValue(readColumn(row, column)));
    return named ? [toTableValue(name), ...values] : values;
  });
  return { type: "table", columns: named ? ["", ...columns] : columns, rows: body, total: entries.length };
}

function withoutRows(columns: readonly string[]): Table | null {
  if (columns.length === 0) return null;
  return { type: "table", columns: columns.slice(0, MAXIMUM_COLUMNS), rows: [], total: 0 };
}

function isList(rows: unknown): boolean {
  return (
    Array.isArray(rows) ||
    ArrayBuffer.isView(rows) ||
    (typeof rows === "object" && rows !== null && isTensor(rows))
  );
}

function entriesOf(rows: unknown): (readonly [unknown, unknown])[] | null {
  if (typeof rows !== "object" || rows === null || rows instanceof Promise) return null;
  if (rows instanceof Map) return [...rows];
  if (!isTensor(rows)) return Object.entries(rows);
  const isShown = !rows.isDisposed && (rows.rank === 1 || rows.rank === 2);
  return isShown ? Object.entries(rows.arraySync()) : null;
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
