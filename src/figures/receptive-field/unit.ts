import { figureWords } from "../../words/figure-words.ts";
import type { Position } from "../maths/volume.ts";
import type { Stack } from "./stack.ts";

/** A unit of one level of a stack. */
export interface Unit extends Position {
  readonly level: number;
}

export function middleOfTop({ levels }: Stack): Unit {
  const level = levels.length - 1;
  const middle = Math.floor(((levels[level]?.side ?? 1) - 1) / 2);
  return { level, row: middle, column: middle };
}

/** The unit, or the nearest one if layers have been removed or become smaller. */
export function existing({ levels }: Stack, unit: Unit): Unit {
  const level = Math.min(unit.level, levels.length - 1);
  const last = (levels[level]?.side ?? 1) - 1;
  return { level, row: Math.min(unit.row, last), column: Math.min(unit.column, last) };
}

/** The unit at about the same position of another level, or of the nearest level that exists. */
export function atLevel({ levels }: Stack, unit: Unit, level: number): Unit {
  const target = Math.max(0, Math.min(levels.length - 1, level));
  const [fromSide, toSide] = [levels[unit.level]?.side ?? 1, levels[target]?.side ?? 1];
  const scale = (index: number) =>
    Math.max(0, Math.min(toSide - 1, Math.floor(((index + 0.5) / fromSide) * toSide)));
  return { level: target, row: scale(unit.row), column: scale(unit.column) };
}

/** A level's name within a sentence. */
export function levelName(level: number): string {
  return level === 0 ? figureWords.receptiveField.theInput : figureWords.receptiveField.layerName(level);
}
