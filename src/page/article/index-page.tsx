import type { ComponentChildren } from "preact";
import { type ArrangedSection, arrangeLessons } from "../../course/arrange-lessons.ts";
import { type Course, NO_COURSE } from "../../course/course.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import type { Problem } from "../../protocol/problem.ts";
import { count } from "../ui/format.ts";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";
import { DraftMark } from "./draft-mark.tsx";
import { lessonData } from "./lesson-data.ts";
import type { PageForm } from "./page-form.ts";
import { PageShell } from "./page-shell.tsx";
import { ProblemView } from "./problem-view.tsx";
import { SearchButton } from "./search-button.tsx";

interface IndexPageProps {
  readonly lessons: readonly Lesson[];
  readonly course: Course;
  /** What is wrong in the course's file. */
  readonly problems: readonly Problem[];
  readonly form: PageForm;
  readonly toolbar: ComponentChildren;
}

/** The list of lessons. */
export function IndexPage({ lessons, course, problems, form, toolbar }: IndexPageProps) {
  return (
    <PageShell form={form} course={course} toolbar={toolbar}>
      <div class="page is-index">
        <main id="main" tabIndex={-1}>
          <Opening course={course} />
          {problems.map((problem) => (
            <ProblemView key={JSON.stringify(problem)} problem={problem} />
          ))}
          {lessons.length === 0 ? (
            <p lang={PAGE_LANGUAGE}>There is no lesson yet. Add a Markdown file to the lessons folder.</p>
          ) : (
            <div data-datasets={datasetsOf(lessons)}>
              <SearchButton form={form} />
              {arrangeLessons(lessons, course).map((section, index) => (
                <SectionView key={index} section={section} />
              ))}
            </div>
          )}
        </main>
      </div>
    </PageShell>
  );
}

function Opening({ course }: { readonly course: Course }) {
  const isNamed = course.title !== NO_COURSE.title;
  return (
    <header class="opening">
      <h1>{isNamed ? course.title : "Lectures to read, run and change"}</h1>
      <p class="standfirst" lang={PAGE_LANGUAGE}>
        Each lecture is a page with interactive figures and code that runs in your browser, on your own
        machine.
      </p>
    </header>
  );
}

function SectionView({ section: { title, isRest, lessons } }: { readonly section: ArrangedSection<Lesson> }) {
  const hasTitle = title !== null || isRest;
  return (
    <>
      {hasTitle ? (
        <h2 class="section-title" lang={isRest ? PAGE_LANGUAGE : undefined}>
          {title ?? "More lessons"}
        </h2>
      ) : null}
      <ul class="lessons">
        {lessons.map((lesson) => (
          <LessonItem key={lesson.slug} lesson={lesson} level={hasTitle ? "h3" : "h2"} />
        ))}
      </ul>
    </>
  );
}

/** The names of all datasets that the lessons use, separated by spaces. */
function datasetsOf(lessons: readonly Lesson[]): string {
  return [...new Set(lessons.flatMap(({ datasets }) => datasets))].join(" ");
}

interface LessonItemProps {
  readonly lesson: Lesson;
  /** The level of its heading. */
  readonly level: "h2" | "h3";
}

function LessonItem({ lesson, level: Title }: LessonItemProps) {
  const data = lessonData(lesson);
  const cells = data.cells.filter((cell) => cell.exercise === null);
  const exercises = data.cells.length - cells.length;
  const facts = [
    ...(data.figures.length > 0 ? [count(data.figures.length, "figure")] : []),
    ...(cells.length > 0 ? [count(cells.length, "cell")] : []),
    ...(exercises > 0 ? [count(exercises, "exercise")] : []),
  ];
  return (
    <li class="lesson-item">
      {lesson.draft ? <DraftMark>Draft</DraftMark> : null}
      {lesson.lecture === null ? null : (
        <p class="kicker" lang={PAGE_LANGUAGE}>
          Lecture {lesson.lecture}
        </p>
      )}
      <Title class="lesson-title">
        <a href={`lessons/${encodeURIComponent(lesson.slug)}/`} lang={lesson.lang}>
          {lesson.title}
        </a>
      </Title>
      <p lang={lesson.lang}>{lesson.summary}</p>
      {facts.length === 0 ? null : (
        <p class="meta" lang={PAGE_LANGUAGE}>
          {facts.join(" · ")}
        </p>
      )}
    </li>
  );
}
