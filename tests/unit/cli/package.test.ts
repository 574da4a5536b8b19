import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";

interface Manifest {
  readonly private?: boolean;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** The files that npm would publish, without running `prepack`. */
function packedFiles(): string[] {
  const npm = process.env["npm_execpath"];
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = npm
    ? spawnSync(process.execPath, [npm, ...args], { encoding: "utf8" })
    : spawnSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" });
  const [{ files }] = JSON.parse(stdout);
  return files.map(({ path }: { path: string }) => path);
}

const files = packedFiles();

/** The packages that a source file imports when it runs. */
function packagesOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const imports = source.matchAll(
    /^(?:import|export) (?!type\b)(?:[^"';]*? from )?"([^"]+)"|\bimport\(\s*"([^"]+)"\)|require\w*\("([^"]+)"\)/gm,
  );
  return [...imports].flatMap(([, fromClause, dynamic, required]) => {
    const name = fromClause ?? dynamic ?? required ?? "";
    if (
      !/^@?[a-z]/.test(name) ||
      /^(?:node|virtual):/.test(name) ||
      builtinModules.includes(name) ||
      /^lectern(?:\/|$)/.test(name)
    )
      return [];
    const [scope = "", rest = ""] = name.split("/");
    return [scope.startsWith("@") ? `${scope}/${rest}` : scope];
  });
}

describe("the package", () => {
  it("has what a course needs, and neither datasets nor the project's own tools", () => {
    for (const file of [
      "LICENSE",
      "README.md",
      "index.html",
      "lessons/writing-lessons.md",
      "public/icon.svg",
      "src/cli/lectern.mjs",
      "src/cli/course-template/gitignore",
      "src/cli/course-template/lessons/first-lesson.md",
      "src/cli/course-template/lessons/data/beans.csv",
      "src/cli/course-template/figures/wave/index.tsx",
      "src/runtime/worker.ts",
    ])
      expect(files).toContain(file);
    const unwanted = files.filter((file) =>
      /^(?:tests|lessons(?!\/writing-lessons\.md$)|public\/data|src\/cli\/bench)\b/.test(file),
    );
    expect(unwanted).toEqual([]);
  });

  it("depends on every package that its files import", () => {
    const compiler = "src/build/bundling/compile-kernels.ts";
    const missing = files
      .filter((file) => /^src\/.*\.(?:ts|tsx|mjs)$/.test(file))
      .flatMap((file) => packagesOf(file).map((name) => ({ file, name })))
      .filter(({ name }) => !(name in manifest.dependencies))
      // A package has the kernels already compiled.
      .filter(({ file, name }) => !(file === compiler && name === "assemblyscript"));
    expect(missing).toEqual([]);
  });

  it("can be published, and runs nothing when it is installed", () => {
    expect(manifest.private).toBeUndefined();
    for (const script of ["preinstall", "install", "postinstall", "prepare"])
      expect(manifest.scripts).not.toHaveProperty(script);
  });
});
