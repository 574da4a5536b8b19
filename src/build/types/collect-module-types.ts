import { realpathSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { CELLS, type ModuleTypes, OWN_MODULES } from "../../language/module-types.ts";
import { isHelper } from "../../protocol/lesson-modules.ts";
import { ownerIn } from "../files/file-owner.ts";
import { findHelper } from "../files/lesson-module.ts";

/** The types of the modules that a lesson brings, and the real paths of the files that they come from. */
export interface CollectedTypes {
  readonly types: ModuleTypes;
  readonly sources: readonly string[];
}

/**
 * Of all modules of a lesson together, in characters: the editor's worker reads them when it starts. What is beyond has no
 * types, and can be anything.
 */
const MOST = 2_000_000;

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  resolveJsonModule: true,
  types: [],
};

/**
 * Collects what TypeScript needs to know the modules that the cells of a lesson import: the lesson's own modules as they
 * are written, and the declarations of packages. As in the bundle, nothing comes from outside the lesson's folder but
 * packages of the course.
 * @param folder the folder of the lesson.
 * @param specifiers as cells import them.
 * @param most the characters of all files together.
 */
export function collectModuleTypes(
  folder: string,
  specifiers: readonly string[],
  most: number = MOST,
): CollectedTypes {
  const real = realpathSync.native(folder);
  const search = createSearch(real);
  const collected = new Map<string, ModuleFile>();
  const entries: Record<string, string> = {};
  // The lesson's own modules first: they are small, and packages must not displace them.
  for (const specifier of specifiers.toSorted((a, b) => Number(isHelper(b)) - Number(isHelper(a)))) {
    const entry = search.entry(specifier);
    if (entry === null) continue;
    const added = closure(entry, search, collected);
    if (sizeOf(collected) + sizeOf(added) > most) continue;
    for (const [path, file] of added) collected.set(path, file);
    entries[specifier] = search.virtualPath(entry);
  }
  return { types: moduleTypes(collected, entries), sources: [...collected.keys()] };
}

/** A file that is needed: its path for TypeScript in the editor, and the real paths of what it imports. */
interface ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly imports: ReadonlyMap<string, string>;
}

function moduleTypes(files: ReadonlyMap<string, ModuleFile>, entries: Record<string, string>): ModuleTypes {
  const all = [...files.values()];
  const importsOf = ({ imports }: ModuleFile): Record<string, string> =>
    Object.fromEntries(
      [...imports].flatMap(([name, target]) => {
        const found = files.get(target);
        return found === undefined ? [] : [[name, found.path]];
      }),
    );
  return {
    files: Object.fromEntries(all.map(({ path, text }) => [path, text])),
    imports: {
      ...Object.fromEntries(all.map((file) => [file.path, importsOf(file)])),
      [CELLS]: entries,
    },
  };
}

/** The file and all that it imports, except what is there already. */
function closure(
  entry: string,
  search: ModuleSearch,
  known: ReadonlyMap<string, ModuleFile>,
): Map<string, ModuleFile> {
  const found = new Map<string, ModuleFile>();
  const visit = (file: string): void => {
    if (known.has(file) || found.has(file)) return;
    const text = ts.sys.readFile(file) ?? "";
    const imports = search.imports(file, text);
    found.set(file, { path: search.virtualPath(file), text, imports });
    for (const target of imports.values()) visit(target);
  };
  visit(entry);
  return found;
}

function sizeOf(files: ReadonlyMap<string, ModuleFile>): number {
  return [...files.values()].reduce((sum, { text }) => sum + text.length, 0);
}

/** Finds modules of one lesson. Files are real paths. */
interface ModuleSearch {
  /** What a cell's import means; null if it has no types. */
  entry(specifier: string): string | null;
  /** What the imports and references in a file mean, by their names. */
  imports(file: string, text: string): ReadonlyMap<string, string>;
  /** The path of a file for TypeScript in the editor, which does not contain folders of this computer. */
  virtualPath(file: string): string;
}

/** @param folder a real path. */
function createSearch(folder: string): ModuleSearch {
  const owner = ownerIn(folder);
  const { resolve, resolveTypes } = createResolver(folder, owner);
  return {
    // Packages are found from the folder of the course, as in the bundle.
    entry(specifier) {
      if (!isHelper(specifier)) return resolve(specifier, join(process.cwd(), "cell.ts"));
      const helper = findHelper(folder, specifier);
      if (helper === null) return null;
      return resolve(`./${withSlashes(relative(folder, helper))}`, join(folder, "cell.ts")) ?? helper;
    },
    imports(file, text) {
      const { importedFiles, typeReferenceDirectives, referencedFiles } = ts.preProcessFile(text, true, true);
      const found = [
        ...importedFiles.map(({ fileName }) => [fileName, resolve(fileName, file)] as const),
        ...typeReferenceDirectives.map(({ fileName }) => [fileName, resolveTypes(fileName, file)] as const),
        ...referencedFiles.map(({ fileName }) => [fileName, resolve(`./${fileName}`, file)] as const),
      ];
      return new Map(found.flatMap(([name, target]) => (target === null ? [] : [[name, target]])));
    },
    virtualPath: (file) => virtualPath(file, folder, owner(file) === "package"),
  };
}

/** What a name in a file leads to, by TypeScript's rules; null if that may not be used. */
type Resolve = (name: string, from: string) => string | null;

interface Resolver {
  /** Of a module. */
  readonly resolve: Resolve;
  /** Of `/// <reference types="…" />`. */
  readonly resolveTypes: Resolve;
}

function createResolver(folder: string, owner: ReturnType<typeof ownerIn>): Resolver {
  const cache = ts.createModuleResolutionCache(folder, (path) => path, OPTIONS);
  const isUsable = (file: string): boolean =>
    owner(file) === "lesson" || (owner(file) === "package" && /\.d\.[cm]?ts$|\.json$/.test(file));
  const usable = (found: { readonly resolvedFileName?: string | undefined } | undefined): string | null => {
    if (found?.resolvedFileName === undefined) return null;
    const real = realpathSync.native(found.resolvedFileName);
    return isUsable(real) ? real : null;
  };
  return {
    resolve(name, from) {
      if (isOfLibrary(name)) return null;
      return usable(ts.resolveModuleName(name, from, OPTIONS, ts.sys, cache).resolvedModule);
    },
    resolveTypes(name, from) {
      if (isTooWide(name)) return null;
      return usable(
        ts.resolveTypeReferenceDirective(name, from, OPTIONS, ts.sys).resolvedTypeReferenceDirective,
      );
    },
  };
}

function virtualPath(file: string, folder: string, isOfPackage: boolean): string {
  const [, inPackages] = /^.*?[\\/]node_modules[\\/](.*)$/.exec(file) ?? [];
  if (isOfPackage && inPackages !== undefined) return posix.join("/node_modules", withSlashes(inPackages));
  return posix.join(OWN_MODULES, withSlashes(relative(folder, file)));
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}

/** What every cell has. */
function isOfLibrary(name: string): boolean {
  return name === "lectern" || name.startsWith("@tensorflow/tfjs");
}

/** The types of Node.js are large, and cells have none of its functions. */
function isTooWide(name: string): boolean {
  return name === "node";
}
