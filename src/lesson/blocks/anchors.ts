import type { Token, Tokens } from "marked";
import * as v from "valibot";
import { CellId, FigureId } from "../../protocol/ids.ts";
import { tagsIn } from "../html/html-tags.ts";
import { plainText } from "../html/plain-text.ts";
import { USER_ID_PREFIX } from "../html/sanitizer.ts";
import type { ResolveFragment } from "../known-things.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { descendants, type TokenOffsets } from "../markdown/offsets.ts";
import type { ProblemLog } from "../problem-log.ts";
import { createIds, type Ids } from "./ids.ts";

/** The ids in a lesson, to which links can lead. */
export interface Anchors {
  readonly heading: (token: Token) => string;
  /** The id and number of a figure or an exercise. */
  readonly numbered: (token: Token) => { readonly id: FigureId; readonly number: number };
  /** The id that the author gave a div, if it is valid and used only here so far. */
  readonly div: (token: Token) => string | null;
  /** The id of a cell's fence, if it is valid and used only here so far. */
  readonly cell: (token: Token) => CellId | null;
  readonly resolve: ResolveFragment;
}

interface Given {
  readonly divs: Map<Token, FigureId>;
  readonly cells: Map<Token, CellId>;
  readonly headings: Map<Token, string>;
  readonly inHtml: Set<string>;
}

const FORM = "An id begins with a letter; then come letters, digits, `-` and `_`.";

/** Collects the ids that the author gave, and makes ids for headings, figures and exercises without one. */
export function collectAnchors(tokens: readonly Token[], offsets: TokenOffsets, log: ProblemLog): Anchors {
  const all = [...descendants(tokens)];
  const ids = createIds();
  const given = takeGivenIds(all, ids, offsets, log);
  const numbers = numberDivs(all, ids, given);
  for (const token of all.filter(isHeading)) {
    if (given.headings.has(token)) continue;
    given.headings.set(token, ids.fresh(plainText(token.tokens)));
  }
  return {
    heading: (token) => found(given.headings.get(token)),
    numbered: (token) => found(numbers.get(token)),
    div: (token) => given.divs.get(token) ?? null,
    cell: (token) => given.cells.get(token) ?? null,
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

function takeGivenIds(all: readonly Token[], ids: Ids, offsets: TokenOffsets, log: ProblemLog): Given {
  const given: Given = { divs: new Map(), cells: new Map(), headings: new Map(), inHtml: new Set() };
  const claim = (id: string, written: string, offset: number): boolean => {
    const isFree = ids.claim(id);
    if (!isFree) log.report(offset, `The id \`${written}\` is used twice.`, "Give each a different one.");
    return isFree;
  };
  let footnotes = 0;
  for (const token of all) {
    const start = offsets.of(token);
    if (isDiv(token)) {
      takeDivId(token, start, claim, given, log);
    } else if (isCode(token)) {
      takeCellId(token, start, claim, given, log);
    } else if (isHeading(token)) {
      const { id } = headingAttributes(token);
      if (id !== null && claim(id, id, start)) given.headings.set(token, id);
    } else if (token.type === "html") {
      for (const id of idsInHtml(token.raw)) given.inHtml.add(id);
    } else if (token.type === "footnote") {
      ids.claim(`footnote-${++footnotes}`);
    }
  }
  return given;
}

type Claim = (id: string, written: string, offset: number) => boolean;

function takeDivId(token: DivToken, start: number, claim: Claim, given: Given, log: ProblemLog): void {
  const { id } = token.attributes;
  if (id === null) return;
  const offset = start + token.attributesOffset;
  const parsed = v.safeParse(FigureId, id);
  if (!parsed.success) log.report(offset, `\`${id}\` cannot be an id.`, FORM);
  else if (claim(id, id, offset)) given.divs.set(token, parsed.output);
}

function takeCellId(token: Tokens.Code, start: number, claim: Claim, given: Given, log: ProblemLog): void {
  const { language, attributes, attributesOffset } = readFence(token);
  if (!isTypeScript(language) || attributes.id === null) return;
  const offset = start + attributesOffset;
  const parsed = v.safeParse(CellId, attributes.id);
  if (!parsed.success) log.report(offset, `\`${attributes.id}\` cannot be an id.`, FORM);
  else if (claim(`cell-${parsed.output}`, attributes.id, offset)) given.cells.set(token, parsed.output);
}

function idsInHtml(html: string): string[] {
  const attributes = tagsIn(html).flatMap((tag) => tag.attributes);
  return attributes.filter(({ name }) => name === "id" || name === "name").map(({ value }) => value);
}

/** Numbers figures and exercises from 1, separately. */
function numberDivs(
  all: readonly Token[],
  ids: Ids,
  given: Given,
): Map<Token, { id: FigureId; number: number }> {
  const numbers = new Map<Token, { id: FigureId; number: number }>();
  for (const kind of ["figure", "exercise"]) {
    const ofKind = all.filter(isDiv).filter(({ attributes }) => attributes.classes.includes(kind));
    for (const [index, token] of ofKind.entries()) {
      const id = given.divs.get(token) ?? v.parse(FigureId, ids.fresh(`${kind}-${index + 1}`));
      if (!numbers.has(token)) numbers.set(token, { id, number: index + 1 });
    }
  }
  return numbers;
}
