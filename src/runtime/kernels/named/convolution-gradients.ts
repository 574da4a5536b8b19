import type { KernelExports } from "../kernel-exports.ts";
import type {
  FilterView,
  ImageView,
  SparseGradientView,
  TransposedFilterView,
  WindowsView,
} from "../views.ts";

export interface FilterGradient {
  readonly input: WindowsView;
  readonly outputGradient: ImageView;
  readonly filterGradient: FilterView;
}

export interface PlanesGradient extends FilterGradient {
  /** Address of the transposed output gradient [channels, height, width]. */
  readonly planes: number;
}

export interface InputGradient {
  readonly outputGradient: ImageView;
  /** Address of the transposed filter [outputs, size], rows padded to `matrixWidth`. */
  readonly matrix: number;
  readonly matrixWidth: number;
  /** Address of `matrixWidth` zeros. */
  readonly zeros: number;
  /** Address of scratch memory for [rowsAtOnce, output columns, size]. */
  readonly sums: number;
  readonly rowsAtOnce: number;
  readonly inputGradient: WindowsView;
  readonly filterRows: number;
  readonly rowLength: number;
}

export interface InputGradientByRows {
  readonly outputGradient: ImageView;
  /** Address of the filter rows, transposed [outputs, rowLength], each row padded to `matrixWidth`. */
  readonly matrices: number;
  readonly matrixWidth: number;
  /** Address of `matrixWidth` zeros. */
  readonly zeros: number;
  /** Address of scratch memory for [output columns, rowLength]. */
  readonly sums: number;
  readonly inputGradient: WindowsView;
  readonly filterRows: number;
  readonly rowLength: number;
}

export interface SparseFilterGradient {
  readonly input: WindowsView;
  readonly outputGradient: SparseGradientView;
  readonly filterGradient: TransposedFilterView;
  /** Address of scratch memory for `sparseListSize(count)` float32. */
  readonly list: number;
}

export interface SparseInputGradient {
  readonly inputGradient: WindowsView;
  readonly outputGradient: SparseGradientView;
  readonly filter: TransposedFilterView;
  /** Address of scratch memory for `sparseListSize(count)` float32. */
  readonly list: number;
}

/** Names the arguments of the kernels of `assembly/filter-gradient.ts`, `input-gradient.ts` and `sparse-gradient.ts`. */
export function convolutionGradients(exports: KernelExports) {
  return {
    addFilterGradient({ input, outputGradient, filterGradient }: FilterGradient): void {
      exports.addFilterGradient(
        input.address,
        input.rowStride,
        input.strideY,
        input.strideX,
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
        filterGradient.address,
        filterGradient.rows,
        filterGradient.rowLength,
        filterGradient.width,
      );
    },

    addSingleChannelFilterGradient({ input, planes, outputGradient, filterGradient }: PlanesGradient): void {
      exports.addSingleChannelFilterGradient(
        input.address,
        input.rowStride,
        input.strideY,
        planes,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
        filterGradient.address,
        filterGradient.rows,
        filterGradient.rowLength,
        filterGradient.width,
      );
    },

    addInputGradient(call: InputGradient): void {
      const { outputGradient, inputGradient } = call;
      exports.addInputGradient(
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
        call.matrix,
        call.matrixWidth,
        call.zeros,
        call.sums,
        call.rowsAtOnce,
        inputGradient.address,
        inputGradient.rowStride,
        inputGradient.strideY,
        inputGradient.strideX,
        call.filterRows,
        call.rowLength,
      );
    },

    addInputGradientByRows(call: InputGradientByRows): void {
      const { outputGradient, inputGradient } = call;
      exports.addInputGradientByRows(
        outputGradient.address,
        outputGradient.height,
        outputGradient.width,
        outputGradient.channels,
        call.matrices,
        call.matrixWidth,
        call.zeros,
        call.sums,
        inputGradient.address,
        inputGradient.rowStride,
        inputGradient.strideY,
        inputGradient.strideX,
        call.filterRows,
        call.rowLength,
      );
    },

    addSparseFilterGradient({ input, outputGradient, filterGradient, list }: SparseFilterGradient): void {
      exports.addSparseFilterGradient(
        input.address,
        input.rowStride,
        outputGradient.address,
        outputGradient.offsets,
        outputGradient.count,
        outputGradient.channels,
        filterGradient.address,
        filterGradient.rows,
        filterGradient.width,
        list,
      );
    },

    addSparseInputGradient({ inputGradient, outputGradient, filter, list }: SparseInputGradient): void {
      exports.addSparseInputGradient(
        inputGradient.address,
        inputGradient.rowStride,
        outputGradient.address,
        outputGradient.offsets,
        outputGradient.count,
        outputGradient.channels,
        filter.address,
        filter.rows,
        filter.width,
        list,
      );
    },
  };
}
