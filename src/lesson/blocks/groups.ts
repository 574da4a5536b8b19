import type { Token, Tokens } from "marked";
import { openContainers } from "../html/html-tags.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode } from "../markdown/fence.ts";
import type { Anchors } from "./anchors.ts";

/** Tokens that become one block. */
export type Group =
  | { readonly type: "prose"; readonly tokens: readonly Token[] }
  | {
      readonly type: "single";
      readonly token: Tokens.Code | DivToken;
      /** The name of an HTML element that is still open before the token, which ends it. */
      readonly ends: string | null;
    };

/** Code and divs form groups by themselves, except code inside an HTML element; everything between them is prose. */
export function groupTokens(tokens: readonly Token[], anchors: Pick<Anchors, "cell">): Group[] {
  const groups: Group[] = [];
  let prose: Token[] = [];
  let open: readonly string[] = [];
  const endProse = (): void => {
    if (prose.some(({ type }) => type !== "space")) groups.push({ type: "prose", tokens: prose });
    prose = [];
    open = [];
  };
  for (const token of tokens) {
    if (token.type === "footnotes") continue;
    if (token.type === "html") open = openContainers(token.raw, open);
    const isSingle = isDiv(token) || (isCode(token) && (open.length === 0 || anchors.cell(token) !== null));
    if (!isSingle) {
      prose.push(token);
      continue;
    }
    const ends = open.at(-1) ?? null;
    endProse();
    groups.push({ type: "single", token, ends });
  }
  endProse();
  return groups;
}
