import type { Token, Tokens } from "marked";
import { nearest } from "../../protocol/nearest.ts";
import { groupTokens } from "../blocks/groups.ts";
import { addressesIn } from "../html/addresses.ts";
import { plainText } from "../html/plain-text.ts";
import { kindOfId } from "../kinds.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isCode, readFence } from "../markdown/fence.ts";
import { isFootnoteToken } from "../markdown/footnotes.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { IMAGE_ATTRIBUTES, imageAttributes, isImage, soleImage } from "../markdown/image-syntax.ts";
import { isTooDeep } from "../markdown/nesting.ts";
import { childTokens, descendants } from "../markdown/offsets.ts";
import type { Fault } from "../source-text.ts";
import { lintAddress } from "./lint-address.ts";
import type { LintContext } from "./lint-context.ts";
import { lintHtml } from "./lint-html.ts";
import { lintNumbered } from "./lint-numbered.ts";
import { lintLatexBrackets, lintLines, lintText } from "./lint-text.ts";
import { lintComment, lintFence, lintUnclosedElements } from "./lint-unclosed.ts";

/** What is wrong in the prose of a lesson: everything but its cells and the attributes of its divs. */
export function lintProse(tokens: readonly Token[], context: LintContext): Fault[] {
  return [...lintHeadings(tokens, context), ...lintFootnotes(tokens, context), ...lintFlow(tokens, context)];
}

/** In the flow of the lesson and of its divs, code and divs become blocks. */
function lintFlow(tokens: readonly Token[], context: LintContext): Fault[] {
  const groups = groupTokens(tokens, context.anchors);
  return groups.flatMap((group, index) => {
    if (group.type === "prose") {
      const next = groups[index + 1];
      return lintPassage(group.tokens, next?.type === "single" ? next.ends : null, context);
    }
    if (isCode(group.token)) return lintFence(group.token, context.offsets.of(group.token));
    const isCaption = group.token.attributes.classes.includes("figure");
    return isCaption ? lintPassage(group.token.tokens, null, context) : lintFlow(group.token.tokens, context);
  });
}

/** @param ends the element that what comes after the prose ends. */
function lintPassage(tokens: readonly Token[], ends: string | null, context: LintContext): Fault[] {
  return [...lintNested(tokens, context), ...lintUnclosedElements(tokens, ends, context.offsets)];
}

function lintNested(tokens: readonly Token[], context: LintContext): Fault[] {
  const destinations = { resolve: context.anchors.resolve, beside: context.beside };
  const all = [...descendants(tokens)];
  const inParagraphs = new Set<Token | null>(all.map(soleImage));
  return all.flatMap((token) => [
    ...lintToken(token, context),
    ...(isImage(token) ? lintImage(token, context.offsets.of(token), inParagraphs.has(token)) : []),
    ...lintNumbered(token, context.offsets),
    ...(token.type === "paragraph" ? lintLines(token, context.offsets) : []),
    ...lintLatexBrackets(token, context.offsets),
    ...addressesIn(token).flatMap((address) => lintAddress(address, context.offsets.of(token), destinations)),
  ]);
}

function lintToken(token: Token, context: LintContext): Fault[] {
  const offset = context.offsets.of(token);
  if (isCode(token)) return lintNestedCode(token, context);
  if (isDiv(token)) return [nestedDiv(offset)];
  if (isTooDeep(token))
    return [{ offset, message: "Quotes or lists are nested too deeply.", remedy: "Use fewer levels." }];
  switch (token.type) {
    case "strayDiv":
      return [
        { offset, message: "A `:::` that closes nothing.", remedy: "Remove it, or open a div above it." },
      ];
    case "html":
      return [...lintHtml(token.raw, offset), ...lintComment(token, offset)];
    case "text":
    case "paragraph":
    case "table":
      return childTokens(token).length === 0
        ? lintText(token, context.offsets)
        : lintStrayDiv(token, context);
    default:
      return [];
  }
}

function lintHeadings(tokens: readonly Token[], { offsets }: LintContext): Fault[] {
  let above = 1;
  return [...descendants(tokens)].filter(isHeading).flatMap((token) => {
    const faults = [
      ...lintHeading(token, offsets.of(token), above),
      ...lintHeadingAttributes(token, offsets.within(token, Math.max(0, token.raw.lastIndexOf("{")))),
    ];
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

/** @param offset of the attributes. */
function lintHeadingAttributes(token: Tokens.Heading, offset: number): Fault[] {
  const { classes, values, faults } = headingAttributes(token);
  const remedy = "A heading has an id, and `.unnumbered` if it is to have no number.";
  return [
    ...faults.map((fault) => ({ ...fault, offset: offset + fault.offset })),
    ...classes
      .filter((name) => name !== "unnumbered")
      .map((name) => {
        const near = nearest(name, ["unnumbered"]);
        const message = `Unknown class \`.${name}\` of a heading.`;
        return { offset, message, remedy: near === null ? remedy : `Did you mean \`.${near}\`?` };
      }),
    ...[...values].map(([key, value]) => ({
      offset: offset + value.offset,
      message: `Unknown attribute \`${key}\` of a heading.`,
      remedy,
    })),
  ];
}

const BETWEEN_PARAGRAPHS = "Put it between paragraphs, without indentation.";

function lintNestedCode(token: Tokens.Code, { offsets }: LintContext): Fault[] {
  const { attributes, attributesOffset } = readFence(token);
  const unclosed = lintFence(token, offsets.of(token));
  if (attributes.id === null && attributes.classes.length === 0) return unclosed;
  const message = "A list or a quote cannot contain a cell: this code is shown, but does not run.";
  return [
    { offset: offsets.within(token, attributesOffset), message, remedy: BETWEEN_PARAGRAPHS },
    ...unclosed,
  ];
}

function nestedDiv(offset: number): Fault {
  const message = "A list or a quote cannot contain a div: it is shown as plain text.";
  return { offset, message, remedy: BETWEEN_PARAGRAPHS };
}

/** @param isSole whether it is all there is in its paragraph. */
function lintImage(token: Tokens.Image, offset: number, isSole: boolean): Fault[] {
  const end = offset + token.raw.length;
  const { id, classes, values, faults } = imageAttributes(token);
  const found: Fault[] = faults.map((fault) => ({ ...fault, offset: end + fault.offset }));
  if (token.text.trim() === "") {
    const remedy = "Write what it shows between the brackets: `![…](…)`.";
    found.push({ offset, message: "A picture without a description.", remedy });
  }
  if (
    /^(?![a-z][a-z0-9+.-]*:)[^?#]*\.(?:csv|tsv|json|txt|md|pdf|xlsx?|docx?|pptx?|zip|[jt]sx?|html?)$/i.test(
      token.href,
    )
  ) {
    const message = `\`${token.href}\` is not a picture.`;
    found.push({ offset, message, remedy: `Link to it without the \`!\`: \`[…](${token.href})\`.` });
  }
  if (id !== null && kindOfId(id) !== "figure") {
    const message = `The id of a picture begins with \`fig-\`: \`${id}\` is left out.`;
    found.push({ offset: end, message, remedy: `Write \`{#fig-${id.replace(/^[a-z]+-/, "")}}\`.` });
  } else if (id !== null && !isSole) {
    const message = "Only a picture that is a paragraph of its own gets a number: this one does not.";
    found.push({ offset: end, message, remedy: "Put empty lines around it, or remove the id." });
  }
  for (const name of classes) {
    const message = `A picture has no classes: \`.${name}\` does nothing.`;
    found.push({ offset: end, message, remedy: "Remove it; `width=60%` sets its width." });
  }
  const known = isSole && id !== null ? [...IMAGE_ATTRIBUTES, "fig-alt"] : IMAGE_ATTRIBUTES;
  for (const [key, value] of values) {
    if (known.includes(key)) continue;
    const message = `Unknown attribute \`${key}\` of a picture.`;
    const more = key === "fig-alt" ? " `fig-alt` belongs to a picture with an id." : "";
    found.push({
      offset: end + value.offset,
      message,
      remedy: `Known: \`width\` and \`height\`.${more}`,
    });
  }
  return found;
}

/** Footnotes that are not shown: those to which nothing refers, and those of the same name as one before. */
function lintFootnotes(tokens: readonly Token[], { offsets }: LintContext): Fault[] {
  const defined = new Set<string>();
  return [...descendants(tokens)].filter(isFootnoteToken).flatMap((token): Fault[] => {
    const { label, refs } = token;
    const offset = offsets.of(token);
    if (defined.has(label)) {
      const message = `The footnote \`${label}\` is defined twice: only the first one is shown.`;
      return [{ offset, message, remedy: "Give this one another name, or remove it." }];
    }
    defined.add(label);
    if (refs.length > 0) return [];
    const message = `Nothing refers to the footnote \`${label}\`, so it is not shown.`;
    return [{ offset, message, remedy: `Write \`[^${label}]\` in the text, or remove it.` }];
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
