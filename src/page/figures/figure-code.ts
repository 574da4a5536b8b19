import type { Figure } from "../../figures/figure.ts";
import { figureLoaders } from "../../figures/registry.ts";

const loaded = new Map<string, Figure>();

/** A figure whose code is there already. */
export function loadedFigure(name: string): Figure | undefined {
  return loaded.get(name);
}

/** Loads a figure's code, or says why it cannot be loaded. Failed downloads are retried on the next call. */
export async function loadFigure(name: string): Promise<Figure | Error> {
  const load = figureLoaders.get(name);
  if (load === undefined) return new Error(`There is no figure "${name}".`);
  try {
    const figure = loaded.get(name) ?? (await load());
    loaded.set(name, figure);
    return figure;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
