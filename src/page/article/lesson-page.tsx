import type { ComponentChildren } from "preact";
import type { Neighbours } from "../../course/arrange-lessons.ts";
import type { Course } from "../../course/course.ts";
import type { Block, Exercise, Lesson } from "../../lesson/lesson.ts";
import { words } from "../../words/words.ts";
import { EDITING_HELP_ID } from "../cells/code/use-cell-editor.ts";
import { BlocksView } from "./blocks/block-view.tsx";
import { ContentsPanel, SideContents } from "./contents.tsx";
import { DraftMark } from "./draft-mark.tsx";
import { lessonData } from "./lesson-data.ts";
import { NeighboursView } from "./neighbours-view.tsx";
import { NotebookLink } from "./notebook-link.tsx";
import type { PageForm } from "./page-form.ts";
import { PageShell } from "./page-shell.tsx";

interface LessonPageProps {
  readonly lesson: Lesson;
  readonly course: Course;
  readonly form: PageForm;
  readonly toolbar: ComponentChildren;
  readonly neighbours: Neighbours;
}

/** The page of a lesson. */
export function LessonPage({ lesson, course, form, toolbar, neighbours }: LessonPageProps) {
  const contents = {
    form,
    lang: lesson.lang,
    headings: lesson.headings,
    lecture: lesson.lecture,
    exercises: exercisesOf(lesson.blocks),
  };
  return (
    <PageShell form={form} course={course} toolbar={toolbar}>
      <div class="page" data-lesson={lesson.slug} data-root="../../">
        <SideContents {...contents} />
        <main id="main" tabIndex={-1}>
          <Opening lesson={lesson} form={form} />
          <ContentsPanel {...contents} />
          <noscript>
            <p class="problem" lang={words.language}>
              {words.article.needsJavaScript}
            </p>
          </noscript>
          <p class="part-notice" data-part-notice hidden lang={words.language}>
            {words.article.onlyPart} <a href="./">{words.article.showAll}</a>
          </p>
          <p id={EDITING_HELP_ID} hidden lang={words.language}>
            {words.article.editingHelp}
          </p>
          <article data-article>
            <BlocksView blocks={lesson.blocks} />
          </article>
          <div data-neighbours>
            <NeighboursView {...neighbours} />
          </div>
        </main>
      </div>
    </PageShell>
  );
}

/** The title, and what the lesson is about. */
function Opening({ lesson, form }: Pick<LessonPageProps, "lesson" | "form">) {
  return (
    <header class="opening">
      {lesson.draft ? <DraftMark>{words.article.draft}</DraftMark> : null}
      {lesson.lecture === null ? null : (
        <p class="kicker" lang={words.language}>
          {words.counts.lecture(lesson.lecture)}
        </p>
      )}
      <h1>{lesson.title}</h1>
      {lesson.summary === "" ? null : <p class="standfirst">{lesson.summary}</p>}
      <p class="meta" lang={words.language}>
        {facts(lesson).join(" · ")}
        <NotebookLink lesson={lesson} form={form} />
      </p>
    </header>
  );
}

function exercisesOf(blocks: readonly Block[]): readonly Exercise[] {
  return blocks.flatMap((block) => {
    if (block.type === "exercise") return [block.exercise];
    return block.type === "div" ? exercisesOf(block.blocks) : [];
  });
}

const WORDS_PER_MINUTE = 180;
const MINUTES_PER_FIGURE = 1.5;
const MINUTES_PER_CELL = 0.5;
const MINUTES_PER_EXERCISE = 4;

/** The reading time, and what the lesson contains. */
function facts(lesson: Lesson): readonly string[] {
  const data = lessonData(lesson);
  const cells = data.cells.filter((cell) => cell.exercise === null).length;
  const exercises = exercisesOf(lesson.blocks).length;
  const wordCount = lesson.blocks.reduce(
    (sum, block) => sum + (block.type === "prose" ? countWords(block.html) : 0),
    0,
  );
  const minutes =
    wordCount / WORDS_PER_MINUTE +
    data.figures.length * MINUTES_PER_FIGURE +
    cells * MINUTES_PER_CELL +
    exercises * MINUTES_PER_EXERCISE;
  const rounded = minutes < 10 ? Math.max(1, Math.round(minutes)) : Math.round(minutes / 5) * 5;
  return [
    words.counts.minutes(rounded),
    ...(data.figures.length > 0 ? [words.counts.figures(data.figures.length)] : []),
    ...(cells > 0 ? [words.counts.cells(cells)] : []),
    ...(exercises > 0 ? [words.counts.exercises(exercises)] : []),
    words.article.ownMachine,
  ];
}

function countWords(html: string): number {
  return html
    .replace(/<(math|annotation|svg|pre)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;
}
