/** A part of the lesson that a slide shows whole. */
export interface SlideUnit {
  readonly element: HTMLElement;
  /** The heading of the section that it belongs to; null for the title. */
  readonly heading: HTMLElement | null;
  readonly starts: boolean;
  /** The notes for the speaker that follow it. */
  readonly notes: HTMLElement[];
}

/** What begins a section with slides of its own. */
const SECTION = "h2, h3";
/** What is divided among slides: its children are the units. */
const DIVIDED =
  "[data-article], .prose, .group:not(.is-columns), .exercise, .footnotes, .footnotes > ol, .references, .references > ul";
/** Not on slides. */
const LEFT_OUT = "[hidden], nav, noscript";

/** Divides the lesson in `main` into units, in the order of the page: the opening is the first. */
export function collectUnits(main: Element): readonly SlideUnit[] {
  const units: SlideUnit[] = [];
  let heading: HTMLElement | null = null;
  let starts = true;
  const visit = (element: Element): void => {
    if (!(element instanceof HTMLElement)) return;
    if (element.matches("[data-notes]")) {
      units.at(-1)?.notes.push(element);
      return;
    }
    if (element.matches(LEFT_OUT)) return;
    if (!element.matches(DIVIDED)) {
      const isSection = element.matches(SECTION);
      if (isSection) heading = element;
      units.push({ element, heading, starts: starts || isSection, notes: [] });
      starts = false;
      return;
    }
    const around: HTMLElement | null = heading;
    for (const child of element.children) visit(child);
    // What follows an exercise belongs to the section around it.
    if (element.matches(".exercise")) {
      heading = around;
      starts = true;
    }
  };
  for (const child of main.children) visit(child);
  return units;
}

/** A heading's visible text. */
export function headingText(heading: Element): string {
  const copy = copyOf(heading);
  for (const hidden of copy.querySelectorAll(".katex-mathml")) hidden.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** A copy of what a heading shows, without its ids. */
export function copyOf(heading: Element): HTMLElement {
  const copy = document.createElement("span");
  copy.append(...Array.from(heading.childNodes, (node) => node.cloneNode(true)));
  for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
  for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  return copy;
}
