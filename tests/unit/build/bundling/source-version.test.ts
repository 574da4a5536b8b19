import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceVersion } from "../../../../src/build/bundling/source-version.ts";
import { temporaryFolder } from "../temporary-folder.ts";

it("changes with the source of the folders, and with the packages that are wanted and installed", async () => {
  const course = await temporaryFolder({
    "node_modules/.package-lock.json": "{}",
    "node_modules/lectern/package.json": "{}",
    "node_modules/lectern/src/cell/a.ts": "a",
    "node_modules/lectern/src/page/b.tsx": "b",
  });
  const root = join(course, "node_modules/lectern");
  const found = new Set<string>();
  const versionAfter = async (file: string, text: string): Promise<void> => {
    await writeFile(join(course, "node_modules", file), text);
    found.add(await sourceVersion(["cell"], root));
  };
  await versionAfter("lectern/src/cell/a.ts", "a");
  await versionAfter("lectern/src/page/b.tsx", "other");
  expect(found.size).toBe(1);
  await versionAfter("lectern/src/cell/a.ts", "other");
  await versionAfter("lectern/package.json", "{ }");
  await versionAfter(".package-lock.json", "{ }");
  expect(found.size).toBe(4);
  // Other package managers write no such file.
  await rm(join(course, "node_modules/.package-lock.json"));
  found.add(await sourceVersion(["cell"], root));
  expect(found.size).toBe(5);
});
