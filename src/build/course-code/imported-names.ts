import type { Plugin } from "vite";
import { nearest } from "../../protocol/nearest.ts";
import type { ExportsOf } from "../loading/module-loader.ts";
import { type CodeFault, positionOf } from "./code-fault.ts";
import { fileOf, isOfCourse, writtenAs } from "./course-imports.ts";

/** What a module imports from another by a name. */
interface Imported {
  /** How the importing module names the other one. */
  readonly specifier: string;
  /** The id of the other module. */
  readonly id: string;
  readonly name: string;
}

/**
 * The names that modules of the course import. In Node, a name that the other module does not export is silently
 * undefined; the site's build and browsers refuse it.
 */
export class ImportedNames {
  /** By the importing file. */
  readonly #byFile = new Map<string, readonly Imported[]>();

  /** Collects the names. It comes after the plugins that remove types, and imports of types with them. */
  collect(): Plugin {
    const byFile = this.#byFile;
    return {
      name: "lectern:imported-names",
      async transform(code, id) {
        const file = fileOf(id);
        if (!isOfCourse(file)) return null;
        const imported: Imported[] = [];
        for (const { specifier, name } of await namesIn(file, code)) {
          const other = await this.resolve(specifier, id);
          if (other !== null && !other.external)
            imported.push({ specifier: writtenAs(specifier), name, id: other.id });
        }
        byFile.set(file, imported);
        return null;
      },
    };
  }

  /** The first name that a file, or a module that it imports, imports from a module that does not export it. */
  missing(file: string, exportsOf: ExportsOf): CodeFault | null {
    const files = new Set([file]);
    for (const importer of files) {
      for (const imported of this.#byFile.get(importer) ?? []) {
        const exports = exportsOf(imported.id);
        if (exports !== null && !(imported.name in exports))
          return missingExport(importer, imported, Object.keys(exports));
        // The loop also visits files that are added here.
        files.add(fileOf(imported.id));
      }
    }
    return null;
  }
}

async function namesIn(file: string, code: string): Promise<readonly Omit<Imported, "id">[]> {
  const { parseSync } = await import("vite");
  const { module, errors } = parseSync(file, code, { lang: "jsx", sourceType: "module" });
  if (errors.length > 0) return [];
  const imported = module.staticImports.flatMap(({ moduleRequest, entries }) =>
    entries.map(({ importName }) => ({ specifier: moduleRequest.value, ...importName })),
  );
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName }) =>
      moduleRequest === null ? [] : [{ specifier: moduleRequest.value, ...importName }],
    ),
  );
  return [...imported, ...exported].flatMap(({ specifier, kind, name }) => {
    if (kind === "Default") return [{ specifier, name: "default" }];
    return kind === "Name" && name !== null ? [{ specifier, name }] : [];
  });
}

function missingExport(file: string, { specifier, name }: Imported, exported: readonly string[]): CodeFault {
  const other = new RegExp(`(["'])${escaped(specifier)}\\1`);
  const near = nearest(name, exported);
  const others = exported.filter((other) => other !== "default").slice(0, 8);
  const known = others.length === 0 ? "Export it there." : `It exports ${listOf(others)}.`;
  return {
    file,
    ...positionOf(
      file,
      name === "default"
        ? other
        : new RegExp(
            `(?<=\\{[^}]*)(?<![\\w$])${escaped(name)}(?![\\w$])(?=[^}]*\\}\\s*from\\s*${other.source})`,
          ),
    ),
    message:
      name === "default"
        ? `\`${specifier}\` has no default export.`
        : `\`${specifier}\` does not export \`${name}\`.`,
    remedy: near === null ? known : `Did you mean \`${near}\`?`,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
