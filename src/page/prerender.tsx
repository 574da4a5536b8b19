import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Lesson } from "../lesson/lesson.ts";
import { CONTENTS_PANEL_ID } from "./article/contents.tsx";
import { IndexPage } from "./article/index-page.tsx";
import { LESSON_DATA_ID, lessonData, writeLessonData } from "./article/lesson-data.ts";
import { LessonPage } from "./article/lesson-page.tsx";
import type { PageForm } from "./article/page-form.ts";
import { INERT_LIVE } from "./cells/inert-cell.ts";
import { EARLY_SCRIPTS } from "./shell/early-script.ts";
import { Toolbar } from "./shell/toolbar.tsx";
import { PAGE_LANGUAGE } from "./ui/page-language.ts";

/** What a page's document contains. `body` is typeset and highlighted, and readable without scripts. */
export interface Prerendered {
  readonly title: string;
  /** The language of the text as a BCP 47 tag. */
  readonly lang: string;
  readonly description: string;
  /** Everything inside `<body>`, without the script that the build adds. */
  readonly body: string;
  /** Runs in the head, before the first paint. */
  readonly earlyScript: string;
}

/** The page of a lesson, to be served as `/lessons/<slug>/` or to be a file of its own. */
export function prerenderLesson(lesson: Lesson, form: PageForm = "site"): Prerendered {
  const data = writeLessonData(lessonData(lesson));
  return {
    title: `${lesson.title} · Lectern`,
    lang: lesson.lang,
    description: lesson.summary,
    body: [
      html(
        <LessonPage
          lesson={lesson}
          form={form}
          toolbar={inertToolbar(form === "file" ? null : "../../", true)}
        />,
      ),
      `<script type="application/json" id="${LESSON_DATA_ID}">${data}</script>`,
    ].join(""),
    earlyScript: EARLY_SCRIPTS[form],
  };
}

/** The list of lessons, to be served at the root. */
export function prerenderIndex(lessons: readonly Lesson[], form: PageForm = "site"): Prerendered {
  return {
    title: "Lectern",
    lang: PAGE_LANGUAGE,
    description: "Interactive lecture notebooks that run in your browser.",
    body: html(<IndexPage lessons={lessons} form={form} toolbar={inertToolbar("./", false)} />),
    earlyScript: EARLY_SCRIPTS[form],
  };
}

function inertToolbar(home: string | null, isLesson: boolean) {
  const nothing = () => undefined;
  return (
    <Toolbar
      home={home}
      contents={isLesson ? CONTENTS_PANEL_ID : null}
      live={INERT_LIVE}
      theme={signal("system")}
      setTheme={nothing}
      runtime={
        isLesson
          ? {
              status: signal("off"),
              backend: signal(null),
              busy: signal(false),
              stepMs: signal(null),
              runAll: nothing,
              stopAll: nothing,
              restart: nothing,
            }
          : null
      }
      more={isLesson ? nothing : null}
    />
  );
}

function html(node: VNode): string {
  return renderToString(node);
}
