import type { JSX } from "preact";
import { formatNarrowShape, layerName } from "./describe.ts";
import { LEAN } from "./layout.ts";
import type { DrawnVolume, PanoramaLayout } from "./panorama-layout.ts";

/** The average width of a letter, in CSS pixels. */
const NAME_LETTER = 7.6;
const SHAPE_LETTER = 5.6;
const NUMBER_LETTER = 8;

interface LabelsProps {
  readonly panorama: PanoramaLayout;
  readonly selected: number;
}

/** Names and shapes where there is room for all; else the channels below and the sides above the volumes. */
export function LabelsBelow({ panorama, selected }: LabelsProps): JSX.Element {
  const { volumes, drawnHeight: height } = panorama;
  const showsNames = haveRoom(volumes, ({ name }) => name, NAME_LETTER);
  const showsShapes = haveRoom(volumes, ({ shape }) => formatNarrowShape(shape), SHAPE_LETTER);
  const numbered = withRoom(volumes, ({ shape }) => String(shape.channels), NUMBER_LETTER);
  return (
    <g class="fig-volume-labels">
      {volumes.map((volume, index) => {
        const { box, shape, name } = volume;
        const middle = middleOf(volume);
        const isNewHeight = shape.height > 1 && shape.height !== volumes[index - 1]?.shape.height;
        return (
          <g key={volume.index} class={labelClass(volume, selected)} text-anchor="middle">
            {showsNames && (
              <text class="fig-volume-name" x={middle} y={height + 19}>
                {layerName(name)}
              </text>
            )}
            {(showsShapes || numbered.has(volume)) && (
              <text x={middle} y={height + (showsNames ? 36 : 19)}>
                {showsShapes ? formatNarrowShape(shape) : shape.channels}
              </text>
            )}
            {!showsShapes && isNewHeight && (
              <text
                x={box.start + box.depth + box.width * LEAN}
                y={height / 2 - (box.height + box.width * LEAN) / 2 - 6}
              >
                {shape.height}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Names and shapes beside a flow down the page. */
export function LabelsBeside({ panorama, selected }: LabelsProps): JSX.Element {
  return (
    <g class="fig-volume-labels">
      {panorama.volumes.map((volume) => (
        <text
          key={volume.index}
          x={panorama.drawnAcross + 14}
          y={volume.box.start + (volume.box.height * LEAN + volume.box.depth) / 2 + 4}
          class={labelClass(volume, selected)}
        >
          <tspan class="fig-volume-name">{layerName(volume.name)}</tspan> {formatNarrowShape(volume.shape)}
        </text>
      ))}
    </g>
  );
}

function labelClass({ index }: DrawnVolume, selected: number): string {
  return index === selected ? "fig-volume-label-chosen" : "";
}

function middleOf({ box }: DrawnVolume): number {
  return box.start + (box.depth + box.width * LEAN) / 2;
}

/** Whether all labels, centred on their volumes, fit without overlapping. */
function haveRoom(
  volumes: readonly DrawnVolume[],
  label: (volume: DrawnVolume) => string,
  letter: number,
): boolean {
  return withRoom(volumes, label, letter).size === volumes.length;
}

/** The volumes whose labels fit, chosen from the left. */
function withRoom(
  volumes: readonly DrawnVolume[],
  label: (volume: DrawnVolume) => string,
  letter: number,
): ReadonlySet<DrawnVolume> {
  const chosen = new Set<DrawnVolume>();
  let free = Number.NEGATIVE_INFINITY;
  for (const volume of volumes) {
    const half = (label(volume).length * letter) / 2;
    if (middleOf(volume) - half < free) continue;
    chosen.add(volume);
    free = middleOf(volume) + half;
  }
  return chosen;
}
