import type { Token, Tokens } from "marked";
import * as v from "valibot";
import { CellId, FigureId } from "../../protocol/ids.ts";
import { tagsIn } from "../html/html-tags.ts";
import { isTableCaption } from "../markdown/caption-syntax.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { imageAttributes, soleImage } from "../markdown/image-syntax.ts";
import { isMath, type MathToken } from "../markdown/math-syntax.ts";
import type { TokenOffsets } from "../markdown/offsets.ts";
import type { ProblemLog } from "../problem-log.ts";
import type { Numbers } from "../references/number-parts.ts";
import type { Ids } from "./page-ids.ts";

/** `own` is the id in braces after the formula, or null. */
export interface EquationIds {
  readonly own: string | null;
  readonly labels: ReadonlyMap<string, string>;
}

const FORM = "An id begins with a letter; then come letters, digits, `-` and `_`.";

/** The ids that the author gave, by token. Reports those that cannot be an id or are used twice. */
export class GivenIds {
  readonly divs = new Map<Token, FigureId>();
  readonly cells = new Map<Token, CellId>();
  readonly headings = new Map<Token, string>();
  readonly captioned = new Map<Token, string>();
  readonly equations = new Map<Token, EquationIds>();
  readonly inHtml = new Set<string>();
  readonly #ids: Ids;
  readonly #numbers: Numbers;
  readonly #equations: ReadonlyMap<Token, Numbers["equations"][number]>;
  readonly #offsets: TokenOffsets;
  readonly #log: ProblemLog;
  #footnotes = 0;

  constructor(ids: Ids, numbers: Numbers, offsets: TokenOffsets, log: ProblemLog) {
    this.#ids = ids;
    this.#numbers = numbers;
    this.#equations = new Map(numbers.equations.map((equation) => [equation.token, equation]));
    this.#offsets = offsets;
    this.#log = log;
  }

  /** Takes the ids that a token has, if any. */
  take(token: Token): void {
    if (isDiv(token)) this.#takeDiv(token);
    else if (isCode(token)) this.#takeCell(token);
    else if (isHeading(token)) this.#takeHeading(token);
    else if (isTableCaption(token)) this.#takeCaption(token, token.attributes.id, this.#inAttributes(token));
    else if (isMath(token)) this.#takeEquation(token);
    else if (this.#numbers.of(token)?.kind === "figure") this.#takePicture(token);
    else if (token.type === "html") for (const id of idsInHtml(token.raw)) this.inHtml.add(id);
    else if (token.type === "footnote") this.#ids.claim(`footnote-${++this.#footnotes}`);
  }

  #takeDiv(token: DivToken): void {
    const { id } = token.attributes;
    if (id === null) return;
    const offset = this.#inAttributes(token);
    const parsed = v.safeParse(FigureId, id);
    if (!parsed.success) this.#reportForm(id, offset);
    else if (this.#claim(id, id, offset)) this.divs.set(token, parsed.output);
  }

  #takeCell(token: Tokens.Code): void {
    const { language, attributes, attributesOffset } = readFence(token);
    if (!isTypeScript(language) || attributes.id === null) return;
    const offset = this.#offsets.of(token) + attributesOffset;
    const parsed = v.safeParse(CellId, attributes.id);
    if (!parsed.success) this.#reportForm(attributes.id, offset);
    else if (this.#claim(`cell-${parsed.output}`, attributes.id, offset))
      this.cells.set(token, parsed.output);
  }

  #takeHeading(token: Tokens.Heading): void {
    const { id } = headingAttributes(token);
    if (id !== null && this.#claim(id, id, this.#offsets.of(token))) this.headings.set(token, id);
  }

  /** The id of a table's caption, or of a paragraph that is a picture. */
  #takeCaption(token: Token, id: string | null, offset: number): void {
    const taken = this.#usable(id, offset);
    if (taken !== null) this.captioned.set(token, taken);
  }

  #takePicture(paragraph: Token): void {
    const image = soleImage(paragraph);
    if (image === null) return;
    this.#takeCaption(paragraph, imageAttributes(image).id, this.#offsets.of(image) + image.raw.length);
  }

  #takeEquation(token: MathToken): void {
    const rows = this.#equations.get(token)?.rows ?? [];
    const own = this.#usable(token.attributes.id, this.#offsets.within(token, token.attributesOffset));
    const labels = new Map<string, string>();
    for (const { name, start } of rows.flatMap((row) => row.labels)) {
      const id = idOfLabel(name);
      const offset = this.#offsets.within(token, token.texOffset + start);
      if (this.#claim(id, name, offset)) labels.set(name, id);
    }
    this.equations.set(token, { own, labels });
  }

  #inAttributes(token: Token & { readonly attributesOffset: number }): number {
    return this.#offsets.of(token) + token.attributesOffset;
  }

  /** The id, if it has the form of one and is used only here so far. */
  #usable(id: string | null, offset: number): string | null {
    if (id === null) return null;
    if (!v.is(FigureId, id)) this.#reportForm(id, offset);
    else if (this.#claim(id, id, offset)) return id;
    return null;
  }

  #claim(id: string, written: string, offset: number): boolean {
    const isFree = this.#ids.claim(id);
    if (!isFree)
      this.#log.report(offset, `The id \`${written}\` is used twice.`, "Give each a different one.");
    return isFree;
  }

  #reportForm(id: string, offset: number): void {
    this.#log.report(offset, `\`${id}\` cannot be an id.`, FORM);
  }
}

/** LaTeX's labels may have any characters: `eq:loss` becomes `eq-loss`. */
function idOfLabel(label: string): string {
  const plain = label.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "");
  return /^eq[-_]/i.test(plain) ? plain : `eq-${plain}`;
}

function idsInHtml(html: string): string[] {
  const attributes = tagsIn(html).flatMap((tag) => tag.attributes);
  return attributes.filter(({ name }) => name === "id" || name === "name").map(({ value }) => value);
}
