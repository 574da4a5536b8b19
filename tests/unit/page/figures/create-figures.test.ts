import { signal } from "@preact/signals";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { announceFigure } from "../../../../src/figures/course/edited-figures.ts";
import type { Figure, FigureContext } from "../../../../src/figures/figure.ts";
import { createFigures } from "../../../../src/page/figures/create-figures.ts";
import { LoadError, siteFigureCode } from "../../../../src/page/figures/figure-code.ts";
import type { FigureId } from "../../../../src/protocol/ids.ts";

/** Every element is near the window. */
class Observer {
  readonly #callback: (entries: readonly { isIntersecting: boolean }[]) => void;
  constructor(callback: (entries: readonly { isIntersecting: boolean }[]) => void) {
    this.#callback = callback;
  }
  readonly observe = () => this.#callback([{ isIntersecting: true }]);
  readonly unobserve = () => undefined;
  readonly disconnect = () => undefined;
}

/** A figure that shows its name; `draw` is its second part. */
function figureOf(name: string, draw = () => {}): Figure {
  return {
    attributes: {} as Figure["attributes"],
    reservedHeight: () => null,
    mount(host, _attributes, context: FigureContext) {
      host.append(name);
      context.later(draw);
      return () => host.replaceChildren();
    },
  };
}

/** Loads what is in the map; the rest fails, as without a network. */
function open(files: Map<string, Figure>) {
  const figures = createFigures(
    { sampleImages: () => Promise.reject(new Error("none")), ready: signal(false), send: () => undefined },
    {
      loaded: (name) => files.get(name),
      load: async (name) => files.get(name) ?? new LoadError("No network."),
      replace: (name, figure) => void files.set(name, figure),
    },
  );
  return (name: string) => {
    const host = document.createElement("div");
    document.body.append(host);
    figures.watch(host, { id: name as FigureId, name, attributes: {} });
    return host;
  };
}

const status = (host: HTMLElement) => ("mounted" in host.dataset ? "drawn" : host.dataset["figureStatus"]);
const until = (host: HTMLElement, wanted: string) =>
  vi.waitFor(() => expect(status(host)).toBe(wanted), { timeout: 30_000 });
const tryAgain = (host: HTMLElement) => {
  const button = host.querySelector("button");
  expect(button?.textContent).toBe("Try again");
  button?.click();
};

beforeEach(() => {
  const { window } = new JSDOM("<!doctype html><html><head></head><body></body></html>");
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("HTMLLinkElement", window.HTMLLinkElement);
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a figure whose files cannot be loaded", () => {
  test("says that it is being loaded, then what to do, and is drawn when it is tried again", async () => {
    const files = new Map<string, Figure>();
    const host = open(files)("pooling");
    expect([status(host), host.textContent]).toEqual(["loading", "Loading the figure…"]);
    await until(host, "failed");
    expect(host.textContent).toContain("Check your connection and try again.");
    expect(host.textContent).not.toContain("reload");
    files.set("pooling", figureOf("Pooling"));
    tryAgain(host);
    await until(host, "drawn");
    expect(host.textContent).toBe("Pooling");
  });

  test("keeps the focus while it is tried again, and then names the last resort", async () => {
    const host = open(new Map())("pooling");
    await until(host, "failed");
    tryAgain(host);
    expect([status(host), document.activeElement]).toEqual(["loading", host]);
    await until(host, "failed");
    expect(document.activeElement).toBe(host.querySelector("button"));
    expect(host.textContent).toContain("reload the page: your edits are saved");
  });

  test("is loaded again when the browser is online again", async () => {
    const files = new Map<string, Figure>();
    const host = open(files)("pooling");
    await until(host, "failed");
    files.set("pooling", figureOf("Pooling"));
    window.dispatchEvent(new window.Event("online"));
    await until(host, "drawn");
  });
});

test("a figure that its author edits is drawn again, also one that could not be drawn, and no other", async () => {
  const broken = figureOf("Broken", () => {
    throw new Error("out of range");
  });
  const files = new Map([
    ["wave", figureOf("Wave")],
    ["broken", broken],
  ]);
  const watch = open(files);
  const [wave, other, failed] = [watch("wave"), watch("wave"), watch("broken")];
  await until(other, "drawn");
  await until(failed, "failed");
  announceFigure("wave", { default: figureOf("Edited wave") });
  announceFigure("broken", { default: figureOf("Repaired") });
  announceFigure("wave", undefined);
  expect([wave, other, failed].map(({ textContent }) => textContent)).toEqual([
    "Edited wave",
    "Edited wave",
    "Repaired",
  ]);
  await until(failed, "drawn");
  // One that is drawn later is the edited one, too.
  const later = watch("wave");
  await until(later, "drawn");
  expect(later.textContent).toBe("Edited wave");
});

describe("a figure that its author edits while it is loading is the edited one", () => {
  test("if its code is on its way", async () => {
    let arrive: (figure: Figure) => void = () => undefined;
    const arrived = new Promise<Figure>((resolve) => {
      arrive = resolve;
    });
    const load = vi.fn(() => arrived);
    const code = siteFigureCode(new Map([["wave", load]]));
    const loaded = code.load("wave");
    await vi.waitFor(() => expect(load).toHaveBeenCalled());
    const edited = figureOf("Edited wave");
    code.replace("wave", edited);
    arrive(figureOf("Wave"));
    expect(await loaded).toBe(edited);
    expect(code.loaded("wave")).toBe(edited);
  });

  test("if its code is there, and its turn has not come", async () => {
    const host = open(new Map([["wave", figureOf("Wave")]]))("wave");
    // Enough for what waits for nothing but the code.
    for (let step = 0; step < 10; step += 1) await Promise.resolve();
    expect(status(host)).toBe("loading");
    announceFigure("wave", { default: figureOf("Edited wave") });
    await until(host, "drawn");
    expect(host.textContent).toBe("Edited wave");
  });
});

test("a figure that throws while its parts are drawn does not keep the next ones from being drawn", async () => {
  const broken = figureOf("Broken", () => {
    throw new Error("out of range");
  });
  const watch = open(
    new Map([
      ["broken", broken],
      ["pooling", figureOf("Pooling")],
    ]),
  );
  const [first, second] = [watch("broken"), watch("pooling")];
  await until(first, "failed");
  expect(first.textContent).toContain("This figure could not be drawn. out of range");
  await until(second, "drawn");
});

test("a figure whose files take forever does not keep the next ones from being drawn", async () => {
  const figures = createFigures(
    { sampleImages: () => Promise.reject(new Error("none")), ready: signal(false), send: () => undefined },
    {
      loaded: () => undefined,
      load: (name) => (name === "slow" ? new Promise(() => undefined) : Promise.resolve(figureOf("Pooling"))),
      replace: () => undefined,
    },
  );
  const hosts = ["slow", "pooling"].map((name) => {
    const host = document.createElement("div");
    figures.watch(host, { id: name as FigureId, name, attributes: {} });
    return host;
  });
  const [slow, pooling] = hosts;
  if (slow === undefined || pooling === undefined) throw new Error("There are two.");
  await until(pooling, "drawn");
  expect(status(slow)).toBe("loading");
});
