import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** Where npm got Lectern from. */
export type Origin =
  | { readonly type: "registry" }
  /** A package file that `npm pack` made. */
  | { readonly type: "tarball"; readonly path: string }
  | { readonly type: "folder"; readonly path: string }
  /** That of a repository or a package file, as `package.json` names it. */
  | { readonly type: "address"; readonly specifier: string }
  /** Nothing here records it: installed globally, or for another package. */
  | { readonly type: "unknown" };

/** The folder of a course with the package file of Lectern. */
export const VENDOR = "vendor";

/** @param root the folder of Lectern's own files. */
export async function findOrigin(root: string): Promise<Origin> {
  const beside = dirname(root);
  if (basename(beside) !== "node_modules") return { type: "folder", path: root };
  const installer = dirname(beside);
  const specifier = await namedLectern(installer);
  if (specifier === null) return { type: "unknown" };
  const [, path] = /^(?:file:)?(.*)$/s.exec(specifier) ?? [];
  if (path !== undefined && /^(?:file:|\.{0,2}\/)/.test(specifier)) return local(resolve(installer, path));
  // Neither a range of versions nor a tag has one of these.
  return /[:/]/.test(specifier) ? { type: "address", specifier } : { type: "registry" };
}

/** What the `package.json` of a folder says about Lectern, such as `^0.1.0`; null if nothing. */
export async function namedLectern(folder: string): Promise<string | null> {
  const manifest = await readFile(join(folder, "package.json"), "utf8")
    .then(JSON.parse)
    .catch(() => null);
  const specifier: unknown = manifest?.dependencies?.lectern ?? manifest?.devDependencies?.lectern;
  return typeof specifier === "string" ? specifier : null;
}

async function local(path: string): Promise<Origin> {
  const found = await stat(path).catch(() => null);
  if (found === null) return { type: "unknown" };
  return { type: found.isDirectory() ? "folder" : "tarball", path };
}

/**
 * How the `package.json` of a course in that folder names Lectern. A package file is in the course, since others, and a
 * workflow on GitHub, have nothing outside it.
 */
export function specifierOf(origin: Origin, folder: string, version: string): string {
  switch (origin.type) {
    case "registry":
    case "unknown":
      return `^${version}`;
    case "tarball":
      return `file:${VENDOR}/${basename(origin.path)}`;
    case "folder":
      return `file:${relative(folder, origin.path).split(sep).join("/")}`;
    case "address":
      return origin.specifier;
  }
}

/** What the author has to do before others can install the course; null if nothing. */
export function warningAbout(origin: Origin): string | null {
  switch (origin.type) {
    case "folder":
      return (
        "The course takes Lectern from a folder of this computer, which GitHub does not have. Before you publish it, run " +
        `\`npm pack\` in ${origin.path}, move the package file (.tgz) into the course, and run \`npm install -D\` there ` +
        "with the path of the file, such as ./lectern.tgz."
      );
    case "unknown":
      return (
        "Nothing says where this Lectern is from, so the course asks npm's registry for it. If it is not there, run " +
        "`npm install -D` in the course with its address, or with its package file (.tgz), which you copy into the " +
        "course before."
      );
    case "registry":
    case "tarball":
    case "address":
      return null;
  }
}
