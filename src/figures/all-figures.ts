import type { Figure } from "./figure.ts";
import { figureLoaders } from "./registry.ts";

/** All figures by name, for the build, which needs their schemas and heights. The page loads figures one by one. */
export const allFigures: ReadonlyMap<string, Figure> = new Map(
  await Promise.all(
    [...figureLoaders].map(async ([name, load]): Promise<[string, Figure]> => [name, await load()]),
  ),
);
