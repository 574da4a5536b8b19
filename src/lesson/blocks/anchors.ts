import type { Token, Tokens } from "marked";
import * as v from "valibot";
import { CellId, FigureId } from "../../protocol/ids.ts";
import { tagsIn } from "../html/html-tags.ts";
import { plainText } from "../html/plain-text.ts";
import { USER_ID_PREFIX } from "../html/sanitizer.ts";
import type { ResolveFragment } from "../known-things.ts";
import { isTableCaption, type TableCaptionToken } from "../markdown/caption-syntax.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { imageAttributes, soleImage } from "../markdown/image-syntax.ts";
import { isMath, type MathToken } from "../markdown/math-syntax.ts";
import { descendants, type TokenOffsets } from "../markdown/offsets.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { Numbers } from "../references/number-parts.ts";
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
  /** The id of a table's caption, or of a paragraph that is a picture with a number. */
  readonly captioned: (token: Token) => string | null;
  /** The ids of a formula: its own, then one for each label in it, by label. */
  readonly equation: (token: Token) => EquationIds;
  /** An id for a heading that the page adds. */
  readonly fresh: (title: string) => string;
  readonly resolve: ResolveFragment;
}

/** `own` is the id in braces after the formula, or null. */
export interface EquationIds {
  readonly own: string | null;
  readonly labels: ReadonlyMap<string, string>;
}

const NO_IDS: EquationIds = { own: null, labels: new Map() };

interface Given {
  readonly divs: Map<Token, FigureId>;
  readonly cells: Map<Token, CellId>;
  readonly headings: Map<Token, string>;
  readonly captioned: Map<Token, string>;
  readonly equations: Map<Token, EquationIds>;
  readonly inHtml: Set<string>;
}

const FORM = "An id begins with a letter; then come letters, digits, `-` and `_`.";

/** Collects the ids that the author gave, and makes ids for headings, figures and exercises without one. */
export function collectAnchors(
  tokens: readonly Token[],
  numbers: Numbers,
  offsets: TokenOffsets,
  log: ProblemLog,
): Anchors {
  const all = [...descendants(tokens)];
  const ids = createIds();
  const given = takeGivenIds(all, ids, numbers, offsets, log);
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

function takeGivenIds(
  all: readonly Token[],
  ids: Ids,
  numbers: Numbers,
  offsets: TokenOffsets,
  log: ProblemLog,
): Given {
  const given: Given = {
    divs: new Map(),
    cells: new Map(),
    headings: new Map(),
    captioned: new Map(),
    equations: new Map(),
    inHtml: new Set(),
  };
  const equations = new Map(numbers.equations.map((equation) => [equation.token, equation]));
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
    } else if (isTableCaption(token)) {
      takeCaptionId(token, start, claim, given, log);
    } else if (isMath(token)) {
      takeEquationIds(token, equations.get(token)?.rows ?? [], offsets, claim, given, log);
    } else if (numbers.of(token)?.kind === "figure") {
      takePictureId(token, offsets, claim, given, log);
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

/** The id in `attributes`, if it can be used. */
function takeId(id: string | null, offset: number, claim: Claim, log: ProblemLog): string | null {
  if (id === null) return null;
  if (!v.is(FigureId, id)) log.report(offset, `\`${id}\` cannot be an id.`, FORM);
  else if (claim(id, id, offset)) return id;
  return null;
}

function takeCaptionId(
  token: TableCaptionToken,
  start: number,
  claim: Claim,
  given: Given,
  log: ProblemLog,
): void {
  const id = takeId(token.attributes.id, start + token.attributesOffset, claim, log);
  if (id !== null) given.captioned.set(token, id);
}

function takePictureId(
  paragraph: Token,
  offsets: TokenOffsets,
  claim: Claim,
  given: Given,
  log: ProblemLog,
): void {
  const image = soleImage(paragraph);
  if (image === null) return;
  const offset = offsets.of(image) + image.raw.length;
  const id = takeId(imageAttributes(image).id, offset, claim, log);
  if (id !== null) given.captioned.set(paragraph, id);
}

function takeEquationIds(
  token: MathToken,
  rows: Numbers["equations"][number]["rows"],
  offsets: TokenOffsets,
  claim: Claim,
  given: Given,
  log: ProblemLog,
): void {
  const own = takeId(token.attributes.id, offsets.within(token, token.attributesOffset), claim, log);
  const labels = new Map<string, string>();
  for (const { name, start } of rows.flatMap((row) => row.labels)) {
    const id = idOfLabel(name);
    const offset = offsets.within(token, token.texOffset + start);
    if (claim(id, name, offset)) labels.set(name, id);
  }
  given.equations.set(token, { own, labels });
}

/** LaTeX's labels may have any characters: `eq:loss` becomes `eq-loss`. */
function idOfLabel(label: string): string {
  const plain = label.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "");
  return /^eq[-_]/i.test(plain) ? plain : `eq-${plain}`;
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

/** The ids and numbers of figures and exercises; those without an id get one. */
function idsOfDivs(numbers: Numbers, ids: Ids, given: Given): Map<Token, { id: FigureId; number: number }> {
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
