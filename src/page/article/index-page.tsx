import type { ComponentChildren } from "preact";
import { type Course, NO_COURSE } from "../../course/course.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import type { Problem } from "../../protocol/problem.ts";
import { count } from "../ui/format.ts";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";
import { lessonData } from "./lesson-data.ts";
import type { PageForm } from "./page-form.ts";
import { PageShell } from "./page-shell.tsx";
import { ProblemView } from "./problem-view.tsx";

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
              {sectionsOf(lessons, course).map((section, index) => (
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

function SectionView({ section: { title, lessons } }: { readonly section: ListedSection }) {
  return (
    <>
      {title === null ? null : (
        <h2 class="section-title" lang={title === MORE ? PAGE_LANGUAGE : undefined}>
          {title}
        </h2>
      )}
      <ul class="lessons">
        {lessons.map((lesson) => (
          <LessonItem key={lesson.slug} lesson={lesson} level={title === null ? "h2" : "h3"} />
        ))}
      </ul>
    </>
  );
}

interface ListedSection {
  readonly title: string | null;
  readonly lessons: readonly Lesson[];
}

/** The heading of lessons that the course does not list, below others with headings. */
const MORE = "More lessons";

/** The lessons in the order of the course, then those that it does not list. */
function sectionsOf(lessons: readonly Lesson[], { sections }: Course): readonly ListedSection[] {
  const left = new Map(lessons.map((lesson) => [lesson.slug, lesson]));
  const take = (slug: string): Lesson[] => {
    const lesson = left.get(slug);
    left.delete(slug);
    return lesson === undefined ? [] : [lesson];
  };
  const listed = sections.map(({ title, lessons: slugs }) => ({ title, lessons: slugs.flatMap(take) }));
  const hasTitles = sections.some(({ title }) => title !== null);
  const unlisted = { title: hasTitles ? MORE : null, lessons: [...left.values()].toSorted(byLecture) };
  return [...listed, unlisted].filter((section) => section.lessons.length > 0);
}

/** The names of all datasets that the lessons use, separated by spaces. */
function datasetsOf(lessons: readonly Lesson[]): string {
  return [...new Set(lessons.flatMap(({ datasets }) => datasets))].join(" ");
}

/** By number, then the lessons without one by title. */
function byLecture(a: Lesson, b: Lesson): number {
  if (a.lecture === null || b.lecture === null) {
    const missing = Number(a.lecture === null) - Number(b.lecture === null);
    return missing || naturally(a.title, b.title);
  }
  return naturally(a.lecture, b.lecture) || naturally(a.title, b.title);
}

/** In the order of people: 2 before 10. */
function naturally(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
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
