import { useSignal } from "@preact/signals";
import { words } from "../../words/words.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";

export interface Numbers {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface NumbersTableProps {
  readonly caption: string;
  /** Called when the table is opened. */
  readonly read: () => Numbers;
}

const MAXIMUM_ROWS = 200;
const MAXIMUM_COLUMNS = 60;
/** Fewer rows are shown of a wide table. */
const MAXIMUM_CELLS = 4_000;

/** The numbers of a chart as a table, for exact values and for screen readers. */
export function NumbersTable({ caption, read }: NumbersTableProps) {
  const isOpen = useSignal(false);
  return (
    <details
      class="numbers"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{words.outputs.showNumbers}</summary>
      {isOpen.value ? <OpenTable caption={caption} numbers={read()} /> : null}
    </details>
  );
}

function OpenTable({ caption, numbers }: { readonly caption: string; readonly numbers: Numbers }) {
  const columns = numbers.columns.slice(0, MAXIMUM_COLUMNS);
  const rows = numbers.rows.slice(0, Math.min(MAXIMUM_ROWS, Math.floor(MAXIMUM_CELLS / columns.length)));
  const left = [
    ...(rows.length < numbers.rows.length ? [words.outputs.ofRows(rows.length, numbers.rows.length)] : []),
    ...(columns.length < numbers.columns.length
      ? [words.outputs.ofColumns(columns.length, numbers.columns.length)]
      : []),
  ];
  return (
    <ScrollBox label={words.outputs.scrollable(caption)}>
      <table>
        <caption>
          {caption}
          {left.length > 0 ? ` (${words.outputs.theFirst(left)})` : ""}
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
          {rows.map((row, index) => (
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
  );
}
