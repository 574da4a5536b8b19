import { figureWords } from "../../words/figure-words.ts";
import type { EquivarianceModel } from "./model.ts";

/** Everything that the figure shows, as text. */
export function describe(model: EquivarianceModel): string {
  return (
    `${figureWords.equivariance.theImage(model.source.name.value, describeShift(model))} ${conclusion(model)} ` +
    figureWords.equivariance.kernelIs(figureWords.kernels[model.kernelName.value].label)
  );
}

/** "shifted 2 to the right and 1 down". */
export function describeShift(model: EquivarianceModel): string {
  return isShifted(model)
    ? figureWords.equivariance.shifted(distance(model))
    : figureWords.equivariance.notShifted;
}

/** What the computed changes show about each stage. */
export function conclusion(model: EquivarianceModel): string {
  if (!isShifted(model)) return figureWords.equivariance.shiftIt;
  return `${mapConclusion(model)} ${poolingConclusion(model)} ${denseConclusion(model)}`;
}

/** A share as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function mapConclusion(model: EquivarianceModel): string {
  const change = percent(model.featureMap.value.changeAfterShift);
  return change === "0 %"
    ? figureWords.equivariance.movedExactly(distance(model))
    : figureWords.equivariance.movedAndChanged(distance(model), change);
}

function poolingConclusion({ window, featureMap, pooled }: EquivarianceModel): string {
  const change = percent(pooled.value.change);
  if (window.value === 1) return figureWords.equivariance.noPooling;
  if (change === "0 %") return figureWords.equivariance.nothingLeft;
  return figureWords.equivariance.pooled(
    window.value,
    window.value,
    percent(featureMap.value.change),
    change,
  );
}

function denseConclusion({ units }: EquivarianceModel): string {
  const { change, changeAfterShift } = units.value;
  return figureWords.equivariance.dense(percent(change), percent(changeAfterShift));
}

function isShifted({ right, down }: EquivarianceModel): boolean {
  return right.value !== 0 || down.value !== 0;
}

function distance({ right, down }: EquivarianceModel): string {
  const parts = [
    right.value === 0 ? [] : [figureWords.equivariance.across(right.value)],
    down.value === 0 ? [] : [figureWords.equivariance.along(down.value)],
  ];
  return parts.flat().join(figureWords.equivariance.and);
}
