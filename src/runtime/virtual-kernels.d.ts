/** Made by `src/build/bundling/compile-kernels.ts` from `kernels/assembly/`. */
declare module "virtual:lectern/kernels" {
  export const kernelBinaries: import("./kernels/engine.ts").KernelBinaries;
}
