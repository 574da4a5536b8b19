import type { KernelExports } from "../kernel-exports.ts";

/** A matrix [rows, columns], and what is subtracted from each column. */
export interface CenteredMatrix {
  readonly matrix: number;
  readonly center: number;
  readonly rows: number;
  readonly columns: number;
}

export interface ColumnProducts extends CenteredMatrix {
  /** Address of a matrix of the same shape; null: the centred matrix itself. */
  readonly by: number | null;
  readonly to: number;
}

export interface ColumnNormalization extends CenteredMatrix {
  readonly factor: number;
  readonly offset: number;
  readonly output: number;
}

export interface NormalizationGradient extends CenteredMatrix {
  readonly outputGradient: number;
  /** Addresses of one float32 per column: dx = dy · ofGradient + (x − center) · ofInput + constant. */
  readonly ofGradient: number;
  readonly ofInput: number;
  readonly constant: number;
  readonly inputGradient: number;
}

/** Names the arguments of the kernels of `assembly/columns.ts`. */
export function columnKernels(exports: KernelExports) {
  return {
    addColumnProducts({ matrix, center, by, to, rows, columns }: ColumnProducts): void {
      exports.addColumnProducts(matrix, center, by ?? 0, to, rows, columns);
    },

    normalizeColumns({ matrix, center, factor, offset, output, rows, columns }: ColumnNormalization): void {
      exports.normalizeColumns(matrix, center, factor, offset, output, rows, columns);
    },

    normalizationGradient(call: NormalizationGradient): void {
      exports.normalizationGradient(
        call.matrix,
        call.center,
        call.outputGradient,
        call.ofGradient,
        call.ofInput,
        call.constant,
        call.inputGradient,
        call.rows,
        call.columns,
      );
    },
  };
}
