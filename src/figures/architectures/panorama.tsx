import type { JSX } from "preact";
import type { LayerSpec, Shape } from "../maths/layer-cost.ts";
import { polygonPoints } from "../parts/grid/points.ts";
import { formatNumber } from "../parts/text/format.ts";
import { type AnalysedLayer, type Analysis, shapeWords } from "./analysis.ts";
import { type BoxShape, boxShape, type Flow } from "./box-shapes.ts";
import { type Box, type Layout, LEAN, layOut } from "./layout.ts";

/** A volume of the picture: the input (index 0), or what layer `index` gives. */
interface Volume {
  readonly index: number;
  readonly name: string;
  readonly shape: Shape;
  readonly kind: "input" | LayerSpec["type"];
}

interface PanoramaProps {
  readonly analysis: Analysis;
  readonly width: number;
  /** 0 is the input. */
  readonly selected: number;
  readonly pointed: number | null;
  readonly onPoint: (index: number | null) => void;
  readonly onSelect: (index: number) => void;
}

/** Below this width the flow goes down the page. */
const NARROW = 600;
const LABEL_WIDTH = 148;

/**
 * All volumes of a network to scale, the kernel of the chosen layer on what it looks at. It repeats what the table
 * below says and lets the pointer choose; readers of the table need nothing from it.
 */
export function Panorama(props: PanoramaProps): JSX.Element {
  const volumes = volumesOf(props.analysis);
  const flow: Flow = props.width < NARROW ? "down" : "right";
  const across = flow === "right" ? 168 : Math.min(150, (props.width - LABEL_WIDTH) / (1 + LEAN));
  const layout = layOut(
    volumes.map(({ shape }) => shape),
    flow === "right"
      ? { across, along: props.width - 16, gap: gapFor(volumes.length) }
      : { across, along: volumes.length * 27 + 70, gap: 13 },
  );
  const drawn = flow === "right" ? across * (1 + LEAN) : layout.length;
  const [above, below] = flow === "right" ? [20, 46] : [2, 6];
  const middle = flow === "right" ? drawn / 2 : (across * (1 + LEAN)) / 2;
  const shapes = layout.boxes.map((box) => boxShape(box, flow, middle));
  return (
    <div class="fig-panorama">
      <svg
        width={props.width}
        height={drawn + above + below}
        viewBox={`0 0 ${props.width} ${drawn + above + below}`}
        aria-hidden="true"
        onPointerLeave={() => props.onPoint(null)}
      >
        <g
          transform={`translate(${flow === "right" ? Math.max(2, (props.width - layout.length) / 2) : 2} ${above})`}
        >
          {volumes.map((volume, place) => (
            <VolumeBox key={volume.index} volume={volume} shape={shapes[place]} props={props} />
          ))}
          <Sight props={props} layout={layout} shapes={shapes} />
          {flow === "right" ? (
            <LabelsBelow volumes={volumes} layout={layout} height={drawn} props={props} />
          ) : (
            <LabelsBeside volumes={volumes} layout={layout} left={across * (1 + LEAN) + 14} props={props} />
          )}
        </g>
      </svg>
      <p class="fig-remark">{scaleWords(layout)}</p>
    </div>
  );
}

/** Fewer volumes stand further apart, which leaves room for their names. */
function gapFor(volumes: number): number {
  if (volumes < 7) return 46;
  if (volumes < 10) return 28;
  return volumes < 14 ? 17 : 9;
}

function volumesOf(analysis: Analysis): readonly Volume[] {
  const input: Volume = { index: 0, name: "input", shape: analysis.input, kind: "input" };
  const counted = (layer: AnalysedLayer, place: number): readonly Volume[] =>
    layer.state === "counted"
      ? [{ index: place + 1, name: layer.named.name, shape: layer.cost.output, kind: layer.named.layer.type }]
      : [];
  return [input, ...analysis.layers.flatMap(counted)];
}

function VolumeBox(props: {
  readonly volume: Volume;
  readonly shape: BoxShape | undefined;
  readonly props: PanoramaProps;
}): JSX.Element | null {
  const { volume, shape } = props;
  const { selected, pointed, onPoint, onSelect } = props.props;
  if (shape === undefined) return null;
  const states = [
    volume.index === selected ? " fig-volume-chosen" : "",
    volume.index === pointed ? " fig-volume-pointed" : "",
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows of the table do the same by keyboard.
    <g
      class={`fig-volume fig-volume-${volume.kind}${states.join("")}`}
      onPointerEnter={() => onPoint(volume.index)}
      onClick={() => onSelect(volume.index)}
    >
      <polygon class="fig-volume-edge" points={polygonPoints(shape.edge)} />
      <polygon class="fig-volume-face" points={polygonPoints(shape.face)} />
      <polygon class="fig-volume-front" points={polygonPoints(shape.front)} />
    </g>
  );
}

/** What the chosen layer looks at: its kernel on the volume before, and the lines that join it to one output. */
function Sight(props: {
  readonly props: PanoramaProps;
  readonly layout: Layout;
  readonly shapes: readonly BoxShape[];
}): JSX.Element | null {
  const { analysis, selected, pointed } = props.props;
  const index = pointed ?? selected;
  const analysed = analysis.layers[index - 1];
  const [from, to] = [props.shapes[index - 1], props.shapes[index]];
  const box = props.layout.boxes[index - 1];
  if (analysed?.state !== "counted" || from === undefined || to === undefined || box === undefined)
    return null;
  const window = windowOn(box, analysed.named.layer, props.layout.faceScale);
  const corners = [
    from.onFace(window.left, window.top),
    from.onFace(window.left + window.width, window.top),
    from.onFace(window.left + window.width, window.top + window.height),
    from.onFace(window.left, window.top + window.height),
  ];
  const [x, y] = to.entry;
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

/** A kernel in the middle of a face; a dense layer looks at all of it. */
function windowOn(box: Box, layer: LayerSpec, scale: number) {
  const cells =
    layer.type === "conv" ? layer.kernel : layer.type === "pool" ? layer.size : Number.POSITIVE_INFINITY;
  const width = Math.min(box.width, cells * scale);
  const height = Math.min(box.height, cells * scale);
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}

/** Names where all of them have room; shapes where all have, else the channels below and the sides above. */
function LabelsBelow(props: {
  readonly volumes: readonly Volume[];
  readonly layout: Layout;
  readonly height: number;
  readonly props: PanoramaProps;
}): JSX.Element {
  const { volumes, layout, height } = props;
  const shapes = volumes.map(({ shape }) => shapeWords(shape).replaceAll(" ", "\u2009"));
  const names = volumes.map(({ name }) => name);
  const named = haveRoom(names, layout, 7.6);
  const shaped = haveRoom(shapes, layout, 5.6);
  const numbered = apart(
    volumes.map(({ shape }) => String(shape.channels)),
    layout,
    8,
  );
  return (
    <g class="fig-volume-labels">
      {volumes.map((volume, place) => {
        const box = layout.boxes[place];
        if (box === undefined) return null;
        const middle = middleOf(box);
        const begins = volume.shape.height > 1 && volume.shape.height !== volumes[place - 1]?.shape.height;
        return (
          <g
            key={volume.index}
            class={volume.index === props.props.selected ? "fig-volume-label-chosen" : ""}
            text-anchor="middle"
          >
            {named && (
              <text class="fig-volume-name" x={middle} y={height + 19}>
                {volume.name}
              </text>
            )}
            {(shaped || numbered.has(place)) && (
              <text x={middle} y={height + (named ? 36 : 19)}>
                {shaped ? shapes[place] : volume.shape.channels}
              </text>
            )}
            {!shaped && begins && (
              <text
                x={box.start + box.depth + box.width * LEAN}
                y={height / 2 - (box.height + box.width * LEAN) / 2 - 6}
              >
                {volume.shape.height}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

function middleOf(box: Box): number {
  return box.start + (box.depth + box.width * LEAN) / 2;
}

/** Whether texts of so many pixels a letter, each in the middle of its volume, all stay apart. */
function haveRoom(texts: readonly string[], layout: Layout, letter: number): boolean {
  return apart(texts, layout, letter).size === texts.length;
}

/** Which of the texts stay apart, taken from the left. */
function apart(texts: readonly string[], { boxes }: Layout, letter: number): ReadonlySet<number> {
  const taken = new Set<number>();
  let free = Number.NEGATIVE_INFINITY;
  texts.forEach((text, place) => {
    const box = boxes[place];
    const half = (text.length * letter) / 2;
    if (box === undefined || middleOf(box) - half < free) return;
    taken.add(place);
    free = middleOf(box) + half;
  });
  return taken;
}

function LabelsBeside(props: {
  readonly volumes: readonly Volume[];
  readonly layout: Layout;
  readonly left: number;
  readonly props: PanoramaProps;
}): JSX.Element {
  const { volumes, layout, left } = props;
  return (
    <g class="fig-volume-labels">
      {volumes.map((volume, place) => {
        const box = layout.boxes[place];
        if (box === undefined) return null;
        const y = box.start + (box.height * LEAN + box.depth) / 2 + 4;
        return (
          <text
            key={volume.index}
            x={left}
            y={y}
            class={volume.index === props.props.selected ? "fig-volume-label-chosen" : ""}
          >
            <tspan class="fig-volume-name">{volume.name}</tspan>{" "}
            {shapeWords(volume.shape).replaceAll(" ", "\u2009")}
          </text>
        );
      })}
    </g>
  );
}

function scaleWords({ faceScale, depthScale }: Layout): string {
  const ratio = depthScale > 0 ? faceScale / depthScale : Number.POSITIVE_INFINITY;
  const scale =
    ratio < 1.05
      ? "Height, width and channels at one scale"
      : `Height and width at one scale, channels at 1/${formatNumber(ratio, ratio < 10 ? 1 : 0)} of it`;
  return `${scale}; vectors folded into square sheets of as many cells.`;
}
