import type { Oval } from "./pathway-geometry.ts";

/** The path of a brain seen from the side, its front to the left, with a few folds. */
export function brainOutline({ x, y, across, tall }: Oval): string {
  const at = (right: number, down: number) =>
    `${(x + right * across).toFixed(1)},${(y + down * tall).toFixed(1)}`;
  return [
    `M${at(-0.98, 0.2)}C${at(-1.06, -0.4)} ${at(-0.72, -0.86)} ${at(-0.34, -0.92)}`,
    `C${at(-0.1, -1.06)} ${at(0.22, -1.04)} ${at(0.42, -0.88)}`,
    `C${at(0.78, -0.78)} ${at(1.04, -0.36)} ${at(1, 0.06)}`,
    `C${at(1.02, 0.38)} ${at(0.86, 0.56)} ${at(0.66, 0.58)}`,
    `C${at(0.66, 0.86)} ${at(0.34, 0.98)} ${at(0.14, 0.82)}`,
    `C${at(-0.1, 0.86)} ${at(-0.3, 0.8)} ${at(-0.42, 0.62)}`,
    `C${at(-0.72, 0.72)} ${at(-0.94, 0.56)} ${at(-0.98, 0.2)}Z`,
    `M${at(-0.62, 0.5)}C${at(-0.4, 0.16)} ${at(-0.36, 0.06)} ${at(-0.3, -0.12)}`,
    `M${at(0.02, -0.98)}C${at(-0.06, -0.7)} ${at(0.02, -0.56)} ${at(-0.04, -0.34)}`,
    `M${at(-0.62, -0.58)}C${at(-0.54, -0.4)} ${at(-0.6, -0.3)} ${at(-0.5, -0.14)}`,
    `M${at(0.52, -0.82)}C${at(0.44, -0.62)} ${at(0.5, -0.52)} ${at(0.42, -0.4)}`,
  ].join("");
}
