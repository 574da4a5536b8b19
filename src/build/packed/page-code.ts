import { resolve } from "node:path";
import type { Rolldown } from "vite";
import { bundle, entryOf } from "../bundling/bundle.ts";
import { packageRoot } from "../files/package-root.ts";
import { PAGE_CSS_TARGET, pageOptions, pagePlugins } from "../site/page-plugins.ts";
import type { SandboxTexts } from "../site/sandbox-plugin.ts";

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

/** Bundles the page's code into functions that require each other, from the same sources as a site's. */
export async function bundlePageCode(texts: SandboxTexts): Promise<PageCode> {
  const files = await bundle({
    ...pageOptions,
    plugins: pagePlugins(texts),
    build: {
      cssTarget: PAGE_CSS_TARGET,
      cssCodeSplit: false,
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
        checks: { emptyImportMeta: false },
      },
    },
  });
  const chunks = files.flatMap((file) => (file.type === "chunk" ? [file] : []));
  const css = files.find(({ fileName }) => fileName.endsWith(".css"));
  if (css?.type !== "asset") throw new Error("Bundling the page gave no style sheet.");
  return {
    entry: entryOf(files).fileName,
    modules: chunks.map((chunk) => packedModule(chunk, chunks)),
    ...separateFonts(String(css.source)),
  };
}

function packedModule(chunk: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): PackedModule {
  const { fileName } = chunk;
  const body = withLoaderImports(chunk);
  const script = `lecternPack.define(${JSON.stringify(fileName)},function(require,module,exports){${body}\n});`;
  return { name: fileName, imports: importsOf(fileName, chunks), script };
}

/**
 * Lets the loader do what `import()` does: the script of a module has to be loaded before the module can be required.
 * @throws {Error} if Rolldown writes an `import()` in another form than this.
 */
function withLoaderImports({ fileName, code, dynamicImports }: Rolldown.OutputChunk): string {
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
function importsOf(name: string, chunks: readonly Rolldown.OutputChunk[]): string[] {
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
