/**
 * Frees a buffer's memory now: the next garbage collection may come only after the training. Browsers before 2024 wait for
 * that.
 */
export declare function freeBuffer(buffer: ArrayBuffer): void;
