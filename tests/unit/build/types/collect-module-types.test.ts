import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectModuleTypes } from "../../../../src/build/types/collect-module-types.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const PLOTS = `import { scale, type Size } from "./scale.js";
import settings from "./settings.json";
/** Draws bars. */
export function bars(values: readonly number[], size: Size = settings.size): number { return scale * size * values.length; }
`;

const FILES = {
  "lesson/lib/plots.ts": PLOTS,
  "lesson/lib/scale.ts":
    'import type { Tensor } from "@tensorflow/tfjs";\nexport type Size = number;\nexport const scale = 2;\n',
  "lesson/lib/settings.json": '{"size": 1}',
  "lesson/lib/plain.js": "export const plain = 1;\n",
  "lesson/lib/out.ts":
    'import type { Secret } from "../../secret.ts";\nimport type { Linked } from "./link.ts";\nexport type Out = Secret | Linked;\n',
  "secret.ts": "export type Secret = 'of another folder';\n",
};

async function collect(specifiers: readonly string[], most?: number) {
  const folder = await temporaryFolder(FILES);
  await symlink(join(folder, "secret.ts"), join(folder, "lesson/lib/link.ts"));
  return collectModuleTypes(join(folder, "lesson"), specifiers, most).types;
}

test("a lesson's own modules are there as they are written, with what they import", async () => {
  const types = await collect(["./lib/plots", "./lib/plain.js"]);
  expect(types).toEqual({
    files: {
      "/modules/lib/plots.ts": PLOTS,
      "/modules/lib/scale.ts": FILES["lesson/lib/scale.ts"],
      "/modules/lib/settings.json": FILES["lesson/lib/settings.json"],
      "/modules/lib/plain.js": FILES["lesson/lib/plain.js"],
    },
    imports: {
      cells: { "./lib/plots": "/modules/lib/plots.ts", "./lib/plain.js": "/modules/lib/plain.js" },
      "/modules/lib/plots.ts": {
        "./scale.js": "/modules/lib/scale.ts",
        "./settings.json": "/modules/lib/settings.json",
      },
      "/modules/lib/scale.ts": {},
      "/modules/lib/settings.json": {},
      "/modules/lib/plain.js": {},
    },
  });
});

test("nothing from outside the lesson's folder is there, also not by a link or an import of types", async () => {
  const types = await collect(["./lib/out", "../secret", "/etc/hostname"]);
  expect(Object.keys(types.files)).toEqual(["/modules/lib/out.ts"]);
  expect(JSON.stringify(types)).not.toContain("of another folder");
});

test("packages are there with their declarations alone, without those of Node.js and of the library", async () => {
  const { files, imports } = await collect(["papaparse", "lectern", "@tensorflow/tfjs", "vite"], 100_000);
  expect(imports["cells"]).toEqual({ papaparse: "/node_modules/@types/papaparse/index.d.ts" });
  expect(Object.keys(files)).toEqual(["/node_modules/@types/papaparse/index.d.ts"]);
  expect(files["/node_modules/@types/papaparse/index.d.ts"]).toContain("Parse string");
});

test("a package that is too large has no types, and leaves those of the others", async () => {
  const { imports } = await collect(["papaparse", "./lib/plots"], 5000);
  expect(imports["cells"]).toEqual({ "./lib/plots": "/modules/lib/plots.ts" });
});
