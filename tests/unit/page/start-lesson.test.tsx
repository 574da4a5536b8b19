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
  const host = new ScriptedHost();
  document.body.innerHTML = prerenderLesson(exampleLesson()).body;
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
  await until(() => document.documentElement.dataset["live"] === "");
  return { host, lesson };
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!condition()) throw new Error("Not yet.");
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
      "localStorage",
      "location",
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
    vi.unstubAllGlobals();
  });

  it("lets the browser do other things while it hydrates", async () => {
    // Each look at the clock ends a time slice.
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += 1000;
      return now;
    });
    let tasks = 0;
    const count = () => {
      tasks += 1;
      if (document.documentElement.dataset["live"] === undefined) setTimeout(count, 0);
    };
    setTimeout(count, 0);
    await open();
    vi.mocked(performance.now).mockRestore();
    expect(tasks).toBeGreaterThan(document.querySelectorAll("[data-cell]").length);
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
    const { lesson } = await open();
    const code = () => document.querySelector("#cell-first code")?.textContent;
    await until(() => code() === edit.source);
    const update = (next: Lesson) => {
      const { window: fresh } = new JSDOM(prerenderLesson(next).body);
      const data = readLessonData(fresh.document);
      if (data === null) throw new Error("The page has no lesson.");
      lesson.update(data, fresh.document);
    };
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
