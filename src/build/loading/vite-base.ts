import { resolve } from "node:path";
import { packageRoot } from "../files/package-root.ts";

/**
 * What every use of Vite has in common. Lectern's files may be in a course's `node_modules`, where Vite does not read
 * `tsconfig.json`, and a course may have configurations of its own, which are not for Lectern.
 */
export const viteBase = {
  root: packageRoot,
  envDir: false,
  // No variables of this computer in `import.meta.env`, which the site would publish.
  envPrefix: [] as string[],
  // Given here, so that Vite does not search for it.
  css: { postcss: {} },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // In the working directory: several courses may share one installation.
  cacheDir: resolve("node_modules/.vite"),
} as const;
