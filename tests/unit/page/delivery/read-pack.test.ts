import { afterEach, expect, test, vi } from "vitest";
import { packedSamples } from "../../../../src/page/delivery/packed-samples.ts";
import { readPack } from "../../../../src/page/delivery/read-pack.ts";
import { english } from "../../../../src/words/english/english.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";

afterEach(() => {
  speak(english);
  vi.restoreAllMocks();
});

/** An exported folder of which a script is missing, after the first part of a file. */
const lacking = {
  async *read(): AsyncGenerator<ArrayBuffer> {
    yield new ArrayBuffer(1);
    throw new Error("The folder is incomplete (pack/x.1.js is missing). Get a new copy of it.");
  },
};

async function partsOf(parts: AsyncIterable<ArrayBuffer>): Promise<number> {
  let count = 0;
  for await (const _ of parts) count += 1;
  return count;
}

test("a damaged part is reported in the language of the page, and in the console with its name", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  await expect(partsOf(readPack(lacking, "x.gz", "table.csv"))).rejects.toThrow(
    "Couldn't load table.csv: it is damaged. Get a new copy of this lecture.",
  );
  speak(german);
  await expect(partsOf(readPack(lacking, "x.gz"))).rejects.toThrow(/^x\.gz konnte nicht geladen werden/);
  expect(String(log.mock.calls[0]?.[0])).toContain("pack/x.1.js is missing");
});

test("figures have synthetic images where the sample images are damaged", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const next = () => Promise.reject(new Error("missing"));
  const broken = { read: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
  expect(await packedSamples(broken)).toMatchObject({ synthetic: true, retriable: false });
});
