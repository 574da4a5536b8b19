/** The name of the `<meta>` in which a page of a site lists the files under `data/` that the site has. */
export const SITE_DATA = "lectern:data";

/** Paths below `data/` as the text of an attribute, which spaces separate. */
export function writeSiteData(paths: readonly string[]): string {
  return paths.map(encodeURI).join(" ");
}

export function readSiteData(text: string): readonly string[] {
  return text.split(" ").filter(Boolean).map(decodeURI);
}
