import { describe, expect, test } from "vitest";
import { type CsvOptions, parseCsv } from "../../../../src/runtime/files/parse-csv.ts";
import { isRows } from "../../../../src/runtime/files/rows.ts";

const rowsOf = (text: string, options?: CsvOptions) => [...parseCsv(text, options)];

describe("a table as text", () => {
  test("has columns of numbers, of truth values and of texts, with what is missing", () => {
    const text = 'species,mass,adult,note\r\nAdelie,3750,TRUE,\r\nGentoo,NA,false,"a, b\nand ""c"""\r\n';
    expect(rowsOf(text)).toEqual([
      { species: "Adelie", mass: 3750, adult: true, note: null },
      { species: "Gentoo", mass: Number.NaN, adult: false, note: 'a, b\nand "c"' },
    ]);
  });

  test.each([
    ["semicolons", "a;b\n1;2\n3;4\n"],
    ["tabs", "a\tb\n1\t2\n3\t4"],
    ["commas", "\n\na,b\n1,2\n\n3,4\n\n"],
  ])("is separated by %s, as its lines show", (_, text) => {
    expect(rowsOf(text)).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
  });

  test("may have decimal commas, no header, and other texts for missing values", () => {
    expect(rowsOf("1,5;x\n-;y\n", { decimal: ",", header: false, missing: ["-"] })).toEqual([
      { column1: 1.5, column2: "x" },
      { column1: Number.NaN, column2: "y" },
    ]);
    expect(rowsOf("country\nNA\nDE\n", { missing: [] })).toEqual([{ country: "NA" }, { country: "DE" }]);
  });

  test("has decimal commas also unasked where semicolons separate the values", () => {
    const rows = rowsOf("t;c;n;m\n0;1,00;1,000;1.5\n1;0,61;2,500;2\n;;;\n");
    expect(rows.slice(0, 2)).toEqual([
      { t: 0, c: 1, n: "1,000", m: 1.5 },
      { t: 1, c: 0.61, n: "2,500", m: 2 },
    ]);
    expect(rowsOf("c;n\n0,125;1,5\n0,250;1,000\n")[1]).toEqual({ c: 0.25, n: 1 });
    expect(rowsOf("c;n\n1,5;x\n", { decimal: "." })).toEqual([{ c: "1,5", n: "x" }]);
    expect(rowsOf("c\tn\n1,5\tx\n")).toEqual([{ c: "1,5", n: "x" }]);
  });

  test.each([
    [
      ["1,234", "999", "0"],
      ["1,234", "999", "0"],
    ],
    [
      ["12,345", "1234"],
      ["12,345", "1234"],
    ],
    [
      ["-1,234", "2,000,000"],
      ["-1,234", "2,000,000"],
    ],
    [
      ["0,5", "1.234"],
      ["0,5", "1.234"],
    ],
    [
      ["1,234", "1234,567"],
      [1.234, 1234.567],
    ],
    [
      ["1,234", "0,125", "3"],
      [1.234, 0.125, 3],
    ],
  ])("does not take thousands for decimals: %j", (texts, values) => {
    const rows = rowsOf(`id;n\n${texts.map((text, id) => `${id};${text}\n`).join("")}`);
    expect(rows.map((row) => row["n"])).toEqual(values);
  });

  test("has texts where the asked-for decimal comma meets a point", () => {
    expect(rowsOf("a;b\n1,5;1.234\n", { decimal: "," })).toEqual([{ a: 1.5, b: "1.234" }]);
  });

  test("has numbers only where people would read one", () => {
    const texts = ["1", "-2.5", "+3", ".5", "1e-3", "0x10", "1_000", "Infinity", "1 2", "12px", "1,5"];
    const numbers = texts.map((text) => rowsOf(`a\n"${text}"\n`)[0]?.["a"]);
    expect(numbers).toEqual([1, -2.5, 3, 0.5, 0.001, "0x10", "1_000", "Infinity", "1 2", "12px", "1,5"]);
  });

  test("keeps columns without a name or with the same name apart", () => {
    expect(rowsOf("a,,a\n1,2,3\n")).toEqual([{ a: 1, column2: 2, a_2: 3 }]);
    expect(Object.keys(rowsOf("__proto__,b\n1,2\n")[0] ?? {})).toEqual(["__proto__", "b"]);
  });

  test("says which record is wrong", () => {
    expect(() => parseCsv("a,b\n1,2\n3\n")).toThrow("Record 3 has 1 values, and the first has 2.");
    expect(() => parseCsv('a,b\n1,"2\n3,4\n')).toThrow(/[Qq]uote.*\(record 2\)/s);
  });

  test("without rows has none, but columns", () => {
    expect(rowsOf("a,b\n")).toEqual([]);
    expect(parseCsv("a,b\n").columns).toEqual(["a", "b"]);
  });

  test.each(["", "\n\n", "\uFEFF"])("without any line is refused: %j", (text) => {
    expect(() => parseCsv(text)).toThrow("The table is empty. Its first line has the names of the columns.");
    expect(() => parseCsv(text, { header: false })).toThrow("The table is empty.");
  });
});

describe("rows", () => {
  const rows = parseCsv("name,mass\nA,1\nB,2\nC,3\n");

  test("have columns as lists", () => {
    expect(rows.columns).toEqual(["name", "mass"]);
    expect(rows.column("mass")).toEqual([1, 2, 3]);
    expect(rows.column("name")).toEqual(["A", "B", "C"]);
    expect(() => rows.column("Mass")).toThrow('There is no column "Mass". Did you mean "mass"?');
  });

  test("keep their columns when none is taken", () => {
    const none = rows.filter(({ mass }) => mass > 3);
    expect(none.columns).toEqual(["name", "mass"]);
    expect(none.slice(1).column("mass")).toEqual([]);
    expect(() => none.column("Mass")).toThrow('There is no column "Mass". Did you mean "mass"?');
    expect(isRows(none)).toBe(true);
  });

  test("stay rows when some are taken, and become a list when they are mapped", () => {
    const heavy = rows.filter(({ mass }) => mass > 1);
    expect(heavy.column("mass")).toEqual([2, 3]);
    expect(isRows(rows.slice(1))).toBe(true);
    expect(isRows(rows.map(({ mass }) => mass))).toBe(false);
    expect(rows.map(({ mass }) => mass * 2)).toEqual([2, 4, 6]);
  });
});
