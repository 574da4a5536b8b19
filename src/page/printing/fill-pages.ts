import { type PageDecision, type PrintUnit, planPages } from "./plan-pages.ts";
import { USUAL_ZOOM } from "./print-sizes.ts";

/** What is divided into the parts that stay whole. */
const DIVIDED =
  "main, [data-article], .prose, .prose > :is(ul, ol), .group:not(.is-columns), .exercise, .disclosure[open], .footnotes, .footnotes > ol, .references, .references > ul";
const LISTING = ".listing, .prose > pre";
const HEADING = "h1, h2, h3, h4, h5, h6, .exercise-title";
/** What is drawn smaller or continued, of a figure and a cell. */
const FLEXIBLE = ".figure-host, .cell";
/** Of figures and cells to fill a page, so that their text is at least 6.5 points high. */
const SMALLEST_ZOOM = { figure: 0.66, code: 0.72 };

/** A part of the page with its element. */
interface PlacedUnit extends PrintUnit {
  readonly element: HTMLElement;
}

/**
 * Keeps pages from staying half empty before figures and cells that do not fit on them. The page must already be laid
 * out for paper, in the width of its text.
 * @param height of the text on a page, in CSS pixels.
 * @returns what takes it back.
 */
export function fillPages(main: HTMLElement, height: number): () => void {
  const units = collectPrintUnits(main);
  const undo: (() => void)[] = [];
  const undoAll = () => {
    for (const act of undo.toReversed()) act();
  };
  try {
    planPages(units, height, ({ index, decision }) => {
      const undoThis = apply(units, index, decision);
      if (undoThis !== null) undo.push(undoThis);
      // An estimate would be wrong after code that is divided between two of its lines.
      const used = usedThrough(units[index]?.element ?? main, main, height);
      return { isDone: undoThis !== null, used };
    });
  } catch (error) {
    undoAll();
    throw error;
  }
  return undoAll;
}

/** How much of a page is used at the end of an element: columns are divided as pages are. */
function usedThrough(element: Element, main: HTMLElement, height: number): number {
  const before = main.getAttribute("style");
  const width = main.getBoundingClientRect().width;
  try {
    main.style.cssText = `columns: ${width}px; column-fill: auto; width: ${width}px; height: ${height}px`;
    const bottom = [...element.getClientRects()].at(-1)?.bottom ?? 0;
    return bottom - main.getBoundingClientRect().top;
  } finally {
    if (before === null) main.removeAttribute("style");
    else main.setAttribute("style", before);
  }
}

function collectPrintUnits(main: Element): readonly PlacedUnit[] {
  const elements: HTMLElement[] = [];
  const visit = (element: Element): void => {
    if (!(element instanceof HTMLElement) || !isInFlow(element)) return;
    if (!element.matches(DIVIDED)) elements.push(element);
    else for (const child of element.children) visit(child);
  };
  visit(main);
  let bottom = 0;
  return elements.map((element, index) => {
    const rectangle = element.getBoundingClientRect();
    const gap = Math.max(0, rectangle.top + scrollY - bottom);
    bottom = rectangle.bottom + scrollY;
    return { element, gap, height: rectangle.height, ...read(element, elements[index + 1]) };
  });
}

/** Margin notes take no space in the text. */
function isInFlow(element: HTMLElement): boolean {
  const { float, position } = getComputedStyle(element);
  return element.getClientRects().length > 0 && float === "none" && /static|relative/.test(position);
}

function read(element: HTMLElement, next: HTMLElement | undefined): Omit<PrintUnit, "gap" | "height"> {
  const none = { lineHeight: 0, drawn: 0, smallest: 1, movable: movableWith(element, next) };
  if (element.matches(HEADING)) return { ...none, type: "heading", movable: movableHeading(element) };
  if (element.matches(LISTING)) {
    return { ...none, type: "code", drawn: heightOf(element) };
  }
  const flexible = flexibleIn(element);
  if (flexible !== null) {
    const type = flexible.matches(".cell") ? "code" : "figure";
    const smallest = Math.min(1, SMALLEST_ZOOM[type] / zoomOf(flexible));
    return { ...none, type, drawn: heightOf(flexible), smallest };
  }
  if (!element.matches("p, li")) return { ...none, type: "block" };
  return { ...none, type: "text", lineHeight: Number.parseFloat(getComputedStyle(element).lineHeight) || 0 };
}

/** What is changed for a part. Of several cells in one part, none is changed. */
function flexibleIn(element: HTMLElement): HTMLElement | null {
  if (!element.matches(".figure, .island, .cell")) return null;
  const found = [element, ...element.querySelectorAll<HTMLElement>(FLEXIBLE)].filter((each) =>
    each.matches(FLEXIBLE),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

function heightOf(element: Element): number {
  return element.getBoundingClientRect().height;
}

function zoomOf(element: HTMLElement): number {
  return Number(element.style.getPropertyValue("--print-zoom")) || USUAL_ZOOM;
}

/** The text that is moved does not end with a colon, within a list, or before a list or formula. Exercises are moved whole. */
function movableWith(element: HTMLElement, next: HTMLElement | undefined): PrintUnit["movable"] {
  const exercise = exerciseOf(element);
  if (exercise !== null) return next !== undefined && exercise.contains(next) ? "with-next" : "end";
  if (!isInText(element)) return null;
  const block = next === undefined ? null : blockOf(next);
  if (/:\s*$/.test(element.textContent ?? "")) return "with-next";
  if (next === undefined || block === null) return "end";
  return block !== blockOf(element) && next.matches(`p, ${HEADING}`) ? "end" : "with-next";
}

/** A heading of a section or exercise comes with what is below it; one of a part begins something else. */
function movableHeading(element: HTMLElement): PrintUnit["movable"] {
  const isOfSection = element.matches("h3, h4, h5, h6") && isInText(element);
  return isOfSection || exerciseOf(element) !== null ? "with-next" : null;
}

/** Text of the lesson itself, and not of an exercise or a box in it. */
function isInText(element: HTMLElement): boolean {
  return blockOf(element)?.parentElement?.parentElement?.matches("[data-article]") === true;
}

/** What is directly in the text and contains the element. */
function blockOf(element: HTMLElement): HTMLElement | null {
  return element.closest<HTMLElement>(".prose > *");
}

/** The exercise that the element is in. */
function exerciseOf(element: HTMLElement): HTMLElement | null {
  return element.closest<HTMLElement>("[data-article] > .exercise");
}

/** @returns what takes it back; null if it is not possible. */
function apply(units: readonly PlacedUnit[], index: number, decision: PageDecision): (() => void) | null {
  const unit = units[index];
  if (unit === undefined) return null;
  const { element } = unit;
  switch (decision.type) {
    case "shrink":
      return shrink(flexibleIn(element) ?? element, decision.scale);
    case "split":
      return split(flexibleIn(element) ?? element);
    case "after":
      return moveBefore(unit.element, units.slice(index + 1, index + 1 + decision.count));
  }
}

function split(element: HTMLElement): () => void {
  element.dataset["printSplit"] = "";
  return () => delete element.dataset["printSplit"];
}

/** In the same layout, as figures that are higher than a page. */
function shrink(element: HTMLElement, scale: number): () => void {
  const before = ["--print-zoom", "--print-width"].map(
    (name) => [name, element.style.getPropertyValue(name)] as const,
  );
  const [zoom, width] = [zoomOf(element) * scale, element.offsetWidth];
  element.style.setProperty("--print-zoom", zoom.toFixed(3));
  element.style.setProperty("--print-width", `${width}px`);
  return () => {
    for (const [name, value] of before) element.style.setProperty(name, value);
  };
}

/** What takes no space between an element and a part that is directly below it; null if the part is elsewhere. */
function notesBetween(above: Element, part: Element): readonly Element[] | null {
  const notes: Element[] = [];
  let next = above.nextElementSibling;
  for (; next instanceof HTMLElement && !isInFlow(next); next = next.nextElementSibling) notes.push(next);
  return next === part ? notes : null;
}

/**
 * Moves text and exercises from below a figure to above it. The speaker's notes divide text into several parts, and so do
 * those in the margin, which come with the text that they are beside.
 */
function moveBefore(figure: HTMLElement, units: readonly PlacedUnit[]): (() => void) | null {
  const moved = units.flatMap(({ element }) => exerciseOf(element) ?? blockOf(element) ?? []);
  const blocks = [...new Set(moved)];
  const parts = [
    ...new Set(blocks.flatMap((block) => (isExercise(block) ? block : block.parentElement) ?? [])),
  ];
  const notes = parts.map((part, index) => notesBetween(parts[index - 1] ?? figure, part));
  if (notes.includes(null)) return null;
  const undo = parts.map((part, index) => {
    const between = notes[index] ?? [];
    if (isExercise(part)) return moveWhole(figure, between, part);
    const own = blocks.filter(({ parentElement }) => parentElement === part);
    return movePart(figure, between, part, own);
  });
  return () => {
    for (const act of undo) act();
  };
}

function isExercise(element: Element): boolean {
  return element.matches(".exercise");
}

function moveWhole(figure: Element, notes: readonly Element[], exercise: Element): () => void {
  const origin = document.createComment("");
  exercise.after(origin);
  figure.before(...notes, exercise);
  return () => origin.replaceWith(...notes, exercise);
}

function movePart(
  figure: Element,
  notes: readonly Element[],
  part: Element,
  blocks: readonly Element[],
): () => void {
  const above = document.createElement("div");
  above.className = part.className;
  above.append(...blocks);
  figure.before(...notes, above);
  return () => {
    part.before(...notes);
    part.prepend(...blocks);
    above.remove();
  };
}
