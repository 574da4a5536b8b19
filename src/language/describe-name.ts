import ts from "typescript";
import type { Description } from "./messages.ts";

interface Described {
  readonly displayParts?: readonly ts.SymbolDisplayPart[] | undefined;
  readonly documentation?: readonly ts.SymbolDisplayPart[] | undefined;
  readonly tags?: readonly ts.JSDocTagInfo[] | undefined;
}

/** Longer types are cut, since they do not fit into a tooltip. */
const LONGEST = 600;

/** What is known about a name, without the imports through which cells are connected. */
export function describe({ displayParts, documentation, tags }: Described): Description {
  const signature = plain(displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport [^\n]*$/, "");
  return {
    signature: signature.length > LONGEST ? `${signature.slice(0, LONGEST)} …` : signature,
    documentation: plain(documentation).trim(),
    notes: (tags ?? []).flatMap(noteOf),
  };
}

function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString(parts === undefined ? undefined : [...parts]);
}

/** TensorFlow.js uses tags that only its own documentation knows. */
const SHOWN = new Set(["param", "returns", "throws", "example", "deprecated", "default"]);

function noteOf({ name, text }: ts.JSDocTagInfo): string[] {
  if (!SHOWN.has(name)) return [];
  const words = plain(text).trim();
  return [
    name === "param"
      ? words.replace(/^(\S+)\s+(?:-\s+)?/, "$1: ")
      : `${name}${words === "" ? "" : `: ${words}`}`,
  ];
}
