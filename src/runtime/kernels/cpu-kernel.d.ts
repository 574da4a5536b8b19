/**
 * Registers for the WASM backend a kernel that only the CPU backend has: the inputs are read where they lie, the
 * CPU backend computes, and the result is copied back. Right, though not quick; for what is rarely needed.
 */
export declare function registerCpuKernel(kernelName: string): void;
