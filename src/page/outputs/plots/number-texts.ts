import type { Json } from "../../../protocol/json.ts";
import type { JsonObject } from "./plot-json.ts";
import { plainText } from "./plot-text.ts";

export function nameOf(trace: JsonObject, fallback: string): string {
  return typeof trace["name"] === "string" ? plainText(trace["name"]) : fallback;
}

/** A number of the reader's, which is written as in code. */
export function cellText(value: Json): string {
  if (typeof value === "number") {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6))).replace("-", "−");
  }
  return value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}

/** A share from 0 to 1 in percent, with a point as the numbers beside it have. */
export function shareText(share: number): string {
  return `${(100 * share).toFixed(1)}\u202f%`;
}
