import { describe, expect, it } from "vitest";
import { traceNumbers } from "../../../../../src/page/outputs/plots/plot-numbers.ts";
import { english } from "../../../../../src/words/english/english.ts";
import { german } from "../../../../../src/words/german/german.ts";
import { speak } from "../../../../../src/words/words.ts";

function tableOf(trace: Parameters<typeof traceNumbers>[0][number]) {
  const [table] = traceNumbers([trace]);
  return { caption: table?.caption, ...table?.read() };
}

describe("the numbers of", () => {
  it("a histogram are those of its bars, which contain every value once", () => {
    const x = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4];
    expect(tableOf({ type: "histogram", x })).toEqual({
      caption: "The histogram's numbers",
      columns: ["from", "to", "number of values"],
      rows: [
        ["0", "2", "4"],
        ["2", "4", "4"],
        ["4", "6", "1"],
      ],
    });
  });

  it("a histogram follow the bins that the reader asks for", () => {
    const trace = { type: "histogram", y: [1, 2, 11], orientation: "h", ybins: { start: 0, size: 10 } };
    expect(tableOf(trace).rows).toEqual([
      ["0", "10", "2"],
      ["10", "20", "1"],
    ]);
  });

  it("a histogram have no bar with the values of many others, however many bars are asked for", () => {
    const x = Array.from({ length: 2000 }, (_, at) => at);
    const dates = x.map((at) => new Date(Date.UTC(2024, 0, 1) + at * 60_000).toISOString());
    for (const asked of [{ nbinsx: 100_000 }, { xbins: { size: 0.01 } }, { xbins: { start: -1e9, size: 1 } }])
      for (const values of [x, dates]) {
        const counts =
          tableOf({ type: "histogram", x: values, ...asked }).rows?.map((row) => Number(row[2])) ?? [];
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
        expect(counts.length).toBeLessThanOrEqual(502);
        expect(Math.max(...counts)).toBeLessThanOrEqual(60);
      }
  });

  it("a histogram of words are how often each is there", () => {
    expect(tableOf({ type: "histogram", x: ["a", "b", "a"] }).rows).toEqual([
      ["a", "2"],
      ["b", "1"],
    ]);
  });

  it("a histogram of dates are those of its days, weeks or months", () => {
    const daily = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString());
    const days = tableOf({ type: "histogram", x: daily, nbinsx: 365 }).rows ?? [];
    expect(days.length).toBe(365);
    expect(days.at(59)).toEqual(["2024-02-29", "2024-03-01", "1"]);
    const months = tableOf({ type: "histogram", x: daily, nbinsx: 12 }).rows ?? [];
    expect(months.length).toBe(12);
    expect(months.at(1)).toEqual(["2024-02-01", "2024-03-01", "29"]);
    const weeks = tableOf({ type: "histogram", x: daily, nbinsx: 52 }).rows ?? [];
    // A Sunday.
    expect(weeks.at(0)).toEqual(["2023-12-31", "2024-01-07", "6"]);
    const times = ["2024-01-01 10:00", "2024-01-01T10:00:20Z", "2024-01-01 10:01"];
    expect(tableOf({ type: "histogram", x: times, nbinsx: 2 }).rows).toEqual([
      ["2024-01-01 10:00", "2024-01-01 10:00:30", "2"],
      ["2024-01-01 10:00:30", "2024-01-01 10:01", "0"],
      ["2024-01-01 10:01", "2024-01-01 10:01:30", "1"],
    ]);
  });

  it("a histogram of counted values are those of the values, as numbers and as words", () => {
    const counted = { type: "histogram", histfunc: "sum" };
    const xbins = { start: 0, size: 10 };
    expect(tableOf({ ...counted, x: [1, 2, 11], y: [5, 2, 1], xbins }).rows).toEqual([
      ["0", "10", "7"],
      ["10", "20", "1"],
    ]);
    expect(tableOf({ ...counted, y: ["a", "b"], x: [3, 4], orientation: "h" }).rows).toEqual([
      ["a", "3"],
      ["b", "4"],
    ]);
  });

  it("a histogram of many bars are those of each", () => {
    const x = Array.from({ length: 500 }, (_, index) => index);
    const { rows = [] } = tableOf({ type: "histogram", x, xbins: { start: 0, size: 1 } });
    expect(rows.length).toBe(500);
    expect(rows.at(-1)).toEqual(["499", "500", "1"]);
  });

  it("a histogram of one value, and of none", () => {
    expect(tableOf({ type: "histogram", x: [3, 3] }).rows).toEqual([["3", "4", "2"]]);
    expect(tableOf({ type: "histogram" }).rows).toEqual([]);
  });

  it("boxes and violins are quartiles, for each group", () => {
    const { caption, rows } = tableOf({
      type: "box",
      y: [1, 2, 3, 4, 5, 10],
      x: ["a", "a", "a", "a", "a", "b"],
    });
    expect(caption).toBe("The quartiles");
    expect(rows).toEqual([
      ["a", "5", "1", "1.75", "3", "4.25", "5", "3"],
      ["b", "1", "10", "10", "10", "10", "10", "10"],
    ]);
    expect(tableOf({ type: "violin", name: "all", y: [] }).rows).toEqual([
      ["all", "0", "–", "–", "–", "–", "–", "–"],
    ]);
  });

  it("a pie are shares, all written as in code", () => {
    const pie = { type: "pie", labels: ["yes", "no"], values: [3, 1.5] };
    expect(tableOf(pie)).toMatchObject({
      columns: ["", "value", "share"],
      rows: [
        ["yes", "3", "66.7\u202f%"],
        ["no", "1.5", "33.3\u202f%"],
      ],
    });
    speak(german);
    try {
      const { columns, rows } = tableOf(pie);
      expect([columns, rows?.[1]]).toEqual([
        ["", "Wert", "Anteil"],
        ["no", "1.5", "33.3\u202f%"],
      ]);
    } finally {
      speak(english);
    }
  });

  it("points in space are three coordinates", () => {
    expect(tableOf({ type: "scatter3d", x: [1], y: [2], z: [3] })).toEqual({
      caption: "The points",
      columns: ["x", "y", "z"],
      rows: [["1", "2", "3"]],
    });
  });

  it("a contour or surface are its grid", () => {
    for (const type of ["contour", "surface"])
      expect(tableOf({ type, z: [[1, 2]] }).rows).toEqual([["0", "1", "2"]]);
  });
});
