import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderSource, mirrorSource } from "../../../src/cli/fetch-dataset-file.ts";
import { provideDataset } from "../../../src/cli/provide-dataset.ts";
import { decodeSamples } from "../../../src/datasets/samples.ts";
import { bytes, serve, type TestServer } from "../../support/http-server.ts";
import { images, labels, smallDataset } from "../../support/small-dataset.ts";

let target: string;
let source: string;
let server: TestServer;
let lines: string[];

beforeEach(async () => {
  target = await mkdtemp(join(tmpdir(), "lectern-target-"));
  source = await mkdtemp(join(tmpdir(), "lectern-source-"));
  server = await serve();
  lines = [];
});
afterEach(async () => {
  await server.close();
  await rm(target, { recursive: true });
  await rm(source, { recursive: true });
});

async function fillSource(): Promise<void> {
  await writeFile(join(source, "images.gz"), images.gzip);
  await writeFile(join(source, "labels.gz"), labels.gzip);
}

function offer(): void {
  server.routes.set("/images.gz", bytes(images.gzip));
  server.routes.set("/labels.gz", bytes(labels.gzip));
}

function provide(...sources: Parameters<typeof provideDataset>[2]): Promise<boolean> {
  return provideDataset(smallDataset([], null), target, sources, (line) => lines.push(line));
}

const folder = () => folderSource(source);
const mirror = () => mirrorSource(`${server.origin}/`);

async function expectProvided(): Promise<void> {
  expect((await readdir(target)).toSorted()).toEqual(["images.gz", "labels.gz", "samples.bin"]);
  expect(Buffer.compare(await readFile(join(target, "images.gz")), images.gzip)).toBe(0);
  expect(Buffer.compare(await readFile(join(target, "labels.gz")), labels.gzip)).toBe(0);
}

describe("provideDataset", () => {
  test("copies the files from a folder", async () => {
    await fillSource();
    expect(await provide(folder(), mirror())).toBe(true);
    await expectProvided();
    expect(server.requests).toEqual([]);
  });

  test("downloads them from a mirror", async () => {
    offer();
    expect(await provide(mirror())).toBe(true);
    await expectProvided();
    expect(lines[0]).toMatch(/^Getting Small/);
    expect(lines).toContain(`  images.gz from ${new URL(server.origin).host}`);
  });

  test("writes samples of every class for the figures", async () => {
    await fillSource();
    await provide(folder());
    const samples = decodeSamples(await readFile(join(target, "samples.bin")), 10, 784);
    expect(samples?.map(({ label }) => label)).toEqual(
      [..."0123456789"].flatMap((label) => Array(4).fill(Number(label))),
    );
    expect(Buffer.from(samples?.[0]?.pixels ?? []).equals(images.decompressed.subarray(16, 16 + 784))).toBe(
      true,
    );
  });

  test("leaves correct files unchanged, and sends no request", async () => {
    offer();
    await provide(mirror());
    const before = await stat(join(target, "images.gz"));
    const requests = server.requests.length;
    expect(await provide(mirror())).toBe(true);
    expect((await stat(join(target, "images.gz"))).mtimeMs).toBe(before.mtimeMs);
    expect(server.requests).toHaveLength(requests);
  });

  test("replaces an incorrect file", async () => {
    await fillSource();
    await writeFile(join(target, "images.gz"), images.gzip.slice(0, 1000));
    expect(await provide(folder())).toBe(true);
    await expectProvided();
  });

  test("reports what is wrong with the folder, and tries the mirror", async () => {
    offer();
    await writeFile(join(source, "images.gz"), images.gzip.slice(0, 1000));
    expect(await provide(folder(), mirror())).toBe(true);
    await expectProvided();
    expect(lines).toContain(
      `  images.gz from ${source}: it has 1000 bytes and should have ${images.gzip.length}.`,
    );
    expect(lines.some((line) => line.includes(`labels.gz from ${source}: ENOENT`))).toBe(true);
  });

  test("rejects a file of the correct length with other contents", async () => {
    const wrong = new Uint8Array(images.gzip);
    wrong[500] = (wrong[500] ?? 0) ^ 1;
    server.routes.set("/images.gz", bytes(wrong));
    expect(await provide(mirror())).toBe(false);
    expect(lines.some((line) => /its SHA-256 is [0-9a-f]{64} and should be/.test(line))).toBe(true);
    expect(await readdir(target)).toEqual([]);
  });

  test("rejects an HTML page instead of a file", async () => {
    server.routes.set("/images.gz", bytes(new TextEncoder().encode("<!doctype html>")));
    expect(await provide(mirror())).toBe(false);
    expect(lines.at(-1)).toBe("Small is not available: no source has the correct images.gz.");
  });

  test("reports the server's status", async () => {
    expect(await provide(mirror())).toBe(false);
    expect(lines.some((line) => line.includes("the server answered with status 404."))).toBe(true);
  });

  test("reports that there is no server", async () => {
    const unreachable = mirror();
    await server.close();
    expect(await provide(unreachable)).toBe(false);
    expect(lines.some((line) => line.includes("ECONNREFUSED"))).toBe(true);
    expect(await readdir(target)).toEqual([]);
    server = await serve();
  });

  test("saves nothing from an interrupted download", async () => {
    server.routes.set("/images.gz", (_, response) => {
      response.writeHead(200, { "Content-Length": images.gzip.length });
      response.write(images.gzip.subarray(0, 1000), () => response.destroy());
    });
    expect(await provide(mirror())).toBe(false);
    expect(await readdir(target)).toEqual([]);
  });
});
