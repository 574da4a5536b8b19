import { nearest } from "../../protocol/nearest.ts";

/** Values of any type, as those of `JSON.parse`. */
export type Anything = ReturnType<typeof JSON.parse>;

/** A row of a table by the names of its columns. */
export type Row = Readonly<Record<string, Anything>>;

/**
 * The rows of a table: a list of objects, which is shown as a table. Numbers are numbers, with NaN where one is missing;
 * other missing values are null.
 */
export class Rows extends Array<Row> {
  /** The columns of the table that these rows are from, which have their names also without rows. */
  #columns: readonly string[] = [];

  static withColumns(rows: Iterable<Row>, columns: readonly string[]): Rows {
    const made = Rows.from(rows) as Rows;
    made.#columns = columns;
    return made;
  }

  /** The names of the columns. */
  get columns(): readonly string[] {
    const [first] = this;
    return first === undefined ? this.#columns : Object.keys(first);
  }

  /**
   * The values of a column as a list, such as `tf.tensor1d` and `plot` take.
   * @throws {RangeError} if there is no such column.
   */
  column(name: string): Anything[] {
    const { columns } = this;
    if (columns.length > 0 && !columns.includes(name)) throw new RangeError(noColumn(name, columns));
    return Array.from(this, (row) => row[name]);
  }

  /** As `Array.prototype.map`; the result is an ordinary list. */
  override map<Result>(transform: (row: Row, index: number, rows: Row[]) => Result): Result[] {
    return Array.from(this, (row, index) => transform(row, index, this));
  }

  override filter<Kind extends Row>(
    test: (row: Row, index: number, rows: Row[]) => row is Kind,
  ): Kind[] & Rows;
  override filter(test: (row: Row, index: number, rows: Row[]) => unknown): Rows;
  override filter(test: (row: Row, index: number, rows: Row[]) => unknown): Rows {
    return Rows.withColumns(super.filter(test), this.columns);
  }

  override slice(start?: number, end?: number): Rows {
    return Rows.withColumns(super.slice(start, end), this.columns);
  }
}

/** Whether a value is shown as a table. */
export function isRows(value: unknown): value is Rows {
  try {
    return value instanceof Rows && value.columns.length > 0;
  } catch {
    // A proxy that throws.
    return false;
  }
}

function noColumn(name: string, columns: readonly string[]): string {
  const near = nearest(String(name), columns);
  const known = columns.slice(0, 20).map((column) => `"${column}"`);
  return `There is no column "${name}". ${near === null ? `There is ${known.join(", ")}.` : `Did you mean "${near}"?`}`;
}
