import type { Token } from "marked";
import { plainText } from "../html/plain-text.ts";
import { type Kind, kindOfId, withSmallPrefix } from "../kinds.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import type { ReferenceWords } from "../reference-words.ts";
import type { Numbers } from "../references/number-parts.ts";
import type { Anchors } from "./anchors.ts";

/** A part of the lesson that references can name. */
export interface Target {
  readonly id: string;
  readonly kind: Kind;
  /** Null for a section without a number. */
  readonly number: string | null;
  /** What a reference shows: `Figure 3`. */
  readonly label: string;
}

export interface Targets {
  /** By the id or, of an equation, the label. */
  readonly find: (name: string) => Target | null;
  readonly names: readonly string[];
}

export function collectTargets(
  tokens: readonly Token[],
  numbers: Numbers,
  anchors: Anchors,
  words: ReferenceWords,
): Targets {
  const targets = new Map<string, Target>();
  const add = (id: string | null, kind: Kind, number: string): void => {
    if (id !== null) targets.set(id, { id, kind, number, label: `${words.kinds[kind]} ${number}` });
  };
  for (const [token, { kind, number }] of numbers.parts) {
    if (isDiv(token)) add(anchors.div(token), kind, number);
    else if (!isHeading(token)) add(anchors.captioned(numbers.caption(token) ?? token), kind, number);
  }
  for (const section of sectionTargets(tokens, numbers, anchors, words)) targets.set(section.id, section);
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
  const find = (name: string): Target | null =>
    targets.get(name) ?? targets.get(withSmallPrefix(name)) ?? null;
  return { find, names: [...targets.keys()] };
}

/** The sections whose ids begin with `sec-`: any other could be meant as a key of the literature. */
function sectionTargets(
  tokens: readonly Token[],
  numbers: Numbers,
  anchors: Anchors,
  words: ReferenceWords,
): Target[] {
  return [...descendants(tokens)].filter(isHeading).flatMap((token): Target[] => {
    const id = anchors.heading(token);
    if (kindOfId(id) !== "section") return [];
    const number = numbers.of(token)?.number ?? null;
    const title = words.sectionTitle(plainText(token.tokens).trim());
    const label = number === null ? title : `${words.kinds.section} ${number}`;
    return [{ id, kind: "section", number, label }];
  });
}
