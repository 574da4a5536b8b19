import { beforeEach, describe, expect, test } from "vitest";
import type { Dataset } from "../../../../src/datasets/dataset.ts";
import type { AskForFiles, MissingFiles } from "../../../../src/page/datasets/ask-for-files.ts";
import { type PackedSources, servePackedDataset } from "../../../../src/page/delivery/packed-datasets.ts";
import type { PackManifest } from "../../../../src/protocol/pack-manifest.ts";
import { MapCache } from "../../../support/map-cache.ts";
import { images, labels, smallDataset } from "../../../support/small-dataset.ts";

const FILES = { "data/small/images.gz": images.gzip, "data/small/labels.gz": labels.gzip };
const CONTENTS = [images.file, labels.file].map(({ gzip, decompressed }) => ({ gzip, decompressed }));

let cache: MapCache;
let asked: MissingFiles[];

beforeEach(() => {
  cache = new MapCache();
  asked = [];
});

interface Choices {
  readonly datasets?: PackManifest["datasets"];
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** What the reader answers, one after the other. */
  readonly answers?: readonly (readonly Blob[] | "download")[];
  readonly dataset?: Dataset;
}

function serve({ datasets = {}, files = {}, answers = [], dataset = smallDataset([], null) }: Choices) {
  const left = [...answers];
  const ask: AskForFiles = async (missing) => {
    asked.push(missing);
    const answer = left.shift();
    if (answer === undefined) throw new Error("Nothing is answered.");
    return answer === "download" ? { type: "download" } : { type: "chosen", files: answer };
  };
  const manifest = { folder: null, entry: "", modules: {}, files: {}, lessonFiles: {}, datasets };
  const pack: PackedSources["pack"] = {
    manifest,
    async *read(name) {
      const content = files[name];
      if (content === undefined) return;
      // In two parts.
      yield new Uint8Array(content.slice(0, 1000)).buffer;
      yield new Uint8Array(content.slice(1000)).buffer;
    },
  };
  const signal = new AbortController().signal;
  const openCache = async () => ({ cache, reason: null });
  return servePackedDataset(dataset, { pack, ask, openCache }, { onProgress: () => undefined, signal });
}

function expectReal(files: readonly ArrayBuffer[]): void {
  const found = files.map((file) => Buffer.from(file));
  expect(
    found.map((file, index) => file.equals([images.decompressed, labels.decompressed][index] ?? file)),
  ).toEqual([true, true]);
}

describe("a dataset in the page", () => {
  test("is served from there, and not saved a second time", async () => {
    const served = await serve({ datasets: { small: { perClass: null, contents: CONTENTS } }, files: FILES });
    expectReal(served.files);
    expect(served).toMatchObject({ synthetic: false, notes: [], summary: "Small, from this file" });
    expect(served.perClass).toBeUndefined();
    expect(cache.entries.size).toBe(0);
    expect(asked).toEqual([]);
  });

  test("of which images were left out says so", async () => {
    const dataset = { ...smallDataset([], null), files: [images.file, labels.file] };
    const served = await serve({
      dataset,
      datasets: { small: { perClass: 30, contents: CONTENTS } },
      files: FILES,
    });
    expect(served.perClass).toBe(30);
  });

  test("is refused if it was damaged", async () => {
    const damaged = Uint8Array.from(images.gzip);
    damaged[2000] = (damaged[2000] ?? 0) ^ 1;
    const files = { ...FILES, "data/small/images.gz": damaged };
    const serving = serve({ datasets: { small: { perClass: null, contents: CONTENTS } }, files });
    await expect(serving).rejects.toThrow("Small cannot be loaded");
  });
});

describe("a dataset that is not in the page", () => {
  const chosen = {
    images: new File([images.gzip.slice()], "images (1).gz"),
    labels: new File([labels.gzip.slice()], "l"),
  };

  test("is asked for, whatever its files are called, and saved for the next visit", async () => {
    const served = await serve({ answers: [[chosen.labels, chosen.images]] });
    expectReal(served.files);
    expect(served.summary).toBe("Small, from the files that you chose");
    expect(asked).toMatchObject([{ title: "Small", files: ["images.gz", "labels.gz"], problem: null }]);
    expectReal((await serve({})).files);
    expect(asked).toHaveLength(1);
  });

  test("may be chosen decompressed", async () => {
    const decompressed = [images, labels].map((file) => new Blob([file.decompressed.slice()]));
    expectReal((await serve({ answers: [decompressed] })).files);
  });

  test("is asked for again while files are missing, with what was wrong", async () => {
    const other = new File(["x"], "notes.txt");
    const served = await serve({ answers: [[chosen.labels, other], [chosen.images]] });
    expectReal(served.files);
    expect(asked[1]).toMatchObject({
      files: ["images.gz"],
      problem: "notes.txt: not among the files of Small, or incomplete.",
    });
  });

  test("is not taken from a file of the right length with other contents", async () => {
    const forged = new File([new Uint8Array(images.gzip.length).fill(31)], "images.gz");
    await expect(serve({ answers: [[forged, chosen.labels]] })).rejects.toThrow("Small cannot be loaded");
    expect(cache.entries.size).toBe(0);
  });

  test("is downloaded if the reader prefers that", async () => {
    const dataset = smallDataset(["http://127.0.0.1:9/"], null);
    await expect(serve({ dataset, answers: ["download"] })).rejects.toThrow("could not be reached");
  });
});
