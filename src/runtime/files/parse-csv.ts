import papaparse from "papaparse";
import { type Row, Rows } from "./rows.ts";

export interface CsvOptions {
  /** What separates the values, as `";"` or `"\t"`. By default what most lines have the same number of. */
  readonly delimiter?: string;
  /**
   * What separates the decimals of a number: `"."`, or `","` as in many languages. By default `"."`; if semicolons separate
   * the values, also `","` in columns where every number fits. Columns like `1,234`, where it may separate thousands, are
   * of texts.
   */
  readonly decimal?: "." | ",";
  /** Whether the first line has the names of the columns; without it they are `column1`, `column2`, … Default true. */
  readonly header?: boolean;
  /**
   * Texts that stand for a missing value, in addition to the empty one. Default `NA`, `N/A`, `NaN`, `NULL` in any case.
   */
  readonly missing?: readonly string[];
}

const MISSING = ["na", "n/a", "nan", "null"];

/** What a column contains apart from missing values. */
type ColumnType = "number" | "boolean" | "text";

/**
 * Reads a table of values that are separated by commas (RFC 4180), semicolons or tabs. A column is of numbers, or of truth
 * values, if all its values are.
 * @throws {SyntaxError} if there is no line, or naming the line, if a quote is not closed or if the number of values in a line differs from that of the first.
 */
export function parseCsv(text: string, options: CsvOptions = {}): Rows {
  const { delimiter = "", decimal, header = true, missing = MISSING } = options;
  const { data, errors, meta } = papaparse.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  const fault = errors.find(({ type }) => type === "Quotes");
  if (fault !== undefined)
    throw new SyntaxError(
      `${fault.message} (record ${(fault.row ?? 0) + 1}). Quotes inside a value are doubled: "".`,
    );
  const [first, ...others] = data;
  if (first === undefined)
    throw new SyntaxError(header ? `The table is empty. ${FIRST_LINE}` : "The table is empty.");
  const names = header ? columnNames(first) : first.map((_, index) => `column${index + 1}`);
  const records = header ? others : data;
  requireWidth(records, names.length, header);
  const isMissing = isMissingIn(new Set(missing.map((each) => each.toLowerCase())));
  const decimals: Reading["decimals"] =
    decimal === undefined && meta.delimiter === ";" ? [".", ","] : [decimal ?? "."];
  const readers = names.map((_, column) => readerFor(records, column, { isMissing, decimals }));
  const rows = records.map((record): Row => {
    const entries = names.map((name, column) => [name, readers[column]?.(record[column] ?? "")]);
    return Object.fromEntries(entries);
  });
  return Rows.withColumns(rows, names);
}

const FIRST_LINE = "Its first line has the names of the columns.";

/** Unique, and none empty. */
function columnNames(first: readonly string[]): string[] {
  const used = new Map<string, number>();
  return first.map((text, index) => {
    const name = text.trim() || `column${index + 1}`;
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

function requireWidth(records: readonly (readonly string[])[], width: number, header: boolean): void {
  const index = records.findIndex((record) => record.length !== width);
  const found = records[index];
  if (found === undefined) return;
  const record = index + 1 + (header ? 1 : 0);
  throw new SyntaxError(
    `Record ${record} has ${found.length} values, and the first has ${width}. Is a value with the separator not in quotes?`,
  );
}

function isMissingIn(missing: ReadonlySet<string>): (text: string) => boolean {
  return (text) => text.trim() === "" || missing.has(text.trim().toLowerCase());
}

interface Reading {
  readonly isMissing: (text: string) => boolean;
  /** What may separate decimals in a column, the more likely first. */
  readonly decimals: readonly [string, ...string[]];
}

function readerFor(
  records: readonly (readonly string[])[],
  column: number,
  { isMissing, decimals }: Reading,
): (text: string) => number | boolean | string | null {
  const texts = records.map((record) => record[column] ?? "").filter((text) => !isMissing(text));
  const toNumber = numberIn(decimals.find((decimal) => areNumbers(texts, decimal, decimals)) ?? decimals[0]);
  switch (typeOf(texts, toNumber)) {
    case "number":
      return (text) => (isMissing(text) ? Number.NaN : toNumber(text));
    case "boolean":
      return (text) => (isMissing(text) ? null : text.trim().toLowerCase() === "true");
    case "text":
      return (text) => (isMissing(text) ? null : text);
  }
}

/** Where the comma is a guess, it takes a number in which it does not separate thousands. */
function areNumbers(texts: readonly string[], decimal: string, decimals: readonly string[]): boolean {
  const isGuess = decimal === "," && decimals.length > 1;
  if (isGuess && !texts.some((text) => text.includes(",") && !THOUSANDS.test(text))) return false;
  return texts.every((text) => !Number.isNaN(numberIn(decimal)(text)));
}

function typeOf(texts: readonly string[], toNumber: (text: string) => number): ColumnType {
  if (texts.length === 0) return "text";
  if (texts.every((text) => !Number.isNaN(toNumber(text)))) return "number";
  return texts.every((text) => /^\s*(?:true|false)\s*$/i.test(text)) ? "boolean" : "text";
}

const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+\s*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** NaN for anything but a number as people write it: `0x10`, `1_000` and `Infinity` are texts. */
function numberIn(decimal: string): (text: string) => number {
  return (text) => {
    // Where decimals have a comma, a point separates thousands.
    if (decimal === "," && text.includes(".")) return Number.NaN;
    const plain = text.trim().replace(decimal, ".");
    return NUMBER.test(plain) ? Number(plain) : Number.NaN;
  };
}
