import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectPrinting } from "../../../../src/page/printing/printing.ts";

let log: string[];

beforeEach(() => {
  log = [];
  const { window } = new JSDOM("<h1>Waves</h1><article data-article></article>");
  Object.assign(window.document, { fonts: { ready: Promise.resolve() } });
  window.print = () => void log.push("print");
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
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
) {
  const logged = (name: string, act: () => Promise<void>) => () => {
    log.push(name);
    return act();
  };
  return connectPrinting({
    hydrated,
    outputs: { prepareForPrint: logged("outputs", outputs), endPrint: () => log.push("end outputs") },
    figures: {
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
