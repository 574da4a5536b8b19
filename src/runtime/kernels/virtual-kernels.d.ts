/** Made by `src/build/kernels.ts` from `assembly/`. */
declare module "virtual:lectern/kernels" {
  export const kernelBinaries: import("./engine.ts").KernelBinaries;
}
