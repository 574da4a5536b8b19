import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { NO_NEIGHBOURS, neighboursOf } from "../course/arrange-lessons.ts";
import { type Course, NO_COURSE } from "../course/course.ts";
import type { Lesson, LessonEntry } from "../lesson/lesson.ts";
import type { Problem } from "../protocol/problem.ts";
import { english } from "../words/english/english.ts";
import { allDictionaries } from "../words/languages.ts";
import { speak, words } from "../words/words.ts";
import { CONTENTS_PANEL_ID } from "./article/contents.tsx";
import { IndexPage } from "./article/index-page.tsx";
import { LESSON_DATA_ID, lessonData, writeLessonData } from "./article/lesson-data.ts";
import { LessonPage } from "./article/lesson-page.tsx";
import type { PageForm } from "./article/page-form.ts";
import { INERT_LIVE } from "./cells/inert-cell.ts";
import type { Brand } from "./shell/brand.ts";
import { EARLY_SCRIPTS } from "./shell/early-script.ts";
import { Toolbar } from "./shell/toolbar.tsx";

/** All dictionaries, since pages of several languages are rendered one after the other. */
const wordsFor = await allDictionaries();

/** What a page's document contains. `body` is typeset and highlighted, and readable without scripts. */
export interface Prerendered {
  readonly title: string;
  /** The language of the text as a BCP 47 tag. */
  readonly lang: string;
  readonly description: string;
  /** Everything inside `<body>`, without the script that the build adds. */
  readonly body: string;
  /** A style sheet for the head; may be empty. */
  readonly style: string;
  /** Runs in the head, before the first paint. */
  readonly earlyScript: string;
}

/**
 * The page of a lesson, to be served as `/lessons/<slug>/` or to be a file of its own.
 * @param listed the lessons of the course; the page links to those before and after it. A single file may be the only
 * one that a reader has, so it links to none.
 */
export function prerenderLesson(
  lesson: Lesson,
  form: PageForm = "site",
  course: Course = NO_COURSE,
  listed: readonly LessonEntry[] = [],
): Prerendered {
  return spoken(lesson.lang, () => renderLesson(lesson, form, course, listed));
}

function renderLesson(
  lesson: Lesson,
  form: PageForm,
  course: Course,
  listed: readonly LessonEntry[],
): Prerendered {
  const data = writeLessonData(lessonData(lesson));
  const brand = brandFor(course, form === "file" ? null : "../../");
  const neighbours = form === "file" ? NO_NEIGHBOURS : neighboursOf(lesson.slug, listed, course);
  const toolbar = inertToolbar(brand, true);
  return {
    title: `${lesson.title} · ${course.title}`,
    lang: lesson.lang,
    description: lesson.summary,
    style: styleOf(course),
    body: [
      html(<LessonPage {...{ lesson, course, form, toolbar, neighbours }} />),
      `<script type="application/json" id="${LESSON_DATA_ID}">${data}</script>`,
    ].join(""),
    earlyScript: EARLY_SCRIPTS[form],
  };
}

/**
 * The list of lessons, to be served at the root.
 * @param problems what is wrong in the course's file.
 */
export function prerenderIndex(
  lessons: readonly Lesson[],
  form: PageForm = "site",
  course: Course = NO_COURSE,
  problems: readonly Problem[] = [],
): Prerendered {
  return spoken(course.language, () => renderIndex(lessons, form, course, problems));
}

function renderIndex(
  lessons: readonly Lesson[],
  form: PageForm,
  course: Course,
  problems: readonly Problem[],
): Prerendered {
  const toolbar = inertToolbar(brandFor(course, "./"), false);
  return {
    title: course.title,
    lang: course.language,
    description: words.indexPage.description,
    style: styleOf(course),
    body: html(
      <IndexPage lessons={lessons} course={course} problems={problems} form={form} toolbar={toolbar} />,
    ),
    earlyScript: EARLY_SCRIPTS[form],
  };
}

/** @param lang the language of what is rendered, as a BCP 47 tag. */
function spoken(lang: string, render: () => Prerendered): Prerendered {
  speak(wordsFor(lang));
  try {
    return render();
  } finally {
    speak(english);
  }
}

function brandFor({ title, logo }: Course, home: string | null): Brand {
  return { home, title, logo };
}

/** In the layer of the other colours, so that those for paper win, and with more weight than theirs. */
function styleOf({ accent }: Course): string {
  if (accent === null) return "";
  return `@layer base{:root:root{--accent:light-dark(${accent.light},${accent.dark})}}`;
}

function inertToolbar(brand: Brand, isLesson: boolean) {
  const nothing = () => undefined;
  return (
    <Toolbar
      brand={brand}
      contents={isLesson ? CONTENTS_PANEL_ID : null}
      live={INERT_LIVE}
      theme={signal("system")}
      setTheme={nothing}
      runtime={
        isLesson
          ? {
              status: signal("off"),
              backend: signal(null),
              memory: signal(null),
              busy: signal(false),
              stepMs: signal(null),
              countOfAll: signal(0),
              runAll: nothing,
              stale: signal({ count: 0, plan: "" }),
              runStale: nothing,
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
