import type { Token } from "marked";
import { plainText } from "../html/plain-text.ts";
import { type Kind, kindOfId, withSmallPrefix } from "../kinds.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { ReferenceTarget, ReferenceTargets } from "../reference-target.ts";
import type { Numbers } from "../references/number-parts.ts";
import type { Anchors } from "./anchors.ts";

/** The parts of a lesson that references can name. */
export function collectTargets(
  tokens: readonly Token[],
  numbers: Numbers,
  anchors: Anchors,
): ReferenceTargets {
  const targets = new Map<string, ReferenceTarget>();
  const add = (id: string | null, kind: Kind, number: string): void => {
    if (id !== null) targets.set(id, { id, kind, number, title: "" });
  };
  for (const [token, { kind, number }] of numbers.parts) {
    if (isDiv(token)) add(anchors.div(token), kind, number);
    else if (!isHeading(token)) add(anchors.captioned(numbers.captions.get(token) ?? token), kind, number);
  }
  for (const section of sectionTargets(tokens, numbers, anchors)) targets.set(section.id, section);
  for (const { token, rows } of numbers.equations) {
    const { own, labels } = anchors.equation(token);
    // In notes, it has none, and nothing can refer to it.
    const first = rows.find(({ number }) => number !== null)?.number ?? null;
    if (first !== null) add(own, "equation", first);
    for (const row of rows) {
      for (const { name } of row.labels) {
        const id = labels.get(name) ?? null;
        add(id, "equation", row.number ?? "");
        const target = id === null ? undefined : targets.get(id);
        if (target) targets.set(name, target);
      }
    }
  }
  const find = (name: string): ReferenceTarget | null =>
    targets.get(name) ?? targets.get(withSmallPrefix(name)) ?? null;
  return { find, names: [...targets.keys()] };
}

/** The sections whose ids begin with `sec-`: any other could be meant as a key of the literature. */
function sectionTargets(tokens: readonly Token[], numbers: Numbers, anchors: Anchors): ReferenceTarget[] {
  return [...descendants(tokens)].filter(isHeading).flatMap((token): ReferenceTarget[] => {
    const id = anchors.heading(token);
    if (kindOfId(id) !== "section") return [];
    const number = numbers.of(token)?.number ?? null;
    return [{ id, kind: "section", number, title: plainText(token.tokens).trim() }];
  });
}
