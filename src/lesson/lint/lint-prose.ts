import type { Token, Tokens } from "marked";
import { groupTokens } from "../blocks/groups.ts";
import { addressesIn } from "../html/addresses.ts";
import { plainText } from "../html/plain-text.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isCode, readFence } from "../markdown/fence.ts";
import { isFootnoteToken } from "../markdown/footnotes.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { IMAGE_ATTRIBUTES, imageAttributes, isImage } from "../markdown/image-syntax.ts";
import { isTooDeep } from "../markdown/nesting.ts";
import { childTokens, descendants } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";
import { lintAddress } from "./lint-address.ts";
import type { LintContext } from "./lint-context.ts";
import { lintHtml } from "./lint-html.ts";

/** What is wrong in the prose of a lesson: everything but its cells and the attributes of its divs. */
export function lintProse(tokens: readonly Token[], context: LintContext): Fault[] {
  return [...lintHeadings(tokens, context), ...lintFlow(tokens, context)];
}

/** In the flow of the lesson and of its divs, code and divs become blocks. */
function lintFlow(tokens: readonly Token[], context: LintContext): Fault[] {
  return groupTokens(tokens, context.anchors).flatMap((group) => {
    if (group.type === "prose") return lintNested(group.tokens, context);
    if (!isDiv(group.token)) return [];
    const isCaption = group.token.attributes.classes.includes("figure");
    return isCaption ? lintNested(group.token.tokens, context) : lintFlow(group.token.tokens, context);
  });
}

function lintNested(tokens: readonly Token[], context: LintContext): Fault[] {
  return [...descendants(tokens)].flatMap((token) => [
    ...lintToken(token, context),
    ...addressesIn(token).flatMap((address) =>
      lintAddress(address, context.offsets.of(token), context.anchors),
    ),
  ]);
}

function lintToken(token: Token, context: LintContext): Fault[] {
  const offset = context.offsets.of(token);
  if (isCode(token)) return lintNestedCode(token, context);
  if (isDiv(token)) return [nestedDiv(offset)];
  if (isTooDeep(token))
    return [{ offset, message: "Quotes or lists are nested too deeply.", remedy: "Use fewer levels." }];
  if (isImage(token)) return lintImage(token, offset);
  switch (token.type) {
    case "strayDiv":
      return [
        { offset, message: "A `:::` that closes nothing.", remedy: "Remove it, or open a div above it." },
      ];
    case "html":
      return lintHtml(token.raw, offset);
    case "footnote":
      return lintFootnote(token, offset);
    case "text":
    case "paragraph":
    case "table":
      return childTokens(token).length === 0 ? lintText(token, context) : lintStrayDiv(token, context);
    default:
      return [];
  }
}

function lintHeadings(tokens: readonly Token[], { offsets }: LintContext): Fault[] {
  let above = 1;
  return [...descendants(tokens)].filter(isHeading).flatMap((token) => {
    const faults = lintHeading(token, offsets.of(token), above);
    above = Math.max(2, token.depth);
    return faults;
  });
}

/** @param above the level of the heading above this one. */
function lintHeading({ depth, tokens }: Tokens.Heading, offset: number, above: number): Fault[] {
  const text = plainText(tokens).trim();
  const faults: Fault[] = [];
  if (depth === 1) {
    const remedy = "The title in the front matter is the only heading of level 1: write `##`.";
    faults.push({ offset, message: `The heading “${text}” is of level 1.`, remedy });
  } else if (depth > above + 1) {
    const remedy = `Write ${"#".repeat(above + 1)} or put a heading of level ${above + 1} above it.`;
    faults.push({ offset, message: `The heading “${text}” skips from level ${above} to ${depth}.`, remedy });
  }
  if (text === "")
    faults.push({ offset, message: "An empty heading.", remedy: "Write its text, or remove it." });
  return faults;
}

const BETWEEN_PARAGRAPHS = "Put it between paragraphs, without indentation.";

function lintNestedCode(token: Tokens.Code, { offsets }: LintContext): Fault[] {
  const { attributes, attributesOffset } = readFence(token);
  if (attributes.id === null && attributes.classes.length === 0) return [];
  const message = "A list or a quote cannot contain a cell: this code is shown, but does not run.";
  return [{ offset: offsets.within(token, attributesOffset), message, remedy: BETWEEN_PARAGRAPHS }];
}

function nestedDiv(offset: number): Fault {
  const message = "A list or a quote cannot contain a div: it is shown as plain text.";
  return { offset, message, remedy: BETWEEN_PARAGRAPHS };
}

function lintImage(token: Tokens.Image, offset: number): Fault[] {
  const end = offset + token.raw.length;
  const { id, values, faults } = imageAttributes(token);
  const found: Fault[] = faults.map((fault) => ({ ...fault, offset: end + fault.offset }));
  if (token.text.trim() === "") {
    const remedy = "Write what it shows between the brackets: `![…](…)`.";
    found.push({ offset, message: "A picture without a description.", remedy });
  }
  if (id !== null) {
    found.push({
      offset: end,
      message: "A picture cannot have an id.",
      remedy: "Give one to a div around it.",
    });
  }
  for (const [key, value] of values) {
    if (IMAGE_ATTRIBUTES.includes(key)) continue;
    const message = `Unknown attribute \`${key}\` of a picture.`;
    found.push({ offset: end + value.offset, message, remedy: "Known: `width`, `height` and classes." });
  }
  return found;
}

function lintFootnote(token: Token, offset: number): Fault[] {
  if (!isFootnoteToken(token) || token.refs.length > 0) return [];
  const message = `Nothing refers to the footnote \`${token.label}\`, so it is not shown.`;
  return [{ offset, message, remedy: `Write \`[^${token.label}]\` in the text, or remove it.` }];
}

interface TextFault {
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly remedy: string;
}

/** Syntax of lessons that was left in the text because it was not recognised. */
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

function lintText(token: Token, { offsets }: LintContext): Fault[] {
  return IN_TEXT.flatMap(({ pattern, message, remedy }) => {
    const match = pattern.exec(token.raw);
    return match ? [{ offset: offsets.within(token, match.index), message: message(match[0]), remedy }] : [];
  });
}

const STRAY_DIV = /(?:^|\n)[ \t>]*:{3,}/;

function lintStrayDiv(token: Token, { offsets }: LintContext): Fault[] {
  const match = STRAY_DIV.exec(token.raw);
  if (!match) return [];
  const index = match.index + match[0].length - match[0].trimStart().length;
  const remedy = "Put an empty line before it; write `::: {.class}` or `:::` and nothing else on the line.";
  return [{ offset: offsets.within(token, index), message: "A `:::` in the middle of a text.", remedy }];
}
