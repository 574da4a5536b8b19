import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SyntheticDataset } from "../../../../src/datasets/dataset.ts";
import { DatasetUnavailable } from "../../../../src/page/datasets/download-file.ts";
import { openFileCache } from "../../../../src/page/datasets/file-cache.ts";
import type { FileError, FileFault } from "../../../../src/page/datasets/file-fault.ts";
import { type ObtainProgress, obtainDataset } from "../../../../src/page/datasets/obtain-dataset.ts";
import { bytes, serve, type TestServer } from "../../../support/http-server.ts";
import { MapCache } from "../../../support/map-cache.ts";
import { images, labels, smallDataset } from "../../../support/small-dataset.ts";

let server: TestServer;
let cache: MapCache;

beforeEach(async () => {
  server = await serve();
  cache = new MapCache();
});
afterEach(() => server.close());

const SITE = "/course/data/small/";
const MIRROR = "/mirror/";

/** Puts both files under a path. */
function offer(path: string): void {
  server.routes.set(`${path}images.gz`, bytes(images.gzip));
  server.routes.set(`${path}labels.gz`, bytes(labels.gzip));
}

interface Choices {
  readonly synthetic?: SyntheticDataset | null;
  readonly onProgress?: (progress: ObtainProgress) => void;
  readonly signal?: AbortSignal;
  readonly silence?: number;
  readonly isOnSite?: boolean;
}

function obtain({ synthetic = null, ...options }: Choices = {}) {
  return obtainDataset(smallDataset([`${server.origin}${MIRROR}`], synthetic), {
    base: new URL(`${server.origin}/course/`),
    openCache: async () => ({ cache, reason: null }),
    ...options,
  });
}

function expectReal(files: readonly ArrayBuffer[]): void {
  const expected = [images.decompressed, labels.decompressed];
  expect(files).toHaveLength(expected.length);
  expect(files.map((file, index) => same(new Uint8Array(file), expected[index]))).toEqual([true, true]);
}

/** Bytes alike; the test tool's own comparison takes a second for a quarter of a million. */
function same(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(one, other) === 0;
}

/** What the images' own address gives when it answers like this, and the mirror has nothing. */
async function faultOf(answer: RequestListener, choices: Choices = {}): Promise<FileError> {
  server.routes.set(`${SITE}images.gz`, answer);
  const error: unknown = await obtain(choices).catch((thrown: unknown) => thrown);
  if (!(error instanceof DatasetUnavailable)) throw error;
  const [fault] = error.faults;
  if (fault === undefined) throw error;
  return fault;
}

describe("where the files come from", () => {
  test("the site's own copy, under its base", async () => {
    offer(SITE);
    const { files, origin, notes } = await obtain();
    expectReal(files);
    expect(origin).toBe("site");
    expect(notes).toEqual([]);
    expect(server.requests).toEqual([`${SITE}images.gz`, `${SITE}labels.gz`]);
  });

  test("a server that marks them as encoded, so that they arrive decompressed", async () => {
    server.routes.set(`${SITE}images.gz`, bytes(images.gzip, { "Content-Encoding": "gzip" }));
    server.routes.set(`${SITE}labels.gz`, bytes(labels.gzip, { "Content-Encoding": "gzip" }));
    const progress: ObtainProgress[] = [];
    const { files, origin } = await obtain({ onProgress: (current) => progress.push(current) });
    expectReal(files);
    expect(origin).toBe("site");
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });

  test("a mirror, when the site has none: nothing to tell", async () => {
    offer(MIRROR);
    const { files, origin, notes } = await obtain();
    expectReal(files);
    expect(origin).toBe("mirror");
    expect(notes).toEqual([]);
    expect(server.requests).toContain(`${SITE}images.gz`);
  });

  test("only a mirror, when the page knows that the site has none", async () => {
    offer(MIRROR);
    const { origin } = await obtain({ isOnSite: false });
    expect(origin).toBe("mirror");
    expect(server.requests).toEqual([`${MIRROR}images.gz`, `${MIRROR}labels.gz`]);
  });

  test("a mirror for one file, if only that is invalid on the site: the reader is informed", async () => {
    offer(SITE);
    offer(MIRROR);
    server.routes.set(`${SITE}labels.gz`, bytes(labels.gzip.slice(0, 40)));
    const { files, origin, notes } = await obtain();
    expectReal(files);
    expect(origin).toBe("mirror");
    expect(notes).toEqual([expect.stringContaining("the download ended after 40 of")]);
  });

  test("the browser's storage the second time, without a request", async () => {
    offer(SITE);
    await obtain();
    const requests = server.requests.length;
    const { files, origin } = await obtain();
    expectReal(files);
    expect(origin).toBe("cache");
    expect(server.requests).toHaveLength(requests);
  });

  test("the browser's storage with the site gone", async () => {
    offer(SITE);
    await obtain();
    server.routes.clear();
    expect((await obtain()).origin).toBe("cache");
  });
});

describe("progress", () => {
  test("counts bytes of the whole download, upwards to its end", async () => {
    offer(SITE);
    const progress: ObtainProgress[] = [];
    await obtain({ onProgress: (current) => progress.push(current) });
    const total = images.gzip.length + labels.gzip.length;
    const done = progress.map((step) => step.done);
    expect(new Set(progress.map((step) => step.total))).toEqual(new Set([total]));
    expect(done).toEqual(done.toSorted((one, other) => one - other));
    expect(done.at(-1)).toBe(total);
    expect(done.length).toBeGreaterThan(2);
  });
});

describe("an invalid response has a specific error, and nothing is saved", () => {
  afterEach(() => expect([...cache.entries.keys()]).toEqual([]));

  const cases: { name: string; answer: RequestListener; fault: FileFault; says: RegExp }[] = [
    {
      name: "not found",
      answer: (_, response) => response.writeHead(404).end("no"),
      fault: { type: "status", status: 404 },
      says: /it does not exist there \(404\)/,
    },
    {
      name: "a server error",
      answer: (_, response) => response.writeHead(503).end("busy"),
      fault: { type: "status", status: 503 },
      says: /status 503/,
    },
    {
      name: "HTML instead of data",
      answer: bytes(new TextEncoder().encode("\n<!doctype html><title>Sign in</title>"), {
        "Content-Type": "text/html",
      }),
      fault: { type: "html" },
      says: /a web page instead of the data/,
    },
    {
      name: "another kind of file",
      answer: bytes(new TextEncoder().encode("PK\x03\x04 and so on")),
      fault: { type: "wrong-magic", found: "504b0304" },
      says: /begins with 504b0304/,
    },
    {
      name: "labels instead of images",
      answer: bytes(labels.decompressed),
      fault: { type: "wrong-magic", found: "00000801" },
      says: /begins with 00000801/,
    },
    {
      name: "an empty response",
      answer: bytes(new Uint8Array(0)),
      fault: { type: "truncated", bytes: 0, expected: images.gzip.length },
      says: /ended after 0 of/,
    },
    {
      name: "a truncated file",
      answer: bytes(images.gzip.slice(0, -100)),
      fault: { type: "truncated", bytes: images.gzip.length - 100, expected: images.gzip.length },
      says: /ended after/,
    },
    {
      name: "a truncated decompressed file",
      answer: bytes(images.decompressed.slice(0, 1000)),
      fault: { type: "truncated", bytes: 1000, expected: images.decompressed.length },
      says: /ended after 1000 of 235216 bytes/,
    },
    {
      name: "a file with trailing data",
      answer: bytes(Uint8Array.from([...images.gzip, 0])),
      fault: { type: "too-long", expected: images.gzip.length },
      says: /longer than the expected/,
    },
    {
      name: "one flipped bit",
      answer: bytes(flipped(images.gzip)),
      fault: { type: "corrupted" },
      says: /SHA-256 mismatch/,
    },
    {
      name: "one flipped bit in a decompressed file",
      answer: bytes(gzipSync(flipped(images.decompressed)), { "Content-Encoding": "gzip" }),
      fault: { type: "corrupted" },
      says: /SHA-256 mismatch/,
    },
    {
      name: "silence after the first half",
      answer: (_, response) => response.write(images.gzip.subarray(0, 10_000)),
      fault: { type: "stalled", seconds: 0.1 },
      says: /no data arrived for 0\.1 s/,
    },
    {
      name: "silence from the start",
      answer: () => {},
      fault: { type: "stalled", seconds: 0.1 },
      says: /no data arrived/,
    },
  ];
  test.each(cases)("$name", async ({ answer, fault, says }) => {
    // A short patience only where nothing comes: a busy machine would make the others wait longer than that.
    const error = await faultOf(answer, fault.type === "stalled" ? { silence: 100 } : {});
    expect(error.fault).toEqual(fault);
    expect(error.message).toMatch(says);
    expect(error.message).toContain("images.gz");
    expect(error.message).toContain(new URL(server.origin).host);
  });

  test("a connection that breaks", async () => {
    const error = await faultOf((_, response) => {
      response.writeHead(200, { "Content-Length": images.gzip.length });
      response.write(images.gzip.subarray(0, 10_000), () => response.destroy());
    });
    expect(error.fault).toMatchObject({ type: "truncated", expected: images.gzip.length });
  });

  test("no server", async () => {
    const { origin } = server;
    await server.close();
    const error: unknown = await obtain().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatasetUnavailable);
    expect(error).toMatchObject({
      faults: [{ fault: { type: "unreachable" } }, { fault: { type: "unreachable" } }],
    });
    expect(String(error)).toContain(new URL(origin).host);
    server = await serve();
  });
});

test("a dataset without files is ready at once, and has nothing to save or to mention", async () => {
  const computed = { ...smallDataset([], null), files: [] };
  const base = new URL(`${server.origin}/course/`);
  const obtained = await obtainDataset(computed, { base, openCache: openFileCache });
  expect(obtained).toEqual({ files: [], origin: "local", notes: [] });
  expect(server.requests).toEqual([]);
});

describe("after a failure", () => {
  test("calling again succeeds once the site is fixed", async () => {
    await expect(obtain()).rejects.toThrow(DatasetUnavailable);
    offer(SITE);
    expect((await obtain()).origin).toBe("site");
  });

  test("the other files are not requested", async () => {
    await expect(obtain()).rejects.toThrow("Small cannot be loaded.");
    expect(server.requests).toEqual([`${SITE}images.gz`, `${MIRROR}images.gz`]);
  });

  test("the synthetic dataset replaces it, with the reasons", async () => {
    server.routes.set(`${MIRROR}images.gz`, (_, response) => response.writeHead(503).end("busy"));
    const progress: ObtainProgress[] = [];
    const { files, origin, notes } = await obtain({
      synthetic: syntheticFrom(function* () {
        for (let quarter = 0; quarter < 4; quarter++) {
          const until = performance.now() + 10;
          while (performance.now() < until);
          yield quarter / 4;
        }
        return [Uint8Array.of(1).buffer];
      }),
      onProgress: (current) => progress.push(current),
    });
    expect(origin).toBe("synthetic");
    expect(files.map((file) => [...new Uint8Array(file)])).toEqual([[1]]);
    expect(notes).toEqual([
      expect.stringContaining("it does not exist there (404)"),
      expect.stringContaining("503"),
    ]);
    expect(progress).toContainEqual({ phase: "drawing", done: 0.25, total: 1 });
  });
});

describe("the browser's storage", () => {
  const key = () => `${server.origin}${SITE}images.gz`;

  test.each([
    ["changed", flipped(images.gzip)],
    ["cut short", images.gzip.slice(0, 50)],
    ["emptied", new Uint8Array(0)],
  ])("an entry that was %s is deleted and downloaded again", async (_, content) => {
    offer(SITE);
    await obtain();
    cache.entries.set(key(), content);
    const { files, origin, notes } = await obtain();
    expectReal(files);
    expect(origin).toBe("site");
    expect(notes).toEqual([
      "The saved copy of images.gz could not be used (its contents have changed), so it is downloaded again.",
    ]);
    expect(same(images.gzip, cache.entries.get(key()))).toBe(true);
  });

  test("a changed entry is deleted even if it cannot be downloaded again", async () => {
    cache.entries.set(key(), flipped(images.gzip));
    await expect(obtain()).rejects.toThrow(DatasetUnavailable);
    expect(cache.entries.size).toBe(0);
  });

  test("full: the files are used anyway, and the reader is informed once", async () => {
    offer(SITE);
    cache.put = async () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
    const { files, notes } = await obtain();
    expectReal(files);
    expect(notes).toEqual([
      "Small cannot be saved in this browser (QuotaExceededError); the next visit downloads it again.",
    ]);
  });

  test("failing at every call: the files are used anyway", async () => {
    offer(SITE);
    const refuse = async () => {
      throw new DOMException("no", "InvalidStateError");
    };
    Object.assign(cache, { match: refuse, put: refuse, delete: refuse });
    const { files } = await obtain();
    expectReal(files);
  });

  test("absent, as here and on plain http: the files are used anyway", async () => {
    offer(SITE);
    const { files, notes } = await obtainDataset(smallDataset([], null), {
      base: new URL(`${server.origin}/course/`),
      openCache: openFileCache,
    });
    expectReal(files);
    expect(notes).toEqual([expect.stringMatching(/cannot be saved .* \(storage needs https or localhost/)]);
  });
});

describe("aborting", () => {
  test("before the first request", async () => {
    offer(SITE);
    await expect(obtain({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    expect(server.requests).toEqual([]);
  });

  test("in the middle of a download: no other address is tried, nothing is kept", async () => {
    offer(MIRROR);
    const abort = new AbortController();
    server.routes.set(`${SITE}images.gz`, (_, response) => response.write(images.gzip.subarray(0, 10_000)));
    const onProgress = () => abort.abort(new Error("enough"));
    await expect(obtain({ signal: abort.signal, onProgress })).rejects.toThrow("enough");
    expect(server.requests).toEqual([`${SITE}images.gz`]);
    expect(cache.entries.size).toBe(0);
  });

  test("while the synthetic dataset is drawn", async () => {
    const abort = new AbortController();
    const synthetic = syntheticFrom(function* () {
      while (true) yield 0;
    });
    const onProgress = ({ phase }: ObtainProgress) => {
      if (phase === "drawing") abort.abort(new Error("enough"));
    };
    await expect(obtain({ signal: abort.signal, onProgress, synthetic })).rejects.toThrow("enough");
  });
});

function syntheticFrom(drawFiles: SyntheticDataset["drawFiles"]): SyntheticDataset {
  return {
    drawFiles,
    drawSamples: () => ({
      images: new Uint8Array(),
      labels: new Uint8Array(),
      length: 0,
      height: 28,
      width: 28,
    }),
  };
}

function flipped(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(content);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}
