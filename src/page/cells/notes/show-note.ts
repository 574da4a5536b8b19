import createDOMPurify from "dompurify";
import { createSanitizer, type Sanitize } from "../../../lesson/html/sanitizer.ts";
import { renderNote } from "../../../lesson/render-note.ts";
import { words } from "../../../words/words.ts";

/** The classes that a note may have: those of code, formulas and footnotes. Any other could pose as a part of the page. */
const CLASSES = /^(?:tok-[\w-]+|language-[\w-]+|math-[\w-]+|footnote[\w-]*)$/;

let sanitizer: Sanitize | null = null;

function noteSanitizer(): Sanitize {
  if (sanitizer !== null) return sanitizer;
  const purify = createDOMPurify(window);
  purify.addHook("uponSanitizeAttribute", (_element, attribute) => {
    if (attribute.attrName !== "class") return;
    attribute.attrValue = attribute.attrValue
      .split(/\s+/)
      .filter((name) => CLASSES.test(name))
      .join(" ");
  });
  sanitizer = createSanitizer(purify);
  return sanitizer;
}

/** Shows a note's Markdown in an element. Its ids, and the links to them, get a prefix, so that none is one of the page's. */
export function showNote(element: HTMLElement, markdown: string, prefix: string): void {
  element.innerHTML = renderNote(markdown, words.language, noteSanitizer());
  const ids = new Set<string>();
  for (const each of element.querySelectorAll("[id]")) {
    ids.add(each.id);
    each.id = `${prefix}-${each.id}`;
  }
  for (const link of element.querySelectorAll('a[href^="#"]')) {
    const target = link.getAttribute("href")?.slice(1) ?? "";
    if (ids.has(target)) link.setAttribute("href", `#${prefix}-${target}`);
  }
}
