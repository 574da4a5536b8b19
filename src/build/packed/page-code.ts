import { resolve } from "node:path";
import { build } from "vite";
import { courseCodePlugin } from "../course-code/course-code-plugin.ts";
import { modernFonts } from "../modern-fonts.ts";
import { packageRoot } from "../package-root.ts";
import { type SandboxTexts, sandboxPlugin } from "../sandbox-plugin.ts";
import { viteBase } from "../vite-base.ts";

/** A module of the page as a classic script, which gives its function to the loader. */
export interface PackedModule {
  readonly name: string;
  /** The modules that it imports from the start, directly or through others. */
  readonly imports: readonly string[];
  readonly script: string;
}

/** The page's code and style sheets for pages that work without a server. */
export interface PageCode {
  readonly entry: string;
  readonly modules: readonly PackedModule[];
  readonly styles: string;
  /** The `@font-face` rules, with the fonts in them: browsers load no fonts beside a page that is opened as a file. */
  readonly fonts: string;
}

/** A chunk as Vite returns it. */
interface Chunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly code: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** Bundles the page's code into functions that require each other, from the same sources as a site's. */
export async function bundlePageCode(texts: SandboxTexts): Promise<PageCode> {
  const result = await build({
    ...viteBase,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [courseCodePlugin(), modernFonts(), sandboxPlugin(texts)],
    worker: { plugins: () => [courseCodePlugin()] },
    define: { global: "globalThis" },
    build: {
      write: false,
      target: "es2023",
      cssTarget: ["chrome123", "firefox128", "safari17.5"],
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: {
        input: resolve(packageRoot, "src/packed.ts"),
        output: {
          format: "cjs",
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          assetFileNames: "[name][extname]",
        },
        // Vite's helper for preloading asks for `import.meta.resolve`, and does without it.
        checks: { pluginTimings: false, emptyImportMeta: false },
      },
    },
  });
  if (Array.isArray(result) || !("output" in result)) throw new Error("Bundling the page gave no output.");
  const chunks = result.output.flatMap((file) => (file.type === "chunk" ? [file] : []));
  const entry = chunks.find(({ isEntry }) => isEntry);
  const css = result.output.find(({ fileName }) => fileName.endsWith(".css"));
  if (entry === undefined || css?.type !== "asset")
    throw new Error("Bundling the page gave no script or style sheet.");
  return {
    entry: entry.fileName,
    modules: chunks.map((chunk) => packedModule(chunk, chunks)),
    ...separateFonts(String(css.source)),
  };
}

function packedModule(chunk: Chunk, chunks: readonly Chunk[]): PackedModule {
  const { fileName } = chunk;
  const body = withLoaderImports(chunk);
  const script = `lecternPack.define(${JSON.stringify(fileName)},function(require,module,exports){${body}\n});`;
  return { name: fileName, imports: importsOf(fileName, chunks), script };
}

/**
 * Lets the loader do what `import()` does: the script of a module has to be loaded before the module can be required.
 * @throws {Error} if Rolldown writes an `import()` in another form than this.
 */
function withLoaderImports({ fileName, code, dynamicImports }: Chunk): string {
  const loaded = code.replace(
    /Promise\.resolve\(\)\.then\(\(\)=>require\(("[^"]*")\)\)/g,
    "lecternPack.import($1)",
  );
  for (const name of dynamicImports) {
    if (!loaded.includes(`lecternPack.import("./${name}")`))
      throw new Error(
        `The import of ${name} in ${fileName} has an unknown form, so the loader cannot do it.`,
      );
  }
  return loaded;
}

/** All modules that one imports from the start, in the order in which they are found. */
function importsOf(name: string, chunks: readonly Chunk[]): string[] {
  const found = new Set<string>();
  const visit = (fileName: string): void => {
    for (const imported of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) {
      if (found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(name);
  found.delete(name);
  return [...found];
}

function separateFonts(css: string): Pick<PageCode, "styles" | "fonts"> {
  const faces = css.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  return { styles: css.replace(/@font-face\s*\{[^}]*\}/g, ""), fonts: faces.join("\n") };
}
