/** Softmax of each row, in place: e^(x − max) / Σ e^(x − max). */
export declare function softmax(values: Float32Array, rows: number, columns: number): void;
/** From the gradient by softmax's outputs p that by its inputs, in place: p · (dp − Σ dp p). */
export declare function softmaxGradient(outputs: Float32Array, gradients: Float32Array, rows: number, columns: number): void;
