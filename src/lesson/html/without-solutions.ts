import type { Token, Tokens } from "marked";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, readFence } from "../markdown/fence.ts";
import { isFootnoteToken } from "../markdown/footnotes.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { lexMarkdown } from "../markdown/lex.ts";
import { childTokens, descendants, type TokenOffsets, tokenOffsets } from "../markdown/offsets.ts";
import { answerLists, answerParts, hasBoxes, isLikeQuiz, isList, isQuiz } from "../markdown/quiz-syntax.ts";
import { isVoid, type Tag, tagsIn } from "./html-tags.ts";

export interface WithoutSolutions {
  /** The text with spaces in place of its solutions, so that all else keeps its line and column. */
  readonly text: string;
  /** The offsets of lines `::: {.solution}` or `{.quiz}` that were read as something else than the beginning of a div. */
  readonly strays: readonly number[];
  /** The offsets of elements in raw HTML, such as `<div class="solution">`. */
  readonly elements: readonly number[];
}

/**
 * Blanks the solutions of a lesson, and what belongs only to them. If in doubt, it blanks too much, since what has been
 * published cannot be taken back.
 * @param start where the Markdown begins.
 */
export function withoutSolutions(text: string, start: number): WithoutSolutions {
  const { tokens } = lexMarkdown(text.slice(start));
  const source = sourceOf(text, tokens, start);
  const whole = wholeOf(text, start);
  const elements = elementRanges(placedTags(tokens, source, whole), whole);
  const left = blanked(text, [...solutionRanges(tokens, source, whole), ...elements]);
  const { text: rest, strays } = withoutStrays(left, start);
  return {
    text: withoutOrphans(rest, start, referredLabels(tokens)),
    strays,
    elements: elements.map((element) => element.start),
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Source {
  readonly text: string;
  readonly offsets: TokenOffsets;
}

function sourceOf(text: string, tokens: readonly Token[], start: number): Source {
  return { text, offsets: tokenOffsets(tokens, text, start) };
}

function wholeOf(text: string, start: number): Range {
  return { start, end: text.length };
}

/**
 * @param around what is blanked if the margins of a list or quote hide where a solution ends.
 * @param isFlow whether a quiz among the tokens is one on the page: in a list, a quote or another exercise it is not.
 */
function solutionRanges(
  tokens: readonly Token[],
  source: Source,
  around: Range,
  isFlow = true,
): readonly Range[] {
  return tokens.flatMap((token, index) => {
    const range = rangeOf(token, source) ?? around;
    // Anything that is not a quiz would show which boxes are checked.
    if (isLikeQuiz(token) && (!isFlow || !isReadAsQuiz(token))) return [range];
    if (!isSolution(token)) {
      const explanations = isQuiz(token) ? explanationRanges(token, source, range) : [];
      return [
        ...explanations,
        ...solutionRanges(childTokens(token), source, range, isFlow && isPlainDiv(token)),
      ];
    }
    if (!isHeading(token) || range === around) return [range];
    const section = sectionOf(tokens.slice(index), token.depth).map(
      (part) => rangeOf(part, source) ?? around,
    );
    return [range, ...section];
  });
}

/** Whether the page makes a quiz of it, and nothing else. */
function isReadAsQuiz(token: DivToken): boolean {
  const others = ["exercise", "figure", "notes"];
  return isQuiz(token) && !token.attributes.classes.some((name) => others.includes(name));
}

/** The explanations of a quiz's answers, which give away the right ones, and lists that are shown with their boxes. */
function explanationRanges(quiz: DivToken, source: Source, around: Range): readonly Range[] {
  const [list] = answerLists(quiz.tokens);
  const explanations = (list?.items ?? []).flatMap((item) => {
    const [first] = answerParts(item).explanation;
    if (first === undefined) return [];
    const range = rangeOf(item, source);
    return range === null ? [around] : [{ start: source.offsets.of(first), end: range.end }];
  });
  return [...explanations, ...boxRanges(quiz.tokens, list, source, around)];
}

/** The lists with boxes at any depth, except that of the answers. */
function boxRanges(
  tokens: readonly Token[],
  answers: Tokens.List | undefined,
  source: Source,
  around: Range,
): readonly Range[] {
  return tokens.flatMap((token) => {
    const range = rangeOf(token, source) ?? around;
    if (token !== answers && isList(token) && hasBoxes(token)) return [range];
    return boxRanges(childTokens(token), answers, source, range);
  });
}

/** A div whose contents are part of the lesson's flow. */
function isPlainDiv(token: Token): boolean {
  const closed = ["exercise", "quiz", "figure", "notes"];
  return isDiv(token) && !token.attributes.classes.some((name) => closed.includes(name));
}

/** Where the token is in the source; null if it has lost the margins of a list or quote. */
function rangeOf(token: Token, { text, offsets }: Source): Range | null {
  const start = offsets.of(token);
  const isExact = token.type !== "footnotes" && text.startsWith(token.raw, start);
  return isExact ? { start, end: start + token.raw.length } : null;
}

/** What is below the heading at the beginning of the tokens, up to the next one that is not below it. */
function sectionOf([, ...below]: readonly Token[], depth: number): readonly Token[] {
  const end = below.findIndex((token) => isHeading(token) && token.depth <= depth);
  return (end === -1 ? below : below.slice(0, end)).filter(({ type }) => type !== "footnotes");
}

/** Also in a form that shows no solution on the page: it was meant as one. */
function isSolution(token: Token): boolean {
  return classesOf(token).some(isSolutionClass);
}

function isSolutionClass(name: string): boolean {
  return /^solutions?$/i.test(name);
}

/** A tag in raw HTML, with offsets in the text. */
type PlacedTag = Pick<Tag, "type" | "name"> & Range & { readonly isSolution: boolean };

/** The tags of raw HTML in the order of the text. */
function placedTags(tokens: readonly Token[], source: Source, around: Range): readonly PlacedTag[] {
  return tokens.flatMap((token): readonly PlacedTag[] => {
    const range = rangeOf(token, source);
    if (token.type !== "html") return placedTags(childTokens(token), source, range ?? around);
    return tagsIn(token.raw).map(({ type, name, attributes, offset, end }) => ({
      type,
      name,
      ...(range === null ? around : { start: range.start + offset, end: range.start + end }),
      isSolution:
        type === "open" &&
        attributes.some((one) => one.name === "class" && one.value.split(/\s+/).some(isSolutionClass)),
    }));
  });
}

/** The elements that are solutions; one that is not closed reaches to the end of the text. */
function elementRanges(tags: readonly PlacedTag[], whole: Range): readonly Range[] {
  return tags.flatMap((tag, index) => {
    if (!tag.isSolution) return [];
    if (isVoid(tag.name)) return [{ start: tag.start, end: tag.end }];
    let depth = 0;
    const last = tags.slice(index).find(({ type, name }) => {
      if (name === tag.name) depth += type === "open" ? 1 : -1;
      return depth === 0;
    });
    return [{ start: tag.start, end: Math.max(tag.end, last?.end ?? whole.end) }];
  });
}

function classesOf(token: Token): readonly string[] {
  if (isDiv(token)) return token.attributes.classes;
  if (isHeading(token)) return headingAttributes(token).classes;
  return isCode(token) ? readFence(token).attributes.classes : [];
}

const STRAY = /^[ \t>]*:{3,}.*\b(?:solutions?|quizz?(?:es)?)\b/im;

/** Blanks what contains `::: {.solution}` or `::: {.quiz}` as text: in HTML, in a paragraph, or indented like code. */
function withoutStrays(text: string, start: number): Omit<WithoutSolutions, "elements"> {
  const { tokens } = lexMarkdown(text.slice(start));
  const found = strayTokens(tokens, sourceOf(text, tokens, start), wholeOf(text, start));
  const left = blanked(
    text,
    found.map(({ range }) => range),
  );
  const strays = found.flatMap(({ line }) => line ?? []);
  if (left === text) return { text, strays };
  const rest = withoutStrays(left, start);
  return { text: rest.text, strays: [...strays, ...rest.strays] };
}

interface Stray {
  readonly range: Range;
  /** The offset of its line; null in a comment, which says nothing. */
  readonly line: number | null;
}

const CONTAINERS = ["list", "list_item", "blockquote", "div", "footnote", "footnotes"];

function strayTokens(tokens: readonly Token[], source: Source, around: Range): readonly Stray[] {
  return tokens.flatMap((token): readonly Stray[] => {
    const { start, end } = rangeOf(token, source) ?? around;
    if (CONTAINERS.includes(token.type)) return strayTokens(childTokens(token), source, { start, end });
    if (!STRAY.test(token.raw) || isExample(token)) return [];
    const line = start + (STRAY.exec(source.text.slice(start, end))?.index ?? 0);
    const isComment = token.type === "html" && token.raw.trimStart().startsWith("<!--");
    return [
      {
        range: { start, end: Math.max(end, closingEnd(source.text, line)) },
        line: isComment ? null : line,
      },
    ];
  });
}

/** Markdown that a lesson shows as code. */
function isExample(token: Token): boolean {
  return isCode(token) && /^(?:md|markdown|qmd|rmd)$/i.test(readFence(token).language);
}

/** Where the div would end whose opening line is at `start`, if it were one; the end of the text if it is not closed. */
function closingEnd(text: string, start: number): number {
  let depth = 0;
  for (const { 0: line, 1: rest = "", index } of text.slice(start).matchAll(/^[ \t>]*:{3,}(.*)$/gm)) {
    depth += /[^\s:]/.test(rest) ? 1 : -1;
    if (depth <= 0) return start + index + line.length;
  }
  return text.length;
}

/** Blanks the footnotes to which only solutions referred. */
function withoutOrphans(text: string, start: number, referred: ReadonlySet<string>): string {
  const { tokens } = lexMarkdown(text.slice(start));
  const source = sourceOf(text, tokens, start);
  const orphans = [...descendants(tokens)]
    .filter((token) => isFootnoteToken(token) && token.refs.length === 0 && referred.has(token.label))
    .flatMap((token) => rangeOf(token, source) ?? []);
  const left = blanked(text, orphans);
  return left === text ? text : withoutOrphans(left, start, referred);
}

function referredLabels(tokens: readonly Token[]): ReadonlySet<string> {
  const notes = [...descendants(tokens)].filter(isFootnoteToken);
  return new Set(notes.filter(({ refs }) => refs.length > 0).map(({ label }) => label));
}

function blanked(text: string, ranges: readonly Range[]): string {
  return ranges.reduce(
    (left, { start, end }) =>
      left.slice(0, start) + left.slice(start, end).replace(/[^\n]/g, " ") + left.slice(end),
    text,
  );
}
