import { afterEach, describe, expect, it } from "vitest";
import {
  duration,
  formatCount,
  formatSignificant,
  significant,
  stepDuration,
} from "../../../../src/page/ui/format.ts";
import { english } from "../../../../src/words/english/english.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";

const { counts } = english;

describe("formats", () => {
  afterEach(() => speak(english));

  it("counts", () => {
    expect([counts.rows(0), counts.rows(1), counts.rows(12_000)]).toEqual([
      "0 rows",
      "1 row",
      "12\u202f000 rows",
    ]);
    expect(formatCount(1_234_567)).toBe("1\u202f234\u202f567");
  });

  it("shows durations", () => {
    expect([0, 0.04, 4.25, 12.4, 999, 1_800, 59_949, 59_960, 125_400].map(duration)).toEqual([
      "0 ms",
      "0 ms",
      "4.3 ms",
      "12 ms",
      "999 ms",
      "1.8 s",
      "59.9 s",
      "1 min 0 s",
      "2 min 5 s",
    ]);
    expect([1.04, 12.4, 1_800].map(stepDuration)).toEqual(["1.0 ms", "12 ms", "1.8 s"]);
  });

  it("have the decimal mark of the page's language", () => {
    speak(german);
    expect([duration(1_800), stepDuration(1.04), formatSignificant(-0.25)]).toEqual([
      "1,8 s",
      "1,0 ms",
      "−0,25",
    ]);
    expect(significant(-0.25)).toBe("−0.25");
    expect([counts.rows(1), german.counts.rows(12_000)]).toEqual(["1 row", "12\u202f000 Zeilen"]);
  });
});
