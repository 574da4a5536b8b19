import { type Signal, useSignal } from "@preact/signals";
import type { Table } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import { significant } from "../ui/format.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { WhenNear } from "./when-near.tsx";

const FIRST_ROWS = 25;
const MAXIMUM_ROWS = 500;
const MAXIMUM_COLUMNS = 60;
/** The number of table cells that can be drawn in a short task; of a wide table, that is fewer rows. */
const MAXIMUM_CELLS = 6_000;
/** A table with more cells is drawn when it comes near the window. */
const SMALL = 250;

/** The height of a row and of the box, in CSS pixels. */
const ROW_HEIGHT = 27;
const BOX_HEIGHT = 420;

/** A table that scrolls in its own box, with the number of rows shown. */
export function TableView({ output }: { readonly output: Table }) {
  const all = useSignal(false);
  const columns = Math.min(output.columns.length, MAXIMUM_COLUMNS);
  const most = Math.min(output.rows.length, MAXIMUM_ROWS, Math.floor(MAXIMUM_CELLS / Math.max(1, columns)));
  const shown = Math.min(most, all.value ? MAXIMUM_ROWS : FIRST_ROWS);
  const draw = () => <WholeTable output={output} shown={shown} most={most} all={all} />;
  return (
    <div data-output="table" class="out-table">
      {shown * columns <= SMALL ? (
        draw()
      ) : (
        <WhenNear
          weight={shown * columns}
          height={Math.min(BOX_HEIGHT, ROW_HEIGHT * (shown + 2))}
          placeholder={words.outputs.table(output.total)}
        >
          {draw}
        </WhenNear>
      )}
    </div>
  );
}

interface WholeTableProps {
  readonly output: Table;
  /** The number of rows that are shown, and the most that can be. */
  readonly shown: number;
  readonly most: number;
  readonly all: Signal<boolean>;
}

function WholeTable({ output, shown, most, all }: WholeTableProps) {
  const columns = output.columns.slice(0, MAXIMUM_COLUMNS);
  const isNumeric = columns.map((_, column) =>
    output.rows.every((row) => typeof row[column] === "number" || row[column] === null),
  );
  const classOf = (column: number) => (isNumeric[column] ? "is-number" : undefined);
  return (
    <>
      <ScrollBox label={words.outputs.tableScrollable}>
        <table>
          <caption>{captionOf(output, shown)}</caption>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={`${index}`} scope="col" class={classOf(index)}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {output.rows.slice(0, shown).map((row, index) => (
              <tr key={`${index}`}>
                {columns.map((_, column) => (
                  <td key={`${column}`} class={classOf(column)}>
                    {cellText(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {!all.value && shown < most ? (
        <button type="button" class="out-more" onClick={() => (all.value = true)}>
          {words.outputs.showRows(most)}
        </button>
      ) : null}
    </>
  );
}

function captionOf({ total, columns }: Table, shown: number): string {
  const rows = shown < total ? words.outputs.ofRows(shown, total) : words.counts.rows(total);
  return columns.length > MAXIMUM_COLUMNS
    ? `${rows}, ${words.outputs.ofColumns(MAXIMUM_COLUMNS, columns.length)}`
    : rows;
}

function cellText(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "number" ? significant(value) : String(value);
}
