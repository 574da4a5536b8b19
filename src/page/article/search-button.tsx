import { words } from "../../words/words.ts";
import type { PageForm } from "./page-form.ts";

/** Opens the search: `page/search` listens to it, wherever it is. A single file searches itself. */
export function SearchButton({ form }: { readonly form: PageForm }) {
  return (
    <button type="button" class="search-button" data-search lang={words.language}>
      {form === "file" ? words.article.searchLesson : words.article.searchLessons}
    </button>
  );
}
