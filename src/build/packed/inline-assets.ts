import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { decodeHTMLStrict } from "entities";
import { escapeHtml } from "../../lesson/html/escape-html.ts";
import { linkTarget } from "../../lesson/html/link-target.ts";
import { findAsset } from "../files/lesson-asset.ts";

/** Types by the ends of names; browsers recognise pictures, sound and films of other types by their contents. */
const TYPES: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".csv": "text/csv",
  ".json": "application/json",
  ".txt": "text/plain",
  ".pdf": "application/pdf",
};

/** The tags of a prerendered page that carry addresses; a quoted value may contain `>`. */
const TAG = /<(?:a|img|source|video|audio)\b(?:"[^"]*"|'[^']*'|[^"'>])*>/g;
/** Addresses are always in double quotes. */
const ADDRESS = /\b(href|src|poster)="([^"]*)"/g;

/**
 * A page's HTML with the files beside the lesson in it. Links to such files download them, since browsers do not open
 * data URLs. Links to other lessons lead to their own files beside this one. References to parts of them are text,
 * since a reader may have only this one.
 * @param folder the lesson's folder.
 */
export async function inlineAssets(html: string, folder: string): Promise<string> {
  const encoded = new Map<string, string>();
  for (const path of assetPaths(html)) {
    const asset = findAsset(folder, path);
    if (asset.type === "file") encoded.set(path, dataAddress(path, await readFile(asset.path)));
  }
  return html.replace(TAG, (tag) => {
    const isReference = tag.includes(' class="reference"');
    let name = "";
    const inlined = tag.replace(ADDRESS, (whole, attribute: string, written: string) => {
      const href = decodeHTMLStrict(written);
      const lesson = otherLesson(href);
      if (lesson !== null) return isReference ? "" : `${attribute}="${escapeHtml(lesson)}"`;
      const path = assetPath(href);
      const address = path === null ? undefined : encoded.get(path);
      if (address === undefined) return whole;
      if (attribute === "href") name = path?.split("/").at(-1) ?? "";
      return `${attribute}="${address}"`;
    });
    return name === "" ? inlined : inlined.replace(/>$/, ` download="${escapeHtml(name)}">`);
  });
}

function assetPaths(html: string): ReadonlySet<string> {
  const paths = [...html.matchAll(TAG)].flatMap(([tag]) =>
    [...tag.matchAll(ADDRESS)].flatMap(([, , written = ""]) => assetPath(decodeHTMLStrict(written)) ?? []),
  );
  return new Set(paths);
}

function assetPath(href: string): string | null {
  const target = linkTarget(href);
  return target.type === "asset" ? target.path : null;
}

/** `../other/#id`, as lessons link to each other on a site, as `other.html#id`; null for any other address. */
function otherLesson(href: string): string | null {
  const [, slug, fragment = ""] = /^\.\.\/([^/]+)\/(#.*)?$/s.exec(href) ?? [];
  return slug === undefined ? null : `${slug}.html${fragment}`;
}

function dataAddress(path: string, content: Buffer): string {
  const type = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
  return `data:${type};base64,${content.toString("base64")}`;
}
