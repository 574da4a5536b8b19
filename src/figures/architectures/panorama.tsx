import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { polygonPoints } from "../parts/grid/points.ts";
import { formatNumber } from "../parts/text/format.ts";
import type { ArchitecturesModel } from "./model.ts";
import { arrangePanorama, type DrawnVolume } from "./panorama-layout.ts";
import { ReceptiveLines } from "./receptive-lines.tsx";
import { LabelsBelow, LabelsBeside } from "./volume-labels.tsx";

/**
 * All volumes of a network to scale, and what the kernel of the chosen layer covers. Hidden from screen readers: the
 * table below holds the same, and its rows can be chosen by keyboard.
 */
export function Panorama({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  const { width } = useFigure();
  const panorama = arrangePanorama(model.analysis.value, width.value);
  const { volumes, height, left, top } = panorama;
  const selected = model.selected.value;
  return (
    <div class="fig-panorama">
      <svg
        width={width.value}
        height={height}
        viewBox={`0 0 ${width.value} ${height}`}
        aria-hidden="true"
        onPointerLeave={() => model.point(null)}
      >
        <g transform={`translate(${left} ${top})`}>
          {volumes.map((volume) => (
            <VolumeBox key={volume.index} volume={volume} model={model} />
          ))}
          <ReceptiveLines model={model} panorama={panorama} />
          {panorama.flow === "right" ? (
            <LabelsBelow panorama={panorama} selected={selected} />
          ) : (
            <LabelsBeside panorama={panorama} selected={selected} />
          )}
        </g>
      </svg>
      <p class="fig-remark">{describeScale(panorama)}</p>
    </div>
  );
}

function VolumeBox(props: { readonly volume: DrawnVolume; readonly model: ArchitecturesModel }): JSX.Element {
  const { index, type, outline } = props.volume;
  const { selected, pointed, point, select } = props.model;
  const states = [
    index === selected.value ? " fig-volume-chosen" : "",
    index === pointed.value ? " fig-volume-pointed" : "",
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows of the table do the same by keyboard.
    <g
      class={`fig-volume fig-volume-${type}${states.join("")}`}
      onPointerEnter={() => point(index)}
      onClick={() => select(index)}
    >
      <polygon class="fig-volume-edge" points={polygonPoints(outline.edge)} />
      <polygon class="fig-volume-face" points={polygonPoints(outline.face)} />
      <polygon class="fig-volume-front" points={polygonPoints(outline.front)} />
    </g>
  );
}

function describeScale(scales: { readonly faceScale: number; readonly depthScale: number }): string {
  const { faceScale, depthScale } = scales;
  const ratio = depthScale > 0 ? faceScale / depthScale : Number.POSITIVE_INFINITY;
  const scale =
    ratio < 1.05
      ? figureWords.architectures.oneScale
      : figureWords.architectures.twoScales(formatNumber(ratio, ratio < 10 ? 1 : 0));
  return figureWords.architectures.folded(scale);
}
