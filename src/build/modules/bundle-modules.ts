import { isAbsolute, join } from "node:path";
import type { Plugin } from "vite";
import { errorMessage } from "../../protocol/error-message.ts";
import { isHelper, SHARED_MODULES } from "../../protocol/lesson-modules.ts";
import { bundle, entryOf } from "../bundling/bundle.ts";
import { findHelper } from "../files/lesson-module.ts";
import { ownModulesPlugins } from "./own-modules-plugin.ts";

/** Modules as the text of one script, and the files that they are made of. */
export interface Bundle {
  readonly code: string;
  readonly files: readonly string[];
}

/**
 * Bundles the modules that a lesson brings into the text of one CommonJS module, which exports them by their names under
 * `modules`. What every cell can import is left to the runtime.
 * @param folder the folder of the lesson.
 * @throws {Error} naming file and line, if a module cannot be bundled.
 */
export async function bundleModules(folder: string, specifiers: readonly string[]): Promise<Bundle> {
  const files = new Set<string>();
  try {
    const bundled = await bundle({
      logLevel: "silent",
      plugins: [...ownModulesPlugins(folder, ENTRY), entryPlugin(folder, specifiers, files)],
      define: { "process.env.NODE_ENV": '"production"' },
      build: {
        rolldownOptions: {
          input: ENTRY,
          external: [...SHARED_MODULES],
          output: { format: "cjs", codeSplitting: false, exports: "named" },
          preserveEntrySignatures: "strict",
        },
      },
    });
    return { code: entryOf(bundled).code, files: [...files] };
  } catch (error) {
    throw new Error(readable(errorMessage(error), folder));
  }
}

/** In the folder of the course, so that packages are found from there. */
const ENTRY = join(process.cwd(), "lectern-modules-of-a-lesson.js");

/** @param files receives the files of the modules, even of those that the bundle leaves out. */
function entryPlugin(folder: string, specifiers: readonly string[], files: Set<string>): Plugin {
  return {
    name: "lectern:modules",
    enforce: "pre",
    resolveId: (id) => (id === ENTRY ? ENTRY : null),
    load: (id) => (id === ENTRY ? entryText(folder, specifiers) : null),
    transform(_code, id) {
      const [file = ""] = id.split("?");
      if (isAbsolute(file) && file !== ENTRY) files.add(file);
      return null;
    },
  };
}

function entryText(folder: string, specifiers: readonly string[]): string {
  const imports = specifiers.map((specifier, index) => {
    const source = isHelper(specifier) ? (findHelper(folder, specifier) ?? specifier) : specifier;
    return `import * as module${index} from ${JSON.stringify(source)};`;
  });
  const entries = specifiers.map((specifier, index) => `[${JSON.stringify(specifier)}, module${index}]`);
  return [...imports, `export const modules = new Map([${entries.join(", ")}]);`].join("\n");
}

/** The first lines, without colours and the folders of this machine. */
function readable(message: string, folder: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours begin with one
  const plain = message.replace(/\u001b\[[\d;]*m/g, "").replaceAll(`${folder}/`, "");
  const lines = plain.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !/^(?:Build failed|at |\[plugin)/.test(line))
    .slice(0, 3)
    .join(" ")
    .slice(0, 500);
}
