import type { ComponentChildren } from "preact";
import type { Course } from "../../course/course.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import { Island } from "../ui/island.tsx";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";
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
      <a class="skip" href="#main" lang={PAGE_LANGUAGE}>
        Skip to the text
      </a>
      <header class="toolbar">
        <Island name="toolbar">{toolbar}</Island>
      </header>
      <div class="notice-host" data-notices lang={PAGE_LANGUAGE} />
      <p class="problem file-notice" data-file-notice hidden lang={PAGE_LANGUAGE}>
        <FileNotice form={form} />
      </p>
      {children}
      <footer class="page-footer" lang={PAGE_LANGUAGE}>
        <Credits course={course} />
        <p>
          Made with Lectern. Everything on this page is computed on your own machine. Nothing you write leaves
          it.
        </p>
      </footer>
      <div class="hidden-visually" role="status" data-announcer lang={PAGE_LANGUAGE} />
    </>
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
          You opened this page as a file, where browsers run no cells or figures: to use them, start a web
          server in the site's folder, for example with <code>python3 -m http.server</code>, and open the
          address that it prints.
        </>
      );
    case "folder":
      return (
        <>
          Cells and figures do not work, because files of this folder are missing or damaged. Copy the whole
          folder again.
        </>
      );
    case "file":
      return (
        <>
          This file is incomplete or damaged, so that cells and figures may not work: perhaps it was cut off
          when it was copied or downloaded. Get a new copy of it.
        </>
      );
    default:
      return assertNever(form);
  }
}
