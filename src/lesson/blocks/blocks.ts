import type { Token } from "marked";
import { type LessonContext, placeOf, placeWithin } from "../context.ts";
import { openContainers } from "../html/html-tags.ts";
import type { Renderer } from "../html/render.ts";
import type { Block } from "../lesson.ts";
import { inspectProse } from "../lint/inspect-prose.ts";
import { nearest } from "../lint/nearest.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode } from "../markdown/fence.ts";
import { type FencePlace, fenceBlock } from "./cell-block.ts";
import { readExercise } from "./exercise-block.ts";
import { figureUse } from "./figure-block.ts";

/** Classes of divs that mean something; any other is the author's own. */
const KNOWN_CLASSES = [
  "figure",
  "exercise",
  "hint",
  "solution",
  "margin",
  "note",
  "tip",
  "warning",
  "important",
  "caution",
  "wide",
];

/** Tokens into the blocks of a lesson, each followed by the problems that lie in it. */
export function buildBlocks(
  tokens: readonly Token[],
  where: FencePlace,
  context: LessonContext,
  renderer: Renderer,
): Block[] {
  return groups(tokens, context).flatMap((group) => {
    const block = buildBlock(group, where, context, renderer);
    return [...(block ? [block] : []), ...problemBlocks(context)];
  });
}

/** The problems that no block shows yet. */
export function problemBlocks(context: LessonContext): Block[] {
  return context.log.takeUnshown().map((problem) => ({ type: "problem", line: problem.line, problem }));
}

type Group =
  | { readonly type: "prose"; readonly tokens: readonly Token[] }
  | { readonly type: "single"; readonly token: Token };

/** Code and divs stand alone, save code inside an HTML element; what lies between them is one piece of prose. */
function groups(tokens: readonly Token[], context: LessonContext): Group[] {
  const result: Group[] = [];
  let prose: Token[] = [];
  let open: readonly string[] = [];
  const endProse = (): void => {
    if (prose.some(({ type }) => type !== "space")) result.push({ type: "prose", tokens: prose });
    prose = [];
    open = [];
  };
  for (const token of tokens) {
    if (token.type === "footnotes") continue;
    if (token.type === "html") open = openContainers(token.raw, open);
    const isInHtml = open.length > 0 && isCode(token) && context.anchors.cell(token) === null;
    if (isInHtml || !(isCode(token) || isDiv(token))) {
      prose.push(token);
      continue;
    }
    if (open.length > 0) reportOpen(token, open, context);
    endProse();
    result.push({ type: "single", token });
  }
  endProse();
  return result;
}

function reportOpen(token: Token, open: readonly string[], context: LessonContext): void {
  const message = `\`<${open.at(-1)}>\` is still open here: HTML cannot hold a cell or a div, so it ends before it.`;
  context.log.report(
    placeOf(context, token),
    message,
    "Close the element, or use a div (`:::`) in its place.",
  );
}

function buildBlock(
  group: Group,
  where: FencePlace,
  context: LessonContext,
  renderer: Renderer,
): Block | null {
  if (group.type === "prose") return proseBlock(group.tokens, context, renderer);
  if (isCode(group.token)) return fenceBlock(group.token, where, context);
  return isDiv(group.token) ? divBlock(group.token, where, context, renderer) : null;
}

function proseBlock(tokens: readonly Token[], context: LessonContext, renderer: Renderer): Block | null {
  inspectProse(tokens, context, renderer);
  const first = tokens.find(({ type }) => type !== "space");
  const line = first ? context.source.line(placeOf(context, first)) : 1;
  const html = renderer.blocks(tokens);
  return html.trim() === "" ? null : { type: "prose", line, html };
}

function divBlock(token: DivToken, where: FencePlace, context: LessonContext, renderer: Renderer): Block {
  reportDiv(token, context);
  const line = context.source.line(placeOf(context, token));
  const { classes } = token.attributes;
  const build = (tokens: readonly Token[], place: FencePlace): Block[] =>
    buildBlocks(tokens, place, context, renderer);
  if (classes.includes("figure"))
    return { type: "figure", line, figure: figureUse(token, context, renderer) };
  if (classes.includes("exercise") && where === "lesson") {
    return { type: "exercise", line, exercise: readExercise(token, context, build) };
  }
  reportMisplaced(token, where, context);
  return { type: "div", line, id: context.anchors.div(token), classes, blocks: build(token.tokens, where) };
}

function reportDiv(token: DivToken, context: LessonContext): void {
  const { classes, values, faults } = token.attributes;
  const report = (index: number, message: string, remedy: string): void =>
    context.log.report(placeWithin(context, token, index), message, remedy);
  if (!token.closed) report(0, "A div that is not closed.", "End it with a line `:::`.");
  if (token.tooDeep)
    report(0, "Divs are nested too deeply: what this one holds is left out.", "Use fewer levels.");
  for (const { offset, message, remedy } of faults) report(token.attributesOffset + offset, message, remedy);
  for (const name of classes.filter((name) => !KNOWN_CLASSES.includes(name))) {
    const near = nearest(name, KNOWN_CLASSES);
    if (near)
      report(token.attributesOffset, `Unknown class \`.${name}\` of a div.`, `Did you mean \`.${near}\`?`);
  }
  const allowed = classes.includes("figure") ? null : classes.includes("exercise") ? ["title"] : [];
  for (const [key, { offset }] of values) {
    if (allowed === null || allowed.includes(key)) continue;
    report(token.attributesOffset + offset, `Unknown attribute \`${key}\` of this div.`, "Take it out.");
  }
}

function reportMisplaced(token: DivToken, where: FencePlace, context: LessonContext): void {
  const offset = placeWithin(context, token, token.attributesOffset);
  const { classes } = token.attributes;
  if (classes.includes("exercise")) {
    context.log.report(offset, "An exercise inside an exercise.", "Close the outer one before it.");
  }
  const part = ["hint", "solution"].find((name) => classes.includes(name));
  if (part && where === "lesson") {
    context.log.report(offset, `A ${part} outside an exercise.`, "Put it in a `::: {.exercise}`.");
  }
}
