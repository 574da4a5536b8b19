import { type Document, isMap, isScalar, isSeq } from "yaml";

type Path = readonly PropertyKey[];

/** Finds the offset of a value in a YAML document or, with `key`, of its name. */
export type Locate = (path: Path, part?: "key" | "value") => number;

export function locateIn(document: Document): Locate {
  return (path, part = "value") => offsetOf(document, path, part);
}

/** The offset of what is at a path, or of the innermost part that contains it. */
function offsetOf(document: Document, path: Path, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, key] of path.entries()) {
    if (isSeq(node)) node = node.items[Number(key)];
    else if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) return offset;
      offset = startOf(pair.key, offset);
      if (index === path.length - 1 && part === "key") return offset;
      node = pair.value;
    } else return offset;
    offset = startOf(node, offset);
  }
  return offset;
}

function startOf(node: unknown, otherwise: number): number {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}
