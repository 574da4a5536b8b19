/** The language of the page's own words, in lessons of any language. */
export const PAGE_LANGUAGE = "en";
