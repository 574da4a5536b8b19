import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  isStored,
  keepDataset,
  removeDataset,
  storedBytes,
} from "../../../../src/page/datasets/keep-dataset.ts";
import { obtainDataset } from "../../../../src/page/datasets/obtain-dataset.ts";
import { bytes, serve, type TestServer } from "../../../support/http-server.ts";
import { MapCache } from "../../../support/map-cache.ts";
import { images, labels, smallDataset } from "../../../support/small-dataset.ts";

const dataset = smallDataset([], null);
const TOTAL = images.gzip.length + labels.gzip.length;

let server: TestServer;
let cache: MapCache;

beforeEach(async () => {
  server = await serve();
  cache = new MapCache();
});
afterEach(() => server.close());

const base = () => new URL(`${server.origin}/course/`);

function offer(name: string, content: Uint8Array): void {
  server.routes.set(`/course/data/small/${name}`, bytes(content));
}

async function keep(signal = new AbortController().signal, where: MapCache = cache) {
  const progress: number[] = [];
  const openCache = async () => ({ cache: where, reason: null });
  await keepDataset(dataset, { base: base(), signal, onProgress: (done) => progress.push(done), openCache });
  return progress;
}

/** A cache in which only the first file fits. */
class SmallCache extends MapCache {
  override async put(key: string, response: Response): Promise<void> {
    if (this.entries.size > 0) throw new DOMException("no room", "QuotaExceededError");
    await super.put(key, response);
  }
}

describe("a dataset kept for offline use", () => {
  test("is what the cells load later", async () => {
    offer("images.gz", images.gzip);
    offer("labels.gz", labels.gzip);
    const progress = await keep();
    expect(progress.at(-1)).toBe(TOTAL);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([await isStored(dataset, base(), cache), await storedBytes(dataset, base(), cache)]).toEqual([
      true,
      TOTAL,
    ]);
    server.routes.clear();
    const openCache = async () => ({ cache, reason: null });
    expect(await obtainDataset(dataset, { base: base(), openCache })).toMatchObject({
      origin: "cache",
      notes: [],
    });
  });

  test("goes on with the files that are missing", async () => {
    offer("images.gz", images.gzip);
    await expect(keep()).rejects.toThrow("Small cannot be loaded.");
    expect([await isStored(dataset, base(), cache), await storedBytes(dataset, base(), cache)]).toEqual([
      false,
      images.gzip.length,
    ]);
    offer("labels.gz", labels.gzip);
    server.requests.length = 0;
    await keep();
    expect(server.requests).toEqual(["/course/data/small/labels.gz"]);
  });

  test("that is not what it should be is not stored", async () => {
    offer("images.gz", Buffer.from("<!doctype html>sign in"));
    await expect(keep()).rejects.toThrow("a web page instead of the data");
    expect(cache.entries.size).toBe(0);
  });

  test("that does not fit leaves nothing behind", async () => {
    offer("images.gz", images.gzip);
    offer("labels.gz", labels.gzip);
    const small = new SmallCache();
    await expect(keep(undefined, small)).rejects.toThrow(
      "does not fit into this browser's storage, and nothing of it was stored. Free some space",
    );
    expect(small.entries.size).toBe(0);
  });

  test("stops when the reader cancels", async () => {
    offer("images.gz", images.gzip);
    const controller = new AbortController();
    controller.abort(new Error("cancelled"));
    await expect(keep(controller.signal)).rejects.toThrow("cancelled");
    expect(server.requests).toEqual([]);
  });

  test("says so if the browser stores nothing", async () => {
    const openCache = async () => ({ cache: null, reason: "storage needs https or localhost" }) as const;
    const options = { base: base(), signal: new AbortController().signal, onProgress: () => {}, openCache };
    await expect(keepDataset(dataset, options)).rejects.toThrow(
      "Small cannot be kept in this browser (storage needs https or localhost).",
    );
  });

  test("can be removed", async () => {
    offer("images.gz", images.gzip);
    offer("labels.gz", labels.gzip);
    await keep();
    cache.entries.set("https://lectern.test/other/data/small/images.gz", new Uint8Array(1));
    await removeDataset(dataset, base(), cache);
    expect([...cache.entries.keys()]).toEqual(["https://lectern.test/other/data/small/images.gz"]);
  });
});
