import { decodeHTMLStrict } from "entities";
import type { Beside } from "../known-things.ts";
import type { ResolveFragment } from "../other-lesson.ts";
import { isAddress } from "./addresses.ts";
import { escapeHtml } from "./escape-html.ts";
import { linkTarget } from "./link-target.ts";

const TAG = /<([a-z][a-z0-9]*)((?:\s[^\s="'<>/]+(?:="[^"]*")?)+)>/g;
const ATTRIBUTE = /(\s)([^\s="'<>/]+)="([^"]*)"/g;

/** What addresses in a lesson can lead to; `beside` is null if that is not known. */
export interface Destinations {
  readonly resolve: ResolveFragment;
  readonly beside: Beside | null;
}

/**
 * Adapts the addresses in sanitised HTML to the page: fragments become ids of the page, `.md` files the pages of other
 * lessons, paths of files are encoded, and links to other sites get `rel="noopener noreferrer"`.
 */
export function finishLinks(html: string, destinations: Destinations): string {
  return html.replace(TAG, (tag, name: string, attributes: string) => {
    let relation = "";
    const finished = attributes.replace(ATTRIBUTE, (whole, space: string, key: string, written: string) => {
      if (!isAddress(key)) return whole;
      const href = decodeHTMLStrict(written);
      if (name === "a" && linkTarget(href).type === "external") relation = ' rel="noopener noreferrer"';
      const address = pageAddress(href, destinations);
      return address === href ? whole : `${space}${key}="${escapeHtml(address)}"`;
    });
    return finished === attributes && relation === "" ? tag : `<${name}${finished}${relation}>`;
  });
}

function pageAddress(href: string, { resolve, beside }: Destinations): string {
  const target = linkTarget(href);
  switch (target.type) {
    case "anchor": {
      const id = resolve(target.fragment);
      return id === null || id === target.fragment ? href : `#${id}`;
    }
    case "lesson": {
      const { path, fragment } = target;
      const id = beside?.lesson(path)?.resolve(fragment) ?? fragment;
      return `../${encodePath(path.replace(/\.md$/, ""))}/${id === "" ? "" : `#${id}`}`;
    }
    case "asset": {
      const { path, suffix } = target;
      if (beside?.assetState(path) !== "file") return href;
      const version = suffix.startsWith("?") ? "" : beside.assetVersion(path);
      return `${encodePath(path)}${version}${suffix}`;
    }
    default:
      return href;
  }
}

/** Encodes a path for an address; `#`, `?` and `%` in the name of a file belong to it. */
export function encodePath(path: string): string {
  // `encodeURIComponent` throws on an unpaired surrogate.
  const valid = path.replace(/\p{Surrogate}/gu, "\uFFFD");
  return valid.split("/").map(encodeURIComponent).join("/");
}
