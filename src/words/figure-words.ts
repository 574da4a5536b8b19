import { figures } from "./english/figures/figures.ts";

/** Everything that the built-in figures say by themselves. The English dictionary defines what there is. */
export type FigureWords = typeof figures;

/** The figures' dictionary of the page's language; like `words`, it is read when something is drawn or said. */
export let figureWords: FigureWords = figures;

/** Has everything that figures draw from now on use a dictionary. */
export function speakInFigures(dictionary: FigureWords): void {
  figureWords = dictionary;
}
