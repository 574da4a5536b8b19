import type { JSX } from "preact";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { InputGrid } from "./input-grid.tsx";
import { KernelGrid, PatchGrid } from "./kernel-grid.tsx";
import type { ConvolutionModel } from "./model.ts";
import { Operator } from "./operator.tsx";
import { OutputGrid } from "./output-grid.tsx";

const PATCH_CELL = 34;
const LARGEST_PIXEL = 11;

/** A picture and its feature map, and the pixels under the kernel in numbers. */
export function PictureView({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { width } = useFigure();
  return width.value < 600 ? (
    <Narrow model={model} width={width.value} />
  ) : (
    <Wide model={model} width={width.value} />
  );
}

function Wide({ model, width }: { readonly model: ConvolutionModel; readonly width: number }): JSX.Element {
  const middle = model.kernel.value.width * PATCH_CELL + 100;
  const cell = cellSize(width - middle, paddedWidth(model) + model.output.value.width, LARGEST_PIXEL);
  return (
    <div class="fig-convolution">
      <InputGrid model={model} cell={cell} />
      <Patch model={model} />
      <Operator sign="=" />
      <OutputGrid model={model} cell={cell} />
    </div>
  );
}

/** A picture that is drawn on needs the whole width. */
function Narrow({ model, width }: { readonly model: ConvolutionModel; readonly width: number }): JSX.Element {
  const isDrawing = model.source.kind.value === "drawing";
  const padded = paddedWidth(model);
  const cell = isDrawing
    ? cellSize(width, padded, LARGEST_PIXEL)
    : cellSize(width - 16, padded + model.output.value.width, LARGEST_PIXEL);
  const grids = (
    <>
      <InputGrid model={model} cell={cell} />
      <OutputGrid model={model} cell={cell} />
    </>
  );
  return (
    <div class="fig-convolution fig-stacked">
      {isDrawing ? grids : <div class="fig-convolution-row">{grids}</div>}
      <Patch model={model} flat />
    </div>
  );
}

function Patch({ model, flat = false }: { readonly model: ConvolutionModel; readonly flat?: boolean }) {
  return (
    <div class={`fig-convolution-patch${flat ? " fig-flat" : ""}`}>
      <PatchGrid model={model} cell={PATCH_CELL} />
      <Operator sign="∗" />
      <KernelGrid model={model} cell={PATCH_CELL} />
    </div>
  );
}

function paddedWidth({ input, padding }: ConvolutionModel): number {
  return input.value.width + 2 * padding.value;
}
