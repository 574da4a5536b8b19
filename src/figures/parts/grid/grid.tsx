// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { largestMagnitude, type Position } from "../../maths/volume.ts";
import { useFigure } from "../figure-host.tsx";
import { type Bounds, clampTo, columnsOf, rowsOf } from "./grid-keys.ts";
import { boundsOf, type CellsProps, cellId, type Editing, type GridProps } from "./grid-props.ts";
import { mostDigits, NumberCells } from "./number-cells.tsx";
import { PixelCells } from "./pixel-cells.tsx";
import { takesPointer, useGridInput } from "./use-grid-input.ts";
import { WindowOutline } from "./window-outline.tsx";

export { cellSize, showsNumbers } from "./cell-size.ts";
export type { GridProps, Painting, Part, WindowMark } from "./grid-props.ts";

/**
 * A grid of numbers or pixels. One tab stop; inside, arrow keys, Home, End, Page Up and Page Down move as in
 * an ARIA grid. Pointing and moving call the same handlers, so hover and focus can show the same.
 */
export function Grid(props: GridProps): JSX.Element {
  const { id } = useFigure();
  const element = useRef<HTMLDivElement>(null);
  const roving = useSignal<Position>({ row: 0, column: 0 });
  const editing = useSignal<Editing | null>(null);
  const refusal = useSignal<string | null>(null);
  const bounds = boundsOf(props);
  const current = clampTo(bounds, props.current ?? roving.value);
  const { handlers, focusCell } = useGridInput({
    props,
    element,
    bounds,
    current,
    roving,
    editing,
    refusal,
  });
  const gridId = `${id}-${props.name}`;
  const cells: CellsProps = {
    gridId,
    props,
    bounds,
    current,
    span: props.span ?? largestMagnitude(props.values),
    editing: editing.value,
    onEdited(position, value, byKey) {
      editing.value = null;
      if (value !== null) props.onEdit?.(position, value);
      if (byKey) queueMicrotask(() => focusCell(position));
    },
    onRefused(reason) {
      refusal.value = reason;
    },
  };
  return (
    <GridFrame props={props} bounds={bounds} refusal={refusal.value}>
      <div
        ref={element}
        id={gridId}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowsOf(bounds)}
        aria-colcount={columnsOf(bounds)}
        aria-readonly={props.onEdit === undefined && !takesPointer(props)}
        tabIndex={props.numbers ? -1 : 0}
        aria-activedescendant={props.numbers ? undefined : cellId(gridId, current)}
        class={`fig-cells${takesPointer(props) ? " fig-paintable" : ""}`}
        {...handlers}
      >
        {props.numbers ? <NumberCells {...cells} /> : <PixelCells {...cells} />}
      </div>
    </GridFrame>
  );
}

/** Sizes the cells, and draws the marks over them. */
function GridFrame(frame: {
  readonly props: GridProps;
  readonly bounds: Bounds;
  readonly refusal: string | null;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { props, bounds, refusal } = frame;
  return (
    <div
      class={`fig-grid fig-as-${props.part} ${props.numbers ? "fig-numbers" : "fig-pixels"}`}
      style={{
        "--cell": `${props.cell}px`,
        "--columns": String(columnsOf(bounds)),
        "--rows": String(rowsOf(bounds)),
        ...(props.numbers ? { "--digits": String(mostDigits(props)) } : {}),
      }}
    >
      {frame.children}
      {props.windows?.map((mark, index) => (
        <WindowOutline key={`${mark.part}-${index}`} mark={mark} bounds={bounds} />
      ))}
      {props.current !== undefined && props.current !== null && (
        <WindowOutline
          key="current"
          mark={{ ...props.current, height: 1, width: 1, part: props.part }}
          bounds={bounds}
          strong
        />
      )}
      {refusal !== null && (
        <p class="fig-refusal" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

/** A grid below its title, which has the grid's colour. */
export function TitledGrid(
  props: GridProps & {
    readonly title: ComponentChildren;
    /** In small letters after the title, such as the size. */
    readonly detail?: string;
    readonly below?: ComponentChildren;
  },
): JSX.Element {
  return (
    <div class={`fig-titled fig-as-${props.part}`}>
      <p class="fig-title" aria-hidden="true">
        {props.title}
        {props.detail !== undefined && (
          <>
            {" "}
            <small>{props.detail}</small>
          </>
        )}
      </p>
      <Grid {...props} />
      {props.below}
    </div>
  );
}
