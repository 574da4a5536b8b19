import { plural } from "../plural.ts";

export const search = {
  failed: "Couldn't load the search. Check your connection.",
  results: (total: number) => `${plural(total, "result", "results")}.`,
  none: (query: string) =>
    `No results for “${query}”. Try fewer words or other ones: a result contains all of them.`,
  best: (found: number, total: number) =>
    `The best ${found} of ${total} results. Add words to narrow them down.`,
  damaged: "Couldn't load the search: its file is incomplete or damaged.",
  title: "Search",
  field: "Words in the text or the code",
  loading: "Loading the search …",
  failedStatus: (status: number) => `Couldn't load the search: the site responded with status ${status}.`,
};
