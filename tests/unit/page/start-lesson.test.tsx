import { signal } from "@preact/signals";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Lesson } from "../../../src/lesson/lesson.ts";
import { readLessonData } from "../../../src/page/article/lesson-data.ts";
import { parseOptions } from "../../../src/page/options/address-options.ts";
import { prerenderLesson } from "../../../src/page/prerender.tsx";
import { startLesson } from "../../../src/page/start-lesson.ts";
import { exampleLesson } from "./article/example-lesson.ts";
import { ScriptedHost, settle } from "./notebook/scripted-host.ts";

class Observer {
  readonly observe = () => undefined;
  readonly unobserve = () => undefined;
  readonly disconnect = () => undefined;
}

/** The example lesson, hydrated over a scripted runtime. */
async function open() {
  const opened = start();
  await untilLive();
  return opened;
}

/** The example lesson over a scripted runtime, while it is being hydrated. */
function start(shown = exampleLesson()) {
  const host = new ScriptedHost();
  document.body.innerHTML = prerenderLesson(shown).body;
  const data = readLessonData(document);
  if (data === null) throw new Error("The page has no lesson.");
  const delivery = {
    site: "/",
    siteRoot: null,
    loadRuntime: () => Promise.reject(new Error("No runtime.")),
    startLanguage: () => Promise.reject(new Error("No language service.")),
    loadSearch: () => Promise.reject(new Error("No search.")),
    serveDatasets: () => () => Promise.reject(new Error("No datasets.")),
    loadFile: async () => Promise.reject(new Error("none")),
    sampleImages: () => new Promise<never>(() => undefined),
  };
  const services = { delivery, asked: parseOptions(""), host };
  const lesson = startLesson(data, services, signal("system"));
  const update = (next: Lesson) => {
    const fresh = new window.DOMParser().parseFromString(prerenderLesson(next).body, "text/html");
    const edited = readLessonData(fresh);
    if (edited === null) throw new Error("The page has no lesson.");
    lesson.update(edited, fresh);
  };
  return { host, update };
}

const untilLive = () => until(() => document.documentElement.dataset["live"] === "");

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!condition()) throw new Error("Not yet.");
  });
}

/** Each look at the clock ends a time slice. */
function endSlicesAtOnce(): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 1000;
    return now;
  });
}

const element = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found;
};
const status = (id: string) => element(`#cell-${id}`).dataset["status"];
const runButton = (id: string) => element(`#cell-${id} button.run`);

describe("a hydrated lesson", () => {
  beforeEach(() => {
    const { window } = new JSDOM("<!doctype html><html><body></body></html>", {
      url: "https://lectern.test/lessons/example/",
      pretendToBeVisual: true,
    });
    Object.assign(window, { IntersectionObserver: Observer, ResizeObserver: Observer });
    Object.defineProperty(window, "CSS", { value: { escape: (text: string) => text } });
    Object.defineProperty(window.document, "fonts", {
      value: Object.assign(new EventTarget(), { load: async () => [] }),
    });
    for (const name of [
      "window",
      "document",
      "CSS",
      "Element",
      "HTMLElement",
      "Node",
      "IntersectionObserver",
      "ResizeObserver",
      "navigator",
      "localStorage",
      "location",
      "sessionStorage",
      "AbortController",
      "innerHeight",
      "scrollY",
      "scrollBy",
    ]) {
      vi.stubGlobal(name, Reflect.get(window, name));
    }
    vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
    vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
    vi.stubGlobal("requestAnimationFrame", window.requestAnimationFrame.bind(window));
    vi.stubGlobal("cancelAnimationFrame", window.cancelAnimationFrame.bind(window));
  });
  afterEach(() => {
    // No frame or timer of this page comes after it.
    window.close();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it("lets the browser do other things while it hydrates", async () => {
    endSlicesAtOnce();
    let tasks = 0;
    const count = () => {
      tasks += 1;
      if (document.documentElement.dataset["live"] === undefined) setImmediate(count);
    };
    setImmediate(count);
    await open();
    expect(tasks).toBeGreaterThan(document.querySelectorAll("[data-cell]").length);
  });

  it("shows what the author edits meanwhile once it is hydrated", async () => {
    endSlicesAtOnce();
    const example = exampleLesson();
    // The islands of cells at the top stay when the lesson is edited.
    const blocks = example.blocks.flatMap((block) => (block.type === "div" ? block.blocks : [block]));
    const { update } = start({ ...example, blocks });
    const source = "const b = 1;";
    const edited = blocks.map((block) =>
      block.type === "cell" ? { ...block, cell: { ...block.cell, source }, html: source } : block,
    );
    update({ ...example, blocks: edited });
    await untilLive();
    const codes = ["first", "in-div"].map((id) => () => element(`#cell-${id} .code code`).textContent);
    await until(() => codes.every((code) => code() === source));
  });

  it("works but for a part whose hydration fails, which is reported", async () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const find = window.Element.prototype.querySelector;
    vi.spyOn(window.Element.prototype, "querySelector").mockImplementation(function (
      this: Element,
      selector: string,
    ) {
      if (this.getAttribute("data-island") === "cell:first") throw new Error("No code.");
      return find.call(this, selector);
    });
    const { host } = await open();
    expect(reported.mock.calls).toEqual([[new Error("No code.")]]);
    runButton("in-div").click();
    await until(() => host.running !== null);
    expect(status("in-div")).toBe("running");
  });

  it("takes no keys that run a cell before the reader's own text is there", async () => {
    const { host } = start();
    const keys = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
    const box = element("#cell-first .code");
    box.dispatchEvent(new window.KeyboardEvent("keydown", keys));
    await untilLive();
    await settle();
    expect([status("first"), host.running]).toEqual(["idle", null]);
    box.dispatchEvent(new window.KeyboardEvent("keydown", keys));
    await until(() => status("first") === "running");
  });

  it("shows each status of a run, in the cell and on its button", async () => {
    const { host } = await open();
    expect(status("first")).toBe("idle");
    runButton("first").click();
    await settle();
    await until(() => status("first") === "running");
    expect(runButton("first").getAttribute("aria-label")).toBe("Stop first");
    expect(document.documentElement.dataset["runtime"]).toBe("ready");
    host.print("hello");
    host.finish("done");
    await until(() => status("first") === "done");
    expect(element("#cell-first [data-outputs]").textContent).toContain("hello");
    expect(runButton("first").getAttribute("aria-label")).toBe("Run first");
  });

  it("asks a run to stop, and says so", async () => {
    const { host } = await open();
    runButton("first").click();
    await until(() => status("first") === "running");
    runButton("first").click();
    expect(host.stopped).toHaveLength(1);
    await until(() => runButton("first").getAttribute("aria-label") === "Stop first at once");
    host.finish("stopped");
    await until(() => status("first") === "stopped");
  });

  it("runs all cells, but no exercises", async () => {
    const { host } = await open();
    const runAll = [...document.querySelectorAll("button")].find(
      (button) => button.textContent === "Run all",
    );
    runAll?.click();
    await until(() => status("first") === "running");
    expect([status("in-div"), status("answer")]).toEqual(["queued", "idle"]);
    host.finish("done");
    await until(() => status("in-div") === "running");
    host.finish("done");
    await until(() => status("in-div") === "done");
    expect(host.running).toBeNull();
  });

  it("gives the reader's values of controls to the code, an option by its text, and shows an author's value between steps", async () => {
    const { host } = await open();
    runButton("first").click();
    await until(() => status("first") === "running");
    const options = ["sgd", "adam"];
    host.show({ type: "control", key: "Optimizer", setting: { kind: "select", options, value: 0 } });
    const rate = { kind: "slider", min: 0, max: 10, step: 5, value: 3 } as const;
    host.show({ type: "control", key: "Rate", setting: rate });
    host.finish("done");
    await until(() => document.querySelector("[data-control=slider]") !== null);
    const slider = element("[data-control=slider] input");
    expect(slider.getAttribute("aria-valuetext")).toBe("3");
    expect(slider.parentElement?.querySelector("output")?.textContent).toBe("3");
    const select = element("[data-control=select] select") as HTMLSelectElement;
    select.selectedIndex = 1;
    select.dispatchEvent(new window.Event("change", { bubbles: true }));
    expect(host.sent.at(-1)).toEqual({
      type: "set-control",
      cell: "first",
      label: "Optimizer",
      value: "adam",
    });
    await until(() => element("[data-control=select] output").textContent === "adam");
  });

  it("marks an exercise as solved when its checks pass", async () => {
    const { host } = await open();
    runButton("answer").click();
    await settle();
    while (host.running !== null) {
      if (host.running.type === "check") host.show({ type: "check", passed: true, message: "Right." });
      host.finish("done");
      await settle();
    }
    await until(() => element("#sum").hasAttribute("data-solved"));
    expect(element("#sum [data-solved-mark]").hidden).toBe(false);
  });

  it("gives a cell that the author takes out and brings back the reader's text again, as changed as it was", async () => {
    const edit = { source: "const mine = 1;", author: 'const a = "</script>";', tokens: null };
    localStorage.setItem("lectern-unsaved/example/", JSON.stringify({ first: edit }));
    const { update } = await open();
    const code = () => document.querySelector("#cell-first code")?.textContent;
    await until(() => code() === edit.source);
    const whole = exampleLesson();
    update({ ...whole, blocks: whole.blocks.filter(({ line }) => line !== 3) });
    expect(code()).toBeUndefined();
    update(whole);
    expect(code()).toBe(edit.author);
    await until(() => code() === edit.source);
  });

  it("calls no exercise solved before its script runs, not even without style sheets", () => {
    document.body.innerHTML = prerenderLesson(exampleLesson()).body;
    const marks = [...document.querySelectorAll<HTMLElement>("[data-solved-mark]")];
    expect(marks.length).toBeGreaterThan(1);
    expect(marks.every((mark) => mark.hidden)).toBe(true);
  });
});
