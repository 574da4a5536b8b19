import { describe, expect, test } from "vitest";
import { openedFile } from "../../../../src/runtime/files/opened-file.ts";

function opened(name: string, bytes: string | readonly number[]) {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
  return openedFile({ name, bytes: content }, () => Promise.reject(new Error("No picture.")));
}

describe("a file that the reader has chosen", () => {
  test("is read as text, JSON and a table", () => {
    expect(opened("a.txt", "ä").text()).toBe("ä");
    expect(opened("a.json", "[1]").json()).toEqual([1]);
    expect([...opened("a.csv", "n\n1\n").csv()]).toEqual([{ n: 1 }]);
  });

  test("is named if it cannot be read", () => {
    expect(() => opened("empty.csv", "").csv()).toThrow(/^csv: empty\.csv: The table is empty\./);
    expect(() => opened("a.json", "{").json()).toThrow(/^json: a\.json: /);
    const latin = [0x47, 0x72, 0xf6, 0xdf, 0x65];
    expect(() => opened("latin.txt", latin).text()).toThrow(
      "text: latin.txt: it is not text in UTF-8. Save it as UTF-8, or take its `bytes`.",
    );
  });
});
