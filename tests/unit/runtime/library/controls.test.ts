import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlValue, Setting } from "../../../../src/protocol/control.ts";
import { cellId } from "../../page/notebook/scripted-host.ts";
import { type OpenSession, openSession } from "../session/open-session.ts";

let page: OpenSession;

beforeAll(async () => {
  page = await openSession();
});
afterAll(() => page.close());

/** Runs a cell that imports the controls, and returns its end. */
function run(cell: string, source: string) {
  return page.run(cell, `import { slider, select, checkbox, button } from "lectern";\n${source}`);
}

/** The controls that have been shown, the latest last. */
function shown(): readonly { key: string; setting: Setting }[] {
  return page.events.flatMap((event) =>
    event.type === "output" && event.output.type === "control" ? [event.output] : [],
  );
}

describe("a control", () => {
  test("is shown once, and gives its first value", async () => {
    const before = page.events.length;
    await run("first", `slider("Width", { min: 0, max: 10, value: 3 })`);
    const outputs = page.events
      .slice(before)
      .flatMap((event) => (event.type === "output" ? [event.output] : []));
    expect(outputs).toEqual([
      { type: "control", key: "Width", setting: { kind: "slider", min: 0, max: 10, step: 1, value: 3 } },
    ]);
  });

  test("gives what the reader sets, also to code that runs later", async () => {
    const source = `
      const width = slider("Width", { min: 0, max: 1 });
      const colour = select("Colour", ["red", "green"], { value: "green" });
      const isOn = checkbox("On");
      const draw = button("Draw");`;
    await run("all", source);
    const read = "[width.value, colour.value, isOn.value, draw.value].join()";
    const values = async () => {
      const before = page.events.length;
      await page.run("reader", `console.log(${read})`);
      const event = page.events.slice(before).find(({ type }) => type === "output");
      return event?.type === "output" && event.output.type === "text" ? event.output.text : null;
    };
    expect(await values()).toBe("0.5,green,false,0");
    const set = (label: string, value: ControlValue) =>
      page.session.handle({ type: "set-control", cell: cellId("all"), label, value });
    set("Width", 0.3);
    set("Colour", "red");
    set("On", true);
    set("Draw", 2);
    expect(await values()).toBe("0.3,red,true,2");
    // Neither what does not fit nor what is not there.
    set("Width", 7);
    set("Colour", "blue");
    set("Colour", 1);
    set("On", 1);
    set("Lost", 1);
    expect(await values()).toBe("1,red,true,2");
  });

  test("begins with what the reader has set in an earlier run, as far as it fits", async () => {
    const again = page.send(
      "again",
      `import { slider, select } from "lectern";
      slider("A", { min: 0, max: 10, step: 5 }); slider("B", { min: 0, max: 1 }); select("C", ["x"]);`,
      {
        A: 7,
        B: true,
        C: 4,
      },
    );
    await page.ended(again);
    const latest = Object.fromEntries(shown().map(({ key, setting }) => [key, setting.value]));
    expect(latest).toMatchObject({ A: 5, B: 0.5, C: 0 });
  });

  test.each<[options: string, value: number, step: number]>([
    ["{ min: 0.0001, max: 0.1, value: 0.001 }", 0.001, 0.0001],
    ["{ min: 0, max: 10, value: 2.5 }", 2.5, 0.1],
    ["{ min: 0, max: 1, value: 0.25 }", 0.25, 0.01],
    ["{ min: 0, max: 1, value: 0.125 }", 0.125, 0.001],
    ["{ min: 0, max: 1, value: 1 / 3 }", 1 / 3, 0.01],
    ["{ min: 0, max: 10, step: 5, value: 3 }", 3, 5],
    ["{ min: 0, max: 5 }", 3, 1],
    ["{ min: 1e-7, max: 1e-6, value: 2e-7 }", 2e-7, 1e-9],
    ["{ min: 0, max: 2000, value: 0.001 }", 0.001, 20],
  ])("has the value that its author gave it: %s", async (options, value, step) => {
    await run("exact", `const rate = slider("Rate", ${options}); console.log(rate.value);`);
    expect(shown().at(-1)?.setting).toMatchObject({ value, step: expect.closeTo(step, 14) });
    const text = page.events.flatMap((event) =>
      event.type === "output" && event.output.type === "text" ? [event.output.text] : [],
    );
    expect(Number(text.at(-1))).toBeCloseTo(value, 9);
  });

  test.each<[what: string, list: string, saved: ControlValue, index: number]>([
    ["is there, at another place", `["rmsprop", "sgd", "adam"]`, "adam", 2],
    ["is gone", `["sgd", "rmsprop"]`, "adam", 0],
    ["was never there", `["sgd", "adam"]`, 1, 0],
  ])(
    "has the option that the reader has chosen, if the list was edited: it %s",
    async (_, list, saved, index) => {
      const source = `import { select } from "lectern"; select("Optimizer", ${list});`;
      await page.ended(page.send("edited", source, { Optimizer: saved }));
      expect(shown().at(-1)?.setting.value).toBe(index);
    },
  );

  test.each([
    [`slider("", { min: 0, max: 1 })`, 'slider: the first argument is its label, such as "Learning rate".'],
    [`slider("A")`, "slider: min and max must be numbers, as in { min: 0, max: 10 }."],
    [`slider("A", { min: 2, max: 1 })`, "slider: max (1) must be greater than min (2)."],
    [`slider("A", { min: 0, max: 1, step: 0 })`, "slider: the step must be above 0, not 0."],
    [`slider("A", { min: 0, max: 1, value: 2 })`, "slider: the value 2 is not between 0 and 1."],
    [`select("A", [])`, 'select: the second argument is a list of options, as in ["sgd", "adam"].'],
    [`select("A", ["x"], { value: "y" })`, 'select: "y" is not among the options.'],
    [`checkbox("x".repeat(101))`, "checkbox: the label has 101 characters (at most 100)."],
    [
      `button("A"); button("A");`,
      'button: the cell has a control "A" already. Give each a label of its own.',
    ],
  ])("that cannot be is explained: %s", async (source, message) => {
    expect(await run("wrong", source)).toMatchObject({ type: "failed", error: { message } });
  });
});
