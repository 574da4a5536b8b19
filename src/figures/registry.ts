import type { Figure, FigureModule } from "./figure.ts";
import { fromModule } from "./from-module.ts";

/** Every folder with an `index.tsx` is a figure. The only place that looks for them. */
const modules = import.meta.glob<{ readonly default: Figure } | FigureModule>("./*/index.tsx");

/** What loads a figure's code, by the figure's name, which is its folder's. */
export const figureLoaders: ReadonlyMap<string, () => Promise<Figure>> = new Map(
  Object.entries(modules).map(([path, load]) => [
    path.slice("./".length, -"/index.tsx".length),
    async () => fromModule(await load()),
  ]),
);
