import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  await readFile("package-lock.json", "utf8"),
);

// npm leaves out what it could not get while the lock was made, and then refuses to install from it anywhere.
test("package-lock.json has the packages of every system, so that npm ci works on each", () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test("package-lock.json names no other registry", () => {
  const elsewhere = Object.values(lock.packages).flatMap(({ resolved = "" }) =>
    resolved === "" || resolved.startsWith("https://registry.npmjs.org/") ? [] : [resolved],
  );
  expect(elsewhere).toEqual([]);
});

/** As Node looks for it: beside the package's own dependencies, then outwards. */
function isLocked(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    const candidate = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[candidate]?.version !== undefined) return true;
    if (folder === "") return false;
  }
}
