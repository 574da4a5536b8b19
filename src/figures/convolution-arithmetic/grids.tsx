import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { padAll } from "../maths/padding.ts";
import { volumeFrom } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { playedGrid } from "../parts/player/cell-playback.ts";
import { describeInput, describeOutput } from "./describe.ts";
import type { ArithmeticModel } from "./model.ts";

/** All cells have the value 1; with this span they are tinted lightly. */
const SPAN = 1.8;

/** Input and output as grids of empty cells. */
export function Grids({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  const { width } = useFigure();
  const { size, side } = model;
  const { padded } = size.value;
  const besideEachOther = cellSize(width.value - 48, padded + Math.max(side.value, 3), 34);
  const cell = besideEachOther >= 18 ? besideEachOther : cellSize(width.value, padded, 26);
  return (
    <div class="fig-arithmetic-grids">
      <InputGrid model={model} cell={cell} />
      {size.value.type === "valid" ? (
        <OutputGrid model={model} cell={cell} />
      ) : (
        <p class="fig-arithmetic-none">
          <b class="fig-fault">{figureWords.convolutionArithmetic.noOutput}</b>
          {size.value.problem} {size.value.remedy}
        </p>
      )}
    </div>
  );
}

interface GridOfModel {
  readonly model: ArithmeticModel;
  readonly cell: number;
}

function InputGrid({ model, cell }: GridOfModel): JSX.Element {
  const { settings, size } = model;
  const { input, padding } = settings.value;
  const { padded } = size.value;
  const ones = useMemo(() => volumeFrom(input, input, 1, () => 1), [input]);
  return (
    <TitledGrid
      title={figureWords.parts.input}
      detail={`${input} × ${input}${padding > 0 ? figureWords.convolutionArithmetic.inPadded(padded) : ""}`}
      name="input"
      label={figureWords.convolutionArithmetic.inputLabel(input, padding)}
      part="input"
      values={ones}
      padding={padAll(padding)}
      span={SPAN}
      cell={cell}
      numbers
      format={(value) => (value === 0 && cell >= 18 ? "0" : "")}
      describe={(position) => describeInput(model, position)}
      windows={size.value.type === "valid" ? [kernelWindow(model)] : []}
    />
  );
}

function kernelWindow({ settings, playback }: ArithmeticModel): WindowMark {
  const { kernel, padding, stride, dilation } = settings.value;
  const { row, column } = playback.current.value;
  return {
    row: row * stride - padding,
    column: column * stride - padding,
    height: kernel,
    width: kernel,
    dilation,
    part: "kernel",
  };
}

function OutputGrid({ model, cell }: GridOfModel): JSX.Element {
  const side = model.side.value;
  const ones = useMemo(() => volumeFrom(side, side, 1, () => 1), [side]);
  return (
    <TitledGrid
      title={figureWords.parts.output}
      detail={`${side} × ${side}`}
      name="output"
      label={figureWords.convolutionArithmetic.outputLabel(side)}
      part="output"
      values={ones}
      span={SPAN}
      cell={cell}
      numbers
      format={() => ""}
      {...playedGrid(model.playback)}
      revealed={null}
      describe={(position) => describeOutput(model, position)}
    />
  );
}
