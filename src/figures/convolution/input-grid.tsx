import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { padAll } from "../maths/padding.ts";
import type { Position } from "../maths/volume.ts";
import { type GridProps, showsNumbers, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { formatSize } from "../parts/text/format.ts";
import { describeInput, weightOn } from "./describe.ts";
import type { ConvolutionModel } from "./model.ts";

/** The input with its padding, and the kernel's window on it. */
export function InputGrid(props: { readonly model: ConvolutionModel; readonly cell: number }): JSX.Element {
  const { model, cell } = props;
  const { mode, input, padding } = model;
  const size = formatSize(input.value);
  return (
    <TitledGrid
      title={figureWords.parts.input}
      detail={size}
      name="input"
      label={figureWords.convolution.inputLabel(size, padding.value)}
      part="input"
      values={input.value}
      padding={padAll(padding.value)}
      cell={cell}
      windows={[kernelWindow(model)]}
      describe={(position) => describeInput(model, position)}
      {...(mode.value === "numbers" ? numberProps(model, cell) : pictureProps(model))}
    />
  );
}

function kernelWindow({ playback, kernel, stride, padding }: ConvolutionModel): WindowMark {
  const { row, column } = playback.current.value;
  return {
    row: row * stride.value - padding.value,
    column: column * stride.value - padding.value,
    height: kernel.value.height,
    width: kernel.value.width,
    part: "kernel",
  };
}

/** Numbers can be edited; where there is room, each shows the weight that lies on it. */
function numberProps(
  model: ConvolutionModel,
  cell: number,
): Pick<GridProps, "numbers" | "remark" | "onEdit"> {
  const { width, height } = model.input.value;
  const numbers = showsNumbers(width + 2 * model.padding.value, height, cell);
  const remark = (position: Position) => {
    const weight = weightOn(model, position);
    return weight === null ? null : `×${weight}`;
  };
  return { numbers, onEdit: model.setNumber, ...(numbers && cell >= 30 ? { remark } : {}) };
}

function pictureProps({ source }: ConvolutionModel): Pick<GridProps, "numbers" | "span" | "painting"> {
  const isDrawing = source.kind.value === "drawing";
  return { numbers: false, span: 255, ...(isDrawing ? { painting: source.drawing } : {}) };
}
