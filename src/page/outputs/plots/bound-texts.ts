import type { Json } from "../../../protocol/json.ts";
import { isList, isObject, type JsonObject, listOf } from "./plot-json.ts";
import { plainText } from "./plot-text.ts";

/** Of all texts that a chart draws: each tag is an element of the page. */
export const MAXIMUM_TAGS = 1_000;
export const MAXIMUM_CHARACTERS = 30_000;
/** No text is shortened to less than this. */
const SHORTEST = 40;

/** What is shown only when it is pointed at, or not shown. */
const NOT_DRAWN: ReadonlySet<string> = new Set(
  "hovertext hovertemplate customdata type mode textposition".split(" "),
);
/** Of the names of categories, only some are drawn along an axis. */
const POSITIONS: ReadonlySet<string> = new Set("x y z".split(" "));

interface DrawnText {
  readonly text: string;
  /** How often it is drawn. */
  readonly count: number;
  readonly isPosition: boolean;
}

interface BoundTexts {
  readonly parts: readonly JsonObject[];
  readonly isReduced: boolean;
}

/** The traces, or the layout, with as much text as can be drawn in time: without tags, and shorter, if there is more. */
export function boundTexts(parts: readonly JsonObject[]): BoundTexts {
  let [tags, characters, number] = [0, 0, 0];
  mapParts(parts, ({ text, count, isPosition }) => {
    tags += count * (text.split("<").length - 1);
    if (!isPosition) {
      characters += count * text.length;
      number += count;
    }
    return text;
  });
  const isPlain = tags > MAXIMUM_TAGS;
  const most =
    characters > MAXIMUM_CHARACTERS ? Math.max(SHORTEST, Math.floor(MAXIMUM_CHARACTERS / number)) : null;
  if (!isPlain && most === null) return { parts, isReduced: false };
  let isReduced = false;
  const bounded = mapParts(parts, ({ text, isPosition }) => {
    const isLong = !isPosition && most !== null && text.length > most;
    const plain = isPlain || isLong ? plainText(text) : text;
    const short = isLong ? plain.slice(0, most) : plain;
    isReduced ||= short !== text;
    return short;
  });
  return { parts: bounded, isReduced };
}

type Change = (drawn: DrawnText) => string;

function mapParts(parts: readonly JsonObject[], change: Change): readonly JsonObject[] {
  return parts.map((part) =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => {
        if (NOT_DRAWN.has(key) || (key === "text" && !drawsTexts(part))) return [key, value];
        const count = key === "texttemplate" ? pointsOf(part) : 1;
        const isPosition = POSITIONS.has(key);
        return [key, mapTexts(value, (text) => change({ text, count, isPosition }))];
      }),
    ),
  );
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  // Most lists hold numbers, and many of them.
  if (isList(value))
    return value.some((item) => typeof item !== "number")
      ? value.map((item) => mapTexts(item, change))
      : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** Whether the texts of a trace's points are drawn, and not only shown when a point is pointed at. */
function drawsTexts({ type = "scatter", mode, textposition, texttemplate }: JsonObject): boolean {
  if (type === "bar") return textposition !== "none";
  return type === "pie" || texttemplate !== undefined || /text/.test(String(mode));
}

function pointsOf({ x, y, z, labels, values }: JsonObject): number {
  const cells = listOf(z).reduce<number>((sum, row) => sum + (isList(row) ? row.length : 1), 0);
  return Math.max(1, cells, ...[x, y, labels, values].map((list) => listOf(list).length));
}
