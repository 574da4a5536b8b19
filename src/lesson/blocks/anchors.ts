import type { Token } from "marked";
import * as v from "valibot";
import { type CellId, FigureId } from "../../protocol/ids.ts";
import { plainText } from "../html/plain-text.ts";
import { USER_ID_PREFIX } from "../html/sanitizer.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants, type TokenOffsets } from "../markdown/offsets.ts";
import type { ResolveFragment } from "../other-lesson.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { Numbers } from "../references/number-parts.ts";
import { type EquationIds, GivenIds } from "./given-ids.ts";
import { createIds, type Ids } from "./page-ids.ts";

/** The ids in a lesson, to which links can lead. */
export interface Anchors {
  readonly heading: (token: Token) => string;
  /** The id and number of a figure or an exercise. */
  readonly numbered: (token: Token) => { readonly id: FigureId; readonly number: number };
  /** The id that the author gave a div, if it is valid and used only here so far. */
  readonly div: (token: Token) => string | null;
  /** The id of a cell's fence, if it is valid and used only here so far. */
  readonly cell: (token: Token) => CellId | null;
  /** The id of a table's caption, or of a paragraph that is a picture with a number. */
  readonly captioned: (token: Token) => string | null;
  /** The ids of a formula: its own, then one for each label in it, by label. */
  readonly equation: (token: Token) => EquationIds;
  /** An id for a heading that the page adds. */
  readonly fresh: (title: string) => string;
  readonly resolve: ResolveFragment;
}

const NO_IDS: EquationIds = { own: null, labels: new Map() };

/** Collects the ids that the author gave, and makes ids for headings, figures and exercises without one. */
export function collectAnchors(
  tokens: readonly Token[],
  numbers: Numbers,
  offsets: TokenOffsets,
  log: ProblemLog,
): Anchors {
  const all = [...descendants(tokens)];
  const ids = createIds();
  const given = new GivenIds(ids, numbers, offsets, log);
  for (const token of all) given.take(token);
  const divs = idsOfDivs(numbers, ids, given);
  for (const token of all.filter(isHeading)) {
    if (given.headings.has(token)) continue;
    given.headings.set(token, ids.fresh(plainText(token.tokens)));
  }
  return {
    heading: (token) => found(given.headings.get(token)),
    numbered: (token) => found(divs.get(token)),
    div: (token) => given.divs.get(token) ?? null,
    cell: (token) => given.cells.get(token) ?? null,
    captioned: (token) => given.captioned.get(token) ?? null,
    equation: (token) => given.equations.get(token) ?? NO_IDS,
    fresh: (title) => ids.fresh(title),
    resolve(fragment) {
      if (ids.has(fragment)) return fragment;
      if (ids.has(`cell-${fragment}`)) return `cell-${fragment}`;
      return given.inHtml.has(fragment) ? USER_ID_PREFIX + fragment : null;
    },
  };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error("The token does not belong to the lesson that the ids were collected from.");
  return value;
}

/** The ids and numbers of figures and exercises; those without an id get one. */
function idsOfDivs(
  numbers: Numbers,
  ids: Ids,
  given: GivenIds,
): Map<Token, { id: FigureId; number: number }> {
  const divs = new Map<Token, { id: FigureId; number: number }>();
  for (const kind of ["figure", "exercise"] as const) {
    for (const [token, part] of numbers.parts) {
      if (part.kind !== kind || !isDiv(token)) continue;
      const id = given.divs.get(token) ?? v.parse(FigureId, ids.fresh(`${kind}-${part.count}`));
      divs.set(token, { id, number: part.count });
    }
  }
  return divs;
}
