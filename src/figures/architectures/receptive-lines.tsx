import type { JSX } from "preact";
import type { LayerSpec } from "../maths/layer-cost.ts";
import { polygonPoints } from "../parts/grid/points.ts";
import type { Box } from "./layout.ts";
import type { ArchitecturesModel } from "./model.ts";
import type { PanoramaLayout } from "./panorama-layout.ts";

/** The kernel of the chosen layer on the volume before it, joined to one output. */
export function ReceptiveLines(props: {
  readonly model: ArchitecturesModel;
  readonly panorama: PanoramaLayout;
}): JSX.Element | null {
  const { analysis, selected, pointed } = props.model;
  const { volumes, faceScale } = props.panorama;
  const index = pointed.value ?? selected.value;
  const layer = analysis.value.layers[index - 1];
  const [from, to] = [volumes[index - 1], volumes[index]];
  if (layer === undefined || from === undefined || to === undefined) return null;
  const { left, top, width, height } = kernelOn(from.box, layer.named.layer, faceScale);
  const { onFace } = from.outline;
  const corners = [
    onFace(left, top),
    onFace(left + width, top),
    onFace(left + width, top + height),
    onFace(left, top + height),
  ];
  const [x, y] = to.outline.entry;
  return (
    <g class="fig-sight">
      {corners.map(([cornerX, cornerY], corner) => (
        <path key={corner} d={`M${cornerX},${cornerY}L${x},${y}`} />
      ))}
      <polygon points={polygonPoints(corners)} />
      <circle cx={x} cy={y} r="2.5" />
    </g>
  );
}

/** A kernel in the middle of a face; a dense layer covers all of it. */
function kernelOn(box: Box, layer: LayerSpec, scale: number) {
  const cells =
    layer.type === "conv" ? layer.kernel : layer.type === "pool" ? layer.size : Number.POSITIVE_INFINITY;
  const width = Math.min(box.width, cells * scale);
  const height = Math.min(box.height, cells * scale);
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}
