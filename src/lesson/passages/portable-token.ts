import { decodeHTMLStrict } from "entities";
import type { Token, Tokens } from "marked";
import { tagsIn } from "../html/html-tags.ts";
import { linkTarget } from "../html/link-target.ts";
import type { Attachment } from "../lesson.ts";
import { isHeading } from "../markdown/heading-syntax.ts";
import { isImage } from "../markdown/image-syntax.ts";
import { isMath } from "../markdown/math-syntax.ts";
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
}

/** Turns what only lessons understand into Markdown that Jupyter, Colab and GitHub understand too. */
export function portableEdits(token: Token, inTable: boolean, context: PortableContext): TokenEdit[] {
  if (isMath(token)) return mathEdits(token, inTable);
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
function mathEdits(
  token: Token & { readonly tex: string; readonly display: boolean },
  inTable: boolean,
): TokenEdit[] {
  const isGitHub = token.raw.startsWith("$`");
  if (!isGitHub && !(inTable && token.raw.includes("|"))) return [];
  const dollars = token.display ? "$$" : "$";
  const tex = inTable ? token.tex.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ") : token.tex;
  return [whole(token, `${dollars}${tex.trim()}${dollars}`)];
}

/** `## Title {#id}` becomes `## Title <a name="id"></a>`. */
function headingEdits(token: Tokens.Heading, { headingName }: PortableContext): TokenEdit[] {
  const name = headingName(token);
  if (name === null) return [];
  const start = token.raw.indexOf(token.text) + token.text.length;
  const lineEnd = token.raw.indexOf("\n", start);
  return [{ start, end: lineEnd === -1 ? token.raw.length : lineEnd, text: ` ${namedAnchor(name)}` }];
}

function imageEdits(token: Tokens.Image, { attachment }: PortableContext): TokenEdit[] {
  const picture = picturePath(decodeHTMLStrict(token.href));
  const start = tailOf(token);
  if (picture === null && !isReference(token, start)) return [];
  const address = picture === null ? token.href : `attachment:${attachment(picture).name}`;
  return [{ start, end: token.raw.length, text: destination(address, token.title) }];
}

function linkEdits(token: Tokens.Link, { fragment }: PortableContext): TokenEdit[] {
  const start = tailOf(token);
  // An address that is a link by itself.
  if (!token.raw.startsWith("[")) return [];
  const target = linkTarget(decodeHTMLStrict(token.href));
  const href = target.type === "anchor" ? `#${fragment(target.fragment)}` : token.href;
  if (href === token.href && !isReference(token, start)) return [];
  return [{ start, end: token.raw.length, text: destination(href, token.title ?? null) }];
}

/** The index in a link or picture after `[…]`. */
function tailOf({ raw, text }: Tokens.Link | Tokens.Image): number {
  const inner = raw.indexOf(text, raw.indexOf("[") + 1);
  return raw.indexOf("]", (inner === -1 ? 0 : inner) + text.length) + 1;
}

/** `[text][label]` needs a definition, which would be in another cell of the notebook. */
function isReference({ raw }: Token, tail: number): boolean {
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

/** A dollar that is none of a formula: notebooks have other rules for these. */
function dollarEdits({ raw }: Token): TokenEdit[] {
  return Array.from(raw.matchAll(/\$/g), ({ index }) => ({ start: index, end: index + 1, text: "\\$" }));
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === "link" && "href" in token;
}
