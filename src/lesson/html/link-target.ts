/** What a link or picture in a lesson leads to. */
export type LinkTarget =
  | { readonly type: "anchor"; readonly fragment: string }
  | { readonly type: "external" }
  | { readonly type: "refused"; readonly scheme: string }
  | { readonly type: "mail" }
  /** `path` from the lesson's folder, decoded. */
  | { readonly type: "lesson"; readonly path: string; readonly fragment: string }
  /** `suffix`: query and fragment, as they are written. */
  | { readonly type: "asset"; readonly path: string; readonly suffix: string }
  | { readonly type: "outside"; readonly path: string }
  | { readonly type: "none" };

/**
 * Reads an address as browsers do, which ignore control characters and blanks before and in the scheme.
 * @param href without character references.
 */
export function linkTarget(href: string): LinkTarget {
  const address = href.replace(/^[^!-\u{10ffff}]+/u, "").replace(/[\t\n\r]/g, "");
  if (address === "") return { type: "none" };
  if (address.startsWith("#")) return { type: "anchor", fragment: decode(address.slice(1)) };
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
  if (scheme !== undefined) return schemeTarget(scheme.toLowerCase());
  if (/^[/\\]{2}/.test(address)) return { type: "external" };
  const [path = ""] = /^[^?#]*/.exec(address) ?? [];
  return pathTarget(decode(path), address.slice(path.length));
}

function schemeTarget(scheme: string): LinkTarget {
  if (scheme === "http" || scheme === "https") return { type: "external" };
  return scheme === "mailto" || scheme === "tel" ? { type: "mail" } : { type: "refused", scheme };
}

function pathTarget(path: string, suffix: string): LinkTarget {
  const parts = path.split("/");
  if (path === "") return { type: "none" };
  if (/^[/\\]/.test(path) || parts.includes("..")) return { type: "outside", path };
  const plain = parts.filter((part) => part !== ".").join("/");
  if (!plain.endsWith(".md")) return { type: "asset", path: plain, suffix };
  const [, fragment = ""] = /#(.*)$/s.exec(suffix) ?? [];
  return { type: "lesson", path: plain, fragment: decode(fragment) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
