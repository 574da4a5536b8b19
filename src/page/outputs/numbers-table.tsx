import { useSignal } from "@preact/signals";
import { count } from "../ui/format.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";

interface NumbersTableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MAXIMUM_ROWS = 200;

/** The numbers of a chart as a table, for exact values and for screen readers. */
export function NumbersTable({ caption, columns, rows }: NumbersTableProps) {
  const isOpen = useSignal(false);
  const shown = rows.slice(0, MAXIMUM_ROWS);
  return (
    <details
      class="numbers"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>Show the numbers</summary>
      {isOpen.value ? (
        <ScrollBox label={`${caption}, scrollable`}>
          <table>
            <caption>
              {caption}
              {shown.length < rows.length
                ? ` (the first ${MAXIMUM_ROWS} of ${count(rows.length, "row")})`
                : ""}
            </caption>
            <thead>
              <tr>
                {columns.map((column, index) => (
                  <th key={`${index}`} scope="col" class="is-number">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row, index) => (
                <tr key={`${index}`}>
                  {columns.map((_, column) => (
                    <td key={`${column}`} class="is-number">
                      {row[column] ?? "–"}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : null}
    </details>
  );
}
