import { PAPERS } from "../../protocol/paper-sizes.ts";
import type { Figures } from "../figures/create-figures.ts";
import { holdPrinting, releasePrinting } from "./hold-printing.ts";
import { addLinkNotes } from "./link-notes.ts";
import { COLUMN, USUAL_ZOOM } from "./print-sizes.ts";

/** How long a reader waits for what has to be loaded and drawn before the page is printed without it, in ms. */
const PATIENCE = 10_000;
/** The same for a page that is printed into a file: so long that only a drawing that never ends is left out, in ms. */
const FILE_PATIENCE = 180_000;
/** The attribute of such pages: `html[data-print-when-complete]`. */
const WHEN_COMPLETE = "printWhenComplete";
/** The height of the text on a page in CSS pixels, where it is known: `html[data-print-height]`. */
const PAGE_HEIGHT = "printHeight";

export interface PrintingOptions {
  /** Settles when the page is hydrated: only then are its figures and outputs known. */
  readonly hydrated: Promise<unknown>;
  readonly figures: Pick<Figures, "preload" | "prepareForPrint" | "drawForPrint" | "endPrint">;
  /** Settles when there is time to load what may be printed. */
  readonly atRest: Promise<void>;
  /** The charts and large tables of the cells. */
  readonly outputs: { readonly prepareForPrint: () => Promise<void>; readonly endPrint: () => void };
  /** Whether figures are being loaded and drawn, before the dialog opens. */
  readonly showPreparing: (isPreparing: boolean) => void;
}

/** Printing the page, with everything that is far from the window. */
export interface Printing {
  /** Loads and draws everything, and opens the browser's dialog. */
  print(): Promise<void>;
}

/**
 * Prepares the page whenever it is printed. The browser's own menu prints at once what is loaded, or in Chromium after two
 * seconds at most (`holdPrinting`). Its keys leave all the time that is needed, so they print like the page's menu.
 */
export function connectPrinting(options: PrintingOptions): Printing {
  const printing = new PagePrinting(options);
  const { dataset } = document.documentElement;
  addEventListener("beforeprint", () => printing.beginAtOnce());
  addEventListener("afterprint", () => printing.end());
  addEventListener("keydown", (event) => {
    if (!isPrintShortcut(event)) return;
    event.preventDefault();
    void printing.print();
  });
  dataset["printing"] = "";
  preloadForMenu(options);
  // The browser waits for these scripts (hold-printing.ts).
  if (dataset["printAsked"] !== undefined) printing.beginAtOnce();
  return printing;
}

/**
 * Loads the figures before the browser's own menu prints, since Firefox and WebKit do not wait for them: when the page is
 * at rest, or when a reader on the way to the menu leaves it before.
 */
function preloadForMenu({ figures, atRest }: PrintingOptions): void {
  const waiting = new AbortController();
  const { signal } = waiting;
  const load = () => {
    if (signal.aborted) return;
    waiting.abort();
    figures.preload();
  };
  document.documentElement.addEventListener("mouseleave", load, { signal });
  addEventListener("blur", load, { signal });
  void atRest.then(load);
}

class PagePrinting implements Printing {
  readonly #options: PrintingOptions;
  #isPreparing = false;
  /** How often the page has been printed. */
  #prints = 0;
  #restore: (() => void)[] = [];
  #unfit = () => {};
  #endLight = () => {};

  constructor(options: PrintingOptions) {
    this.#options = options;
  }

  async print(): Promise<void> {
    if (this.#isPreparing) return;
    const { showPreparing } = this.#options;
    this.#isPreparing = true;
    showPreparing(true);
    await this.#prepare();
    showPreparing(false);
    this.#isPreparing = false;
    window.print();
  }

  /** Prints what is loaded and, if the browser waits for it, the rest. */
  beginAtOnce(): void {
    const isPrepared = this.#restore.length > 0;
    this.#begin();
    if (isPrepared || this.#isPreparing) return;
    holdPrinting(document);
    const print = this.#prints;
    void this.#prepare().finally(() => {
      // It may be held by the next print.
      if (print === this.#prints) releasePrinting(document);
    });
  }

  end(): void {
    this.#prints += 1;
    for (const act of this.#restore) act();
    this.#restore = [];
    this.#unfit();
    this.#endLight();
    releasePrinting(document);
  }

  /** Loads and draws everything. What fails says so in its place, and keeps nothing else from paper. */
  async #prepare(): Promise<void> {
    const { hydrated, figures, outputs } = this.#options;
    const print = this.#prints;
    this.#endLight();
    this.#endLight = showLight();
    await patiently(
      hydrated.then(() => Promise.allSettled([outputs.prepareForPrint(), figures.prepareForPrint()])),
    );
    // It did not wait, and has printed already.
    if (print !== this.#prints) {
      // What the next print has begun, its own end ends.
      if (this.#restore.length === 0) outputs.endPrint();
      return;
    }
    this.#begin();
    // What is drawn only now has another height.
    this.#unfit();
    this.#unfit = fitToPaper();
    await document.fonts.ready;
    // Charts and canvases follow the colours by now.
    await nextFrame();
    await nextFrame();
    const unfill = await fillKnownPages();
    if (print === this.#prints) this.#restore.unshift(unfill);
    else unfill();
  }

  #begin(): void {
    const { figures, outputs } = this.#options;
    figures.drawForPrint();
    if (this.#restore.length > 0) return;
    this.#unfit = fitToPaper();
    const article = document.querySelector("[data-article]");
    this.#restore = [
      figures.endPrint,
      outputs.endPrint,
      fitTables(),
      nameOnPages(),
      ...(article === null ? [] : [addLinkNotes(article)]),
    ];
  }
}

/** Waits as long as a reader does, or a file needs. */
async function patiently(prepared: Promise<unknown>): Promise<void> {
  const isPatient = WHEN_COMPLETE in document.documentElement.dataset;
  await Promise.race([prepared, after(isPatient ? FILE_PATIENCE : PATIENCE)]);
}

/** ⌘-P on Apple's machines, where Ctrl-P moves up in text, and Ctrl-P elsewhere. */
export function isPrintShortcut(event: KeyboardEvent, platform: string = navigator.platform): boolean {
  if (event.defaultPrevented || event.key.toLowerCase() !== "p" || event.shiftKey || event.altKey)
    return false;
  return /^(Mac|iP)/.test(platform) ? event.metaKey : event.ctrlKey;
}

/** Paper is white: canvases and charts are drawn again in the colours of the light scheme. Returns what takes it back. */
function showLight(): () => void {
  const { dataset } = document.documentElement;
  const before = dataset["theme"];
  dataset["theme"] = "light";
  return () => {
    if (before === undefined) delete dataset["theme"];
    else dataset["theme"] = before;
  };
}

/** The border and the margins within a figure, in CSS pixels. */
const FRAME = 50;
/** They are made no smaller than this. A cell that is higher even so is continued on the next page. */
const SMALLEST_ZOOM = { figure: 0.5, cell: 0.7 };

/** Has figures and cells that are higher than a page drawn smaller, in the same layout. Returns what takes it back. */
function fitToPaper(): () => void {
  const elements = [...document.querySelectorAll<HTMLElement>(".figure-host, .cell")];
  // Letter is lower than A4.
  const highest = (knownPageHeight() ?? PAPERS.letter.height) - FRAME;
  const zooms = elements.map((element) => zoomToFit(element, highest));
  const widths = elements.map(({ offsetWidth }) => offsetWidth);
  for (const [index, element] of elements.entries()) {
    const zoom = zooms[index] ?? USUAL_ZOOM;
    if (zoom >= USUAL_ZOOM) continue;
    element.style.setProperty("--print-zoom", zoom.toFixed(3));
    element.style.setProperty("--print-width", `${widths[index]}px`);
  }
  return () => {
    for (const element of elements) {
      for (const name of ["--print-zoom", "--print-width"]) element.style.removeProperty(name);
    }
  };
}

/** @param highest of what fits on a page, in CSS pixels. */
function zoomToFit(element: HTMLElement, highest: number): number {
  const isCell = element.matches(".cell");
  const caption = isCell ? null : element.parentElement?.querySelector("figcaption");
  const zoom = (highest - (caption?.offsetHeight ?? 0)) / Math.max(1, element.offsetHeight);
  const smallest = isCell ? SMALLEST_ZOOM.cell : SMALLEST_ZOOM.figure;
  return zoom < smallest && isCell ? USUAL_ZOOM : Math.max(smallest, zoom);
}

/** A table of more columns has broken words as well. */
const SMALLEST_TABLE = 0.4;

/** Has tables that are wider than paper drawn smaller: they cannot scroll there. Returns what takes it back. */
function fitTables(): () => void {
  const tables = [...document.querySelectorAll<HTMLElement>(".prose table")];
  const zooms = tableZooms(tables);
  for (const [index, table] of tables.entries()) {
    const zoom = zooms[index] ?? 1;
    if (zoom < 1) table.style.setProperty("zoom", Math.max(SMALLEST_TABLE, zoom).toFixed(3));
    if (zoom < SMALLEST_TABLE) table.style.setProperty("overflow-wrap", "anywhere");
  }
  return () => {
    for (const table of tables)
      for (const name of ["zoom", "overflow-wrap"]) table.style.removeProperty(name);
  };
}

/** Measured in copies: the tables themselves are laid out for the window, or are on slides that are not shown. */
function tableZooms(tables: readonly HTMLElement[]): readonly number[] {
  const host = document.createElement("div");
  // Slides are as wide on paper as on the screen.
  const width = "present" in document.documentElement.dataset ? "auto" : COLUMN;
  host.style.cssText = `width: ${width}; height: 0; overflow: hidden; visibility: hidden`;
  const copies = tables.map((table) => {
    const box = document.createElement("div");
    box.className = "prose";
    box.style.width = roomFor(table);
    box.append(table.cloneNode(true));
    const copy = box.querySelector("table");
    // It may be on a slide that is not shown.
    copy?.removeAttribute("data-off-slide");
    host.append(box);
    return copy;
  });
  document.querySelector("main")?.append(host);
  const zooms = copies.map((copy) =>
    copy === null ? 1 : Math.min(1, copy.clientWidth / Math.max(1, copy.scrollWidth)),
  );
  host.remove();
  return zooms;
}

/** What is left of the text's width for a table: in lists and boxes a little less, in columns a share. */
function roomFor(table: HTMLElement): string {
  const block = table.closest<HTMLElement>("[data-article] > *");
  const [whole, left] = [block?.clientWidth ?? 0, table.parentElement?.clientWidth ?? 0];
  // On a slide that is not shown, there is nothing to measure.
  if (whole === 0 || left === 0) return "100%";
  return table.closest(".column") === null ? `calc(100% - ${whole - left}px)` : `${(100 * left) / whole}%`;
}

function knownPageHeight(): number | null {
  const height = Number(document.documentElement.dataset[PAGE_HEIGHT] ?? 0);
  return height > 0 ? height : null;
}

/** Keeps pages whose size is known from staying half empty, or prints them so. Returns what takes it back. */
async function fillKnownPages(): Promise<() => void> {
  const height = knownPageHeight();
  const main = document.querySelector("main");
  if (height === null || main === null) return () => undefined;
  try {
    const { fillPages } = await import("./fill-pages.ts");
    return fillPages(main, height);
  } catch (error) {
    reportError(error);
    return () => undefined;
  }
}

/** Writes the lesson's title at the foot of every page. Returns what removes it. */
function nameOnPages(): () => void {
  const style = document.createElement("style");
  const title = document.querySelector("h1")?.textContent ?? document.title;
  // A string of JSON is one of CSS, but for its escapes of control characters, which a heading lacks.
  style.textContent = `@layer print { @page { @bottom-left { content: ${JSON.stringify(title)} } } }`;
  document.head.append(style);
  return () => style.remove();
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
