import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { announce } from "../../../../src/page/shell/announcer.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

describe("what is announced", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const page = openNotebook([
      define("a", { names: { declares: ["x"] } }),
      define("b", { names: { uses: ["x"] } }),
    ]);
    const said: string[] = [];
    announce(page.notebook, (words) => said.push(words));
    return { ...page, said };
  }

  it("is the start, the end and the failure of a run", async () => {
    const page = open();
    page.notebook.run(cellId("b"));
    await settle();
    page.host.finish("done");
    await settle();
    page.host.finish("done", 12);
    await settle();
    page.notebook.run(cellId("a"));
    await settle();
    page.host.finish("failed");
    expect(page.said).toEqual(["Running b.", "b done in 12 ms.", "Running a.", "a failed: Error: scripted"]);
  });

  it("is what the checks said", async () => {
    const page = openNotebook([define("a", { checks: ["check"] })]);
    const said: string[] = [];
    announce(page.notebook, (words) => said.push(words));
    for (const passed of [false, true]) {
      page.notebook.run(cellId("a"));
      await settle();
      page.host.finish("done");
      await settle();
      page.host.show({ type: "check", passed, message: "The width is 28." });
      page.host.finish("done");
      await settle();
    }
    expect(said.filter((words) => !words.startsWith("Running"))).toEqual([
      "a done in 2 ms. Not solved yet: The width is 28.",
      "a done in 2 ms. All checks passed.",
    ]);
  });

  it("is that a loss is not a number", async () => {
    const page = open();
    page.notebook.run(cellId("a"));
    await settle();
    page.host.finishDoubtfully();
    await settle();
    expect(page.said.at(-1)).toBe("a done in 1 ms. But the loss is not a number.");
  });

  it("is in which of many cells a loss is not a number", async () => {
    const page = open();
    page.notebook.runAll();
    await settle();
    page.host.finishDoubtfully();
    for (let rest = 1; rest < page.notebook.cells.value.length; rest += 1) {
      await settle();
      page.host.finish("done");
    }
    await settle();
    expect(page.said.at(-1)).toMatch(/^All cells done in .*\. But the loss is not a number in: a\.$/);
  });

  it("is not what an earlier run has shown of a loss", async () => {
    const page = openNotebook([define("a"), define("b"), define("c")]);
    const said: string[] = [];
    announce(page.notebook, (words) => said.push(words));
    page.notebook.run(cellId("c"));
    await settle();
    page.host.finishDoubtfully();
    await settle();
    expect(said.at(-1)).toContain("the loss is not a number");
    page.notebook.runAbove(cellId("c"));
    for (let run = 0; run < 2; run += 1) {
      await settle();
      page.host.finish("done");
    }
    await settle();
    expect(said.at(-1)).toMatch(/^The cells above c done in [^.]*\.$/);
  });

  it("is progress, at most every ten seconds, and no output", async () => {
    const page = open();
    page.notebook.run(cellId("a"));
    await settle();
    page.host.print("many lines");
    page.host.show({ type: "progress", key: "p", label: "Loading", value: 1, total: 4, detail: "" });
    page.tick();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(page.said).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.said.slice(1)).toEqual(["a: Loading, 25\u202f%."]);
    page.host.finish("done");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(page.said).toHaveLength(3);
  });
});
