import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { datasets } from "../../../src/datasets/registry.ts";

test("every dataset is found under the name of its file", () => {
  expect([...datasets.keys()]).toContain("fashion-mnist");
  for (const [name, dataset] of datasets) {
    expect(dataset.name).toBe(name);
    expect(existsSync(`src/datasets/${name}.ts`)).toBe(true);
  }
});

test("every dataset with files can be downloaded and verified", () => {
  for (const { files, mirrors } of datasets.values()) {
    if (files.length > 0) expect(mirrors.length).toBeGreaterThan(0);
    for (const mirror of mirrors) expect(mirror).toMatch(/^https:\/\/.*\/$/);
    for (const { name, gzip, decompressed } of files) {
      expect(name).toMatch(/\.gz$/);
      for (const { sha256 } of [gzip, decompressed]) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  }
});
