import type { KernelExports } from "./kernel-exports.ts";
import { columnKernels } from "./named-columns.ts";
import { depthwiseConvolutions } from "./named-depthwise.ts";
import { winogradKernels } from "./named-winograd.ts";
import type {
  FilterView,
  ImageView,
  MatrixCopy,
  Placement,
  PoolWindow,
  SparseGradientView,
  TransposedFilterView,
  WindowsView,
} from "./views.ts";

/** The kernels; those with many arguments take them by name. */
export type Kernels = ReturnType<typeof nameArguments>;

/** Gives names to the arguments of exports that take many. What each kernel computes is documented in `assembly/`. */
export function nameArguments(exports: KernelExports) {
  return {
    ...exports,
    ...convolutions(exports),
    ...depthwiseConvolutions(exports),
    ...columnKernels(exports),
    ...winogradKernels(exports),
    ...poolings(exports),
    ...copies(exports),
    ...steps(exports),
  };
}

interface Convolution {
  readonly input: WindowsView;
  readonly filter: FilterView;
  /** Address of `filter.width` float32. */
  readonly bias: number;
  readonly output: ImageView;
}

export interface PooledConvolution extends Convolution {
  /** Address of int32 of the output's shape. */
  readonly argmax: number;
}

interface FilterGradient {
  readonly input: WindowsView;
  readonly outputGradient: ImageView;
  readonly filterGradient: FilterView;
}

interface InputGradient {
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

interface SparseFilterGradient {
  readonly input: WindowsView;
  readonly outputGradient: SparseGradientView;
  readonly filterGradient: TransposedFilterView;
  /** Address of scratch memory for `sparseListSize(count)` float32. */
  readonly list: number;
}

interface SparseInputGradient {
  readonly inputGradient: WindowsView;
  readonly outputGradient: SparseGradientView;
  readonly filter: TransposedFilterView;
  /** Address of scratch memory for `sparseListSize(count)` float32. */
  readonly list: number;
}

function convolutions(exports: KernelExports) {
  return {
    convolve({ input, filter, bias, output }: Convolution): void {
      exports.convolve(
        input.address,
        input.rowStride,
        input.strideY,
        input.strideX,
        filter.address,
        filter.rows,
        filter.rowLength,
        filter.width,
        bias,
        output.address,
        output.height,
        output.width,
        output.channels,
      );
    },

    convolveAndPool({ input, filter, bias, output, argmax }: PooledConvolution): void {
      exports.convolveAndPool(
        input.address,
        input.rowStride,
        input.strideY,
        filter.address,
        filter.rows,
        filter.rowLength,
        filter.width,
        bias,
        output.address,
        argmax,
        output.height,
        output.width,
        output.channels,
      );
    },

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

interface MaxPool {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly output: ImageView;
  /** Address of int32 of the output's shape. */
  readonly argmax: number;
  /** What the offsets in `argmax` count per row and per column of the input. */
  readonly bytesPerRow: number;
  readonly bytesPerColumn: number;
}

interface DisjointMaxPoolGradient {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly outputGradient: ImageView;
  /** Address of float32 of the input's shape. */
  readonly inputGradient: number;
}

interface AveragePool {
  readonly input: ImageView;
  readonly window: PoolWindow;
  readonly output: ImageView;
}

interface AveragePoolGradient {
  readonly outputGradient: ImageView;
  readonly window: PoolWindow;
  readonly inputGradient: ImageView;
}

/** Arguments are written out: spreading an array at each call is slow, and there is a call per image. */
function poolings(exports: KernelExports) {
  return {
    maxPool({ input, window, output, argmax, bytesPerRow, bytesPerColumn }: MaxPool): void {
      exports.maxPool(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        output.address,
        argmax,
        output.height,
        output.width,
        bytesPerRow,
        bytesPerColumn,
      );
    },

    maxPoolGradientDisjoint(call: DisjointMaxPoolGradient): void {
      const { input, window, outputGradient, inputGradient } = call;
      exports.maxPoolGradientDisjoint(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        outputGradient.address,
        inputGradient,
        outputGradient.height,
        outputGradient.width,
      );
    },

    averagePool({ input, window, output }: AveragePool): void {
      exports.averagePool(
        input.address,
        input.height,
        input.width,
        input.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        output.address,
        output.height,
        output.width,
      );
    },

    addAveragePoolGradient({ outputGradient, window, inputGradient }: AveragePoolGradient): void {
      exports.addAveragePoolGradient(
        outputGradient.address,
        inputGradient.height,
        inputGradient.width,
        inputGradient.channels,
        window.height,
        window.width,
        window.strideHeight,
        window.strideWidth,
        window.top,
        window.left,
        inputGradient.address,
        outputGradient.height,
        outputGradient.width,
      );
    },
  };
}

interface PaddedCopy {
  readonly image: ImageView;
  readonly padded: ImageView;
  readonly placement: Placement;
}

function copies(exports: KernelExports) {
  return {
    padImage({ image, padded, placement }: PaddedCopy): void {
      const { height, width, channels } = image;
      const { top, left } = placement;
      exports.padImage(
        image.address,
        padded.address,
        height,
        width,
        channels,
        padded.height,
        padded.width,
        top,
        left,
      );
    },

    cropImage({ image, padded, placement }: PaddedCopy): void {
      const { height, width, channels } = image;
      const { top, left } = placement;
      exports.cropImage(
        padded.address,
        image.address,
        height,
        width,
        channels,
        padded.height,
        padded.width,
        top,
        left,
      );
    },

    widen({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.widen(from, to, rows, columns, width);
    },

    narrow({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.narrow(from, to, rows, columns, width);
    },

    transpose({ from, to, rows, columns, width }: MatrixCopy): void {
      exports.transpose(from, to, rows, columns, width);
    },
  };
}

/** A variable of `count` float32 and its gradient. */
interface Update {
  readonly variable: number;
  readonly gradient: number;
  readonly count: number;
  readonly learningRate: number;
}

interface MomentumUpdate extends Update {
  readonly moment: number;
  readonly momentum: number;
  readonly nesterov: boolean;
}

interface RmsPropUpdate extends Update {
  readonly square: number;
  readonly moment: number;
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
}

interface AdamUpdate extends Update {
  readonly moment: number;
  readonly velocity: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly correction1: number;
  readonly correction2: number;
  readonly epsilon: number;
}

interface NadamUpdate extends Update {
  readonly moment: number;
  readonly velocity: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly coefficients: { readonly moment: number; readonly gradient: number; readonly velocity: number };
  readonly epsilon: number;
}

function steps(exports: KernelExports) {
  return {
    stepSgd(by: Update): void {
      exports.stepSgd(by.variable, by.gradient, by.count, by.learningRate);
    },

    stepMomentum(by: MomentumUpdate): void {
      exports.stepMomentum(
        by.variable,
        by.gradient,
        by.moment,
        by.count,
        by.learningRate,
        by.momentum,
        Number(by.nesterov),
      );
    },

    stepRmsProp(by: RmsPropUpdate): void {
      exports.stepRmsProp(
        by.variable,
        by.gradient,
        by.square,
        by.moment,
        by.count,
        by.learningRate,
        by.decay,
        1 - by.decay,
        by.momentum,
        by.epsilon,
      );
    },

    stepAdam(by: AdamUpdate): void {
      exports.stepAdam(
        by.variable,
        by.gradient,
        by.moment,
        by.velocity,
        by.count,
        by.learningRate,
        by.beta1,
        1 - by.beta1,
        by.beta2,
        1 - by.beta2,
        by.correction1,
        by.correction2,
        by.epsilon,
      );
    },

    stepNadam(by: NadamUpdate): void {
      exports.stepNadam(
        by.variable,
        by.gradient,
        by.moment,
        by.velocity,
        by.count,
        by.learningRate,
        1 - by.beta1,
        1 - by.beta2,
        by.coefficients.moment,
        by.coefficients.gradient,
        by.coefficients.velocity,
        by.epsilon,
      );
    },
  };
}
