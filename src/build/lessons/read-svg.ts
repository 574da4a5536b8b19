import { JSDOM } from "jsdom";

/** Larger pictures would take long to check. */
const LONGEST = 5_000_000;

/**
 * The base64 of an SVG picture; null if it is not one, or not inert: as the picture of a page it runs nothing, but in
 * a tab of its own its scripts run with the rights of the site.
 * @param given its text or its base64, which then stays as it is.
 */
export function readSvg(given: string): string | null {
  if (given.length > LONGEST) return null;
  const isText = given.trimStart().startsWith("<");
  const base64 = isText ? Buffer.from(given).toString("base64") : given.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const text = decode(Buffer.from(base64, "base64"));
  return text !== null && isInert(text) ? base64 : null;
}

/** Browsers take the encoding from the file, so it must be the one that is checked here. */
function decode(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const [, encoding = "utf-8"] = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(text) ?? [];
    return /^utf-?8$/i.test(encoding) ? text : null;
  } catch {
    return null;
  }
}

/**
 * A document type without declarations of its own, which could add attributes and entities. Without < and > in its
 * names, none can hide elements.
 */
const PLAIN_DOCTYPE =
  /<!DOCTYPE\s+svg(?:\s+(?:PUBLIC\s+(?:"[^"<>]*"|'[^'<>]*')|SYSTEM)\s+(?:"[^"<>]*"|'[^'<>]*'))?\s*>/;

function isInert(text: string): boolean {
  if (/<!(?:DOCTYPE|ENTITY|ATTLIST)/i.test(text.replace(PLAIN_DOCTYPE, ""))) return false;
  // The text itself, as browsers will read it.
  const root = parse(text);
  if (root === null) return false;
  const { ownerDocument: document } = root;
  // A style sheet of the document, which can be one of XSLT.
  if ([...document.childNodes].some(({ nodeType }) => nodeType === document.PROCESSING_INSTRUCTION_NODE))
    return false;
  return [root, ...root.querySelectorAll("*")].every(isInertElement);
}

const SVG = "http://www.w3.org/2000/svg";
/** Their elements do more than draw. Those of editors, such as Inkscape's, do nothing. */
const ACTIVE_NAMESPACES: ReadonlySet<string | null> = new Set([
  "http://www.w3.org/1999/xhtml",
  "http://www.w3.org/1998/Math/MathML",
  "http://www.w3.org/2001/xml-events",
]);
const ACTIVE_ELEMENTS: ReadonlySet<string> = new Set(["script", "foreignobject", "handler", "listener"]);

function parse(text: string): Element | null {
  const { window } = new JSDOM("");
  try {
    const root = new window.DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return root.namespaceURI === SVG && root.localName === "svg" ? root : null;
  } catch {
    return null;
  }
}

function isInertElement(element: Element): boolean {
  if (ACTIVE_NAMESPACES.has(element.namespaceURI)) return false;
  if (ACTIVE_ELEMENTS.has(element.localName.toLowerCase())) return false;
  if (element.localName.toLowerCase() === "style" && !loadsNothing(element.textContent)) return false;
  return [...element.attributes].every(isInertAttribute);
}

function isInertAttribute({ localName, namespaceURI, value }: Attr): boolean {
  const name = localName.toLowerCase();
  if (name.startsWith("on") || name === "base") return false;
  if (name === "href" || name === "src") return /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp);)/i.test(value);
  // An animation of one of the attributes above.
  if (name === "attributename") return !/^(?:on|(?:[\w-]+:)?(?:href|src)$)/i.test(value.trim());
  // Attributes of drawing programs have namespaces, and are not styles.
  return namespaceURI !== null || loadsNothing(value);
}

/** Whether a style loads nothing: it names only parts of the picture itself, and hides no name by escapes. */
function loadsNothing(style: string | null): boolean {
  const plain = (style ?? "").replace(/url\(\s*["']?#[^)]*\)/gi, "");
  return !/(?:url|image-set|image|src)\(|@import|@\S*\\|\\.*\(/is.test(plain);
}
