import { NAMED_KERNELS } from "../maths/named-kernels.ts";
import type { EquivarianceModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: EquivarianceModel): string {
  return (
    `The image is ${model.source.name.value}, ${describeShift(model)}. ${conclusion(model)} ` +
    `Kernel: ${NAMED_KERNELS[model.kernelName.value].label}.`
  );
}

/** "shifted 2 to the right and 1 down". */
export function describeShift(model: EquivarianceModel): string {
  return isShifted(model) ? `shifted ${distance(model)}` : "not shifted";
}

/** What the computed changes show about each stage. */
export function conclusion(model: EquivarianceModel): string {
  if (!isShifted(model))
    return "Shift the image to see what moves with it, what stays the same, and what does neither.";
  return `${mapConclusion(model)} ${poolingConclusion(model)} ${denseConclusion(model)}`;
}

/** A share as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function mapConclusion(model: EquivarianceModel): string {
  const change = percent(model.featureMap.value.changeAfterShift);
  return change === "0 %"
    ? `The feature map moved ${distance(model)}, exactly like the image: apart from the shift, nothing changed.`
    : `The feature map moved ${distance(model)}, and changed by ${change} apart from that.`;
}

function poolingConclusion({ window, featureMap, pooled }: EquivarianceModel): string {
  const change = percent(pooled.value.change);
  if (window.value === 1) return "Without pooling, the whole shift remains.";
  if (change === "0 %") return "After pooling, nothing of the shift remains.";
  return `Pooling over ${window.value} × ${window.value} reduces the change from ${percent(featureMap.value.change)} to ${change}.`;
}

function denseConclusion({ units }: EquivarianceModel): string {
  const { change, changeAfterShift } = units.value;
  return (
    `The dense layer, with its random weights, changed by ${percent(change)}, and apart from the shift by ` +
    `${percent(changeAfterShift)}: its units have no position in the image.`
  );
}

function isShifted({ right, down }: EquivarianceModel): boolean {
  return right.value !== 0 || down.value !== 0;
}

function distance({ right, down }: EquivarianceModel): string {
  const parts = [
    right.value === 0 ? [] : [`${Math.abs(right.value)} to the ${right.value > 0 ? "right" : "left"}`],
    down.value === 0 ? [] : [`${Math.abs(down.value)} ${down.value > 0 ? "down" : "up"}`],
  ];
  return parts.flat().join(" and ");
}
