import type { Token, Tokens } from "marked";
import { type LessonContext, placeOf, placeWithin } from "../context.ts";
import { decodeEntities, plainText } from "../html/plain-text.ts";
import type { Renderer } from "../html/render.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isCode, readFence } from "../markdown/fence.ts";
import { isFootnoteToken } from "../markdown/footnotes.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { IMAGE_ATTRIBUTES, imageAttributes, isImage } from "../markdown/image-syntax.ts";
import { isTooDeep } from "../markdown/nesting.ts";
import { childTokens } from "../markdown/offsets.ts";
import { inspectAddress } from "./inspect-address.ts";
import { inspectHtml } from "./inspect-html.ts";

/** Reports what is wrong in prose, and takes note of its headings and of what it refers to. */
export function inspectProse(tokens: readonly Token[], context: LessonContext, renderer: Renderer): void {
  for (const token of tokens) {
    inspect(token, context, renderer);
    inspectProse(childTokens(token), context, renderer);
  }
}

function inspect(token: Token, context: LessonContext, renderer: Renderer): void {
  if (isHeading(token)) inspectHeading(token, context, renderer);
  else if (isCode(token)) inspectNestedCode(token, context);
  else if (isDiv(token)) inspectNestedDiv(token, context);
  else if (isTooDeep(token)) {
    context.log.report(
      placeOf(context, token),
      "Quotes or lists are nested too deeply.",
      "Use fewer levels.",
    );
  } else if (token.type === "strayDiv") {
    context.log.report(
      placeOf(context, token),
      "A `:::` that closes nothing.",
      "Take it out, or open a div above it.",
    );
  } else if (isLink(token)) inspectLink(token, context);
  else if (isImage(token)) inspectImage(token, context);
  else if (token.type === "html") inspectHtml(token.raw, placeOf(context, token), context);
  else if (token.type === "footnote") inspectFootnote(token, context);
  else if (token.type === "text" || token.type === "paragraph" || token.type === "table")
    inspectText(token, context);
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === "link" && "href" in token;
}

function inspectHeading(token: Tokens.Heading, context: LessonContext, renderer: Renderer): void {
  const place = placeOf(context, token);
  const text = decodeEntities(plainText(token.tokens)).trim();
  const before = context.headings.at(-1)?.level ?? 1;
  if (token.depth === 1) {
    const remedy = "The title in the front matter is the only heading of level 1: write `##`.";
    context.log.report(place, `The heading “${text}” is of level 1.`, remedy);
  } else if (token.depth > before + 1) {
    const remedy = `Write ${"#".repeat(before + 1)} or put a heading of level ${before + 1} above it.`;
    context.log.report(place, `The heading “${text}” skips from level ${before} to ${token.depth}.`, remedy);
  }
  if (text === "") context.log.report(place, "An empty heading.", "Write its text, or take it out.");
  const id = context.anchors.heading(token);
  context.headings.push({ id, level: Math.max(2, token.depth), html: renderer.label(token.tokens), text });
}

function inspectNestedCode(token: Tokens.Code, context: LessonContext): void {
  const { attributes, attributesOffset } = readFence(token);
  if (attributes.id === null && attributes.classes.length === 0) return;
  const message = "A cell cannot stand in a list or a quote: this code is shown, but does not run.";
  context.log.report(
    placeWithin(context, token, attributesOffset),
    message,
    "Put it between paragraphs, without indentation.",
  );
}

function inspectNestedDiv(token: Tokens.Generic, context: LessonContext): void {
  const message = "A div cannot stand in a list or a quote: it is shown as plain text.";
  context.log.report(placeOf(context, token), message, "Put it between paragraphs, without indentation.");
}

function inspectLink(token: Tokens.Link, context: LessonContext): void {
  inspectAddress(token.href, placeOf(context, token), context, "link");
}

function inspectImage(token: Tokens.Image, context: LessonContext): void {
  const place = placeOf(context, token);
  inspectAddress(token.href, place, context, "picture");
  if (token.text.trim() === "") {
    const remedy = "Write what it shows between the brackets: `![…](…)`.";
    context.log.report(place, "A picture without a description.", remedy);
  }
  const { id, values, faults } = imageAttributes(token);
  const report = (offset: number, message: string, remedy: string): void =>
    context.log.report(place + token.raw.length + offset, message, remedy);
  for (const { offset, message, remedy } of faults) report(offset, message, remedy);
  if (id !== null) report(0, "A picture cannot have an id.", "Give one to a div around it.");
  for (const [key, { offset }] of values) {
    if (IMAGE_ATTRIBUTES.includes(key)) continue;
    report(offset, `Unknown attribute \`${key}\` of a picture.`, "Known: `width`, `height` and classes.");
  }
}

function inspectFootnote(token: Token, context: LessonContext): void {
  if (!isFootnoteToken(token) || token.refs.length > 0) return;
  const message = `Nothing refers to the footnote \`${token.label}\`, so it is not shown.`;
  context.log.report(
    placeOf(context, token),
    message,
    `Write \`[^${token.label}]\` in the text, or take it out.`,
  );
}

interface TextFault {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly remedy: string;
}

/** What is left in the text where a piece of lesson syntax did not come about. */
const IN_TEXT: readonly TextFault[] = [
  {
    pattern: /\$\$/,
    message: () => "A `$$` without its partner.",
    remedy: "Close the formula with `$$`, with no empty line in it; write `\\$` for a dollar.",
  },
  {
    pattern: /\\begin\{[^}\n]*\}/,
    message: (found) => `\`${found}\` is not closed.`,
    remedy: "End it with the `\\end{…}` of the same name.",
  },
  {
    pattern: /\[\^[^\]\s]+\]/,
    message: (found) => `The footnote \`${found}\` is not defined.`,
    remedy: "Define it by a line such as `[^1]: Text.` between empty lines.",
  },
];

const STRAY_DIV = /(?:^|\n)[ \t>]*:{3,}/;

function inspectText(token: Token, context: LessonContext): void {
  if (childTokens(token).length === 0) {
    for (const { pattern, message, remedy } of IN_TEXT) {
      const match = pattern.exec(token.raw);
      if (match) context.log.report(placeWithin(context, token, match.index), message(match[0]), remedy);
    }
  } else {
    const match = STRAY_DIV.exec(token.raw);
    if (!match) return;
    const offset = match.index + match[0].length - match[0].trimStart().length;
    const remedy = "Put an empty line before it; write `::: {.class}` or `:::` and nothing else on the line.";
    context.log.report(placeWithin(context, token, offset), "A `:::` in the middle of a text.", remedy);
  }
}
