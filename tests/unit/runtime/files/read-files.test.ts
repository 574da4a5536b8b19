import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import type { RunId } from "../../../../src/protocol/ids.ts";
import { type OpenSession, openSession } from "../session/open-session.ts";

const text = (content: string) => new Uint8Array(Buffer.from(content)).buffer;

const files: Record<string, ArrayBuffer> = {
  "a.txt": text("\uFEFFgrün"),
  "latin.txt": new Uint8Array([0x67, 0x72, 0xfc, 0x6e]).buffer,
  "a.json": text('{"answer": [42]}'),
  "wrong.json": text("{answer}"),
  "penguins.csv": text("species,mass\nAdelie,3750\nGentoo,NA\n"),
  "wrong.csv": text("a,b\n1\n"),
};

let page: OpenSession;
/** The requests that were answered. */
let answered = 0;
let asked: string[] = [];
/** The most requests that waited for an answer at once. */
let most = 0;
let answering: ReturnType<typeof setInterval>;

beforeAll(async () => {
  page = await openSession();
  answering = setInterval(answer, 2);
  await page.run(
    "imports",
    `import * as tf from "@tensorflow/tfjs"; import { download, loadBytes, loadCsv, loadImage, loadJson, loadText, openFile, show } from "lectern";`,
  );
});
afterAll(() => {
  clearInterval(answering);
  return page.close();
});

/** Answers as the page does. */
function answer(): void {
  const needs = page.events.flatMap((event) => (event.type === "need-file" ? [event] : []));
  most = Math.max(most, needs.length - answered);
  for (const { request, path, picture } of needs.slice(answered)) {
    answered += 1;
    asked.push(path);
    if (path === "slow.txt") continue;
    if (picture !== null && path === "photo.png") {
      const size = { width: picture.width ?? 2, height: picture.height ?? 1 };
      const bytes = Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 128).buffer;
      page.session.handle({ type: "file", request, bytes, picture: size });
      continue;
    }
    const bytes = files[path];
    if (bytes === undefined) page.session.handle({ type: "file-failed", request, message: `No ${path}.` });
    else if (bytes.byteLength < 4) page.session.handle({ type: "file", request, bytes });
    else {
      page.session.handle({ type: "file-part", request, part: bytes.slice(0, 3) });
      page.session.handle({ type: "file", request, bytes: bytes.slice(3) });
    }
  }
}

async function print(expression: string): Promise<string> {
  const run = page.send("print", `console.log(${expression});`);
  const end = await page.ended(run);
  if (end.type === "failed") throw new Error(end.error.message);
  return page.text(run);
}

const outputs = (run: RunId) =>
  page.events.flatMap((event) => (event.type === "output" && event.run === run ? [event.output] : []));

describe("a cell reads a file of the lesson", () => {
  test("as text, as JSON, and as bytes", async () => {
    expect(await print(`await loadText("a.txt")`)).toBe("grün");
    expect(await print(`(await loadJson("a.json")).answer[0]`)).toBe("42");
    expect(await print(`(await loadBytes("latin.txt")).join()`)).toBe("103,114,252,110");
  });

  test("as a table, which is shown as one, also after rows were taken", async () => {
    const run = page.send(
      "table",
      `const penguins = await loadCsv("penguins.csv");\npenguins.filter(({ mass }) => mass > 0)`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(outputs(run)).toMatchObject([
      { type: "table", columns: ["species", "mass"], rows: [["Adelie", 3750]], total: 1 },
    ]);
    expect(await print(`penguins.column("mass").join()`)).toBe("3750,NaN");
  });

  test("as a picture, which is shown, and whose pixels become a tensor", async () => {
    const run = page.send(
      "photo",
      `const photo = await loadImage("photo.png", { width: 1, height: 2 });\nphoto`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    const rgba = Buffer.from([255, 0, 0, 255, 0, 0, 255, 128]).toString("base64");
    expect(outputs(run)).toMatchObject([{ type: "image", width: 1, height: 2, rgba }]);
    expect(await print(`[photo.width, photo.height, photo.data.length].join()`)).toBe("1,2,8");
    const tensors = "[1, 3, 4].map((channels) => photo.toTensor(channels).arraySync())";
    expect(await print(`JSON.stringify(${tensors})`)).toBe(
      JSON.stringify([
        [[[76]], [[29]]],
        [[[255, 0, 0]], [[0, 0, 255]]],
        [[[255, 0, 0, 255]], [[0, 0, 255, 128]]],
      ]),
    );
  });

  test("one after the other, even if it asks for many at once", async () => {
    asked = [];
    const paths = Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? "a.txt" : "a.json"));
    const code = `(await Promise.all(${JSON.stringify(paths)}.map(loadText))).join("").length`;
    expect(await print(code)).toBe(String(150 * (4 + '{"answer": [42]}'.length)));
    expect(asked).toEqual(paths);
    expect(most).toBe(1);
  });

  test("while it has replaced what the runtime works with", async () => {
    const run = page.send(
      "replaced",
      `const { fromEntries } = Object;
      Object.fromEntries = () => { throw new Error("mine"); };
      console.log((await loadCsv("penguins.csv")).length, await loadText("a.txt"));
      Object.fromEntries = fromEntries;
      undefined;`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    expect(page.text(run)).toBe("2 grün");
  });
});

test("a stop ends what the run reads and would read next, and the file after it is read", async () => {
  const requests = () =>
    page.events.filter((event) => event.type === "need-file").map(({ request }) => request);
  const before = requests().length;
  const run = page.send(
    "stopped",
    `await Promise.all(["slow.txt", "a.txt", "a.json"].map(loadText)).catch((error) => { console.log(error.name); throw error; });`,
  );
  await page.until((event): event is RuntimeEvent => event.type === "need-file" && event.path === "slow.txt");
  const request = requests().at(-1) ?? 0;
  page.stop(run);
  expect(await page.ended(run)).toMatchObject({ type: "stopped" });
  expect(page.text(run)).toBe("Stopped");
  expect(page.events).toContainEqual({ type: "cancel-file", request });
  page.session.handle({ type: "file-failed", request, message: "The cell was stopped." });
  expect(await print(`await loadText("a.txt")`)).toBe("grün");
  expect(requests().length - before).toBe(2);
});

test("a question for a file names the run that has called, also when another one runs", async () => {
  const first = page.send("asks", "void openFile(); void openFile(); 1;");
  expect(await page.ended(first)).toMatchObject({ type: "done" });
  const second = page.send("other", "1;");
  expect(await page.ended(second)).toMatchObject({ type: "done" });
  const questions = () => page.events.filter((event) => event.type === "ask-file");
  const [{ request } = { request: 0 }] = questions();
  page.session.handle({ type: "file", request, bytes: new ArrayBuffer(1), name: "a.csv" });
  await page.until((event): event is RuntimeEvent => event.type === "ask-file" && event.request !== request);
  expect(questions().map(({ run }) => run)).toEqual([first, first]);
});

test("a file that a cell offers is there until the cell runs again", async () => {
  const offered = async () => {
    const run = page.send("offers", `download("a.txt", "x"); undefined;`);
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    return outputs(run).flatMap((output) => (output.type === "download" ? [output.id] : []));
  };
  const [first = 0] = await offered();
  const [second = 0] = await offered();
  for (const id of [first, second]) page.session.handle({ type: "read-download", id, part: 0 });
  expect(page.events).toContainEqual(expect.objectContaining({ type: "download-failed", id: first }));
  expect(page.events).toContainEqual(expect.objectContaining({ type: "download-part", id: second }));
});

describe("a model of the lesson", () => {
  test("is loaded with its weights, and predicts as the one that was saved", async () => {
    const run = page.send(
      "save",
      `const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
      const saved = await new Promise((resolve) => model.save({ save: async (artifacts) => { resolve(artifacts); return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } }; } }));
      const bytes = [...new Uint8Array(tf.io.CompositeArrayBuffer.join(saved.weightData))];
      console.log(JSON.stringify({ topology: saved.modelTopology, specs: saved.weightSpecs, bytes, expected: [...model.predict(tf.ones([1, 3])).dataSync()] }));`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    const { topology, specs, bytes, expected } = JSON.parse(page.text(run));
    files["model/model.json"] = text(
      JSON.stringify({
        format: "layers-model",
        modelTopology: topology,
        weightsManifest: [{ paths: ["a.bin", "b.bin"], weights: specs }],
      }),
    );
    files["model/a.bin"] = Uint8Array.from(bytes.slice(0, 10)).buffer;
    files["model/b.bin"] = Uint8Array.from(bytes.slice(10)).buffer;
    asked = [];
    const printed = await print(
      `[...(await tf.loadLayersModel("model/model.json")).predict(tf.ones([1, 3])).dataSync()].join()`,
    );
    expect(asked).toEqual(["model/model.json", "model/a.bin", "model/b.bin"]);
    const values = printed.split("\n").at(0)?.split(",").map(Number) ?? [];
    expect(values).toHaveLength(2);
    values.forEach((value, index) => void expect(value).toBeCloseTo(expected[index], 5));
  });

  test("may still come from memory", async () => {
    expect(
      await print(
        `(await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: saved.modelTopology, weightSpecs: saved.weightSpecs, weightData: tf.io.CompositeArrayBuffer.join(saved.weightData) }))).countParams()`,
      ),
    ).toContain("8");
  });
});

describe("what goes wrong is said with the line of the call", () => {
  test.each([
    [`loadText("none.txt")`, "No none.txt."],
    [`loadText("../secret.txt")`, "No ../secret.txt."],
    [
      `loadText("latin.txt")`,
      "loadText: latin.txt: it is not text in UTF-8. Save it as UTF-8, or read it with `loadBytes`.",
    ],
    [`loadJson("wrong.json")`, "loadJson: wrong.json: "],
    [`loadCsv("wrong.csv")`, "loadCsv: wrong.csv: Record 2 has 1 values, and the first has 2."],
    [`loadText()`, 'loadText: expected the path of a file, as in loadText("data/penguins.csv").'],
    [`loadText("x".repeat(2000))`, "The path is too long."],
    [`loadImage("none.png")`, "loadImage: none.png: No none.png."],
    [
      `loadImage("photo.png", { width: -5 })`,
      "loadImage: photo.png: width is a number of pixels from 1 up, as in { width: 640 }, and not -5.",
    ],
    [`loadImage("photo.png", { width: "640" })`, 'and not "640".'],
    [`loadImage("photo.png", { height: NaN })`, "as in { height: 640 }, and not NaN."],
    [`loadImage("photo.png", { height: Infinity })`, "and not Infinity."],
    [
      `tf.loadLayersModel("no-path.json")`,
      "tf.loadLayersModel: no-path.json: The path of a file is not a text.",
    ],
    [
      `tf.loadLayersModel("a.json")`,
      "tf.loadLayersModel: a.json: it is not a model of TensorFlow.js, as `model.save` writes it.",
    ],
    [`tf.loadLayersModel("https://example.org/model.json")`, "No https://example.org/model.json."],
  ])("%s", async (call, message) => {
    files["no-path.json"] = text('{"modelTopology": {}, "weightsManifest": [{"paths": [5], "weights": []}]}');
    const run = page.send("fails", `const before = 1;\n// @ts-ignore\nconst value = await ${call};`);
    expect(await page.ended(run)).toMatchObject({
      type: "failed",
      error: { message: expect.stringContaining(message), line: 3, text: `const value = await ${call};` },
    });
    // Whatever was wrong, the next file is read.
    expect(await print(`await loadText("a.txt")`)).toBe("grün");
  });
});
