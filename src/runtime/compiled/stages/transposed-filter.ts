import { clearFloats } from "../../kernels/memory.ts";
import { roundUpToVector, type TransposedFilterView } from "../../kernels/views.ts";
import type { ConvolutionPlan } from "../architecture.ts";
import type { StageContext } from "./stage.ts";

/** Memory for a filter, or its gradient, with the outputs as the first axis, as the sparse kernels read it. */
export interface TransposedFilter {
  /** The current filter. */
  read(): TransposedFilterView;
  /** A gradient filled with zeros, to which kernels add. */
  openGradient(): TransposedFilterView;
  /** Transposes the gradient into the shape of the filter, at an address. */
  closeGradient(to: number): void;
}

export function transposedFilter(
  { engine, memory }: StageContext,
  { kernel, input, output, window }: ConvolutionPlan,
): TransposedFilter {
  const { kernels } = engine;
  const rowLength = window.columns * input.channels;
  const inputs = window.rows * rowLength;
  const outputs = output.channels;
  const width = roundUpToVector(rowLength);
  const needsCopy = width !== rowLength;
  const rows = outputs * window.rows;
  const wide = memory.allocate(rows * width);
  const narrow = needsCopy ? memory.allocate(outputs * inputs) : wide;
  const view: TransposedFilterView = { address: wide, rows: window.rows, width };
  return {
    read() {
      const from = engine.address(kernel.variable);
      kernels.transpose({ from, to: narrow, rows: inputs, columns: outputs, width: inputs });
      if (needsCopy) kernels.widen({ from: narrow, to: wide, rows, columns: rowLength, width });
      return view;
    },
    openGradient() {
      clearFloats(engine, wide, rows * width);
      return view;
    },
    closeGradient(to) {
      if (needsCopy) kernels.narrow({ from: wide, to: narrow, rows, columns: rowLength, width });
      kernels.transpose({ from: narrow, to, rows: outputs, columns: inputs, width: outputs });
    },
  };
}
