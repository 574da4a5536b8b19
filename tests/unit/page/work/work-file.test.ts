import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWork, type WorkFile, writeWork } from "../../../../src/page/work/work-file.ts";
import { cellId } from "../notebook/scripted-host.ts";

const work: Omit<WorkFile, "format" | "version"> = {
  lesson: { slug: "page", title: "The page", digest: "0".repeat(64) },
  saved: "2026-11-29T18:40:00.000Z",
  author: "Ada Lovelace",
  cells: [{ id: cellId("first"), source: "const one = 2;", author: "const one = 1;" }],
  own: [],
  controls: {},
  quizzes: {},
  solved: ["sum"],
  models: [],
};
const text = writeWork(work);

/** The message with which the text is refused. */
function refusal(file: string, slug = "page"): string {
  const read = readWork(file, slug);
  if (read.type !== "refused") throw new Error("The file was accepted.");
  return read.message;
}

/** The file with other members. */
function changed(members: object): string {
  return JSON.stringify({ ...JSON.parse(text), ...members });
}

describe("a work file", () => {
  it("is read as it was written", () => {
    const read = readWork(text, "page");
    expect(read).toEqual({ type: "work", work: { format: "lectern-work", version: 1, ...work } });
  });

  it("that is truncated anywhere is refused, with what to do", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: text.length - 3 }), (length) => {
        expect(refusal(text.slice(0, length))).toMatch(/damaged: its end is missing.*Download it again/);
      }),
    );
  });

  it.each(["", "hello", "null", "[]", "{}", '{"format":"ipynb"}', "\u0000\u0001PK"])("is not %j", (other) => {
    expect(refusal(other)).toMatch(/is not a work file.*Download my work/);
  });

  it("of a newer version is refused, with what to do", () => {
    expect(refusal(changed({ version: 3, cells: "other" }))).toMatch(/newer version.*Reload the page/);
  });

  it("of another lesson is refused, with its title", () => {
    expect(refusal(text, "other")).toMatch(/another lesson, “The page”/);
  });

  it.each<[place: string, members: object]>([
    ["cells.0.id", { cells: [{ id: "<b>", source: "", author: "" }] }],
    ["cells.0.source", { cells: [{ id: "a", source: 7, author: "" }] }],
    ["cells.0.source", { cells: [{ id: "a", source: "x".repeat(200_001), author: "" }] }],
    ["cells", { cells: [...work.cells, ...work.cells] }],
    ["solved", { solved: Array(2000).fill("x") }],
    ["saved", { saved: "yesterday" }],
    ["author", { author: "x".repeat(201) }],
    ["lesson.digest", { lesson: { slug: "page", title: "", digest: "?" } }],
  ])("that is wrong at %s is refused, and says where", (place, members) => {
    expect(refusal(changed(members))).toContain(`damaged at “${place}”`);
  });

  it("is refused if its weights are not what it says, so that none are read past their end", () => {
    const artifacts = {
      format: "layers-model",
      generatedBy: "TensorFlow.js",
      modelTopology: {},
      weightSpecs: [{ name: "w", shape: [2], dtype: "float32" }],
      weightData: btoa("12345678"),
    };
    const file = (more: object) =>
      changed({ models: [{ variable: "model", artifacts: { ...artifacts, ...more } }] });
    expect(readWork(file({}), "page").type).toBe("work");
    expect(refusal(file({ weightData: btoa("1234") }))).toContain("models.0.artifacts");
    expect(refusal(file({ weightSpecs: [{ name: "w", shape: [2], dtype: "string" }] }))).toContain("dtype");
    expect(refusal(file({ weightData: "not base64!" }))).toContain("weightData");
  });

  it("adds nothing to any object, whatever its keys", () => {
    const read = readWork(text.replace("{", '{"__proto__":{"polluted":1},"constructor":{},'), "page");
    expect(read.type).toBe("work");
    expect("polluted" in Object.prototype).toBe(false);
    expect("polluted" in read).toBe(false);
  });
});

describe("cells that the reader has added", () => {
  const own = [
    {
      id: cellId("mine-1"),
      kind: "note" as const,
      anchor: cellId("first"),
      side: "below" as const,
      source: "*text*",
    },
  ];

  it("are in a file of version 2; a file without them stays one that older pages read", () => {
    const file = writeWork({ ...work, own });
    expect(JSON.parse(file).version).toBe(2);
    expect(readWork(file, "page")).toMatchObject({ type: "work", work: { own } });
    expect(JSON.parse(text)).not.toHaveProperty("own");
    expect(JSON.parse(text).version).toBe(1);
  });

  it("are refused if something in them cannot be used", () => {
    expect(refusal(changed({ version: 2, own: [{ ...own[0], kind: "script" }] }))).toContain("own.0.kind");
    expect(refusal(changed({ version: 2, own: [own[0], own[0]] }))).toContain("damaged");
    expect(
      refusal(
        changed({
          version: 2,
          own: Array.from({ length: 201 }, (_, index) => ({ ...own[0], id: `m${index}` })),
        }),
      ),
    ).toContain("damaged");
  });
});

describe("the answers to quizzes", () => {
  const quizzes = { width: { chosen: ["0a1b2c3d"], checked: null } };

  it("are in the file, and not mentioned where there are none", () => {
    const file = writeWork({ ...work, quizzes });
    expect(readWork(file, "page")).toMatchObject({ type: "work", work: { version: 1, quizzes } });
    expect(JSON.parse(text)).not.toHaveProperty("quizzes");
    expect(readWork(text, "page")).toMatchObject({ work: { quizzes: {} } });
  });

  it("are kept of a quiz that is called as a member of every object", () => {
    const answered = { constructor: quizzes.width };
    const read = readWork(writeWork({ ...work, quizzes: answered }), "page");
    expect(read.type === "work" && Object.entries(read.work.quizzes)).toEqual(Object.entries(answered));
  });

  it("that no page can have written are refused, with their place", () => {
    expect(refusal(changed({ quizzes: { width: { chosen: "a" } } }))).toContain("quizzes.width.chosen");
    expect(refusal(changed({ quizzes: { width: { chosen: ["a".repeat(65)], checked: null } } }))).toContain(
      "quizzes.width.chosen.0",
    );
    expect(refusal(changed({ quizzes: 7 }))).toContain("damaged at “quizzes");
  });
});

describe("the values of controls", () => {
  const controls = { [cellId("first")]: { "Learning rate": 0.01, Shuffle: true } };

  it("are in the file if the reader has set any; older pages read it all the same", () => {
    const file = writeWork({ ...work, controls });
    expect(readWork(file, "page")).toMatchObject({ type: "work", work: { version: 1, controls } });
    expect(JSON.parse(text)).not.toHaveProperty("controls");
    expect(readWork(text, "page")).toMatchObject({ work: { controls: {} } });
  });

  it("are refused if something in them cannot be used", () => {
    expect(refusal(changed({ controls: { "<b>": {} } }))).toContain("damaged at “controls");
    expect(refusal(changed({ controls: { first: { n: { x: 1 } } } }))).toContain("controls.first.n");
    expect(refusal(changed({ controls: 7 }))).toContain("damaged at “controls");
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`n${index}`, 1]));
    expect(refusal(changed({ controls: { first: many } }))).toContain("controls.first");
  });

  it("are kept in a cell, and of a control, that is called as a member of every object", () => {
    const labels = ["constructor", "prototype", "__proto__", "toString"];
    const values = Object.fromEntries(labels.map((label, index) => [label, index]));
    const read = readWork(writeWork({ ...work, controls: { [cellId("constructor")]: values } }), "page");
    const found = read.type === "work" ? Object.entries(read.work.controls) : [];
    expect(found.map(([id, each]) => [id, Object.entries(each)])).toEqual([
      ["constructor", labels.map((label, index) => [label, index])],
    ]);
  });

  it("that cannot be ids of the page are refused, and change no object", () => {
    const changed = text.replace("{", '{"controls":{"__proto__":{"polluted":1}},');
    expect(refusal(changed)).toContain("damaged at “controls.__proto__");
    expect("polluted" in {}).toBe(false);
  });
});
