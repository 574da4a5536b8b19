import type { Found } from "../../search/find.ts";

/** The address of a section from the page that is open. */
export function addressOf({ lesson, fragment }: Pick<Found, "lesson" | "fragment">, page: Document): string {
  const hash = fragment === "" ? "" : `#${encodeURIComponent(fragment)}`;
  const open = page.querySelector<HTMLElement>("[data-lesson]");
  if (open?.dataset["lesson"] === lesson) {
    // A link may have asked for a part of the lesson, which may not contain the section.
    const isPart = page.documentElement.hasAttribute("data-only");
    return `${isPart ? page.location.pathname : ""}${hash === "" ? "#main" : hash}`;
  }
  const folder = `${open === null ? "lessons/" : "../"}${encodeURIComponent(lesson)}/`;
  // A folder has no page of its own where it is opened as a file, but would be listed.
  return `${folder}${page.location.protocol === "file:" ? "index.html" : ""}${hash}`;
}
