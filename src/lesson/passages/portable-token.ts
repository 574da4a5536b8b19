import { decodeHTMLStrict } from "entities";
import type { Token, Tokens } from "marked";
import { tagsIn } from "../html/html-tags.ts";
import { linkTarget } from "../html/link-target.ts";
import type { NumberedFormula, Numbering } from "../html/numbering.ts";
import type { Attachment } from "../lesson.ts";
import { NO_ATTRIBUTES } from "../markdown/attribute-syntax.ts";
import { isTableCaption, type TableCaptionToken } from "../markdown/caption-syntax.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { isImage, soleImage } from "../markdown/image-syntax.ts";
import { isMath, type MathToken } from "../markdown/math-syntax.ts";
import { isReference, type ReferenceToken } from "../markdown/reference-syntax.ts";
import { pictureType } from "./picture-type.ts";
import type { TokenEdit } from "./source-edits.ts";

/** What a token's portable form depends on. */
export interface PortableContext {
  /** The name by which links reach a heading; null if none does, and its author gave it no id. */
  readonly headingName: (token: Token) => string | null;
  /** What a link to an id of this lesson leads to in a notebook. */
  readonly fragment: (fragment: string) => string;
  /** A picture beside the lesson. */
  readonly attachment: (path: string) => Attachment;
  readonly numbering: Numbering;
  /** Inline tokens as portable Markdown. */
  readonly markdown: (tokens: readonly Token[]) => string;
}

/** Turns what only lessons understand into Markdown that Jupyter, Colab and GitHub understand too. */
export function portableEdits(token: Token, inTable: boolean, context: PortableContext): TokenEdit[] {
  if (isMath(token)) return mathEdits(token, inTable, context);
  if (isReference(token)) return [whole(token, referenceMarkdown(token))];
  if (isTableCaption(token)) return [whole(token, captionMarkdown(token, context))];
  if (token.type === "paragraph") return pictureEdits(token, context);
  if (isHeading(token)) return headingEdits(token, context);
  if (isImage(token)) return imageEdits(token, context);
  switch (token.type) {
    case "imageAttributes":
      return [whole(token, `<!-- ${token.raw} -->`)];
    case "footnoteRef":
      return [whole(token, `[<sup>${token["id"]}</sup>](#${footnoteName(String(token["label"]))})`)];
    case "footnote":
      return [whole(token, "")];
    case "link":
      return isLink(token) ? linkEdits(token, context) : [];
    case "html":
      return htmlEdits(token, context);
    case "text":
      return "tokens" in token && token.tokens ? [] : dollarEdits(token);
    default:
      return [];
  }
}

/** The name of the place of a footnote's text. */
export function footnoteName(label: string): string {
  return `footnote-${encodeURIComponent(label)}`;
}

/** The anchor by which links reach a place in a notebook. Colab keeps `name`, but not `id`. */
export function namedAnchor(name: string): string {
  return `<a name="${name}"></a>`;
}

function whole({ raw }: Token, text: string): TokenEdit {
  return { start: 0, end: raw.length, text };
}

/** GitHub's $`…`$ becomes `$…$`, and a bar in a table a command: notebooks would divide the cell there. */
function mathEdits(token: MathToken, inTable: boolean, { numbering }: PortableContext): TokenEdit[] {
  const numbered = numbering.equation(token);
  if (numbered !== null) return [whole(token, numberedMath(token, numbered))];
  const isGitHub = token.raw.startsWith("$`");
  if (!isGitHub && !(inTable && token.raw.includes("|"))) return [];
  const dollars = token.display ? "$$" : "$";
  const tex = inTable ? token.tex.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ") : token.tex;
  return [whole(token, `${dollars}${tex.trim()}${dollars}`)];
}

/** A formula with its numbers as tags: notebooks count differently. Colab does not know labels. */
function numberedMath(token: MathToken, { tex, ids }: NumberedFormula): string {
  const isEnvironment = /^\s*\\begin\{/.test(token.raw);
  const dollars = token.display ? "$$" : "$";
  const formula = isEnvironment ? tex : dollars + tex + dollars;
  const [id, ...more] = ids;
  const anchors =
    id === undefined
      ? ""
      : `${[id, ...more].map(namedAnchor).join("")}${token.type === "blockMath" ? "\n\n" : ""}`;
  const attributes = id === undefined ? "" : ` <!-- {#${id}} -->`;
  return `${anchors}${formula}${attributes}${/\n*$/.exec(token.raw)?.[0] ?? ""}`;
}

/** A reference as the links that the page shows. Those to other lessons are text: a notebook is read without them. */
function referenceMarkdown({ parts }: ReferenceToken): string {
  return parts
    .map(({ text, target }) =>
      target === null || target.lesson !== null
        ? plainMarkdown(text)
        : `[${plainMarkdown(text)}](#${target.id})`,
    )
    .join("");
}

function plainMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>$]/g, "\\$&");
}

/** The caption of a table is a paragraph that begins with its number. */
function captionMarkdown(token: TableCaptionToken, context: PortableContext): string {
  const { id } = token.attributes;
  const label = context.numbering.captioned(token)?.label ?? null;
  const anchor = id === null ? "" : ` ${namedAnchor(id)}`;
  const number = label === null ? "" : `**${label}.** `;
  return `${number}${context.markdown(token.tokens)}${anchor}${/\n*$/.exec(token.raw)?.[0] ?? ""}`;
}

/** The paragraph of a picture with a number is followed by its caption. */
function pictureEdits(token: Token, context: PortableContext): TokenEdit[] {
  const image = soleImage(token);
  const captioned = image === null ? null : context.numbering.captioned(token);
  if (image === null || captioned === null) return [];
  const end = token.raw.trimEnd().length;
  const anchor = captioned.id === null ? "" : namedAnchor(captioned.id);
  const caption = `${anchor}**${captioned.label}.** ${context.markdown(image.tokens)}`;
  return [{ start: end, end, text: `\n\n${caption}` }];
}

/** `## Title {#id}` becomes `## Title <a name="id"></a>`, and `## Title {.unnumbered}` is `## Title`. */
function headingEdits(token: Tokens.Heading, { headingName, numbering }: PortableContext): TokenEdit[] {
  const name = headingName(token);
  const number = numbering.section(token);
  const title = token.raw.indexOf(token.text);
  const numberEdit = number === null ? [] : [{ start: title, end: title, text: `${number} ` }];
  if (name === null && headingAttributes(token) === NO_ATTRIBUTES) return numberEdit;
  const start = title + token.text.length;
  const lineEnd = token.raw.indexOf("\n", start);
  const end = lineEnd === -1 ? token.raw.length : lineEnd;
  return [...numberEdit, { start, end, text: name === null ? "" : ` ${namedAnchor(name)}` }];
}

function imageEdits(token: Tokens.Image, { attachment }: PortableContext): TokenEdit[] {
  const picture = picturePath(decodeHTMLStrict(token.href));
  const start = tailOf(token);
  if (picture === null && !isLinkReference(token, start)) return [];
  const address = picture === null ? token.href : `attachment:${attachment(picture).name}`;
  return [{ start, end: token.raw.length, text: destination(address, token.title) }];
}

function linkEdits(token: Tokens.Link, { fragment }: PortableContext): TokenEdit[] {
  const start = tailOf(token);
  // An address that is a link by itself.
  if (!token.raw.startsWith("[")) return [];
  const target = linkTarget(decodeHTMLStrict(token.href));
  const href = target.type === "anchor" ? `#${fragment(target.fragment)}` : token.href;
  if (href === token.href && !isLinkReference(token, start)) return [];
  return [{ start, end: token.raw.length, text: destination(href, token.title ?? null) }];
}

/** The index in a link or picture after `[…]`. */
function tailOf({ raw, text }: Tokens.Link | Tokens.Image): number {
  const inner = raw.indexOf(text, raw.indexOf("[") + 1);
  return raw.indexOf("]", (inner === -1 ? 0 : inner) + text.length) + 1;
}

/** `[text][label]` needs a definition, which would be in another cell of the notebook. */
function isLinkReference({ raw }: Token, tail: number): boolean {
  return raw[tail] !== "(";
}

function destination(href: string, title: string | null): string {
  const address = /[\s()<>]/.test(href) ? `<${href.replace(/[<>\n]/g, encodeURIComponent)}>` : href;
  return title ? `(${address} "${title.replaceAll('"', '\\"')}")` : `(${address})`;
}

/** Only where a picture is shown does Jupyter look for an attachment. */
function htmlEdits(token: Token, { attachment }: PortableContext): TokenEdit[] {
  const pictures = tagsIn(token.raw).filter(({ name }) => name === "img");
  return pictures.flatMap(({ attributes }) =>
    attributes.flatMap(({ name, value, offset, end }) => {
      const picture = name === "src" ? picturePath(value) : null;
      if (picture === null) return [];
      return [{ start: offset, end, text: `src="attachment:${attachment(picture).name}"` }];
    }),
  );
}

/** The path of a picture beside the lesson; null for any other address, also of other files beside it. */
function picturePath(href: string): string | null {
  const target = linkTarget(href);
  return target.type === "asset" && pictureType(target.path) !== null ? target.path : null;
}

/** A dollar that does not belong to a formula: notebooks have other rules for these. */
function dollarEdits({ raw }: Token): TokenEdit[] {
  return Array.from(raw.matchAll(/\$/g), ({ index }) => ({ start: index, end: index + 1, text: "\\$" }));
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === "link" && "href" in token;
}
