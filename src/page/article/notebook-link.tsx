import type { Lesson } from "../../lesson/lesson.ts";
import { words } from "../../words/words.ts";
import type { PageForm } from "./page-form.ts";

interface NotebookLinkProps {
  readonly lesson: Lesson;
  readonly form: PageForm;
}

/** Leads to the lesson as a notebook: the published one in Colab, or the file beside the page. */
export function NotebookLink({ lesson: { colab, slug }, form }: NotebookLinkProps) {
  if (colab !== null) {
    return (
      <a href={colab} rel="noopener noreferrer" data-notebook>
        {words.article.colab}
      </a>
    );
  }
  // A page that is one file has no file beside it.
  return form === "file" ? null : (
    <a href={`${encodeURIComponent(slug)}.ipynb`} download={`${slug}.ipynb`} data-notebook>
      {words.article.notebook}
    </a>
  );
}

/** The link on the page, or null. */
export function findNotebookLink(page: Document): HTMLAnchorElement | null {
  return page.querySelector<HTMLAnchorElement>("a[data-notebook]");
}
