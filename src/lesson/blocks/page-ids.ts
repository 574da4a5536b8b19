import GithubSlugger from "github-slugger";

/** The ids of one page, each given once. */
export interface Ids {
  readonly has: (id: string) => boolean;
  /** False where the id is taken already. */
  readonly claim: (id: string) => boolean;
  /** An id made from a title as GitHub does it, with a number where it is taken. */
  readonly fresh: (title: string) => string;
}

/** The ids that every page has. */
const OF_THE_PAGE = ["main", "lesson-data", "editing-help"];

export function createIds(): Ids {
  const taken = new Set<string>(OF_THE_PAGE);
  const slugger = new GithubSlugger();
  return {
    has: (id) => taken.has(id),
    claim(id) {
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    },
    fresh(title) {
      let id = slugger.slug(title) || slugger.slug("section");
      while (taken.has(id)) id = slugger.slug(title || "section");
      taken.add(id);
      return id;
    },
  };
}
