import { JSDOM } from "jsdom";
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TrainingChart } from "../../../../../src/page/outputs/training/training-chart.tsx";

const metric = { name: "loss", training: [{ x: 1, y: 0.5 }], validation: [{ x: 1, y: 0.6 }] };

let width: number;
/** What the observer calls. It never does so by itself, as with elements that the browser does not lay out. */
let resize: () => void;

class SilentObserver {
  readonly observe = () => undefined;
  readonly disconnect = () => undefined;
  constructor(act: () => void) {
    resize = act;
  }
}

beforeEach(() => {
  const { window } = new JSDOM("");
  Object.defineProperty(window.HTMLElement.prototype, "clientWidth", { get: () => width });
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("ResizeObserver", SilentObserver);
});
afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

async function show(initialWidth: number): Promise<void> {
  width = initialWidth;
  render(<TrainingChart metric={metric} epochs={3} earlier={[]} />, document.body);
  await rendered();
}

async function resizeTo(newWidth: number): Promise<void> {
  width = newWidth;
  resize();
  await rendered();
}

/** After Preact's next rendering. */
const rendered = () => new Promise((resolve) => setTimeout(resolve, 0));
const drawnWidth = () => document.querySelector("svg")?.getAttribute("width");

describe("the chart of a training", () => {
  it("is drawn at once, though the browser reports no size of what is far from the window", async () => {
    await show(500);
    expect(drawnWidth()).toBe("500");
  });

  it("follows the width of its cell", async () => {
    await show(500);
    await resizeTo(300);
    expect(drawnWidth()).toBe("300");
  });

  it("waits until what is folded is opened, and stays drawn when it is folded again", async () => {
    await show(0);
    expect(drawnWidth()).toBeUndefined();
    await resizeTo(500);
    await resizeTo(0);
    expect(drawnWidth()).toBe("500");
  });
});
