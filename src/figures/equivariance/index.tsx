import { useComputed } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import * as v from "valibot";
import { choice, wholeNumber } from "../attributes.ts";
import { boundingBox } from "../maths/bounding-box.ts";
import { KERNEL_NAMES, NAMED_KERNELS } from "../maths/named-kernels.ts";
import { extent, type Position, type Volume } from "../maths/volume.ts";
import "./style.css";
import type { FigureContext, FirstHeight, Mount } from "../figure.ts";
import { Button, Controls, Select, Slider } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, type Part, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { formatNumber } from "../parts/text/format.ts";
import {
  createEquivarianceModel,
  type EquivarianceModel,
  FRAME,
  LARGEST_SHIFT,
  type Stage,
  UNIT_SIDE,
} from "./model.ts";

const WINDOWS = ["1", "2", "4", "8", "16", "32"] as const;

/** Where the picture lies at the start (to the right and down, in cells), and the window of the pooling. */
export const attributes = v.strictObject({
  right: wholeNumber("right", 0, LARGEST_SHIFT, 2),
  down: wholeNumber("down", 0, LARGEST_SHIFT, 1),
  window: choice("window", WINDOWS, "8"),
});
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 507, narrow: 945 });

/** Equivariance: what moves along with a picture, what stays, and what does neither. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <Equivariance attributes={chosen} context={context} />);

function Equivariance(props: {
  readonly attributes: Attributes;
  readonly context: FigureContext;
}): JSX.Element {
  const model = useMemo(
    () =>
      createEquivarianceModel(
        { ...props.attributes, window: Number(props.attributes.window) },
        props.context,
      ),
    [props.attributes, props.context],
  );
  const { right, down, window, kernelName, changes } = model;
  const words = useComputed(() => describe(model));
  useAnnounceAfter(changes.value, words.value);
  return (
    <Figure label="Translational equivariance" now={words.value}>
      <ImageChooser source={model.source} />
      <Controls>
        <ShiftSlider label="To the right" value={right.value} onChange={(to) => model.move(to, down.value)} />
        <ShiftSlider label="Down" value={down.value} onChange={(to) => model.move(right.value, to)} />
        <Button onClick={() => model.move(0, 0)}>Put back</Button>
      </Controls>
      <Stages model={model} />
      <Controls>
        <Select
          label="Kernel"
          value={kernelName.value}
          options={KERNEL_NAMES.map((name) => ({ value: name, label: NAMED_KERNELS[name].label }))}
          onChange={(name) => {
            kernelName.value = name;
            changes.value += 1;
          }}
        />
        <Select
          label="Max pooling over"
          value={String(window.value)}
          options={WINDOWS.map((side) => ({
            value: side,
            label: side === "1" ? "nothing" : side === "32" ? "the whole map" : `${side} × ${side}`,
          }))}
          onChange={(side) => {
            window.value = Number(side);
            changes.value += 1;
          }}
        />
      </Controls>
      <p class="fig-equivariance-says">{conclusion(model)}</p>
    </Figure>
  );
}

function ShiftSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (to: number) => void;
}): JSX.Element {
  return (
    <Slider
      label={props.label}
      value={props.value}
      low={-LARGEST_SHIFT}
      high={LARGEST_SHIFT}
      format={(value) => formatNumber(value)}
      onChange={props.onChange}
    />
  );
}

function Stages({ model }: { readonly model: EquivarianceModel }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < 560;
  const columns = narrow ? 2 : 4;
  const cell = cellSize((width.value - (columns - 1) * 16) / columns, FRAME, 6);
  const { image, map, pooled, units, window } = model;
  const pooledSide = pooled.value.after.width;
  return (
    <div class={`fig-equivariance${narrow ? " fig-narrow" : ""}`}>
      <ImagePanel model={model} cell={cell} stage={image.value} />
      <Panel
        name="map"
        part="output"
        title="feature map"
        detail={`${FRAME} × ${FRAME}`}
        stage={map.value}
        cell={cell}
        windows={boxes(map.value, "output")}
      />
      <Panel
        name="pooled"
        part="output"
        title="after pooling"
        detail={`${pooledSide} × ${pooledSide}`}
        stage={pooled.value}
        cell={cell * window.value}
        windows={[]}
      />
      <Panel
        name="units"
        part="plain"
        title="dense layer"
        detail={`${UNIT_SIDE * UNIT_SIDE} units`}
        stage={units.value}
        cell={(cell * FRAME) / UNIT_SIDE}
        windows={[]}
      />
    </div>
  );
}

/** The picture itself: dragging moves it; while it is a drawing, the pointer draws. */
function ImagePanel(props: {
  readonly model: EquivarianceModel;
  readonly cell: number;
  readonly stage: Stage;
}): JSX.Element {
  const { model, cell, stage } = props;
  const grip = useRef<Position>({ row: 0, column: 0 });
  const drag = (place: Position, first: boolean) => {
    if (first) grip.current = { row: place.row - model.down.value, column: place.column - model.right.value };
    else model.move(place.column - grip.current.column, place.row - grip.current.row);
  };
  return (
    <TitledGrid
      title={
        <>
          image <small>{model.source.kind.value === "drawing" ? "draw" : "drag it"}</small>
        </>
      }
      name="image"
      label={`Image, moved ${whereTo(model)}`}
      part="input"
      values={stage.after}
      span={1}
      cell={cell}
      numbers={false}
      windows={boxes(stage, "input")}
      onPaint={model.source.kind.value === "drawing" ? model.paint : drag}
    />
  );
}

function Panel(props: {
  readonly name: string;
  readonly part: Part;
  readonly title: string;
  readonly detail: string;
  readonly stage: Stage;
  readonly cell: number;
  readonly windows: readonly WindowMark[];
}): JSX.Element {
  const { name, part, title, detail, stage, cell, windows } = props;
  return (
    <TitledGrid
      title={
        <>
          {title} <small>{detail}</small>
        </>
      }
      name={name}
      label={`${title}, ${detail}`}
      part={part}
      values={stage.after}
      span={magnitude(stage.before)}
      cell={cell}
      numbers={false}
      windows={windows}
      below={
        <dl class="fig-equivariance-changes">
          <Change term="changed by" value={stage.change} />
          <Change term="if moved along" value={stage.changeMovedAlong} />
        </dl>
      }
    />
  );
}

function Change({ term, value }: { readonly term: ComponentChildren; readonly value: number }): JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd class={percent(value) === "0 %" ? "fig-zero" : ""}>{percent(value)}</dd>
    </>
  );
}

/** Where the content was, dashed, and where it is now. */
function boxes(stage: Stage, part: Part): readonly WindowMark[] {
  const before = boundingBox(stage.before, magnitude(stage.before) * 0.08);
  const after = boundingBox(stage.after, magnitude(stage.before) * 0.08);
  return [
    ...(before === null ? [] : [{ ...before, part: "plain" as const, quiet: true }]),
    ...(after === null ? [] : [{ ...after, part }]),
  ];
}

function magnitude(values: Volume): number {
  const { low, high } = extent(values);
  return Math.max(-low, high);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function whereTo({ right, down }: EquivarianceModel): string {
  if (right.value === 0 && down.value === 0) return "nowhere";
  const parts = [
    right.value === 0 ? "" : `${Math.abs(right.value)} to the ${right.value > 0 ? "right" : "left"}`,
    down.value === 0 ? "" : `${Math.abs(down.value)} ${down.value > 0 ? "down" : "up"}`,
  ];
  return parts.filter((part) => part !== "").join(" and ");
}

/** What can be seen, judged by the computed changes. */
function conclusion(model: EquivarianceModel): string {
  const { right, down, map, pooled, units, window } = model;
  if (right.value === 0 && down.value === 0)
    return "Move the image, and see what moves along, what stays, and what does neither.";
  const mapSays =
    percent(map.value.changeMovedAlong) === "0 %"
      ? `The feature map moved ${whereTo(model)}, just as the image did: moved along, it did not change at all.`
      : `The feature map moved ${whereTo(model)}, but changed by ${percent(map.value.changeMovedAlong)}.`;
  const poolingSays =
    window.value === 1
      ? "Without pooling the move is there in full."
      : percent(pooled.value.change) === "0 %"
        ? "After pooling the move has vanished."
        : `After pooling over ${window.value} × ${window.value} less is left of the move: ${percent(pooled.value.change)} in place of ${percent(map.value.change)}.`;
  return (
    `${mapSays} ${poolingSays} ` +
    `The dense layer, with its random weights, changed by ${percent(units.value.change)}, and moving it along does not help ` +
    `(${percent(units.value.changeMovedAlong)}): its units have no place in the image.`
  );
}

function describe(model: EquivarianceModel): string {
  return (
    `The image is ${model.source.name.value}, moved ${whereTo(model)}. ${conclusion(model)} ` +
    `Kernel: ${NAMED_KERNELS[model.kernelName.value].label}.`
  );
}
