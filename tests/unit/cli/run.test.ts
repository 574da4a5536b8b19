import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const entry = resolve("src/cli/run.mjs");

function run(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
  node: readonly string[] = [],
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, script, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

describe("the commands", () => {
  test("are listed after an unknown one", async () => {
    const { status, stderr } = run(entry, ["tset"]);
    expect(status).toBe(1);
    expect(stderr).toContain('There is no command "tset".');
    for (const name of [
      "start",
      "dev",
      "build",
      "preview",
      "data",
      "lessons",
      "export",
      "check",
      "test",
      "bench",
    ]) {
      expect(stderr).toMatch(new RegExp(`^ {2}${name} `, "m"));
    }
  });

  test("are listed if none is given", () => {
    expect(run(entry, [])).toMatchObject({ status: 0, stderr: expect.stringContaining("npm start") });
  });

  test("include every script of package.json", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8"));
    const listed = run(entry, []).stderr;
    for (const [name, line] of Object.entries<string>(scripts)) {
      const command = /^node src\/cli\/run\.mjs (\w+)/.exec(line)?.[1];
      expect(command, name).toBeDefined();
      expect(listed).toContain(`  ${command} `);
    }
  });

  test("explain themselves, with their options", () => {
    const { status, stdout } = run(entry, ["lessons", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^npm run lessons: print the problems .*\n {2}npm run lessons -- \[file\.md …\] +check only/,
    );
    expect(run(entry, ["start", "-h"]).stdout).toContain("npm start -- --port <number>");
  });

  test("do not include properties of Object", () => {
    expect(run(entry, ["constructor"]).status).toBe(1);
  });
});

describe("preview", () => {
  test("reports the folder without a built site, as the user named it, and how to build one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "lectern-here-"));
    const { status, stderr } = run(entry, ["preview"], { INIT_CWD: folder, OUT_DIR: "nothing" });
    expect(stderr).toContain(
      `There is no built site in ${join(folder, "nothing")}. \`npm run build\` makes one`,
    );
    expect(status).toBe(1);
    await rm(folder, { recursive: true });
  });
});

describe("Node", () => {
  test.each(["18.20.4", "20.18.3"])(
    "%s is too old, and the message names the required version",
    async (version) => {
      const folder = await mkdtemp(join(tmpdir(), "lectern-node-"));
      const preload = join(folder, "older.mjs");
      await writeFile(preload, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
      const { status, stderr } = run(entry, ["check"], {}, ["--import", pathToFileURL(preload).href]);
      expect(stderr).toContain(`Lectern needs Node 20.19 or newer; this is ${version}.`);
      expect(status).toBe(1);
      await rm(folder, { recursive: true });
    },
  );
});

describe("installing", () => {
  let project: string;
  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), "lectern-project-"));
    await mkdir(join(project, "src/cli"), { recursive: true });
    for (const file of ["run.mjs", "command-line.mjs"])
      await copyFile(resolve("src/cli", file), join(project, "src/cli", file));
  });
  afterEach(() => rm(project, { recursive: true }));

  async function lock(
    packages: Record<string, unknown>,
    dependencies: Record<string, string>,
  ): Promise<void> {
    const manifest = { name: "project", version: "1.0.0", dependencies };
    await writeFile(join(project, "package.json"), JSON.stringify(manifest));
    const content = {
      name: "project",
      version: "1.0.0",
      lockfileVersion: 3,
      packages: { "": manifest, ...packages },
    };
    await writeFile(join(project, "package-lock.json"), JSON.stringify(content));
  }

  const runHere = (env: Record<string, string> = {}) =>
    run(join(project, "src/cli/run.mjs"), ["build"], {
      ...env,
      // An unreachable registry, so that no test depends on the network.
      npm_config_registry: "http://127.0.0.1:9/",
      npm_config_fetch_retries: "0",
      npm_config_cache: join(project, "cache"),
    });

  test("is not needed, and a mistake of the user's that Vite has wrapped is printed without its stack", async () => {
    await lock({}, {});
    await mkdir(join(project, "node_modules"));
    await copyFile(join(project, "package-lock.json"), join(project, "node_modules/.package-lock.json"));
    const bundle = `const mistake = Object.assign(new Error("Name it otherwise."), { name: "CommandError" });
      export const bundledCommands = async () => import.meta.filename;
      export const run = () => Promise.reject(new AggregateError([mistake], "Build failed with 1 error:"));`;
    await writeFile(join(project, "src/cli/bundle-commands.mjs"), bundle);
    expect(runHere()).toEqual({ status: 1, stdout: "", stderr: "Name it otherwise.\n" });
  });

  test("reports a failure, with what to do", async () => {
    const missing = { version: "1.0.0", resolved: "http://127.0.0.1:9/missing/-/missing-1.0.0.tgz" };
    await lock({ "node_modules/missing": missing }, { missing: "1.0.0" });
    const { status, stdout, stderr } = runHere();
    expect(stdout).toContain("Installing packages");
    expect(stderr).toContain("The packages could not be installed");
    expect(stderr).toContain("Check the connection");
    expect(status).toBe(1);
  });

  test("does not happen if all packages are there, except optional ones of other systems", async () => {
    await lock(
      {
        "node_modules/here": { version: "1.0.0" },
        "node_modules/elsewhere": { version: "1.0.0", optional: true },
      },
      { here: "1.0.0" },
    );
    await mkdir(join(project, "node_modules"));
    const installed = { packages: { "node_modules/here": { version: "1.0.0" } } };
    await writeFile(join(project, "node_modules/.package-lock.json"), JSON.stringify(installed));
    expect(runHere().stdout).not.toContain("Installing");
  });

  test("happens if a package has a different version", async () => {
    await lock({ "node_modules/here": { version: "1.1.0" } }, { here: "1.1.0" });
    await mkdir(join(project, "node_modules"));
    const installed = { packages: { "node_modules/here": { version: "1.0.0" } } };
    await writeFile(join(project, "node_modules/.package-lock.json"), JSON.stringify(installed));
    // In place of npm, which takes seconds to find nothing.
    const npm = join(project, "npm.mjs");
    await writeFile(npm, "process.exit(1);");
    const { status, stdout } = runHere({ npm_execpath: npm });
    expect(stdout).toContain("Installing");
    expect(status).toBe(1);
  });
});
