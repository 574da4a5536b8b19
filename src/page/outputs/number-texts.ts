import type { Json } from "../../protocol/json.ts";
import type { JsonObject } from "./plot-json.ts";
import { plainText } from "./plot-text.ts";

export function nameOf(trace: JsonObject, fallback: string): string {
  return typeof trace["name"] === "string" ? plainText(trace["name"]) : fallback;
}

export function cellText(value: Json): string {
  if (typeof value === "number") {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(6))).replace("-", "−");
  }
  return value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
