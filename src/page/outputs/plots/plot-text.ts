import type { Json } from "../../../protocol/json.ts";
import { isList, isObject, type JsonObject } from "./plot-json.ts";

/** The tags that Plotly draws, without links; `extra` is a part of hover texts. */
const TAGS: ReadonlySet<string> = new Set("b strong i em s u sub sup br span extra".split(" "));
/** Declarations that cannot fetch anything: no functions, no escapes. */
const SAFE_DECLARATION = /^\s*(color|font-size|font-weight|font-style)\s*:\s*[\w#.% -]+$/i;
const MAXIMUM_TEXT = 2_000;

/** Every text of a trace or a layout, with markup that neither links nor fetches, and of a bounded length. */
export function withSafeTexts(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSafeText(item)]));
}

function withSafeText(value: Json): Json {
  if (typeof value === "string") return safeText(value);
  // Most lists hold numbers, and many of them.
  if (isList(value)) return value.some((item) => typeof item !== "number") ? value.map(withSafeText) : value;
  return isObject(value) ? withSafeTexts(value) : value;
}

/** Plotly's texts are a subset of HTML: keeps its tags with harmless styles, drops links, and shows the rest as written. */
export function safeText(text: string): string {
  return text
    .slice(0, MAXIMUM_TEXT)
    .split(/(<[^<>]*>)/)
    .map((piece, index) => (index % 2 === 1 ? safeTag(piece) : piece.replaceAll("<", "&lt;")))
    .join("");
}

/** The visible text, without tags. */
export function plainText(text: string): string {
  return text.replace(/<[^<>]*>/g, "");
}

function safeTag(tag: string): string {
  const [, slash = "", written = "", attributes = ""] = /^<\s*(\/?)\s*([a-z]+)\b(.*)>$/is.exec(tag) ?? [];
  const name = written.toLowerCase();
  if (name === "a") return "";
  if (!TAGS.has(name)) return tag.replace("<", "&lt;");
  if (slash !== "") return `</${name}>`;
  const [, , style = ""] = /\bstyle\s*=\s*(["'])(.*?)\1/is.exec(attributes) ?? [];
  const declarations = style.split(";").filter((declaration) => SAFE_DECLARATION.test(declaration));
  return declarations.length === 0 ? `<${name}>` : `<${name} style="${declarations.join(";")}">`;
}
