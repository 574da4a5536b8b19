import { describe, expect, it } from "vitest";
import {
  type ControlStore,
  followControls,
  ReaderSettings,
} from "../../../../src/page/saving/control-values.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

const CONTROLS = define("controls", { names: { declares: ["n"] } });
const READER = define("reader", { names: { uses: ["n"], declares: ["m"] } });
const FARTHER = define("farther", { names: { uses: ["m"] } });
const MANUAL = define("manual", { manual: true, names: { uses: ["n"] } });
const OTHER = define("other");

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
    expect(page.settings.of(cellId("controls"))).toEqual({});
    expect(page.stored.has("controls")).toBe(false);
  });
});
