import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
/** The module of `assembly/`, in base64: plain SIMD, and relaxed SIMD for browsers that have it. */
export interface KernelBinaries {
    readonly simd: string;
    readonly relaxed: string;
}
/** What `assembly/index.ts` exports. Every argument is a number: an address in bytes, a size, or a factor. */
export type KernelName = "relu" | "reluGradient" | "leakyRelu" | "leakyReluGradient" | "elu" | "eluGradient" | "sigmoid" | "sigmoidGradient" | "tanh" | "tanhGradient" | "convolve" | "addFilterGradient" | "addBiasGradient" | "addSparseFilterGradient" | "addSparseInputGradient" | "maxPool" | "addMaxPoolGradient" | "averagePool" | "addAveragePoolGradient" | "frame" | "unframe" | "widen" | "narrow" | "transpose" | "gather" | "stepSgd" | "stepMomentum" | "stepRmsProp" | "stepAdam" | "stepNadam";
export type Kernels = Readonly<Record<KernelName, (...values: number[]) => number>>;
/** The WASM backend of TensorFlow.js with the training kernels beside it, in the same memory. */
export interface Engine {
    readonly backend: BackendWasm;
    readonly kernels: Kernels;
    /** Whether multiply and add are one instruction here. */
    readonly relaxed: boolean;
    /** Bytes of the shared memory, aligned to 16; give them back with `free`. */
    allocate(bytes: number): number;
    free(address: number): void;
    /** Where a tensor's values lie. */
    address(info: tf.TensorInfo): number;
    /** The memory as it is now; a view is dead once the memory has grown. */
    bytes(): ArrayBuffer;
}
export declare const FLOAT_BYTES = 4;
/** The kernels work on vectors of four float32: a row of outputs is as long as whole vectors. */
export declare function roundUpToVector(count: number): number;
/**
 * Starts the training kernels in the memory of the WASM backend that runs.
 *
 * @throws Error when the backend does not show its memory, or the module does not start
 */
export declare function createEngine(binaries: KernelBinaries): Promise<Engine>;
