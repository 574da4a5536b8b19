/** What the toolbar begins with: the course, as a link to its list of lessons. */
export interface Brand {
  /** The address of the list of lessons, relative to the page; null if there is none. */
  readonly home: string | null;
  readonly title: string;
  /** The address of a picture; null for Lectern's own logo. */
  readonly logo: string | null;
}

/** Reads it from the prerendered toolbar. */
export function brandOf(page: Document): Brand {
  const brand = page.querySelector(".brand");
  return {
    home: brand?.getAttribute("href") ?? null,
    title: brand?.textContent ?? "",
    logo: brand?.querySelector("img")?.getAttribute("src") ?? null,
  };
}
