import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fitSlide } from "../../../../src/page/presenting/fit-slide.ts";

/** The size of the host of a figure, and how far what is drawn in it reaches, in CSS pixels. */
interface Host {
  readonly width: number;
  readonly height: number;
  readonly reaches?: number;
}

/** The figure's frame in the window, and the space between it and its host. */
const FRAME = { left: 64, width: 832, padding: 16 };
const WITHIN = FRAME.width - 2 * FRAME.padding;

beforeEach(() => {
  const { window } = new JSDOM(
    '<figure class="figure"><div class="figure-host"><svg></svg></div><figcaption></figcaption></figure>',
  );
  vi.stubGlobal("document", window.document);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
}

const hostElement = () => element(".figure-host");
const zoom = () => Number(hostElement().style.getPropertyValue("zoom") || 1);

/** Fits a slide of one figure into a window of this height, laid out as browsers do. */
function fit({ width, height, reaches = width }: Host, windowHeight: number): void {
  const [figure, host] = [element("figure"), hostElement()];
  const rectangle = (left: number, wide: number, high: number) => ({
    left,
    right: left + wide,
    width: wide,
    height: high,
  });
  const reserved = () => Number.parseFloat(host.style.minHeight || `${height}`);
  const heightNow = () => reserved() * zoom() + 2 * FRAME.padding;
  Object.assign(figure, {
    getBoundingClientRect: () => rectangle(FRAME.left, FRAME.width, heightNow()),
  });
  Object.assign(element("figcaption"), { getBoundingClientRect: () => rectangle(0, 0, 0) });
  Object.assign(host, {
    getBoundingClientRect: () => rectangle(FRAME.left + FRAME.padding, width * zoom(), reserved() * zoom()),
  });
  Object.defineProperties(host, {
    offsetWidth: { value: width },
    offsetHeight: { get: reserved },
    clientWidth: { value: width },
    scrollWidth: { value: reaches },
  });
  Object.defineProperty(document.documentElement, "scrollHeight", { get: heightNow });
  vi.stubGlobal("innerHeight", windowHeight);
  fitSlide([figure]);
}

describe("a figure on a slide", () => {
  it("stays as it is if it fits", () => {
    fit({ width: WITHIN, height: 400 }, 540);
    expect(hostElement().getAttribute("style") ?? "").toBe("");
  });

  it("that is wider than the slide is drawn smaller, also in a window that is high enough", () => {
    fit({ width: 1.5 * WITHIN, height: 400 }, 1400);
    expect(zoom()).toBeCloseTo(1 / 1.5, 2);
    expect(hostElement().style.width).toBe(`${1.5 * WITHIN}px`);
  });

  it("is drawn smaller if what is in it reaches beyond the slide", () => {
    fit({ width: WITHIN, height: 400, reaches: 1.25 * WITHIN }, 1400);
    expect(zoom()).toBeCloseTo(1 / 1.25, 2);
  });

  it("that is not drawn yet reserves no more than there is room for", () => {
    hostElement().replaceChildren();
    fit({ width: WITHIN, height: 1900 }, 540);
    expect(zoom()).toBe(1);
    expect(hostElement().style.minHeight).toBe(`${540 - 2 * FRAME.padding}px`);
  });

  it("fits in both directions if it is too wide and too high", () => {
    fit({ width: 1.5 * WITHIN, height: 700 }, 540);
    expect(1.5 * WITHIN * zoom()).toBeLessThanOrEqual(WITHIN);
    expect(700 * zoom() + 2 * FRAME.padding).toBeLessThanOrEqual(541);
  });

  it("is not drawn too small to be read", () => {
    fit({ width: 4 * WITHIN, height: 400 }, 1400);
    expect(zoom()).toBe(0.36);
  });
});

describe("what is neither figure nor code", () => {
  /** Fits a table of this height, below a heading, into a window that is 500 pixels high. */
  function fitTable(height: number): string {
    document.body.innerHTML = "<h2></h2><table></table>";
    const [heading, table] = [element("h2"), element("table")];
    const now = () => height * Number(table.style.getPropertyValue("zoom") || 1);
    Object.assign(table, { getBoundingClientRect: () => ({ height: now() }) });
    Object.assign(heading, { getBoundingClientRect: () => ({ height: 40 }) });
    Object.defineProperty(document.documentElement, "scrollHeight", {
      get: () => 40 + now(),
      configurable: true,
    });
    vi.stubGlobal("innerHeight", 500);
    fitSlide([heading, table]);
    expect(heading.getAttribute("style") ?? "").toBe("");
    return table.style.getPropertyValue("zoom");
  }

  it("is made a little smaller if that is enough, and else scrolled", () => {
    expect(fitTable(460)).toBe("");
    expect(Number(fitTable(500))).toBeCloseTo(0.92, 2);
    expect(fitTable(700)).toBe("");
  });
});
