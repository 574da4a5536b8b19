import type { Token } from "marked";
import type { Anchors } from "./blocks/anchors.ts";
import type { Slots } from "./html/placeholders.ts";
import type { Sanitize } from "./html/sanitizer.ts";
import type { Heading, Reference } from "./lesson.ts";
import type { ProblemLog } from "./lint/problem-log.ts";
import type { Places } from "./markdown/offsets.ts";
import type { SourceText } from "./source-text.ts";

/** What the steps from tokens to blocks share. */
export interface LessonContext {
  readonly source: SourceText;
  readonly places: Places;
  readonly anchors: Anchors;
  readonly log: ProblemLog;
  readonly sanitize: Sanitize;
  readonly slots: Slots;
  readonly references: Reference[];
  readonly headings: Heading[];
  /** Characters of TeX typeset so far. */
  readonly mathSpent: { characters: number };
}

/** Where a token stands in the source. */
export function placeOf(context: LessonContext, token: Token): number {
  return context.places.get(token) ?? 0;
}

/** Where the character at `index` of a token's `raw` stands; the token's own place where a margin was cut out. */
export function placeWithin(context: LessonContext, token: Token, index: number): number {
  const place = placeOf(context, token);
  return context.source.text.startsWith(token.raw.slice(0, index), place) ? place + index : place;
}

export function refer(context: LessonContext, type: Reference["type"], name: string, offset: number): void {
  const { line, column } = context.source.problem(offset, "", "");
  context.references.push({ type, name, line, column });
}
