import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import type { NameAnalysis } from "../../../../src/page/notebook/analyse-dependencies.ts";
import { announce } from "../../../../src/page/shell/announcer.ts";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, settle } from "./scripted-host.ts";

const id = cellId;
const cells = () => [
  define("a", { names: { declares: ["x"] } }),
  define("b", { names: { uses: ["x"] } }),
  define("c"),
];

/** A page in which something was typed for an editor that is still being loaded, and what it announces. */
function typing() {
  const page = openNotebook(cells());
  const said: string[] = [];
  announce(page.notebook, (text) => said.push(text));
  const end = page.typedAhead.begin();
  return { ...page, said, arrive: () => end(() => undefined), fail: () => end(null) };
}

describe("a run that is asked for while an editor is being loaded", () => {
  it("is shown and announced, and starts with the editor", async () => {
    const { notebook, statuses, said, arrive, host, cell } = typing();
    notebook.run(id("b"));
    await settle();
    expect(statuses()).toBe("queued queued idle");
    expect(cell("b").state.value).toMatchObject({ awaits: "page" });
    expect([host.sources, notebook.busy.value]).toEqual([[], true]);
    expect(said).toEqual(["The page is still loading. Then it runs b."]);
    arrive();
    await settle();
    expect(statuses()).toBe("running queued idle");
    expect(cell("b").state.value).toMatchObject({ awaits: "turn" });
    expect(said.at(-1)).toBe("Running b.");
  });

  it("runs what depends on the text that was typed", async () => {
    const { notebook, statuses, arrive } = typing();
    notebook.run(id("b"));
    notebook.edit(id("b"), "other");
    notebook.setNames(id("b"), NO_NAMES);
    arrive();
    await settle();
    expect(statuses()).toBe("idle running idle");
  });

  it("is cancelled by Stop", async () => {
    const { notebook, statuses, arrive } = typing();
    notebook.run(id("b"));
    notebook.stop(id("b"));
    expect(statuses()).toBe("idle idle idle");
    notebook.runAll();
    notebook.stopAll();
    arrive();
    await settle();
    expect(statuses()).toBe("idle idle idle");
  });

  it("is gone with what was typed, if the editor cannot be loaded", async () => {
    const { notebook, statuses, fail } = typing();
    notebook.run(id("b"));
    fail();
    await settle();
    expect(statuses()).toBe("idle idle idle");
  });

  it("leaves the cell that runs alone, and does not start after it", async () => {
    const page = openNotebook(cells());
    page.notebook.run(id("a"));
    await settle();
    const end = page.typedAhead.begin();
    page.notebook.run(id("c"));
    page.notebook.run(id("b"));
    page.host.finish("done");
    await settle();
    expect(page.statuses()).toBe("done queued queued");
    end(() => undefined);
    await settle();
    expect(page.host.sources).toEqual(["a", "c"]);
    page.host.finish("done");
    await settle();
    expect(page.host.sources).toEqual(["a", "c", "b"]);
  });

  it("starts in its place among the keys that were typed", async () => {
    const { notebook, statuses, arrive } = typing();
    const run = notebook.announce({ type: "cell", cell: id("c") });
    expect(statuses()).toBe("idle idle queued");
    arrive();
    run.start();
    await settle();
    expect(statuses()).toBe("idle idle running");
  });
});

describe("a run that is asked for while the analysis of names is being loaded", () => {
  it("is shown, and starts with it", async () => {
    let arrive = (): void => undefined;
    const loaded = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const analysis: { -readonly [Key in keyof NameAnalysis]: NameAnalysis[Key] } = {
      names: null,
      load: () => loaded,
    };
    const page = openNotebook(cells(), undefined, undefined, undefined, analysis);
    page.notebook.edit(id("b"), "other");
    page.notebook.run(id("b"));
    await settle();
    expect(page.statuses()).toBe("queued queued idle");
    analysis.names = () => NO_NAMES;
    arrive();
    await settle();
    expect(page.statuses()).toBe("idle running idle");
  });
});
