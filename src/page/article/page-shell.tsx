import type { ComponentChildren } from "preact";
import type { Course } from "../../course/course.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import { words } from "../../words/words.ts";
import { Island } from "../ui/island.tsx";
import type { PageForm } from "./page-form.ts";

/** What every page has: skip link, toolbar, footer, and the live region for announcements. */
export function PageShell({
  form,
  course,
  toolbar,
  children,
}: {
  form: PageForm;
  course: Course;
  toolbar: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <>
      <a class="skip" href="#main" lang={words.language}>
        {words.article.skip}
      </a>
      <header class="toolbar">
        <Island name="toolbar">{toolbar}</Island>
      </header>
      <div class="notice-host" data-notices lang={words.language} />
      <p class="problem file-notice" data-file-notice hidden lang={words.language}>
        <FileNotice form={form} />
      </p>
      {form === "site" && <StartNotice />}
      {children}
      <footer class="page-footer" lang={words.language}>
        <Credits course={course} />
        <p>{words.article.footer}</p>
      </footer>
      <div class="hidden-visually" role="status" data-announcer lang={words.language} />
    </>
  );
}

/** Shown if the page's script, or its styles, cannot be loaded. */
function StartNotice() {
  return (
    <div class="notice-host" data-start-notice hidden lang={words.language} role="alert">
      <div class="notice">
        <p>{words.article.notStarted}</p>
        <button type="button" class="button">
          {words.shell.reload}
        </button>
      </div>
    </div>
  );
}

/** Who made the course, and how others may use it. */
function Credits({ course: { author, licence, language } }: { readonly course: Course }) {
  const credits = [author, licence].filter((credit) => credit !== null);
  return credits.length === 0 ? null : <p lang={language}>{credits.join(" · ")}</p>;
}

/** Why a page that was opened as a file does not work, and what to do. It is shown only then. */
function FileNotice({ form }: { readonly form: PageForm }) {
  switch (form) {
    case "site":
      return (
        <>
          {words.article.openedAsFile} <code>python3 -m http.server</code>
          {words.article.openedAsFileEnd}
        </>
      );
    case "folder":
      return <>{words.article.folderDamaged}</>;
    case "file":
      return <>{words.article.fileDamaged}</>;
    default:
      return assertNever(form);
  }
}
