import { describe, expect, it } from "vitest";
import type { Foreign } from "../../../../src/page/notebook/foreign.ts";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, settle } from "./scripted-host.ts";

const FOREIGN: Foreign = { from: "link", accepted: false, edited: false, replaced: null };

/** Three cells and an exercise, each of which uses what those above declare; the text of `b` is someone else's. */
function open() {
  const page = openNotebook([
    define("a", { names: { declares: ["x"] } }),
    define("b", { names: { declares: ["y"], uses: ["x"] } }),
    define("c", { names: { uses: ["y"] } }),
    define("d", { checks: ["check"], names: { uses: ["y"] } }),
  ]);
  page.notebook.edit(cellId("b"), "theirs");
  page.notebook.setForeign(cellId("b"), FOREIGN);
  const asked = () => page.events.flatMap((event) => (event.type === "consent-needed" ? [event.cells] : []));
  return { ...page, asked };
}

describe("someone else's code", () => {
  it.each<[name: string, run: (page: ReturnType<typeof open>) => void]>([
    ["Run all", ({ notebook }) => notebook.runAll()],
    ["the Run of a later cell", ({ notebook }) => notebook.run(cellId("c"))],
    ["the Run of an exercise below", ({ notebook }) => notebook.run(cellId("d"))],
    ["Run the cells above", ({ notebook }) => notebook.runAbove(cellId("d"))],
    ["Re-run the checks", ({ notebook }) => notebook.request({ type: "checks" })],
  ])("is not run by %s, and nothing else either, until the reader agrees", async (_, run) => {
    const page = open();
    run(page);
    await settle();
    expect(page.host.sources).toEqual([]);
    expect(page.statuses()).toBe("idle idle idle idle");
    expect(page.asked()).toEqual([["b"]]);
    page.notebook.allow(cellId("b"), "theirs");
    run(page);
    await settle();
    while (page.host.running !== null) {
      page.host.finish("done");
      await settle();
    }
    expect(page.host.sources).toContain("theirs");
  });

  it("runs when its own Run is pressed, with what it needs", async () => {
    const page = open();
    await page.runWell("b");
    expect(page.host.sources).toEqual(["a", "theirs"]);
    expect(page.cell("b").foreign.value?.accepted).toBe(true);
  });

  it("needs consent by its own Run too, if more of it would run", async () => {
    const page = open();
    page.notebook.setForeign(cellId("a"), FOREIGN);
    page.notebook.run(cellId("b"));
    await settle();
    expect(page.asked()).toEqual([["a", "b"]]);
    expect(page.host.sources).toEqual([]);
  });

  it("that replaces what was agreed to needs consent again", () => {
    const page = open();
    page.notebook.edit(cellId("b"), "replaced meanwhile");
    page.notebook.allow(cellId("b"), "theirs");
    expect(page.cell("b").foreign.value?.accepted).toBe(false);
  });

  it("that comes into a waiting cell takes it out of the queue", async () => {
    const page = openNotebook([define("a"), define("b")]);
    page.notebook.runAll();
    await settle();
    expect(page.statuses()).toBe("running queued");
    page.notebook.edit(cellId("b"), "theirs");
    page.notebook.setForeign(cellId("b"), FOREIGN);
    page.host.finish("done");
    await settle();
    expect(page.host.sources).toEqual(["a"]);
    expect(page.statuses()).toBe("done idle");
  });

  it("is not someone else's once it is the author's again", () => {
    const page = open();
    page.notebook.edit(cellId("b"), "b");
    expect(page.cell("b").foreign.value).toBeNull();
  });
});

describe("running the checks", () => {
  it("runs every exercise that has some, and what they need, whatever fails", async () => {
    const page = openNotebook([
      define("a", { names: { declares: ["x"] } }),
      define("manual", { manual: true, names: { declares: ["y"] } }),
      define("unrelated"),
      define("one", { checks: ["check"], names: { uses: ["x", "y"] } }),
      define("two", { checks: ["check"] }),
      define("after"),
    ]);
    page.notebook.request({ type: "checks" });
    await settle();
    page.host.finish("failed");
    await settle();
    while (page.host.running !== null) {
      page.host.finish("done");
      await settle();
    }
    expect(page.host.sources).toEqual(["a", "one", "check", "two", "check"]);
  });
});
