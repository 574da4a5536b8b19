import { decodeHTMLStrict } from "entities";
import { escapeHtml } from "./escape-html.ts";
import { linkTarget } from "./link-target.ts";
import type { ResolveFragment } from "./render-context.ts";

const ANCHOR = /<a((?:\s[^\s="'<>/]+(?:="[^"]*")?)*)>/g;
const HREF = /(\shref=")([^"]*)"/;

/**
 * Adapts the links in sanitised HTML to the page: fragments become ids of the page, `.md` files the pages of other
 * lessons, and links to other sites get `rel="noopener noreferrer"`.
 */
export function finishLinks(html: string, resolve: ResolveFragment): string {
  return html.replace(ANCHOR, (_, attributes: string) => {
    let relation = "";
    const finished = attributes.replace(HREF, (whole, before: string, written: string) => {
      const href = decodeHTMLStrict(written);
      if (linkTarget(href).type === "external") relation = ' rel="noopener noreferrer"';
      const address = pageAddress(href, resolve);
      return address === href ? whole : `${before}${escapeHtml(address)}"`;
    });
    return `<a${finished}${relation}>`;
  });
}

function pageAddress(href: string, resolve: ResolveFragment): string {
  const target = linkTarget(href);
  if (target.type === "anchor") {
    const id = resolve(target.fragment);
    return id === null || id === target.fragment ? href : `#${id}`;
  }
  if (target.type !== "lesson") return href;
  const fragment = target.fragment === "" ? "" : `#${target.fragment}`;
  // `encodeURI` throws on an unpaired surrogate.
  const path = target.path.replace(/\p{Surrogate}/gu, "\uFFFD").replace(/\.md$/, "");
  return `../${encodeURI(path)}/${fragment}`;
}
