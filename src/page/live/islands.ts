/** The element that the prerendered page left for a living part. */
export function islandOf(name: string): Element | null {
  return document.querySelector(`[data-island="${CSS.escape(name)}"]`);
}
