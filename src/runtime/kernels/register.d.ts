import { type Engine, type KernelBinaries } from "./engine.ts";
/** Registers every kernel that training needs and the WASM backend does not have, or has wrong; once. */
export declare function registerTrainingKernels(): void;
/**
 * Starts the project's own kernels on the WASM backend that runs, and puts them before the stock ones. A case that
 * one does not cover goes to the stock kernel. Once for each backend.
 *
 * @throws Error when they cannot start; the stock kernels then serve as before
 */
export declare function startKernels(binaries: KernelBinaries): Promise<Engine>;
/** The project's kernels, if they serve the backend that runs now. */
export declare function runningEngine(): Engine | undefined;
