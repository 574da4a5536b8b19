import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AheadField, openAheadField } from "../../../../../src/page/cells/code/ahead-field.ts";

const { window } = new JSDOM(`<!doctype html><div tabindex="0"></div><button></button>`);
const { document } = window;
let log: string[] = [];
let field: AheadField;

beforeEach(() => {
  log = [];
  field = openAheadField(box(), {
    label: "Code of one",
    describedBy: "help",
    isReadOnly: false,
    top: 0,
    onText: (text) => void log.push(text),
    onLeave: () => void log.push("leave"),
  });
});
afterEach(() => {
  field.close();
});

function box(): HTMLElement {
  const element = document.querySelector("div");
  if (element === null) throw new Error("There is no box.");
  return element;
}
const text = () => document.querySelector("textarea");
const send = (type: string) => void text()?.dispatchEvent(new window.Event(type));
function write(value: string): void {
  const element = text();
  if (element !== null) element.value += value;
  send("input");
}

describe("the field before the editor", () => {
  it("has the focus and the name of the code", () => {
    expect(document.activeElement).toBe(text());
    expect(text()?.getAttribute("aria-label")).toBe("Code of one");
  });

  it("passes on each text once", () => {
    write("a");
    write("two\nlines");
    expect(log).toEqual(["a", "two\nlines"]);
  });

  it.each([
    ["before", ["input", "compositionend"]],
    ["after", ["compositionend", "input"]],
  ])(
    "passes on composed text when it is composed, once, where the browser reports it %s the end",
    async (_when, events) => {
      send("compositionstart");
      write("へ");
      write("ん");
      let isComposed = false;
      const composed = field.composed().then(() => {
        isComposed = true;
      });
      await Promise.resolve();
      expect([log, isComposed]).toEqual([[], false]);
      for (const event of events) send(event);
      await composed;
      expect(log).toEqual(["へん"]);
    },
  );

  it("passes on what was being composed when the reader goes elsewhere", async () => {
    send("compositionstart");
    write("へ");
    const composed = field.composed();
    document.querySelector("button")?.focus();
    await composed;
    expect(log).toEqual(["へ", "leave"]);
  });

  it("gives the focus back to the box when it is closed, unless it is elsewhere", () => {
    field.close();
    expect([document.activeElement, text()]).toEqual([box(), null]);
  });
});
