import type { ComponentChildren } from "preact";
import type { Lesson } from "../../lesson/lesson.ts";
import { count } from "../ui/format.ts";
import { lessonData } from "./lesson-data.ts";
import type { PageForm } from "./page-form.ts";
import { PageShell } from "./page-shell.tsx";

interface IndexPageProps {
  readonly lessons: readonly Lesson[];
  readonly form: PageForm;
  readonly toolbar: ComponentChildren;
}

/** The list of lessons. */
export function IndexPage({ lessons, form, toolbar }: IndexPageProps) {
  return (
    <PageShell form={form} toolbar={toolbar}>
      <div class="page is-index">
        <main id="main" tabIndex={-1}>
          <header class="opening">
            <h1>Lectures to read, run and change</h1>
            <p class="standfirst">
              Each lecture is a page with interactive figures and code that runs in your browser, on your own
              machine.
            </p>
          </header>
          {lessons.length === 0 ? (
            <p>There is no lesson yet. Add a Markdown file to the lessons folder.</p>
          ) : (
            <ul class="lessons" data-datasets={datasetsOf(lessons)}>
              {lessons.toSorted(byLecture).map((lesson) => (
                <LessonItem key={lesson.slug} lesson={lesson} />
              ))}
            </ul>
          )}
        </main>
      </div>
    </PageShell>
  );
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

function LessonItem({ lesson }: { readonly lesson: Lesson }) {
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
      {lesson.lecture === null ? null : <p class="kicker">Lecture {lesson.lecture}</p>}
      <h2>
        <a href={`lessons/${encodeURIComponent(lesson.slug)}/`} lang={lesson.lang}>
          {lesson.title}
        </a>
      </h2>
      <p lang={lesson.lang}>{lesson.summary}</p>
      {facts.length === 0 ? null : <p class="meta">{facts.join(" · ")}</p>}
    </li>
  );
}
