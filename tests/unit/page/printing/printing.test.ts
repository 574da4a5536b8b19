import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectPrinting, isPrintShortcut } from "../../../../src/page/printing/printing.ts";

let log: string[];

beforeEach(() => {
  log = [];
  const { window } = new JSDOM("<h1>Waves</h1><article data-article></article>");
  Object.assign(window.document, { fonts: { ready: Promise.resolve() } });
  window.print = () => void log.push("print");
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("AbortController", window.AbortController);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => void queueMicrotask(act));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page whose outputs and figures are prepared by these, once it is hydrated. */
function page(
  outputs: () => Promise<void>,
  figures: () => Promise<void>,
  hydrated: Promise<void> = Promise.resolve(),
  atRest: Promise<void> = never(),
) {
  const logged = (name: string, act: () => Promise<void>) => () => {
    log.push(name);
    return act();
  };
  return connectPrinting({
    hydrated,
    atRest,
    outputs: { prepareForPrint: logged("outputs", outputs), endPrint: () => log.push("end outputs") },
    figures: {
      preload: () => log.push("preload"),
      prepareForPrint: logged("figures", figures),
      drawForPrint: () => log.push("draw figures"),
      endPrint: () => log.push("end figures"),
    },
    showPreparing: () => undefined,
  });
}

const never = () => new Promise<void>(() => undefined);
const done = () => Promise.resolve();

describe("a page that is prepared for printing", () => {
  it("prepares outputs and figures at the same time, and prints without what takes too long", async () => {
    const printed = page(never, done).print();
    await Promise.resolve();
    expect(log).toEqual(["outputs", "figures"]);
    await vi.advanceTimersByTimeAsync(9000);
    expect(log).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    await printed;
    expect(log).toEqual(["outputs", "figures", "draw figures", "print"]);
  });

  it("is printed although one of them fails, with the others", async () => {
    let finish = () => {};
    const slow = () => new Promise<void>((resolve) => (finish = resolve));
    const printed = page(() => Promise.reject(new Error("no")), slow).print();
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).not.toContain("print");
    finish();
    await printed;
    expect(log.at(-1)).toBe("print");
  });

  it("waits for minutes where it is printed into a file", async () => {
    document.documentElement.dataset["printWhenComplete"] = "";
    let finish = () => {};
    const printed = page(() => new Promise((resolve) => (finish = resolve)), done).print();
    await vi.advanceTimersByTimeAsync(170_000);
    expect(log).toEqual(["outputs", "figures"]);
    finish();
    await printed;
    expect(log.at(-1)).toBe("print");
  });

  it("prepares what hydration is still to find", async () => {
    let hydrate = () => {};
    const printed = page(done, done, new Promise((resolve) => (hydrate = resolve))).print();
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toEqual([]);
    hydrate();
    await printed;
    expect(log).toEqual(["outputs", "figures", "draw figures", "print"]);
  });

  it("is printed with half empty pages where filling them fails, which is reported", async () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    document.body.append(document.createElement("main"));
    document.documentElement.dataset["printHeight"] = "980";
    vi.stubGlobal("getComputedStyle", () => {
      throw new Error("No styles.");
    });
    vi.stubGlobal("HTMLElement", window.HTMLElement);
    await page(done, done).print();
    expect(log.at(-1)).toBe("print");
    expect(reported.mock.calls).toEqual([[new Error("No styles.")]]);
    window.dispatchEvent(new window.Event("afterprint"));
    expect(log).toContain("end figures");
  });

  it("ends what was prepared after the print, and is in its own colours again", async () => {
    document.documentElement.dataset["theme"] = "dark";
    await page(done, done).print();
    expect(document.documentElement.dataset["theme"]).toBe("light");
    window.dispatchEvent(new window.Event("afterprint"));
    expect(log.slice(-2)).toEqual(["end figures", "end outputs"]);
    expect(document.documentElement.dataset["theme"]).toBe("dark");
  });
});

describe("a page that the browser's own menu prints", () => {
  const held = () => document.documentElement.hasAttribute("data-print-held");
  const print = () => window.dispatchEvent(new window.Event("beforeprint"));

  it("is held until everything is drawn, in light colours, and is afterwards as it was", async () => {
    let finish = () => {};
    page(done, () => new Promise((resolve) => (finish = resolve)));
    document.documentElement.dataset["theme"] = "dark";
    print();
    expect(log).toEqual(["draw figures"]);
    expect(held()).toBe(true);
    await vi.advanceTimersByTimeAsync(100);
    expect(held()).toBe(true);
    // Each picture is followed by another.
    for (const count of [1, 2]) {
      const pictures = [...document.querySelectorAll<HTMLImageElement>("img[data-print-hold]")];
      expect(pictures.map(({ loading, src }) => [loading, src.endsWith(`-${count}`)])).toEqual([
        [count === 1 ? "lazy" : "eager", true],
      ]);
      pictures[0]?.dispatchEvent(new window.Event("load"));
    }
    finish();
    await vi.advanceTimersByTimeAsync(100);
    expect(held()).toBe(false);
    document.querySelector("img[data-print-hold]")?.dispatchEvent(new window.Event("error"));
    expect(document.querySelector("img[data-print-hold]")).toBeNull();
    expect(log).toEqual(["draw figures", "outputs", "figures", "draw figures"]);
    expect(document.documentElement.dataset["theme"]).toBe("light");
    window.dispatchEvent(new window.Event("afterprint"));
    expect(log.slice(-2)).toEqual(["end figures", "end outputs"]);
    expect(document.documentElement.dataset["theme"]).toBe("dark");
  });

  it("has what is loaded where the browser does not wait, and is as it was after that", async () => {
    let finish = () => {};
    page(done, () => new Promise((resolve) => (finish = resolve)));
    print();
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new window.Event("afterprint"));
    finish();
    await vi.advanceTimersByTimeAsync(100);
    expect(held()).toBe(false);
    expect(log).toEqual(["draw figures", "outputs", "figures", "end figures", "end outputs", "end outputs"]);
    expect(document.documentElement.hasAttribute("data-theme")).toBe(false);
  });

  it("is held and prepared by the next print, also when what the one before began ends only then", async () => {
    const finish: (() => void)[] = [];
    page(done, () => new Promise((resolve) => void finish.push(resolve)));
    print();
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new window.Event("afterprint"));
    print();
    await vi.advanceTimersByTimeAsync(0);
    log = [];
    finish[0]?.();
    await vi.advanceTimersByTimeAsync(100);
    expect([log, held()]).toEqual([[], true]);
    finish[1]?.();
    await vi.advanceTimersByTimeAsync(100);
    expect([log, held()]).toEqual([["draw figures"], false]);
  });

  it("is not held where the page's own menu has prepared it", async () => {
    await page(done, done).print();
    print();
    expect(held()).toBe(false);
    expect(log).toEqual(["outputs", "figures", "draw figures", "print", "draw figures"]);
  });

  it("is prepared by its scripts if it is printed before they are there", async () => {
    document.documentElement.dataset["printAsked"] = "";
    page(done, done);
    expect(held()).toBe(true);
    expect(log).toEqual(["draw figures"]);
    await vi.advanceTimersByTimeAsync(100);
    expect(held()).toBe(false);
  });

  it("has loaded its figures once the pointer was on the way to the menu", () => {
    page(done, done);
    for (const _ of [1, 2]) document.documentElement.dispatchEvent(new window.Event("mouseleave"));
    window.dispatchEvent(new window.Event("blur"));
    expect(log).toEqual(["preload"]);
  });

  it("has loaded its figures once it is at rest", async () => {
    let settle = () => {};
    page(done, done, done(), new Promise((resolve) => (settle = resolve)));
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual([]);
    settle();
    await vi.advanceTimersByTimeAsync(0);
    document.documentElement.dispatchEvent(new window.Event("mouseleave"));
    expect(log).toEqual(["preload"]);
  });
});

const MAC = "MacIntel";
const LINUX = "Linux x86_64";

function press(init: Partial<KeyboardEvent>): KeyboardEvent {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false };
  return { key: "p", ...none, ...init } as KeyboardEvent;
}

describe("the shortcut that prints", () => {
  it("is ⌘-P on Apple's machines, where Ctrl-P moves up in text", () => {
    expect(isPrintShortcut(press({ metaKey: true }), MAC)).toBe(true);
    expect(isPrintShortcut(press({ ctrlKey: true }), MAC)).toBe(false);
  });

  it("is Ctrl-P elsewhere, unless something has used the key already", () => {
    expect(isPrintShortcut(press({ ctrlKey: true }), LINUX)).toBe(true);
    expect(isPrintShortcut(press({ ctrlKey: true, defaultPrevented: true }), LINUX)).toBe(false);
    expect(isPrintShortcut(press({ ctrlKey: true, shiftKey: true }), LINUX)).toBe(false);
    expect(isPrintShortcut(press({}), LINUX)).toBe(false);
  });
});
