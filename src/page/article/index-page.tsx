import type { ComponentChildren } from "preact";
import { type ArrangedSection, arrangeLessons } from "../../course/arrange-lessons.ts";
import { type Course, NO_COURSE } from "../../course/course.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import type { Problem } from "../../protocol/problem.ts";
import { words } from "../../words/words.ts";
import { ProblemView } from "./blocks/problem-view.tsx";
import { DraftMark } from "./draft-mark.tsx";
import { lessonData } from "./lesson-data.ts";
import type { PageForm } from "./page-form.ts";
import { PageShell } from "./page-shell.tsx";
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
            <p lang={words.language}>{words.indexPage.noLesson}</p>
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
      <h1>{isNamed ? course.title : words.indexPage.title}</h1>
      <p class="standfirst" lang={words.language}>
        {words.indexPage.standfirst}
      </p>
    </header>
  );
}

function SectionView({ section: { title, isRest, lessons } }: { readonly section: ArrangedSection<Lesson> }) {
  const hasTitle = title !== null || isRest;
  return (
    <>
      {hasTitle ? (
        <h2 class="section-title" lang={isRest ? words.language : undefined}>
          {title ?? words.indexPage.moreLessons}
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
  const exercises = data.cells.length - cells.length + data.quizzes.length;
  const facts = [
    ...(data.figures.length > 0 ? [words.counts.figures(data.figures.length)] : []),
    ...(cells.length > 0 ? [words.counts.cells(cells.length)] : []),
    ...(exercises > 0 ? [words.counts.exercises(exercises)] : []),
  ];
  return (
    <li class="lesson-item">
      {lesson.draft ? <DraftMark>{words.indexPage.draft}</DraftMark> : null}
      {lesson.lecture === null ? null : (
        <p class="kicker" lang={words.language}>
          {words.counts.lecture(lesson.lecture)}
        </p>
      )}
      <Title class="lesson-title">
        <a href={`lessons/${encodeURIComponent(lesson.slug)}/`} lang={lesson.lang}>
          {lesson.title}
        </a>
      </Title>
      <p lang={lesson.lang}>{lesson.summary}</p>
      {facts.length === 0 ? null : (
        <p class="meta" lang={words.language}>
          {facts.join(" · ")}
        </p>
      )}
    </li>
  );
}
