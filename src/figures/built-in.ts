import type { Figure } from "./figure.ts";

/** Every folder with an `index.tsx` is a figure. The only place that looks for them. */
const modules = import.meta.glob<Figure | undefined>("./*/index.tsx", { import: "default" });

/** What loads the code of Lectern's own figures, by their names, which are those of their folders. */
export const builtInFigures: ReadonlyMap<string, () => Promise<Figure>> = new Map(
  Object.entries(modules).map(([path, load]) => [
    path.slice("./".length, -"/index.tsx".length),
    async () => (await load()) ?? missing(path),
  ]),
);

function missing(path: string): never {
  throw new Error(
    `src/figures/${path.slice("./".length)} must export a figure as its default: defineFigure({ … }).`,
  );
}
