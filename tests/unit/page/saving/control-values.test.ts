import { describe, expect, it } from "vitest";
import {
  type ControlStore,
  followControls,
  ReaderSettings,
} from "../../../../src/page/saving/control-values.ts";
import type { ControlValues } from "../../../../src/protocol/control.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

const CONTROLS = define("controls", { names: { declares: ["n"] } });
const READER = define("reader", { names: { uses: ["n"], declares: ["m"] } });
const FARTHER = define("farther", { names: { uses: ["m"] } });
const MANUAL = define("manual", { manual: true, names: { uses: ["n"] } });
const OTHER = define("other");

/** Storage that answers when the test lets it. */
function slowStore(earlier: Readonly<Record<string, ControlValues>>) {
  const stored = new Map<string, unknown>(Object.entries(earlier));
  let resolve: (found: ReadonlyMap<string, unknown>) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const found = new Promise<ReadonlyMap<string, unknown>>((...settlers) => {
    [resolve, reject] = settlers;
  });
  const store: ControlStore = {
    load: () => found,
    save: async (cell, values) => {
      if (values === null) stored.delete(cell);
      else stored.set(cell, values);
    },
  };
  const settings = new ReaderSettings(store);
  const answer = async (): Promise<void> => {
    resolve(new Map(stored));
    await settings.loaded;
    await settle();
  };
  return { settings, stored, answer, deny: () => reject(new Error("denied")) };
}

describe("what was set in an earlier visit", () => {
  const cell = cellId("controls");

  it("keeps its other labels if one is set before it is loaded, in the page and in storage", async () => {
    const { settings, stored, answer } = slowStore({ controls: { n: 1, rate: 2 } });
    settings.set(cell, "n", 7);
    await settle();
    expect(stored.get("controls")).toEqual({ n: 1, rate: 2 });
    await answer();
    expect(settings.of(cell)).toEqual({ n: 7, rate: 2 });
    expect(stored.get("controls")).toEqual({ n: 7, rate: 2 });
  });

  it("does not come back if the cell starts over before it is loaded", async () => {
    const { settings, stored, answer } = slowStore({ controls: { n: 1, rate: 2 } });
    settings.forget(cell);
    settings.set(cell, "n", 7);
    await answer();
    expect(settings.of(cell)).toEqual({ n: 7 });
    expect(stored.get("controls")).toEqual({ n: 7 });
  });

  it("makes a cell stale that has run without it, and what has read it, but not one that has run with all of it", async () => {
    const page = openNotebook([CONTROLS, READER, OTHER]);
    const { settings, answer } = slowStore({ controls: { n: 1, rate: 2 }, other: { n: 1 } });
    followControls({ notebook: page.notebook, settings, isLocked: () => false, send: () => undefined });
    settings.set(cellId("other"), "n", 5);
    await page.runAllWell();
    expect(page.statuses()).toBe("done done done");
    await answer();
    expect(page.statuses()).toBe("stale stale done");
    expect(page.host.running).toBeNull();
  });

  it("is not overwritten if it cannot be loaded; what is set counts in this visit", async () => {
    const { settings, stored, deny } = slowStore({ controls: { n: 1, rate: 2 } });
    settings.set(cell, "n", 7);
    deny();
    await settings.loaded;
    await settle();
    expect(settings.of(cell)).toEqual({ n: 7 });
    expect(stored.get("controls")).toEqual({ n: 1, rate: 2 });
  });
});

function open(earlier: Readonly<Record<string, unknown>> = {}) {
  const page = openNotebook([CONTROLS, READER, FARTHER, MANUAL, OTHER]);
  const stored = new Map(Object.entries(earlier));
  const store: ControlStore = {
    load: async () => new Map(stored),
    save: async (cell, values) => {
      if (values === null) stored.delete(cell);
      else stored.set(cell, values);
    },
  };
  const settings = new ReaderSettings(store);
  const change = followControls({
    notebook: page.notebook,
    settings,
    isLocked: () => false,
    send: (cell, label, value) => page.host.send({ type: "set-control", cell, label, value }),
  });
  const finish = async () => {
    await settle();
    while (page.host.running !== null) {
      page.host.finish("done");
      await settle();
    }
  };
  const since = () => {
    const before = page.host.sources.length;
    return () => page.host.sources.slice(before);
  };
  return {
    ...page,
    settings,
    stored,
    finish,
    since,
    set: (value: number) => change(cellId("controls"), "n", value),
  };
}

describe("a change of a control", () => {
  it("gives the value to the code, and runs what depends on it and has run, in order", async () => {
    const page = open();
    await page.runAllWell();
    const ran = page.since();
    page.set(7);
    expect(page.host.sent.at(-2)).toEqual({ type: "set-control", cell: "controls", label: "n", value: 7 });
    await page.finish();
    expect(ran()).toEqual(["reader", "farther"]);
    expect(page.statuses()).toBe("done done done idle done");
    expect(page.stored.get("controls")).toEqual({ n: 7 });
  });

  it("runs neither what has not run yet nor what only runs when asked for; that is stale", async () => {
    const page = open();
    await page.runWell("controls");
    await page.runWell("manual");
    const ran = page.since();
    page.set(7);
    await page.finish();
    expect(ran()).toEqual([]);
    expect(page.statuses()).toBe("done idle idle stale idle");
  });

  it("while cells run waits for them, and only the last value is computed", async () => {
    const page = open();
    await page.runAllWell();
    page.set(1);
    await settle();
    expect(page.host.running?.source).toBe("reader");
    const ran = page.since();
    page.set(2);
    page.set(3);
    await settle();
    expect(ran()).toEqual([]);
    await page.finish();
    expect(ran()).toEqual(["farther", "reader", "farther"]);
    expect(page.statuses()).toBe("done done done idle done");
  });

  it("of an earlier visit runs the cell, with the value", async () => {
    const page = open({ controls: { n: 5, "not a value": { x: 1 } }, reader: { n: 1 } });
    await settle();
    expect(page.settings.of(cellId("controls"))).toEqual({});
    expect(page.settings.of(cellId("reader"))).toEqual({ n: 1 });
    page.set(9);
    await page.finish();
    expect(page.host.sources).toEqual(["controls"]);
    expect(page.settings.of(cellId("controls"))).toEqual({ n: 9 });
  });

  it("is forgotten when the cell starts over", async () => {
    const page = open();
    await page.runAllWell();
    page.set(7);
    await page.finish();
    page.notebook.clear(cellId("controls"));
    await settle();
    expect(page.settings.of(cellId("controls"))).toEqual({});
    expect(page.stored.has("controls")).toBe(false);
  });
});
