import "@tensorflow/tfjs-backend-webgpu";
import type { BackendRequest } from "../../protocol/boot.ts";
import type { BackendName } from "../../protocol/event.ts";
import type { KernelBinaries } from "../kernels/engine.ts";
/** The backend that runs, and the sentence that tells a reader why it is this one. */
export interface StartedBackend {
    readonly name: BackendName;
    readonly reason: string;
}
/**
 * Starts TensorFlow.js on the asked-for backend, or with `auto` on the first that suits: WebGPU and WebGL on
 * hardware, else WASM, else plain JavaScript. A backend asked for by name runs on a software renderer too.
 *
 * @param wasm the SIMD build of the WASM backend, the file `tfjs-backend-wasm-simd.wasm`
 * @param kernels the project's own training kernels; without them TensorFlow.js's serve, more slowly
 * @throws Error naming the backend and what it lacks, when one asked for by name cannot start
 */
export declare function startBackend(request: BackendRequest, wasm: ArrayBuffer, kernels?: KernelBinaries): Promise<StartedBackend>;
/** Whether the name of a renderer is that of one which computes on the processor. */
export declare function isSoftware(renderer: string): boolean;
