import { isAbsolute, relative, resolve } from "node:path";
import type { Plugin } from "vite";
import { ownerIn, realpathOf } from "../files/file-owner.ts";

/** Modules that can be bundled without reading other files. */
const CODE = /\.(?:m?ts|tsx|[cm]?js|jsx|json)$/i;

/** What Vite replaces by values or by imports, which are checked like all others. Anything else can name a file. */
const META_NAMES: ReadonlySet<unknown> = new Set(["env", "glob"]);

/**
 * Keeps everything that a lesson does not bring itself out of its bundle: someone else's lesson must not put other
 * files of this computer into a site. Packages are the choice of the course, and may contain what they like.
 * @param folder the folder of the lesson.
 * @param entry the module that Lectern writes.
 */
export function ownModulesPlugins(folder: string, entry: string): readonly Plugin[] {
  const owner = ownerIn(folder);
  const requireOwn = (id: string): void => {
    if (id === entry || id.startsWith("\0")) return;
    const [file = "", query] = id.split("?");
    const name = relative(folder, file);
    const of = owner(resolve(file));
    if (of === "other") throw new Error(`${name} is outside the lesson's folder. Put a copy of it there.`);
    if (of === "lesson" && (query !== undefined || !CODE.test(file)))
      throw new Error(
        `${name} is not a module of TypeScript, JavaScript or JSON. Declare it under \`files:\`, and read it in a cell.`,
      );
  };
  const ownModules: Plugin = {
    name: "lectern:own-modules",
    enforce: "pre",
    // Before anything reads the file.
    load(id) {
      requireOwn(id);
      return null;
    },
    config: () => ({
      build: {
        // Only a package puts its files into its script.
        assetsInlineLimit: (file) => (owner(realpathOf(file)) === "package" ? undefined : false),
      },
    }),
  };
  return [ownModules, noImportMeta(folder, entry, owner)];
}

/** Runs after the types are removed, as late as Vite's own search for `new URL(…, import.meta.url)`. */
function noImportMeta(folder: string, entry: string, owner: ReturnType<typeof ownerIn>): Plugin {
  return {
    name: "lectern:no-import-meta",
    transform(code, id) {
      const [file = ""] = id.split("?");
      if (id === entry || !isAbsolute(file) || owner(file) !== "lesson") return null;
      if (namesFiles(this.parse(code)))
        throw new Error(
          `${relative(folder, file)} uses \`import.meta\`. Declare the files that it needs under \`files:\`, and read them in a cell.`,
        );
      return null;
    },
  };
}

/** Whether a syntax tree uses more of `import.meta` than the names above. */
function namesFiles(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (isNode(node, "MetaProperty")) return "meta" in node && nameOf(node.meta) === "import";
  if (isNode(node, "MemberExpression") && "object" in node && isNode(node.object, "MetaProperty")) {
    const isPlain = "computed" in node && node.computed === false;
    if (isPlain && "property" in node && META_NAMES.has(nameOf(node.property))) return false;
  }
  return Object.values(node).some(namesFiles);
}

function isNode(node: unknown, type: string): boolean {
  return typeof node === "object" && node !== null && "type" in node && node.type === type;
}

function nameOf(node: unknown): unknown {
  return typeof node === "object" && node !== null && "name" in node ? node.name : null;
}
