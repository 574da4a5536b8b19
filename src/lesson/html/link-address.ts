import type { Anchors } from "../blocks/anchors.ts";
import { escapeHtml } from "./highlight.ts";
import { linkTarget } from "./link-target.ts";
import { decodeEntities } from "./plain-text.ts";

const ANCHOR = /<a((?:\s[^\s="'<>/]+(?:="[^"]*")?)*)>/g;
const HREF = /(\shref=")([^"]*)"/;

/**
 * The links in sanitised HTML as they must be on the page: places in the lesson by their ids there, other lessons
 * by their pages; and links that leave the site neither hand over the page nor say where they come from.
 */
export function finishLinks(html: string, anchors: Anchors): string {
  return html.replace(ANCHOR, (_, attributes: string) => {
    let relation = "";
    const finished = attributes.replace(HREF, (whole, before: string, written: string) => {
      const href = decodeEntities(written);
      if (linkTarget(href).type === "external") relation = ' rel="noopener noreferrer"';
      const address = pageAddress(href, anchors);
      return address === href ? whole : `${before}${escapeHtml(address)}"`;
    });
    return `<a${finished}${relation}>`;
  });
}

function pageAddress(href: string, anchors: Anchors): string {
  const target = linkTarget(href);
  if (target.type === "anchor") {
    const id = anchors.resolve(target.fragment);
    return id === null || id === target.fragment ? href : `#${id}`;
  }
  if (target.type !== "lesson") return href;
  const fragment = target.fragment === "" ? "" : `#${target.fragment}`;
  // Half a surrogate pair has no place in an address, and `encodeURI` throws at it.
  const path = target.path.replace(/\p{Surrogate}/gu, "\uFFFD").replace(/\.md$/, "");
  return `../${encodeURI(path)}/${fragment}`;
}
