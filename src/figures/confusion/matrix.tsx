import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import type { Position } from "../maths/volume.ts";
import { moveByKey } from "../parts/grid/grid-keys.ts";
import { formatPercent } from "../parts/text/format.ts";
import { type Counts, examplesOf } from "./counts.ts";

interface MatrixProps {
  readonly counts: Counts;
  readonly classNames: readonly string[];
  /** Row: the actual class; column: the predicted one. */
  readonly chosen: Position;
  readonly onChoose: (cell: Position) => void;
}

/** The counts as an ARIA grid: one tab stop; arrow keys or a click choose a cell. */
export function Matrix(props: MatrixProps): JSX.Element {
  const { classNames, chosen, onChoose } = props;
  const table = useRef<HTMLTableElement>(null);
  const last = classNames.length - 1;
  const bounds = { top: 0, left: 0, bottom: last, right: last };
  const move = (event: KeyboardEvent) => {
    const target = moveByKey(chosen, event.key, event.ctrlKey, bounds);
    if (target === null) return;
    event.preventDefault();
    onChoose(target);
    table.current?.querySelector<HTMLElement>(`[data-position="${target.row}-${target.column}"]`)?.focus();
  };
  return (
    <table
      ref={table}
      class="fig-confusion-matrix"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are chosen by arrow keys is a grid.
      role="grid"
      aria-label={figureWords.confusion.matrix}
      onKeyDown={move}
    >
      <thead>
        <tr>
          <td />
          {classNames.map((name) => (
            <th key={name} scope="col">
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, row) => (
          <Row key={name} {...props} name={name} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** The examples of one class. */
function Row(props: MatrixProps & { readonly name: string; readonly row: number }): JSX.Element {
  const { counts, classNames, chosen, onChoose, name, row } = props;
  return (
    <tr>
      <th scope="row">{name}</th>
      {classNames.map((predicted, column) => (
        <Cell
          key={predicted}
          position={{ row, column }}
          count={counts[row]?.[column] ?? 0}
          total={examplesOf(counts, row)}
          chosen={chosen.row === row && chosen.column === column}
          label={figureWords.confusion.classifiedAs(name, predicted)}
          onChoose={onChoose}
        />
      ))}
    </tr>
  );
}

function Cell(props: {
  readonly position: Position;
  readonly count: number;
  readonly total: number;
  readonly chosen: boolean;
  readonly label: string;
  readonly onChoose: (cell: Position) => void;
}): JSX.Element {
  const { position, count, total, chosen, label, onChoose } = props;
  const share = total === 0 ? 0 : count / total;
  const right = position.row === position.column;
  const percent = formatPercent(share);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys.
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as the table above.
      role="gridcell"
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      aria-label={figureWords.confusion.share(label, count, total, percent)}
      data-position={`${position.row}-${position.column}`}
      class={right ? "fig-right" : "fig-wrong"}
      style={{ "--share": String(Math.sqrt(share)) }}
      onClick={() => onChoose(position)}
      onFocus={() => {
        if (!chosen) onChoose(position);
      }}
    >
      {count === 0 ? "·" : percent.replace(/\D+$/, "")}
    </td>
  );
}
