import { words } from "../../words/words.ts";
import { enlargeAgain, FITTED, fitSlide } from "./fit-slide.ts";
import { type Extent, packSlides } from "./pack-slides.ts";
import type { SlideAddress } from "./slide-address.ts";
import { collectUnits, copyOf, headingText, type SlideUnit } from "./slide-units.ts";

/** One slide: units of the page, which stay where they are in it. */
export interface Slide {
  readonly address: SlideAddress;
  readonly title: string;
  /** Nothing but a title. */
  readonly isTitle: boolean;
  readonly units: readonly SlideUnit[];
}

/** On what is not on the shown slide. */
const OFF = "data-off-slide";
/** On the headings of the sections that the slide is in, which stay for screen readers. */
const AROUND = "data-around-slide";
/** On the first unit of each slide, for paper. */
const START = "data-slide-start";

/**
 * The lesson as slides. Nothing is drawn again or moved: what is not on the slide is hidden, so cells and figures stay
 * as they are.
 */
export class Deck {
  readonly #main: HTMLElement;
  /** The titles above slides that continue a section. */
  readonly #repeated: HTMLElement[] = [];
  #slides: readonly Slide[] = [];

  constructor(main: HTMLElement) {
    this.#main = main;
  }

  get slides(): readonly Slide[] {
    return this.#slides;
  }

  /**
   * Divides the page again, to fit the window's size.
   * @param zoom how much slides are enlarged.
   */
  arrange(zoom: number): void {
    this.clear();
    const units = collectUnits(this.#main);
    const height = this.#height(zoom);
    const extents = units.map((unit) => measure(unit, zoom));
    const firsts = packSlides(extents, height, this.#repeatedHeight());
    this.#slides = toSlides(units, firsts);
    for (const slide of this.#slides) this.#mark(slide);
  }

  /** The index of the slide at an address, which may also name anything on a slide; null if there is none. */
  find({ id, part }: SlideAddress): number | null {
    if (id === "") return 0;
    const target = document.getElementById(id);
    if (target === null) return null;
    const index = this.#slides.findIndex(({ units }) => units.some(({ element }) => holds(element, target)));
    const found = this.#slides[index];
    if (found === undefined) return null;
    const isSection = found.address.id === id;
    const last = this.#slides.findLastIndex(({ address }) => address.id === found.address.id);
    return isSection ? Math.min(index + part - 1, last) : index;
  }

  show(index: number): void {
    const slide = this.#slides[index];
    if (slide === undefined) return;
    const shown = new Set<Element>();
    const titles = this.#titlesOf(slide);
    const around = this.#headingsAround(slide);
    for (const heading of this.#main.querySelectorAll("h2, h3")) {
      heading.toggleAttribute(AROUND, around.includes(heading));
    }
    const whole = [...slide.units.map(({ element }) => element), ...titles, ...around];
    for (const element of whole) {
      for (
        let each: Element | null = element;
        each !== null && each !== this.#main;
        each = each.parentElement
      )
        shown.add(each);
    }
    this.#hideOthers(this.#main, shown, new Set(whole));
    this.#main.toggleAttribute("data-title-slide", slide.isTitle);
    scrollTo(0, 0);
    this.fit(index);
  }

  /** Makes the figures and cells of a slide as small as it takes to fit. */
  fit(index: number): void {
    fitSlide(this.#slides[index]?.units.map(({ element }) => element) ?? []);
  }

  /** Shows everything, as on the page. */
  clear(): void {
    for (const title of this.#repeated.splice(0)) title.remove();
    for (const name of [OFF, AROUND, START]) {
      for (const element of this.#main.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
    }
    for (const element of this.#main.querySelectorAll<HTMLElement>(FITTED)) enlargeAgain(element);
    this.#main.removeAttribute("data-title-slide");
    this.#slides = [];
  }

  /** The height of a slide's content. */
  #height(zoom: number): number {
    const { paddingTop, paddingBottom } = getComputedStyle(this.#main);
    return innerHeight - zoom * (Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom));
  }

  #repeatedHeight(): number {
    const title = createTitle("Title");
    this.#main.append(title);
    const { height } = title.getBoundingClientRect();
    const { marginBottom } = getComputedStyle(title);
    title.remove();
    return height + Number.parseFloat(marginBottom);
  }

  /** Marks where a slide begins, and repeats the section's title there if it continues it. */
  #mark({ units, address }: Slide): void {
    const [first] = units;
    if (first === undefined) return;
    let start = first.element;
    // A list can have nothing but items in it.
    if (address.part > 1 && first.heading !== null && !start.matches("li")) {
      const title = createTitle(copyOf(first.heading));
      start.before(title);
      this.#repeated.push(title);
      start = title;
    }
    start.setAttribute(START, "");
  }

  #titlesOf({ units }: Slide): readonly Element[] {
    const before = units[0]?.element.previousElementSibling;
    return this.#repeated.some((title) => title === before) && before != null ? [before] : [];
  }

  /** The section's heading, where the slide continues it, and that of the section around it. */
  #headingsAround({ units }: Slide): readonly Element[] {
    const heading = units[0]?.heading ?? null;
    if (heading === null) return [];
    const own = units.some(({ element }) => element === heading) ? [] : [heading];
    if (!heading.matches("h3")) return own;
    const before = [...this.#main.querySelectorAll("h2")].findLast(
      (other) => (other.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    );
    return before === undefined ? own : [before, ...own];
  }

  #hideOthers(parent: Element, shown: ReadonlySet<Element>, whole: ReadonlySet<Element>): void {
    for (const child of parent.children) {
      const isShown = shown.has(child);
      child.toggleAttribute(OFF, !isShown);
      if (isShown && child instanceof HTMLElement && !whole.has(child)) this.#hideOthers(child, shown, whole);
    }
  }
}

function measure({ element, starts }: SlideUnit, zoom: number): Extent {
  const { top, bottom } = element.getBoundingClientRect();
  const margin = Number.parseFloat(getComputedStyle(element).marginBottom) * zoom;
  return { top, bottom: bottom + margin, starts, isHeading: element.matches("h2, h3, h4, h5, h6") };
}

function toSlides(units: readonly SlideUnit[], firsts: readonly number[]): readonly Slide[] {
  const parts = new Map<HTMLElement | null, number>();
  return firsts.map((first, index) => {
    const own = units.slice(first, firsts[index + 1]);
    const heading = own[0]?.heading ?? null;
    const part = (parts.get(heading) ?? 0) + 1;
    parts.set(heading, part);
    const title = headingText(heading ?? document.querySelector("h1") ?? document.body);
    const isTitle = own.every(({ element }) => element.matches(".opening, h2"));
    return { address: { id: heading === null ? "" : sectionId(heading), part }, title, isTitle, units: own };
  });
}

/** An exercise's own id leads to it, not that of its title. */
function sectionId(heading: HTMLElement): string {
  return heading.closest(".exercise")?.id ?? heading.id;
}

function holds(element: Element, target: Element): boolean {
  return element.contains(target) || (target.matches(".exercise, .footnotes") && target.contains(element));
}

function createTitle(text: Node | string): HTMLElement {
  const title = document.createElement("p");
  title.className = "slide-continued";
  const mark = document.createElement("span");
  mark.lang = words.language;
  mark.textContent = words.slides.continuedMark;
  title.append(text, " ", mark);
  return title;
}
