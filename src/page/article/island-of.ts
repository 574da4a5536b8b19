/** The element that a prerendered page left for a living part. */
export function islandOf(name: string, page: Document = document): Element | null {
  return page.querySelector(`[data-island="${CSS.escape(name)}"]`);
}
