import * as v from "valibot";
import { afterEach, describe, expect, test } from "vitest";
import { DOWNLOAD_PART_BYTES, MAXIMUM_DOWNLOAD_BYTES } from "../../../../src/protocol/download.ts";
import { RunId } from "../../../../src/protocol/ids.ts";
import { Downloads } from "../../../../src/runtime/files/downloads.ts";
import { parseCsv } from "../../../../src/runtime/files/parse-csv.ts";
import { Activity, setForeground } from "../../../../src/runtime/platform/activity.ts";

function read(downloads: Downloads, id: number): Buffer {
  const parts: Buffer[] = [];
  for (;;) {
    const event = downloads.read(id, parts.length);
    if (event.type === "download-failed") throw new Error(event.message);
    parts.push(Buffer.from(event.text, "base64"));
    if (parts.length === event.parts) return Buffer.concat(parts);
  }
}

function written(name: string, data: unknown): string {
  const downloads = new Downloads();
  const { id, bytes } = downloads.offer(name, data);
  const content = read(downloads, id);
  expect(content.length).toBe(bytes);
  return content.toString();
}

describe("a cell offers", () => {
  test.each<[string, string, unknown, string]>([
    ["a text", "a.txt", "grün", "grün"],
    ["an empty text", "a.txt", "", ""],
    ["bytes", "a.bin", Uint8Array.of(1, 2).subarray(1), "\u0002"],
    ["a buffer", "a.bin", Uint8Array.of(65).buffer, "A"],
    [
      "rows",
      "Ergebnisse 1.csv",
      [
        { a: 1, b: 'x,"y"' },
        { a: 2, b: null },
      ],
      'a,b\n1,"x,""y"""\n2,\n',
    ],
    ["rows of which the first lacks a column", "a.csv", [{ a: 1 }, { b: 2, a: 3 }], "a,b\n1,\n3,2\n"],
    ["numbers as rows", "a.csv", Float32Array.of(0.5, 2), "value\n0.5\n2\n"],
    ["numbers as JSON", "a.json", Int32Array.of(1, 2), "[1,2]"],
    ["the bytes of a text", "a.csv", new TextEncoder().encode("a,b\n"), "a,b\n"],
    ["no rows", "a.csv", [], "\n"],
    ["rows with tabs", "a.TSV", [[1, 2]], "1\t2\n"],
    ["values", "a.csv", [1, 2], "value\n1\n2\n"],
    ["anything else as JSON", "a.json", { a: [1, null] }, '{"a":[1,null]}'],
  ])("%s", (_, name, data, expected) => {
    expect(written(name, data)).toBe(expected);
  });

  test("what loadCsv has read, which it reads again", () => {
    const rows = parseCsv("a,b\n1,x\n2,\n");
    expect([...parseCsv(written("a.csv", rows))]).toEqual([...rows]);
  });

  test("the values of the time when it offered them", () => {
    const downloads = new Downloads();
    const values = Uint8Array.of(1);
    const { id } = downloads.offer("a.bin", values);
    values[0] = 2;
    expect([...read(downloads, id)]).toEqual([1]);
  });

  test("a large file in parts that fit a message", () => {
    const downloads = new Downloads();
    const content = Uint8Array.from({ length: 2 * DOWNLOAD_PART_BYTES + 1 }, (_, index) => index % 251);
    const { id } = downloads.offer("a.bin", content);
    expect(downloads.read(id, 0)).toMatchObject({ parts: 3 });
    expect(Buffer.compare(read(downloads, id), content)).toBe(0);
  });
});

describe("a cell cannot offer", () => {
  const names = [
    "",
    "a",
    ".csv",
    "../a.csv",
    "a/b.csv",
    "a\\b.csv",
    "C:a.csv",
    "a.exe",
    "a.csv.exe",
    "a.html",
    "a.svg",
    "a.lnk",
    "a.bat",
    "a.csv\0.exe",
    "a\n.csv",
    "gpj\u202Efsc.csv",
    "\u200B.csv",
    `${"a".repeat(81)}.csv`,
    " a.csv",
    "-a.csv",
    "a.csv ",
  ];
  test.each(names)("a file with the name %j", (name) => {
    expect(() => new Downloads().offer(name, "x")).toThrow(/is not a possible name/);
  });

  test("what is too large, a function, or a promise", () => {
    const downloads = new Downloads();
    expect(() => downloads.offer("a.bin", new Uint8Array(MAXIMUM_DOWNLOAD_BYTES + 1))).toThrow(
      "at most 30 MB are possible. Offer a part of it.",
    );
    expect(() => downloads.offer("a.json", () => 1)).toThrow(TypeError);
    expect(() => downloads.offer("a.json", undefined)).toThrow(TypeError);
    expect(() => downloads.offer("a.json", Promise.resolve(1))).toThrow("Write `await` before the promise");
  });
});

describe("of the files that cells offer", () => {
  /** Offers a file as another run of a cell. */
  function offerIn(downloads: Downloads, activity: Activity, data: unknown = "x"): number {
    setForeground(activity);
    return downloads.offer("a.bin", data).id;
  }
  const run = (id: number) => new Activity(v.parse(RunId, id), null);
  afterEach(() => setForeground(new Activity(null, null)));

  test("those of the last runs are held, and all of the current one", () => {
    const downloads = new Downloads();
    const first = offerIn(downloads, run(1));
    const current = run(2);
    const ids = Array.from({ length: 20 }, () => offerIn(downloads, current));
    expect(() => read(downloads, first)).toThrow("Run the cell again to get it.");
    for (const id of ids) expect(read(downloads, id).toString()).toBe("x");
    expect(() => offerIn(downloads, current)).toThrow(
      "download: a.bin is too much: a run of a cell offers at most 20 files with 60 MB together.",
    );
    expect(downloads.read(ids[0] ?? 0, 0).type).toBe("download-part");
    expect(() => offerIn(downloads, run(3))).not.toThrow();
  });

  test("large ones count by their size", () => {
    const downloads = new Downloads();
    const large = new Uint8Array(MAXIMUM_DOWNLOAD_BYTES);
    const [one, other] = [run(1), run(2)];
    const ids = [
      offerIn(downloads, one, large),
      offerIn(downloads, other, large),
      offerIn(downloads, other, large),
    ];
    expect(() => offerIn(downloads, other, large)).toThrow(RangeError);
    expect(ids.map((id) => downloads.read(id, 0).type)).toEqual([
      "download-failed",
      "download-part",
      "download-part",
    ]);
  });

  test("those of a cell go when it runs again", () => {
    const downloads = new Downloads();
    const [one, other] = [run(1), run(2)];
    const ids = [offerIn(downloads, one), offerIn(downloads, other)];
    downloads.forget(one);
    expect(ids.map((id) => downloads.read(id, 0).type)).toEqual(["download-failed", "download-part"]);
  });
});
