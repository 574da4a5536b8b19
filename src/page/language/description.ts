import type { Description } from "../../language/messages.ts";
import { words } from "../../words/words.ts";

/**
 * A type with the comment of its declaration, for a tooltip. F1 moves into a long one, which scrolls.
 * @param leave gives the focus back.
 */
export function descriptionElement(
  { signature, documentation, notes }: Description,
  leave: () => void,
): HTMLElement {
  const element = document.createElement("div");
  element.className = "language-description";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words.typeChecking.description);
  new ResizeObserver(() => {
    // Keyboards have to reach what scrolls, and nothing else.
    if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }).observe(element);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    leave();
  });
  if (signature !== "") element.append(withText("pre", signature));
  for (const paragraph of documentation.split(/\n\s*\n/)) {
    if (paragraph.trim() !== "") element.append(paragraphElement(paragraph));
  }
  if (notes.length > 0) {
    const list = document.createElement("ul");
    list.append(...notes.map((note) => withCode("li", note)));
    element.append(list);
  }
  return element;
}

/** The same for a screen reader. */
export function descriptionText({ signature, documentation, notes }: Description): string {
  return [signature, documentation, ...notes].filter((text) => text !== "").join("\n");
}

/** TensorFlow.js's comments have examples in fences. */
function paragraphElement(text: string): HTMLElement {
  const [, code] = /^```\w*\n([\s\S]*?)\n?```\s*$/.exec(text.trim()) ?? [];
  return code === undefined ? withCode("p", text) : withText("pre", code);
}

function withText(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** Text with code between backticks, and bold words, as in Markdown. */
export function withCode(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  const pieces = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  element.append(...pieces.map(formatted));
  return element;
}

function formatted(piece: string): HTMLElement | string {
  if (/^`.+`$/s.test(piece)) return withText("code", piece.slice(1, -1));
  return /^\*\*.+\*\*$/s.test(piece) ? withText("b", piece.slice(2, -2)) : piece;
}
