import { figureWords } from "../../words/figure-words.ts";
import type { LayerSpec, Shape } from "../maths/layer-cost.ts";
import type { Analysis } from "./analysis.ts";
import { type BoxOutline, boxOutline, type Flow } from "./box-outline.ts";
import { type Box, LEAN, layOut } from "./layout.ts";

/** A volume as it is drawn: the input (index 0), or the output of layer `index`. */
export interface DrawnVolume {
  readonly index: number;
  readonly name: string;
  readonly type: "input" | LayerSpec["type"];
  readonly shape: Shape;
  readonly box: Box;
  readonly outline: BoxOutline;
}

/** Where everything is drawn, in CSS pixels. */
export interface PanoramaLayout {
  readonly flow: Flow;
  readonly volumes: readonly DrawnVolume[];
  /** Pixels per cell of a face's side, and per channel. */
  readonly faceScale: number;
  readonly depthScale: number;
  /** The height of the whole drawing. */
  readonly height: number;
  /** The corner of the volumes in it. */
  readonly left: number;
  readonly top: number;
  /** The extent of the volumes down the page and across the flow. */
  readonly drawnHeight: number;
  readonly drawnAcross: number;
}

/** Below this width the flow goes down the page. */
const NARROW = 600;
const LABEL_WIDTH = 148;

/** Arranges the volumes of all layers up to the first impossible one. */
export function arrangePanorama(analysis: Analysis, width: number): PanoramaLayout {
  return width < NARROW ? arrangeDown(analysis, width) : arrangeRight(analysis, width);
}

function arrangeRight(analysis: Analysis, width: number): PanoramaLayout {
  const volumes = volumesOf(analysis);
  const across = 168;
  const drawnAcross = across * (1 + LEAN);
  const layout = layOut(
    volumes.map(({ shape }) => shape),
    { across, along: width - 16, gap: gapFor(volumes.length) },
  );
  const [top, below] = [20, 46];
  return {
    flow: "right",
    volumes: withBoxes(volumes, layout.boxes, "right", drawnAcross / 2),
    faceScale: layout.faceScale,
    depthScale: layout.depthScale,
    height: top + drawnAcross + below,
    left: Math.max(2, (width - layout.length) / 2),
    top,
    drawnHeight: drawnAcross,
    drawnAcross,
  };
}

function arrangeDown(analysis: Analysis, width: number): PanoramaLayout {
  const volumes = volumesOf(analysis);
  const across = Math.min(150, (width - LABEL_WIDTH) / (1 + LEAN));
  const drawnAcross = across * (1 + LEAN);
  const layout = layOut(
    volumes.map(({ shape }) => shape),
    { across, along: volumes.length * 27 + 70, gap: 13 },
  );
  const [top, below] = [2, 6];
  return {
    flow: "down",
    volumes: withBoxes(volumes, layout.boxes, "down", drawnAcross / 2),
    faceScale: layout.faceScale,
    depthScale: layout.depthScale,
    height: top + layout.length + below,
    left: 2,
    top,
    drawnHeight: layout.length,
    drawnAcross,
  };
}

type NetworkVolume = Omit<DrawnVolume, "box" | "outline">;

function volumesOf(analysis: Analysis): readonly NetworkVolume[] {
  const input: NetworkVolume = {
    index: 0,
    name: figureWords.parts.input,
    shape: analysis.input,
    type: "input",
  };
  const outputs = analysis.layers.flatMap((layer, index): readonly NetworkVolume[] =>
    layer.type === "counted"
      ? [{ index: index + 1, name: layer.named.name, shape: layer.cost.output, type: layer.named.layer.type }]
      : [],
  );
  return [input, ...outputs];
}

function withBoxes(
  volumes: readonly NetworkVolume[],
  boxes: readonly Box[],
  flow: Flow,
  middle: number,
): readonly DrawnVolume[] {
  return boxes.flatMap((box, index) => {
    const volume = volumes[index];
    return volume === undefined ? [] : [{ ...volume, box, outline: boxOutline(box, flow, middle) }];
  });
}

/** The fewer volumes, the larger the gaps, which leaves room for their names. */
function gapFor(volumes: number): number {
  if (volumes < 7) return 46;
  if (volumes < 10) return 28;
  return volumes < 14 ? 17 : 9;
}
