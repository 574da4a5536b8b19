/// <reference path="./assembly-types.d.ts" preserve="true" />

/** The exports of `assembly/index.ts`, with the signatures of its source. */
export type KernelExports = typeof import("./assembly/index.ts");
