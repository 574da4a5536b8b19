/** The file at the root of a site with the index of its search. */
export const SEARCH_FILE = "search.json";
