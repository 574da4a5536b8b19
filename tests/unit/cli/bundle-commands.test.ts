import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { bundledCommands } from "../../../src/cli/bundle-commands.mjs";
import { temporaryFolder } from "../build/temporary-folder.ts";

const CACHE = "node_modules/.cache/lectern-commands";
const HOUR = 60 * 60 * 1000;

/** A checkout with a command that says which folder it takes for Lectern's. */
function checkout(): Promise<string> {
  return temporaryFolder({
    "package.json": '{ "type": "module" }',
    "node_modules/.package-lock.json": "{}",
    "src/cli/run.mjs": "",
    "src/cli/bundle-entry.mjs": 'export { fail, place } from "./place.ts";',
    "src/cli/place.ts":
      'export const place: string = new URL("../../", import.meta.url).href;\nexport function fail(): never {\n  throw new Error("no");\n}\n',
  });
}

/** Instead of a bundle, which takes seconds to make. */
async function makeNothing(_root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "main.mjs"), "");
}

async function edit(root: string, text: string): Promise<void> {
  await writeFile(join(root, "src/cli/place.ts"), text);
}

/** The folder of the bundle that is there after an edit. */
async function bundleAfter(root: string, text: string): Promise<string> {
  await edit(root, text);
  return dirname((await bundledCommands(root, makeNothing)) ?? "");
}

async function age(folder: string, hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR);
  await utimes(folder, then, then);
}

it("makes one bundle for each version of the source, of the packages that are installed, and of the place", async () => {
  const root = await checkout();
  const bundle = () => bundledCommands(root, makeNothing);
  const first = await bundle();
  expect(await bundle()).toBe(first);
  await edit(root, "export const place = 2;");
  const second = await bundle();
  await writeFile(join(root, "node_modules/.package-lock.json"), '{ "packages": {} }');
  const third = await bundle();
  const moved = `${root}-moved`;
  await rename(root, moved);
  const fourth = await bundledCommands(moved, makeNothing);
  await rename(moved, root);
  expect(new Set([first, second, third, fourth].map((file) => basename(dirname(file ?? "")))).size).toBe(4);
});

it("makes the bundle in a process of its own, whose failure is left to the module runner", async () => {
  const script = `
    const { bundledCommands } = await import(${JSON.stringify(pathToFileURL("src/cli/bundle-commands.mjs").href)});
    const bundle = await bundledCommands(process.argv[1]);
    console.log(JSON.stringify([bundle !== null, process.report.getReport().sharedObjects.some((file) => file.includes("rolldown"))]));
  `;
  const bundleIn = (root: string): unknown => {
    const args = ["--input-type=module", "-e", script, root];
    return JSON.parse(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout);
  };
  const root = await checkout();
  // Its bundler would stay in memory with all that it has used.
  expect(bundleIn(root)).toEqual([true, false]);
  await edit(root, "export const = 1;");
  expect(bundleIn(root)).toEqual([false, false]);
  expect(await readdir(join(root, CACHE))).toHaveLength(1);
});

it("keeps no bundle of files that were saved meanwhile", async () => {
  const root = await checkout();
  const made = await bundledCommands(root, async (_root, folder) => {
    await makeNothing(root, folder);
    await edit(root, "export const place = 2;");
  });
  expect(made).toBeNull();
  expect(await readdir(join(root, CACHE))).toEqual([]);
});

it("removes bundles that were not started for a day, apart from the last ones", async () => {
  const root = await checkout();
  const old: string[] = [];
  for (const index of [0, 1, 2, 3, 4]) old.push(await bundleAfter(root, `export const place = ${index};`));
  for (const folder of old) expect(existsSync(folder)).toBe(true);
  for (const [index, folder] of old.entries()) await age(folder, 100 - index);
  // It is started again, for the source is as it was.
  expect(await bundleAfter(root, "export const place = 0;")).toBe(old[0]);
  expect(Date.now() - (await stat(old[0] ?? "")).mtimeMs).toBeLessThan(HOUR);
  const current = await bundleAfter(root, "export const place = 5;");
  const kept = [old[0], old[3], old[4], current].map((folder) => basename(folder ?? ""));
  expect((await readdir(join(root, CACHE))).toSorted()).toEqual(kept.toSorted());
});

it("gives its bundle also if another process removes the old ones at the same time", async () => {
  const root = await checkout();
  await mkdir(join(root, CACHE), { recursive: true });
  // It is in the list of the folder, and cannot be looked at.
  await symlink(join(root, "gone"), join(root, CACHE, "removed"));
  expect(await bundledCommands(root, makeNothing)).toMatch(/main\.mjs$/);
});

it("names the places of the source in the stacks of errors", async () => {
  const root = await checkout();
  const bundle = pathToFileURL((await bundledCommands(root)) ?? "").href;
  const script = `process.setSourceMapsEnabled(true); (await import(${JSON.stringify(bundle)})).fail();`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr).toContain(`${join(root, "src/cli/place.ts")}:3:`);
});

it("finds the checkout where node_modules is a link, if Node finds packages there", async () => {
  const root = await checkout();
  const elsewhere = await temporaryFolder({});
  await rename(join(root, "node_modules"), join(elsewhere, "node_modules"));
  await symlink(join(elsewhere, "node_modules"), join(root, "node_modules"));
  const bundle = await bundledCommands(root);
  const { place } = await import(/* @vite-ignore */ pathToFileURL(bundle ?? "").href);
  expect(place).toBe(pathToFileURL(`${root}/`).href);
  const wrong = await checkout();
  await rename(join(wrong, "node_modules"), join(elsewhere, "packages"));
  await symlink(join(elsewhere, "packages"), join(wrong, "node_modules"));
  expect(await bundledCommands(wrong, makeNothing)).toBeNull();
});
