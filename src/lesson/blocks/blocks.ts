import type { Token } from "marked";
import { nearest } from "../../protocol/nearest.ts";
import { openContainers } from "../html/html-tags.ts";
import type { Block } from "../lesson.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { descendants } from "../markdown/offsets.ts";
import { isQuizClass } from "../markdown/quiz-syntax.ts";
import { hasStatementTitle } from "../markdown/statement-title.ts";
import type { BlockContext } from "./block-context.ts";
import { type Enclosure, fenceBlock } from "./cell-block.ts";
import { columnWidth, reportColumns } from "./columns.ts";
import { readExercise } from "./exercise-block.ts";
import { figureUse } from "./figure-block.ts";
import { type Group, groupTokens } from "./groups.ts";
import { isStatementClass, labelledDiv, reportUnlabelled } from "./labelled-div.ts";
import { readQuiz } from "./quiz-block.ts";
import { isReferenceList, referencesBlock } from "./references-block.ts";

/** The classes of divs that have a meaning. There are no others, since lessons bring no style sheets. */
const KNOWN_CLASSES = [
  ...["figure", "exercise", "quiz", "hint", "solution", "margin", "wide", "output", "notes"],
  ...["proof", "columns", "column"],
  ...["note", "tip", "warning", "important", "caution"],
];

/** Makes the blocks of a lesson from tokens, each followed by the problems in it. */
export function buildBlocks(tokens: readonly Token[], enclosure: Enclosure, context: BlockContext): Block[] {
  return groupTokens(tokens, context.anchors).flatMap((group) =>
    group.type === "prose"
      ? proseBlocks(group.tokens, context)
      : [...buildBlock(group, enclosure, context), ...problemBlocks(context, endOf([group.token], context))],
  );
}

/** One block, or several, each ending where its problems are shown: below their paragraph. */
function proseBlocks(tokens: readonly Token[], context: BlockContext): Block[] {
  // Only rendering finds all problems.
  const whole = proseBlock(tokens, context);
  const passages = splitAfterProblems(tokens, context);
  return passages.flatMap((passage) => {
    const block = passages.length === 1 ? whole : proseBlock(passage, context);
    return [...(block ? [block] : []), ...problemBlocks(context, endOf(passage, context))];
  });
}

/** Divides prose after each paragraph with problems, except inside an HTML element. */
function splitAfterProblems(tokens: readonly Token[], context: BlockContext): readonly (readonly Token[])[] {
  const problems = context.log.waiting(endOf(tokens, context));
  if (problems.length === 0) return [tokens];
  const passages: Token[][] = [];
  let passage: Token[] = [];
  let open: readonly string[] = [];
  for (const token of tokens) {
    passage.push(token);
    if (token.type === "html") open = openContainers(token.raw, open);
    const { of } = context.offsets;
    const [start, end] = [of(passage[0] ?? token), endOf([token], context)];
    if (open.length > 0 || !problems.some((offset) => offset >= start && offset < end)) continue;
    passages.push(passage);
    passage = [];
  }
  return passage.length > 0 ? [...passages, passage] : passages;
}

/** The problems before the offset `end` that no block shows yet. */
export function problemBlocks({ log }: Pick<BlockContext, "log">, end: number): Block[] {
  return log.take(end).map((problem) => ({ type: "problem", line: problem.line, problem }));
}

/** The offset at which tokens end. */
function endOf(tokens: readonly Token[], { offsets }: BlockContext): number {
  const last = tokens.at(-1);
  return last ? offsets.of(last) + last.raw.length : 0;
}

/** A block; none for a twin, which its cell shows. */
function buildBlock(
  { token, ends }: Extract<Group, { type: "single" }>,
  enclosure: Enclosure,
  context: BlockContext,
): Block[] {
  if (ends !== null) reportEnded(token, ends, context);
  if (isDiv(token)) return [divBlock(token, enclosure, context)];
  const block = fenceBlock(token, enclosure, context);
  return context.twins.has(token) ? [] : [block];
}

function reportEnded(token: Token, element: string, { log, offsets }: BlockContext): void {
  const message = `\`<${element}>\` is still open here: HTML cannot contain a cell or a div, so it ends before it.`;
  log.report(offsets.of(token), message, "Close the element, or use a div (`:::`) instead.");
}

function proseBlock(
  tokens: readonly Token[],
  { source, offsets, renderer, passages }: BlockContext,
): Block | null {
  const first = tokens.find(({ type }) => type !== "space");
  const line = first ? source.line(offsets.of(first)) : 1;
  const html = renderer.blocks(tokens);
  if (html.trim() === "") return null;
  return { type: "prose", line, html, passages: passages.prose(tokens), footnotes: false };
}

function divBlock(token: DivToken, enclosure: Enclosure, context: BlockContext): Block {
  reportDiv(token, context);
  const line = context.source.line(context.offsets.of(token));
  const { classes } = token.attributes;
  if (enclosure === "notes") reportInNotes(token, context);
  else if (classes.includes("figure")) return { type: "figure", line, figure: figureUse(token, context) };
  if (classes.includes("quiz") && enclosure === "lesson") {
    if (classes.includes("exercise")) reportBoth(token, context);
    return { type: "exercise", line, exercise: readQuiz(token, context, builder(context)) };
  }
  if (classes.includes("exercise") && enclosure === "lesson") {
    return { type: "exercise", line, exercise: readExercise(token, context, builder(context)) };
  }
  reportMisplaced(token, enclosure, context);
  if (classes.includes("notes") && enclosure !== "notes") {
    reportNotes(token, context);
    return { type: "notes", line, blocks: buildBlocks(token.tokens, "notes", context) };
  }
  if (isReferenceList(token)) return referencesBlock(line, context);
  reportColumns(token, context);
  reportUnlabelled(token, context);
  const id = context.anchors.div(token);
  const { label, content } = labelledDiv(token, context);
  const blocks = buildBlocks(content, enclosure, context);
  return { type: "div", line, id, classes, width: columnWidth(token), label, blocks };
}

function builder(context: BlockContext) {
  return {
    blocks: (tokens: readonly Token[], inside: Enclosure) => buildBlocks(tokens, inside, context),
    problems: (end: number) => problemBlocks(context, end),
  };
}

/** Classes that lessons written for Quarto have, with what to write instead. */
const QUARTO_CLASSES: ReadonlyMap<string, string> = new Map([
  ...["note", "tip", "warning", "caution", "important"].map(
    (name) => [`callout-${name}`, `Write \`::: {.${name}}\`.`] as const,
  ),
  ["panel-tabset", "There are no tabs: leave the div out, and its headings are those of the lesson."],
  ["column-margin", "Write `::: {.margin}`."],
  ["incremental", "Write the list without the div."],
]);

function reportDiv(token: DivToken, { log, offsets }: BlockContext): void {
  const { classes, values, faults } = token.attributes;
  const report = (index: number, message: string, remedy: string): void =>
    log.report(offsets.within(token, index), message, remedy);
  if (!token.closed) report(0, "A div that is not closed.", "End it with a line `:::`.");
  if (token.tooDeep)
    report(0, "Divs are nested too deeply: the contents of this one are left out.", "Use fewer levels.");
  for (const { offset, message, remedy } of faults) report(token.attributesOffset + offset, message, remedy);
  const unknown = classes.filter((name) => !KNOWN_CLASSES.includes(name) && !isStatementClass(name));
  for (const name of unknown) {
    const quarto = QUARTO_CLASSES.get(name);
    if (quarto !== undefined)
      report(token.attributesOffset, `\`.${name}\` of Quarto is not a class of Lectern.`, quarto);
    else report(token.attributesOffset, `Unknown class \`.${name}\` of a div.`, classRemedy(name));
  }
  // The attributes of a misspelt class may be right.
  if (unknown.length > 0 || classes.includes("figure")) return;
  for (const [key, { offset }] of values) {
    if (ATTRIBUTES.some(([name, isOf]) => name === key && isOf(token))) continue;
    const isTitle = key === "title" && hasStatementTitle(token.attributes);
    const remedy = isTitle ? 'Its title is `name="…"`, or a heading at its beginning.' : "Remove it.";
    report(token.attributesOffset + offset, `Unknown attribute \`${key}\` of this div.`, remedy);
  }
}

function classRemedy(name: string): string {
  const near = isQuizClass(name) ? "quiz" : nearest(name, KNOWN_CLASSES);
  if (near !== null) return `Did you mean \`.${near}\`?`;
  const known = KNOWN_CLASSES.map((each) => `\`.${each}\``).join(", ");
  return `It does nothing: remove it. Known: ${known}; theorems and the like have ids, as in \`::: {#thm-name}\`.`;
}

/** The attributes of divs, with those that they belong to. */
const ATTRIBUTES: readonly (readonly [string, (token: DivToken) => boolean])[] = [
  ["title", ({ attributes: { classes } }) => classes.includes("exercise") || classes.includes("quiz")],
  ["width", ({ attributes }) => attributes.classes.includes("column")],
  ["name", ({ attributes }) => hasStatementTitle(attributes)],
];

function reportBoth(token: DivToken, { log, offsets }: BlockContext): void {
  const offset = offsets.within(token, token.attributesOffset);
  log.report(
    offset,
    "A div that is an exercise and a quiz.",
    "Remove one of the classes: it is read as a quiz.",
  );
}

/** Notes are not on the page: nothing can lead to them. */
function reportNotes(token: DivToken, { log, offsets }: BlockContext): void {
  if (token.attributes.id !== null) {
    const offset = offsets.within(token, token.attributesOffset);
    log.report(offset, "Notes cannot have an id: no link can lead to them.", "Remove the id.");
  }
  for (const heading of [...descendants(token.tokens)].filter(isHeading)) {
    log.report(offsets.of(heading), "A heading in notes.", "Write it in bold: a heading begins a new slide.");
  }
}

function reportInNotes(token: DivToken, { log, offsets }: BlockContext): void {
  const { classes } = token.attributes;
  const kind = ["figure", "exercise", "quiz", "notes"].find((name) => classes.includes(name));
  if (kind === undefined) return;
  const message = `Notes contain ${kind === "notes" ? "other notes" : `a ${kind}`.replace("a e", "an e")}.`;
  const remedy = "Close the notes before it: they are text for the speaker.";
  log.report(offsets.within(token, token.attributesOffset), message, remedy);
}

function reportMisplaced(token: DivToken, enclosure: Enclosure, { log, offsets }: BlockContext): void {
  const offset = offsets.within(token, token.attributesOffset);
  const { classes } = token.attributes;
  const inside = classes.includes("exercise") ? "An exercise" : classes.includes("quiz") ? "A quiz" : null;
  if (inside !== null && enclosure !== "notes")
    log.report(offset, `${inside} inside an exercise.`, "Close the outer one before it.");
  const part = ["hint", "solution"].find((name) => classes.includes(name));
  if (part && enclosure === "lesson") {
    log.report(offset, `A ${part} outside an exercise.`, "Put it in a `::: {.exercise}`.");
  }
}
