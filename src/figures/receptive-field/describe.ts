import { figureWords } from "../../words/figure-words.ts";
import { rangesBelow } from "../maths/receptive-fields.ts";
import { capitalise } from "../parts/text/format.ts";
import type { ReceptiveFieldModel } from "./model.ts";
import { type Stack, type StackLayer, windowsUpTo } from "./stack.ts";
import { levelName, type Unit } from "./unit.ts";

/** Everything that the figure shows, as text. */
export function describe(model: ReceptiveFieldModel): string {
  return `${describeStack(model)} ${capitalise(describeUnit(model.stack.value, model.unit.value))}.`;
}

/** A unit, and the rows and columns of the input that it sees. */
export function describeUnit(stack: Stack, unit: Unit): string {
  const name = `${levelName(unit.level)}, ${figureWords.parts.position(unit.row + 1, unit.column + 1)}`;
  if (unit.level === 0) return name;
  return figureWords.receptiveField.sees(
    name,
    describeRange(stack, unit.level, unit.row),
    describeRange(stack, unit.level, unit.column),
  );
}

function describeRange(stack: Stack, level: number, index: number): string {
  const side = stack.levels[0]?.side ?? 1;
  const range = rangesBelow(windowsUpTo(stack, level), { first: index, last: index }).at(-1);
  const { first, last } = range ?? { first: 0, last: 0 };
  const padding = first < 0 || last >= side ? figureWords.receptiveField.andPadding : "";
  return figureWords.receptiveField.range(Math.max(0, first) + 1, Math.min(side - 1, last) + 1, padding);
}

function describeStack({ stack, layers }: ReceptiveFieldModel): string {
  const { levels, fault } = stack.value;
  const parts = levels.map(({ side, field }, index) =>
    index === 0
      ? figureWords.receptiveField.inputSize(`${side} × ${side}`)
      : figureWords.receptiveField.layerSees(
          index,
          describeLayer(layers.value[index - 1]),
          `${side} × ${side}`,
          `${field.size} × ${field.size}`,
        ),
  );
  return `${parts.join("; ")}.${fault === null ? "" : ` ${figureWords.receptiveField.layerUnfit(levels.length, fault)}`}`;
}

/** "3 × 3 pool, stride 2". */
export function describeLayer(layer: StackLayer | undefined): string {
  if (layer === undefined) return "";
  const stride = layer.stride > 1 ? figureWords.architectures.stride(layer.stride) : "";
  const dilation = layer.dilation > 1 ? figureWords.receptiveField.dilation(layer.dilation) : "";
  const padding = layer.padding === "same" ? ", same" : "";
  return `${layer.kernel} × ${layer.kernel}${layer.type === "pool" ? figureWords.receptiveField.pool : ""}${stride}${dilation}${padding}`;
}

/** The weights of the stack, compared with one kernel that sees as much. */
export function describeWeights({ stack, layers }: ReceptiveFieldModel): string {
  const { levels } = stack.value;
  const field = levels.at(-1)?.field.size ?? 1;
  const weights = layers.value
    .slice(0, levels.length - 1)
    .filter(({ type }) => type === "conv")
    .reduce((sum, { kernel }) => sum + kernel * kernel, 0);
  return `${figureWords.receptiveField.weights(weights, field)} ${figureWords.receptiveField.paths}`;
}
