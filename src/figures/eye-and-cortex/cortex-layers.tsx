import type { ComponentChildren, JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { describeResponses, pairNames } from "./describe.ts";
import { isNarrow } from "./layout.ts";
import type { CortexModel } from "./model.ts";
import { Rosettes, strokePath } from "./rosettes.tsx";
import { TILTS } from "./simple-filters.ts";
import { COMPLEX_POOLING, PAIRS, SIMPLE_COUNT } from "./visual-cortex.ts";

interface LayerProps {
  readonly model: CortexModel;
}

export function SimpleCells({ model }: LayerProps): JSX.Element {
  const { width } = useFigure();
  const { row, column } = model.complex.value;
  const { size, stride } = COMPLEX_POOLING;
  return (
    <CortexLayer title={figureWords.cortex.simpleCells} detail={figureWords.cortex.simpleDetail}>
      <Rosettes
        name="simple"
        label={figureWords.cortex.simpleLabel}
        responses={model.responses.value.simple}
        cell={isNarrow(width.value) ? cellSize(width.value * 0.63, SIMPLE_COUNT, 25) : 25}
        chosen={model.simple.value}
        framed={{ row: row * stride, column: column * stride, side: size }}
        describe={(position) => describeResponses(model.responses.value.simple, position)}
        onPoint={model.point}
        onChoose={model.choose}
      />
    </CortexLayer>
  );
}

export function ComplexCells({ model }: LayerProps): JSX.Element {
  return (
    <CortexLayer title={figureWords.cortex.complexCells}>
      <Rosettes
        name="complex"
        label={figureWords.cortex.complexLabel}
        responses={model.responses.value.complex}
        cell={34}
        chosen={model.complex.value}
        framed={null}
        describe={(position) => describeResponses(model.responses.value.complex, position)}
        onPoint={() => undefined}
        onChoose={model.chooseUnder}
      />
    </CortexLayer>
  );
}

/** Cells that respond to two tilts at once: one for each pair, with its best response anywhere in the field. */
export function CombiningCells({ model }: LayerProps): JSX.Element {
  return (
    <CortexLayer title={figureWords.cortex.combiningCells}>
      <div class="fig-combining">
        {PAIRS.map((pair, index) => (
          <CombiningCell key={pair.join()} pair={pair} response={model.combined.value[index] ?? 0} />
        ))}
      </div>
    </CortexLayer>
  );
}

function CombiningCell(props: {
  readonly pair: (typeof PAIRS)[number];
  readonly response: number;
}): JSX.Element {
  const { pair, response } = props;
  return (
    <svg
      class={response > 0 ? "fig-combining-cell fig-combining-answering" : "fig-combining-cell"}
      style={{ "--answer": String(Math.min(1, response)) }}
      width="48"
      height="48"
      viewBox="0 0 48 48"
      role="img"
      aria-label={figureWords.cortex.together(
        pairNames(pair, figureWords.cortex.and),
        formatNumber(response),
      )}
    >
      <circle cx="24" cy="24" r="21" />
      {pair.map((tilt) => (
        <path key={tilt} d={strokePath(TILTS[tilt] ?? 0, 24, 24, 13)} />
      ))}
    </svg>
  );
}

function CortexLayer(props: {
  readonly title: string;
  readonly detail?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="fig-titled fig-as-output">
      <p class="fig-title" aria-hidden="true">
        {props.title}
        {props.detail !== undefined && (
          <>
            {" "}
            <small>{props.detail}</small>
          </>
        )}
      </p>
      {props.children}
    </div>
  );
}
