import type { Figure } from "../figure.ts";

/*
 * In development, a page follows edits of the course's own figures. The list of these figures, which the development
 * server writes, reports each new version.
 */

type Listener = (name: string, figure: Figure) => void;

const listeners = new Set<Listener>();

/** @param module undefined if the new version cannot be loaded. */
export function announceFigure(name: string, module: { readonly default: Figure } | undefined): void {
  if (module !== undefined) for (const listener of listeners) listener(name, module.default);
}

export function onEditedFigure(listener: Listener): void {
  listeners.add(listener);
}
