import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { brainOutline } from "./brain-outline.ts";
import { type PathwayGeometry, pathwayGeometry } from "./pathway-geometry.ts";
import type { Stimulus } from "./stimulus.ts";

/**
 * The way from the visual field to the visual cortex, from the side and not to scale: light from the stimulus crosses in
 * the pupil and falls on the retina upside down; from there, signals pass through a relay to the back of the head.
 */
export function Pathway(props: {
  readonly stimulus: Stimulus;
  /** The strongest response in the cortex, 0 to 1. */
  readonly response: number;
  readonly width: number;
}): JSX.Element {
  const { stimulus, response, width } = props;
  const narrow = width < 560;
  const geometry = pathwayGeometry(stimulus.row, width, narrow);
  const { height } = geometry;
  return (
    <svg
      class="fig-pathway"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <Light {...geometry} />
      <Eye {...geometry} />
      <RetinalImage {...geometry} />
      <Brain {...geometry} />
      <circle
        class="fig-pathway-answer"
        style={{ "--answer": String(Math.min(1, response)) }}
        cx={geometry.response.x}
        cy={geometry.response.y}
        r={narrow ? 6 : 8}
      />
      <Labels geometry={geometry} width={width} narrow={narrow} />
    </svg>
  );
}

/** The stimulus in the visual field, and the rays from its ends to the retina. */
function Light({ field, rays }: PathwayGeometry): JSX.Element {
  return (
    <>
      <path class="fig-pathway-line" d={`M${field.x},${field.top}V${field.bottom}`} />
      <path class="fig-pathway-light" d={`M${rays.map(({ from }) => `${from.x},${from.y}`).join("L")}`} />
      {rays.map(({ from, to }, index) => (
        <path key={index} class="fig-pathway-ray" d={`M${from.x},${from.y}L${to.x},${to.y}`} />
      ))}
    </>
  );
}

function Eye({ eye, pupil }: PathwayGeometry): JSX.Element {
  const { x, y, radius } = eye;
  const cornea = `M${x - radius * 0.92},${y - radius * 0.4}Q${x - radius * 1.38},${y} ${x - radius * 0.92},${y + radius * 0.4}`;
  return (
    <>
      <circle class="fig-pathway-line" cx={x} cy={y} r={radius} />
      <ellipse
        class="fig-pathway-lens"
        cx={pupil.x + radius * 0.06}
        cy={pupil.y}
        rx={radius * 0.14}
        ry={radius * 0.36}
      />
      <path class="fig-pathway-line" d={cornea} />
    </>
  );
}

function RetinalImage({ rays, eye }: PathwayGeometry): JSX.Element | null {
  const [first, last] = rays;
  if (first === undefined || last === undefined) return null;
  const arc = `A${eye.radius},${eye.radius} 0 0 0 ${last.to.x},${last.to.y}`;
  return <path class="fig-pathway-light" d={`M${first.to.x},${first.to.y}${arc}`} />;
}

/** The optic nerve, the relay and the brain. */
function Brain({ eye, relay, response, brain }: PathwayGeometry): JSX.Element {
  const { radius } = eye;
  const nerveY = eye.y + radius * 0.3;
  const toRelay = `M${eye.x + radius * 0.95},${nerveY}C${eye.x + radius * 1.9},${nerveY} ${relay.x - radius * 1.6},${relay.y} ${relay.x - 6},${relay.y}`;
  const toCortex = `M${relay.x + 6},${relay.y}Q${(relay.x + response.x) / 2},${response.y} ${response.x},${response.y}`;
  return (
    <>
      <path class="fig-pathway-nerve" d={`${toRelay}${toCortex}`} />
      <ellipse class="fig-pathway-relay" cx={relay.x} cy={relay.y} rx="6" ry="8" />
      <path class="fig-pathway-line" d={brainOutline(brain)} />
    </>
  );
}

function Labels(props: {
  readonly geometry: PathwayGeometry;
  readonly width: number;
  readonly narrow: boolean;
}): JSX.Element {
  const { geometry, width, narrow } = props;
  const { height, eye, relay, response } = geometry;
  const y = height - 2;
  return (
    <g class="fig-pathway-labels" text-anchor="middle">
      <text x="0" y={y} text-anchor="start">
        {narrow ? figureWords.cortex.fieldShort : figureWords.cortex.fieldFromSide}
      </text>
      <text x={eye.x} y={y}>
        {figureWords.cortex.eye}
      </text>
      <text x={relay.x} y={y}>
        {figureWords.cortex.relay}
      </text>
      <text x={Math.min(width - (narrow ? 20 : 38), response.x + 10)} y={y}>
        {narrow ? figureWords.cortex.cortexShort : figureWords.cortex.visualCortex}
      </text>
    </g>
  );
}
