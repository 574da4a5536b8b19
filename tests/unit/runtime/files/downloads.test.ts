import { describe, expect, test } from "vitest";
import { DOWNLOAD_PART_BYTES, MAXIMUM_DOWNLOAD_BYTES } from "../../../../src/protocol/download.ts";
import { Downloads } from "../../../../src/runtime/files/downloads.ts";
import { parseCsv } from "../../../../src/runtime/files/parse-csv.ts";

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

test("however many files a cell offers, only the last ones are held", () => {
  const downloads = new Downloads();
  const ids = Array.from({ length: 50 }, () => downloads.offer("a.txt", "x").id);
  expect(() => read(downloads, ids[0] ?? 0)).toThrow("Run the cell again to get it.");
  expect(read(downloads, ids.at(-1) ?? 0).toString()).toBe("x");
  const large = new Uint8Array(MAXIMUM_DOWNLOAD_BYTES);
  const [first, second, third] = [1, 2, 3].map(() => downloads.offer("a.bin", large).id);
  expect(() => read(downloads, first ?? 0)).toThrow();
  expect([second, third].map((id) => downloads.read(id ?? 0, 0).type)).toEqual([
    "download-part",
    "download-part",
  ]);
});
