import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { loadModuleTypes } from "../../../../src/build/types/load-module-types.ts";
import { temporaryFolder } from "../temporary-folder.ts";

afterEach(() => vi.restoreAllMocks());

test("declarations that are installed later are found, and collected once", async () => {
  const course = await temporaryFolder({
    "lessons/lesson.md": "",
    "node_modules/plain/package.json": '{"name": "plain", "main": "index.js"}',
    "node_modules/plain/index.js": "exports.one = 1;\n",
    "node_modules/@types/other/index.d.ts": "",
  });
  vi.spyOn(process, "cwd").mockReturnValue(course);
  const load = () => loadModuleTypes(join(course, "lessons"), ["plain"]);
  const before = await load();
  expect(before.types.files).toEqual({});
  expect(await load()).toBe(before);
  const types = join(course, "node_modules/@types/plain");
  await mkdir(types);
  await writeFile(join(types, "index.d.ts"), "export const one: number;\n");
  const after = await load();
  expect(after.types.files).toEqual({
    "/node_modules/@types/plain/index.d.ts": "export const one: number;\n",
  });
  expect(await load()).toBe(after);
});
