import type { Figure } from "../../figures/figure.ts";
import { figureLoaders } from "../../figures/registry.ts";
import { speakLikePage } from "../../words/speak-in.ts";
import { words } from "../../words/words.ts";
import { loadFailedStyles } from "../ui/failed-styles.ts";

/** Why a figure's files could not be loaded. They may be the next time. */
export class LoadError extends Error {
  override readonly name = "LoadError";
}

/** The code of figures, by their names. */
export interface FigureCode {
  /** A figure whose code is there already. */
  loaded(name: string): Figure | undefined;
  /** Loads a figure's code, or says why it cannot be loaded. Failed downloads are retried on the next call. */
  load(name: string): Promise<Figure | Error>;
  /** Uses another version of a figure from now on. */
  replace(name: string, figure: Figure): void;
}

export function siteFigureCode(loaders: typeof figureLoaders = figureLoaders): FigureCode {
  const figures = new Map<string, Figure>();
  return {
    loaded: (name) => figures.get(name),
    async load(name) {
      const load = loaders.get(name);
      if (load === undefined) return new Error(words.figure.unknown(name));
      try {
        await loadFailedStyles();
        await speakLikePage();
        const loaded = figures.get(name) ?? (await load());
        // Another version may have come meanwhile.
        const figure = figures.get(name) ?? loaded;
        figures.set(name, figure);
        return figure;
      } catch (error) {
        return new LoadError(words.figure.filesMissing, { cause: error });
      }
    },
    replace: (name, figure) => void figures.set(name, figure),
  };
}
