/** The URL of the site's root. */
export function siteRoot(page: Document): URL {
  const root = page.querySelector<HTMLElement>("[data-root]")?.dataset["root"] ?? "./";
  return new URL(root, page.location.href);
}
