import { join } from "node:path";
import { expect, it } from "vitest";
import { findOrigin } from "../../../src/cli/lectern-origin.ts";
import { temporaryFolder } from "../build/temporary-folder.ts";

/** Where Lectern is from, installed in a folder beside the package file and its code. */
async function originOf(manifest: string) {
  const folder = await temporaryFolder({
    "installer/package.json": manifest,
    "lectern-0.1.0.tgz": "",
    "code/package.json": "{}",
  });
  return { folder, origin: await findOrigin(join(folder, "installer/node_modules/lectern")) };
}

const named = (lectern: string) => JSON.stringify({ dependencies: { other: "file:../x", lectern } });

it.each(["file:../lectern-0.1.0.tgz", "../lectern-0.1.0.tgz"])("finds the package file %s", async (name) => {
  const { folder, origin } = await originOf(named(name));
  expect(origin).toEqual({ type: "tarball", path: join(folder, "lectern-0.1.0.tgz") });
});

it("finds a folder, named or without an installation", async () => {
  const { folder, origin } = await originOf(named("file:../code"));
  expect(origin).toEqual({ type: "folder", path: join(folder, "code") });
  expect(await findOrigin(join(folder, "code"))).toEqual({ type: "folder", path: join(folder, "code") });
});

it.each([
  "github:owner/lectern",
  "owner/lectern#v1",
  "git+ssh://git@example.org/lectern.git#semver:^1",
  "https://example.org/lectern-0.1.0.tgz",
])("keeps the address %s", async (specifier) => {
  expect((await originOf(named(specifier))).origin).toEqual({ type: "address", specifier });
});

it.each(["^0.1.0", "0.1.0", ">=0.1 <1", "latest"])(
  "takes %s for a version of the registry",
  async (range) => {
    expect((await originOf(named(range))).origin).toEqual({ type: "registry" });
  },
);

it.each([
  ["names none", "{}"],
  ["is broken", "{"],
  ["names a file that is gone", named("file:../gone.tgz")],
])("does not guess where the package.json %s", async (_case, manifest) => {
  expect((await originOf(manifest)).origin).toEqual({ type: "unknown" });
});
