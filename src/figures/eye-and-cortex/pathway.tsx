import type { JSX } from "preact";
import { FIELD_SIDE, type Stimulus } from "./stimulus.ts";

/**
 * The way from the visual field to the visual cortex, seen from the side and not to scale: light of the stimulus
 * crosses in the pupil and falls on the retina upside down; from there it goes by a relay to the back of the head.
 */
export function Pathway(props: {
  readonly stimulus: Stimulus;
  /** The strongest answer in the cortex, 0 to 1. */
  readonly answer: number;
  readonly width: number;
}): JSX.Element {
  const { stimulus, width } = props;
  const narrow = width < 560;
  const height = narrow ? 78 : 104;
  const middle = height / 2 - 6;
  const radius = narrow ? 26 : 36;
  const eye = { x: width * 0.33, y: middle };
  const pupil = { x: eye.x - radius * 0.72, y: middle };
  const screen = { x: 6, half: middle - 4 };
  const spread = 2.6;
  const seen = [stimulus.row - spread, stimulus.row + spread].map((row) => ({
    x: screen.x,
    y: middle + ((row - (FIELD_SIDE - 1) / 2) / (FIELD_SIDE / 2)) * screen.half,
  }));
  const onRetina = seen.map((point) => retinaPoint(point, pupil, eye, radius));
  const tall = radius * 1.12;
  const brain: Oval = { x: width * 0.8, y: middle, across: Math.min(width * 0.18, tall * 1.75), tall };
  const relay = { x: brain.x - brain.across * 0.12, y: middle + radius * 0.28 };
  const share = (stimulus.row - (FIELD_SIDE - 1) / 2) / (FIELD_SIDE / 2);
  const lit = cortexPoint(brain, -share);
  const [first, last] = onRetina;
  return (
    <svg
      class="fig-pathway"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path class="fig-pathway-line" d={`M${screen.x},${middle - screen.half}V${middle + screen.half}`} />
      <path class="fig-pathway-light" d={`M${seen.map(({ x, y }) => `${x},${y}`).join("L")}`} />
      {seen.map((point, index) => {
        const end = onRetina[index] ?? pupil;
        return <path key={index} class="fig-pathway-ray" d={`M${point.x},${point.y}L${end.x},${end.y}`} />;
      })}
      <circle class="fig-pathway-line" cx={eye.x} cy={eye.y} r={radius} />
      <ellipse
        class="fig-pathway-lens"
        cx={pupil.x + radius * 0.06}
        cy={pupil.y}
        rx={radius * 0.14}
        ry={radius * 0.36}
      />
      <path
        class="fig-pathway-line"
        d={`M${eye.x - radius * 0.92},${eye.y - radius * 0.4}Q${eye.x - radius * 1.38},${eye.y} ${eye.x - radius * 0.92},${eye.y + radius * 0.4}`}
      />
      {first !== undefined && last !== undefined && (
        <path
          class="fig-pathway-light"
          d={`M${first.x},${first.y}A${radius},${radius} 0 0 0 ${last.x},${last.y}`}
        />
      )}
      <path
        class="fig-pathway-nerve"
        d={`M${eye.x + radius * 0.95},${eye.y + radius * 0.3}C${eye.x + radius * 1.9},${eye.y + radius * 0.3} ${relay.x - radius * 1.6},${relay.y} ${relay.x - 6},${relay.y}M${relay.x + 6},${relay.y}Q${(relay.x + lit.x) / 2},${lit.y} ${lit.x},${lit.y}`}
      />
      <ellipse class="fig-pathway-relay" cx={relay.x} cy={relay.y} rx="6" ry="8" />
      <path class="fig-pathway-line" d={brainOutline(brain)} />
      <circle
        class="fig-pathway-answer"
        style={{ "--answer": String(Math.min(1, props.answer)) }}
        cx={lit.x}
        cy={lit.y}
        r={narrow ? 6 : 8}
      />
      <g class="fig-pathway-labels" text-anchor="middle">
        <text x="0" y={height - 2} text-anchor="start">
          {narrow ? "field" : "visual field, from the side"}
        </text>
        <text x={eye.x} y={height - 2}>
          eye
        </text>
        <text x={relay.x} y={height - 2}>
          relay
        </text>
        <text x={Math.min(width - (narrow ? 20 : 38), lit.x + 10)} y={height - 2}>
          {narrow ? "cortex" : "visual cortex"}
        </text>
      </g>
    </svg>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a ray through the pupil meets the back of the eye. */
function retinaPoint(from: Point, pupil: Point, eye: Point, radius: number): Point {
  const [stepX, stepY] = [pupil.x - from.x, pupil.y - from.y];
  const length = Math.hypot(stepX, stepY);
  const [right, down] = [stepX / length, stepY / length];
  const [offX, offY] = [pupil.x - eye.x, pupil.y - eye.y];
  const along = offX * right + offY * down;
  const distance = -along + Math.sqrt(along * along - (offX * offX + offY * offY - radius * radius));
  return { x: pupil.x + right * distance, y: pupil.y + down * distance };
}

interface Oval extends Point {
  /** Half its width and half its height. */
  readonly across: number;
  readonly tall: number;
}

/** A place at the back of the brain: neighbouring places of the field lie side by side there. */
function cortexPoint({ x, y, across, tall }: Oval, share: number): Point {
  const angle = 0.12 + share * 0.75;
  return { x: x + across * 0.84 * Math.cos(angle), y: y + tall * 0.78 * Math.sin(angle) };
}

/** A brain from the side, its front to the left, with a few folds. */
function brainOutline({ x, y, across, tall }: Oval): string {
  const at = (right: number, down: number) =>
    `${(x + right * across).toFixed(1)},${(y + down * tall).toFixed(1)}`;
  return [
    `M${at(-0.98, 0.2)}C${at(-1.06, -0.4)} ${at(-0.72, -0.86)} ${at(-0.34, -0.92)}`,
    `C${at(-0.1, -1.06)} ${at(0.22, -1.04)} ${at(0.42, -0.88)}`,
    `C${at(0.78, -0.78)} ${at(1.04, -0.36)} ${at(1, 0.06)}`,
    `C${at(1.02, 0.38)} ${at(0.86, 0.56)} ${at(0.66, 0.58)}`,
    `C${at(0.66, 0.86)} ${at(0.34, 0.98)} ${at(0.14, 0.82)}`,
    `C${at(-0.1, 0.86)} ${at(-0.3, 0.8)} ${at(-0.42, 0.62)}`,
    `C${at(-0.72, 0.72)} ${at(-0.94, 0.56)} ${at(-0.98, 0.2)}Z`,
    `M${at(-0.62, 0.5)}C${at(-0.4, 0.16)} ${at(-0.36, 0.06)} ${at(-0.3, -0.12)}`,
    `M${at(0.02, -0.98)}C${at(-0.06, -0.7)} ${at(0.02, -0.56)} ${at(-0.04, -0.34)}`,
    `M${at(-0.62, -0.58)}C${at(-0.54, -0.4)} ${at(-0.6, -0.3)} ${at(-0.5, -0.14)}`,
    `M${at(0.52, -0.82)}C${at(0.44, -0.62)} ${at(0.5, -0.52)} ${at(0.42, -0.4)}`,
  ].join("");
}
