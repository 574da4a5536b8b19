import { useSignal } from "@preact/signals";
import type { Table } from "../../protocol/output.ts";
import { count, formatCount, formatSignificant } from "../ui/format.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";

const FIRST_ROWS = 25;
const MAXIMUM_ROWS = 500;
const MAXIMUM_COLUMNS = 60;

/** A table that scrolls in its own box, with the number of rows shown. */
export function TableView({ output }: { readonly output: Table }) {
  const all = useSignal(false);
  const rows = output.rows.slice(0, all.value ? MAXIMUM_ROWS : FIRST_ROWS);
  const columns = output.columns.slice(0, MAXIMUM_COLUMNS);
  const isNumeric = columns.map((_, column) =>
    output.rows.every((row) => typeof row[column] === "number" || row[column] === null),
  );
  return (
    <div data-output="table" class="out-table">
      <ScrollBox label="Table, scrollable">
        <table>
          <caption>
            {rows.length < output.total
              ? `${formatCount(rows.length)} of ${count(output.total, "row")}`
              : count(output.total, "row")}
            {columns.length < output.columns.length
              ? `, ${columns.length} of ${count(output.columns.length, "column")}`
              : ""}
          </caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={`${index}`} scope="col" class={isNumeric[index] ? "is-number" : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={`${index}`}>
                {columns.map((_, column) => (
                  <td key={`${column}`} class={isNumeric[column] ? "is-number" : undefined}>
                    {cellText(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {!all.value && output.rows.length > FIRST_ROWS ? (
        <button type="button" class="out-more" onClick={() => (all.value = true)}>
          Show {count(Math.min(output.rows.length, MAXIMUM_ROWS), "row")}
        </button>
      ) : null}
    </div>
  );
}

function cellText(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "number" ? formatSignificant(value) : String(value);
}
