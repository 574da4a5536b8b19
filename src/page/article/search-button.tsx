import { PAGE_LANGUAGE } from "../ui/page-language.ts";
import type { PageForm } from "./page-form.ts";

/** Opens the search: `page/search` listens to it, wherever it is. */
export function SearchButton({ form }: { readonly form: PageForm }) {
  return (
    <button type="button" class="search-button" data-search lang={PAGE_LANGUAGE}>
      {SEARCH_LABELS[form]}
    </button>
  );
}

/** A single file searches itself. */
const SEARCH_LABELS: Readonly<Record<PageForm, string>> = {
  site: "Search the lessons",
  folder: "Search the lessons",
  file: "Search this lesson",
};
