/** The smallest scale of figures, cells and anything else. A slide that still does not fit scrolls. */
const SMALLEST = { figure: 0.36, cell: 0.64, other: 0.8 };

/** The attribute of a figure whose caption is beside it. */
const BESIDE = "data-caption-beside";
/** The least width of a caption beside its figure, as a share of the width of both. */
const NARROWEST_CAPTION = 0.22;
/** The same in CSS pixels: on narrow slides, the share alone would leave room for few words. */
const NARROWEST_COLUMN = 160;

/** A figure's host before it is drawn, as in figure-view.css. */
const NOT_DRAWN = ":is(:empty, [data-figure-status])";

/** The attribute of a cell whose code is in two columns. */
const IN_COLUMNS = "data-code-columns";
/** Code of at most this many lines is not divided. */
const LONG_CODE = 20;

/** How often the sizes are corrected: smaller text wraps differently. */
const CORRECTIONS = 3;

const HEADING = "h2, h3, h4, h5, h6";
/** What is shrunk first. */
const FLEXIBLE = ".figure, .island, .listing";
/** The attribute of anything else that was shrunk, such as a table or a quiz. */
const SHRUNK = "data-slide-shrunk";
/** Everything that may have been shrunk. */
export const FITTED = `${FLEXIBLE}, [${SHRUNK}]`;

/**
 * Shrinks the figures and cells of a slide until it fits into the window, down to a limit. Code that is still too long is
 * set in two columns.
 */
export function fitSlide(units: readonly HTMLElement[]): void {
  const flexible = units.filter((element) => element.matches(FLEXIBLE));
  for (const element of units) enlargeAgain(element);
  fitHeight(flexible);
  fitOthers(units.filter((element) => !flexible.includes(element) && !element.matches(HEADING)));
  for (const element of flexible) if (element.matches(".figure")) fitWidth(element);
}

function fitHeight(flexible: readonly HTMLElement[]): void {
  shrinkToFit(flexible);
  const long = excessHeight() > 0 ? flexible.filter(hasLongCode) : [];
  if (long.length === 0) return;
  for (const element of flexible) enlargeAgain(element);
  for (const element of long) element.setAttribute(IN_COLUMNS, "");
  shrinkToFit(flexible);
}

/** Shrinks text, tables and quizzes a little, if that is enough. */
function fitOthers(others: readonly HTMLElement[]): void {
  if (excessHeight() <= 0) return;
  for (const element of others) element.setAttribute(SHRUNK, "");
  shrinkToFit(others);
  if (excessHeight() > 0) for (const element of others) enlargeAgain(element);
}

/** How much higher the slide is than the window. */
function excessHeight(): number {
  return document.documentElement.scrollHeight - innerHeight;
}

function shrinkToFit(flexible: readonly HTMLElement[]): void {
  for (let turn = 0; turn < CORRECTIONS; turn += 1) {
    const excess = excessHeight();
    const total = flexible.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0);
    if (excess <= 0 || total === 0) return;
    const share = Math.max(0, total - excess) / total;
    for (const element of flexible) {
      const height = share * element.getBoundingClientRect().height;
      if (element.matches(".figure")) fitFigure(element, height);
      else shrink(element, Math.max(smallestOf(element), zoomOf(element) * share));
    }
  }
}

function smallestOf(element: HTMLElement): number {
  return element.hasAttribute(SHRUNK) ? SMALLEST.other : SMALLEST.cell;
}

export function enlargeAgain(element: HTMLElement): void {
  element.removeAttribute(SHRUNK);
  element.removeAttribute(BESIDE);
  element.removeAttribute(IN_COLUMNS);
  for (const part of [element, hostOf(element)]) {
    for (const name of ["zoom", "width", "min-height"]) part?.style.removeProperty(name);
  }
}

/** The caption keeps its size, and moves beside the figure if that leaves more space for the figure. */
function fitFigure(figure: HTMLElement, height: number): void {
  const host = hostOf(figure);
  if (host === null) return;
  if (host.matches(NOT_DRAWN)) {
    reserveLess(figure, host, height);
    return;
  }
  const now = zoomOf(host);
  const isBeside = figure.hasAttribute(BESIDE);
  const { below, beside } = scales(figure, host, height);
  keepWidth(host);
  // The position of the caption is chosen once: corrections only change the size.
  const hasRoom = beside >= SMALLEST.figure;
  if (!isBeside && now === 1 && hasRoom && beside > below) figure.setAttribute(BESIDE, "");
  const scale = figure.hasAttribute(BESIDE) ? beside : below;
  shrink(host, Math.min(1, Math.max(SMALLEST.figure, now * scale)));
}

/** A figure that is not drawn yet has only its reserved height, which is reduced if the slide has no room for it. */
function reserveLess(figure: HTMLElement, host: HTMLElement, height: number): void {
  const drawn = host.getBoundingClientRect().height;
  const share = Math.max(0, height - figure.getBoundingClientRect().height + drawn) / drawn;
  host.style.setProperty("min-height", `${Math.floor(host.offsetHeight * share)}px`);
}

/** Figures may be laid out wider than the slide even if they are not too high for it. */
function fitWidth(figure: HTMLElement): void {
  const host = hostOf(figure);
  // A figure beside its caption fits already.
  if (host === null || figure.hasAttribute(BESIDE)) return;
  const whole = figure.getBoundingClientRect();
  const drawn = host.getBoundingClientRect();
  const needed = drawn.width * Math.max(1, host.scrollWidth / Math.max(1, host.clientWidth));
  if (drawn.left + needed <= whole.right) return;
  const within = whole.width - 2 * (drawn.left - whole.left);
  keepWidth(host);
  shrink(host, Math.max(SMALLEST.figure, zoomOf(host) * (within / needed)));
}

/** The scale at which the host fits, with its caption below it or beside it. All lengths are in pixels of the window. */
function scales(figure: HTMLElement, host: HTMLElement, height: number) {
  const whole = figure.getBoundingClientRect();
  const drawn = host.getBoundingClientRect();
  const caption = figure.querySelector("figcaption")?.getBoundingClientRect() ?? { width: 0, height: 0 };
  const isBeside = figure.hasAttribute(BESIDE);
  const frame = isBeside
    ? whole.height - Math.max(drawn.height, caption.height)
    : whole.height - drawn.height - caption.height;
  const within = Math.max(1, height - frame);
  // The same text in shorter lines.
  const narrowest = (NARROWEST_COLUMN * whole.width) / Math.max(1, figure.offsetWidth);
  const column = Math.max(
    NARROWEST_CAPTION * whole.width,
    narrowest,
    (caption.width * caption.height) / within,
  );
  return {
    below: Math.min((within - caption.height) / drawn.height, (0.96 * whole.width) / drawn.width),
    beside: Math.min(within / drawn.height, (0.92 * whole.width - column) / drawn.width),
  };
}

/** Figures lay themselves out by their width, so it stays the same. */
function keepWidth(element: HTMLElement): void {
  if (element.style.width === "") element.style.width = `${element.offsetWidth}px`;
}

function shrink(element: HTMLElement, zoom: number): void {
  // Columns take the whole slide: percentages are not zoomed.
  if (element.hasAttribute(IN_COLUMNS)) element.style.width = "100%";
  else keepWidth(element);
  element.style.setProperty("zoom", zoom.toFixed(3));
}

/** Only if the code is not being edited: the editor has no columns. */
function hasLongCode(element: HTMLElement): boolean {
  const code = element.querySelector(".code-static code, :scope > pre > code")?.textContent ?? "";
  return code.split("\n").length > LONG_CODE;
}

function zoomOf(element: HTMLElement): number {
  return Number(element.style.getPropertyValue("zoom") || 1);
}

function hostOf(figure: HTMLElement): HTMLElement | null {
  return figure.querySelector<HTMLElement>(":scope > .figure-host");
}
