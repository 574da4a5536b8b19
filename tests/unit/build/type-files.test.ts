import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { collectTypeFiles } from "../../../src/build/type-files.ts";
import { REMOVED_GLOBALS } from "../../../src/build/worker-types.ts";
import { resolveModule } from "../../../src/language/type-files.ts";
import { LIBRARY_NAMES } from "../../../src/protocol/library-names.ts";

const types = collectTypeFiles();

it("has the declarations of both modules, and of all that they import", () => {
  for (const [path, text] of Object.entries(types.files)) {
    for (const [, name = ""] of text.matchAll(/^(?:import|export)\b[^;]*? from ["']([^"']+)["']/gm)) {
      // The names of datasets are branded by a schema, which cells do not see.
      if (name === "valibot") continue;
      expect(resolveModule(name, path, types), `${name} in ${path}`).not.toBeNull();
    }
  }
});

it("declares every name of the library", () => {
  expect(types.libraryNames).toEqual(
    expect.arrayContaining([...LIBRARY_NAMES, "LabelledImages", "LoadedDataset"]),
  );
});

it("lacks the globals that cells lack", () => {
  const confine = readFileSync("src/runtime/platform/confine.ts", "utf8");
  for (const name of REMOVED_GLOBALS) {
    expect(confine).toMatch(new RegExp(`^  ${name}: `, "m"));
    expect(types.files["/lib/lib.webworker.d.ts"]).not.toMatch(
      new RegExp(`^declare (?:function|var) ${name}\\b`, "m"),
    );
  }
});
